/**
 * kill -9, again and again, while e-mails go out: callers are asked how it was, messages are left, alarms are raised, and reports
 * are due over a midnight; and while days are added up. No mail is lost, none is sent twice unless the log says that it may be
 * so, and what is stored for reports is what the journal says.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { StoredEntry } from '../../../src/call/kept/journal.ts';
import { FiguresKeeper } from '../../../src/engine/figures/figures-keeper.ts';
import { reconcileDay } from '../../../src/engine/figures/reconcile-day.ts';
import type { StoredFigures } from '../../../src/ports/figures.ts';
import type { Store } from '../../../src/ports/store.ts';
import { subjectKinds } from '../../../src/reports/figures/cell.ts';
import { folding } from '../../../src/reports/figures/folding.ts';
import { localDay, startOfDay } from '../../../src/reports/figures/local-time.ts';
import { dayReconciler } from '../../../src/reports/reconcile/day.ts';
import { type FailureCode, failureOf } from '../../../src/shared/failures/table.ts';
import { minutes } from '../../../src/shared/time.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { office } from '../../stories/story.ts';
import { headerOf, mailServer } from '../../support/mail-server.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { until } from '../../support/sip/until.ts';

const total = 18;
const kills = 2;
/** Surveys, messages to two, alarms to two once in ten minutes, three reports: some of each. */
const leastMails = 24;
const zone = 'Europe/Berlin';
/** Six minutes before midnight: a call takes a minute. */
const from = Date.UTC(2026, 10, 23, 22, 54);
const plan = office(
  'wrap-up: 5s',
  `surveys:
  service:
    by: email
    queues: [all]
    questions: { friendly: How friendly were we? }
    e-mail: { after: 1m }
reports:
  calls: { report: calls, send to: [boss@example.com, lead@example.com], time: "0:01", format: csv }
  agents: { report: agents, send to: boss@example.com, time: "0:04", format: csv }`,
)
  .replace('  "1": { queue: all }', '  "1": { queue: all }\n  "2": { voicemail: office }')
  .replace(
    'office: { greeting: Leave a message., longest: 1m }',
    'office: { agent: anna, longest: 1m, e-mail: [anna@example.com, team@example.com] }',
  );
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('killed while mails go out and days are added up, an engine sends each mail once, and its days fit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-killed-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const smtp = await mailServer();
  ends.push(() => smtp.close());
  const db = join(folder, 'cordboard.db');
  const start = (): ChildProcess => {
    const [program = '', ...parts] = [
      'mail-sender.mjs',
      '../../support/simulated-floor.ts',
      '../../../src/outward/outward.ts',
      '../../../src/composition/surveys.ts',
      '../../../src/engine/figures/figures-keeper.ts',
      '../../../src/reports/figures/folding.ts',
      '../../../src/store/sqlite/sqlite-store.ts',
      '../../../src/engine/figures/scheduled-reports.ts',
      '../../../src/recordings/messages-keeper.ts',
      '../../../src/recordings/message-mail.ts',
    ].map((file) => join(import.meta.dirname, file));
    const of = [db, String(smtp.port), plan, String(total), String(from)];
    const given = [program, ...of, ...parts];
    const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
    ends.push(() => child.kill('SIGKILL'));
    return child;
  };
  const sent = (): string[] => smtp.received.map((mail) => headerOf(mail, 'message-id') ?? '');
  for (let nth = 1; nth <= kills; nth++) {
    const child = start();
    const enough = (nth * leastMails) / (kills + 1);
    await until('some were sent', () => new Set(sent()).size >= enough, { within: 90_000 });
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const last = start();
  let isDone = false;
  last.stdout?.on('data', () => (isDone = true));
  await until('nothing is left to do', () => isDone, {
    within: 90_000,
    otherwise: () => `${new Set(sent()).size} were sent`,
  });
  last.kill('SIGKILL');
  await once(last, 'close');

  const store = await openStore(db, silentLog);
  ends.push(() => store.close());
  const entries = await store.journal.after(0, 100_000);
  const callsOf = (type: StoredEntry['type']): string[] =>
    entries.flatMap((entry) => (entry.type === type && 'call' in entry ? [String(entry.call)] : []));
  // A kill may have cut a talk off: its caller is gone. All others were asked, and no one twice.
  const offered = callsOf('surveyOffered');
  expect(new Set(offered).size).toBe(offered.length);
  const talked = entries.flatMap((entry) =>
    entry.type === 'callEnded' && entry.outcome === 'answered' ? [entry.call] : [],
  );
  expect(talked.length).toBeGreaterThanOrEqual((total * 3) / 4 - kills - 1);
  expect(offered.toSorted()).toEqual(talked.toSorted());
  const log = await store.deliveries.list({ channel: 'mail' }, 1000);
  const ofKind = (kind: string): number => log.filter((each) => each.kind === kind).length;
  expect(ofKind('survey')).toBe(offered.length);
  // Of each message that is left, and of each ten minutes with alarms, both addresses have a mail.
  const left = callsOf('messageLeft');
  expect(left.length).toBeGreaterThan(kills);
  expect(ofKind('voicemail')).toBe(2 * left.length);
  const alarmed = new Set(
    entries.flatMap((entry) =>
      entry.type === 'alarmRaised' && isUrgent(entry.code)
        ? `${entry.code} ${Math.floor(entry.at / minutes(10))}`
        : [],
    ),
  );
  expect(alarmed.size).toBeGreaterThan(1);
  expect(ofKind('alarm')).toBe(2 * alarmed.size);
  expect(ofKind('report')).toBe(3);
  expect(log.length).toBe(new Set(sent()).size);
  expect(log.every(({ id, state }) => state === 'sent' && sent().some((each) => each.includes(id)))).toBe(
    true,
  );
  const twice = sent().filter((id, nth) => sent().indexOf(id) !== nth);
  const said = log.filter(({ mayBeTwice }) => mayBeTwice).map(({ id }) => id);
  expect(twice.filter((id) => !said.some((each) => id.includes(each)))).toEqual([]);

  // What three engines have added up, of which two were killed, is what one engine makes of the whole journal.
  const other = await memoryStore();
  ends.push(() => other.close());
  await other.commit({ journal: entries, calls: new Map(), agents: new Map(), nextCall: 1 });
  const [keeper, whole] = [keeperOf(store), keeperOf(other)];
  for (const each of [keeper, whole]) {
    await each.start();
    await each.flush();
  }
  for (const level of ['hour', 'day'] as const) {
    const kept = await cellsOf(store, level);
    expect(new Set(kept.map(({ at }) => localDay(zone, at))).size).toBe(2);
    expect(kept).toEqual(await cellsOf(other, level));
  }
  const first = localDay(zone, from);
  const day = { from: startOfDay(zone, first), to: startOfDay(zone, first + 1) };
  const { misfits, calls } = await reconcileDay(day, {
    figures: store.figures,
    journal: store.journal,
    flush: () => keeper.flush(),
    isLive: () => false,
    ...folding(zone),
    reconciler: (state, open) => dayReconciler(zone, day, state, open),
  });
  expect(calls).toBeGreaterThan(0);
  expect(misfits).toEqual([]);
}, 300_000);

const isUrgent = (code: string | undefined): boolean =>
  code !== undefined && ['error', 'critical'].includes(failureOf(code as FailureCode).severity);

const keeperOf = ({ figures, journal }: Store): FiguresKeeper =>
  new FiguresKeeper({
    figures,
    journal,
    clock: { now: () => 0, after: () => () => undefined },
    log: silentLog,
    folding: () => folding(zone),
  });

async function cellsOf(
  store: Store,
  level: 'hour' | 'day',
): Promise<readonly (Pick<StoredFigures, 'at' | 'subject'> & { readonly cell: object })[]> {
  const all: StoredFigures[] = [];
  for (const kind of subjectKinds)
    all.push(...(await store.figures.cells(level, kind, 0, Number.MAX_SAFE_INTEGER, undefined, 100_000)));
  return all.map(({ at, subject, cell }) => ({ at, subject, cell: JSON.parse(cell) as object }));
}
