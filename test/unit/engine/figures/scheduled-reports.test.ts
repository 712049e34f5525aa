/** Reports by e-mail: when they are due, and through a real SMTP server to a workbook that another program reads. */
import readSheets from 'read-excel-file/node';
import { afterEach, expect, test } from 'vitest';
import { lastDue, ScheduledReports } from '../../../../src/engine/figures/scheduled-reports.ts';
import { Outward } from '../../../../src/outward/outward.ts';
import type { ReportByMail } from '../../../../src/plan/model.ts';
import { printed } from '../../../../src/reports/print/printed.ts';
import { minutes } from '../../../../src/shared/time.ts';
import { HastyClock } from '../../../support/hasty-clock.ts';
import { headerOf, mailServer } from '../../../support/mail-server.ts';
import { memoryStore, silentLog } from '../../../support/memory-store.ts';
import { outwardNeeds } from '../../../support/outward-needs.ts';
import { until } from '../../../support/sip/until.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const zone = 'Europe/Berlin';
const monday: ReportByMail = {
  name: 'monday',
  report: 'queues',
  to: ['boss@office.example'],
  every: 'week',
  minute: 7 * 60,
  by: 'day',
  format: 'xlsx',
  threshold: 20,
};
const at = (text: string): number => Date.parse(text);
const due = (every: ReportByMail['every'], now: string): string | undefined => {
  const days = lastDue({ every, minute: 7 * 60 }, zone, at(now));
  const inWords = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return days && `${inWords(days.first)} ${inWords(days.last)}`;
};

test.each([
  ['day', '2026-11-23T05:59:00Z', undefined],
  ['day', '2026-11-23T06:00:00Z', '2026-11-22 2026-11-22'],
  ['day', '2026-11-23T17:00:00Z', '2026-11-22 2026-11-22'],
  ['day', '2026-11-23T19:00:00Z', undefined],
  ['week', '2026-11-23T06:01:00Z', '2026-11-16 2026-11-22'],
  ['week', '2026-11-24T06:01:00Z', undefined],
  ['month', '2026-12-01T06:00:00Z', '2026-11-01 2026-11-30'],
  ['month', '2026-03-01T06:00:00Z', '2026-02-01 2026-02-28'],
  ['month', '2026-12-02T06:00:00Z', undefined],
  // The clocks have gone back: 7:00 is 6:00 UTC from that day on.
  ['day', '2026-10-25T05:30:00Z', undefined],
  ['day', '2026-10-25T06:00:00Z', '2026-10-24 2026-10-24'],
] as const)('a report of each %s, at %s', (every, now, days) => {
  expect(due(every, now)).toBe(days);
});

async function house(now: string, port?: number) {
  const store = await memoryStore();
  ends.push(() => store.close());
  const outward = await Outward.load({
    ...outwardNeeds,
    store,
    clock: new HastyClock(),
    log: silentLog,
    smtp:
      port === undefined
        ? undefined
        : { host: '127.0.0.1', port, from: 'Cordboard <calls@office.example>', tls: 'off' as const },
    baseUrl: () => 'https://calls.office.example',
    onEntry: () => () => undefined,
  });
  await outward.start();
  ends.push(() => outward.stop());
  const made: string[] = [];
  let fails = 0;
  const starts = (): VirtualClock => {
    const clock = new VirtualClock(at(now));
    const scheduled = new ScheduledReports({
      clock,
      plan: () => ({ reports: { monday }, timeZone: zone, company: 'Office' }),
      mailer: outward.mailer,
      make: async ({ report, format }, first, last) => {
        if (fails-- > 0) throw new Error('the disk is full');
        made.push(`${report} ${last - first + 1} days`);
        return Buffer.concat([
          ...printed([{ period: '2026-11-16', name: 'sales', offered: 8 }], format, report),
        ]);
      },
      log: silentLog,
    });
    scheduled.start();
    ends.push(async () => scheduled.stop());
    return clock;
  };
  /** So many minutes, with all that is done in each. */
  const pass = async (clock: VirtualClock, count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute++) {
      const before = clock.next;
      clock.tick(clock.now() + minutes(1));
      await until('the minute is over', () => clock.next !== before && clock.next !== undefined);
    }
  };
  return { made, starts, pass, failsOnce: () => (fails = 1) };
}

test('it is sent once with its file, also after a restart, and again when it could not be made', async () => {
  const server = await mailServer();
  const { port, received } = server;
  ends.push(() => server.close());
  const here = await house('2026-11-23T05:57:30Z', port);
  const clock = here.starts();
  await here.pass(clock, 2);
  expect(here.made).toEqual([]);
  here.failsOnce();
  await here.pass(clock, 4);
  expect(here.made).toEqual(['queues 7 days']);
  // Another engine, with the same store.
  await here.pass(here.starts(), 5);
  await until('the mail arrives', () => received.length > 0);
  expect(received).toHaveLength(1);
  const [mail] = received;
  if (!mail) throw new Error('no mail');
  expect(headerOf(mail, 'Subject')).toBe('Office: queues, 2026-11-16 to 2026-11-22');
  expect(mail.raw).toContain('filename=queues-2026-11-16-2026-11-22.xlsx');
  const base64 = /filename=queues[^]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail.raw)?.[1] ?? '';
  const [sheet] = await readSheets(Buffer.from(base64, 'base64'));
  expect(sheet?.data[1]?.slice(0, 3)).toEqual(['2026-11-16', 'sales', 8]);
});

test('without a mail server nothing is sent, and nothing breaks', async () => {
  const here = await house('2026-11-23T06:00:30Z');
  await here.pass(here.starts(), 3);
  expect(here.made).toEqual(['queues 7 days']);
});
