/** Open alarms at the command line. */
import { afterEach, expect, test } from 'vitest';
import { noAlarms, openAlarms } from '../../support/alarm-desk.ts';
import { openOffice } from '../../support/office.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk | undefined;
afterEach(() => desk?.close());

test('what is open, who was called and why their phone did not ring, who is next', async () => {
  const office = openOffice();
  desk = await openDesk(office, { alarms: openAlarms(office.operations.now()) });
  const { code, out } = await desk.types(['alarms']);
  expect(code).toBe(0);
  expect(out).toMatch(/^SINCE +CODE +TIMES +WHAT\n.* trunk_unreachable +3 +trunk provider is down\n/);
  expect(out).toMatch(/last call: anna at .*; the phone did not ring: anna has no phone\n/);
  expect(out).toMatch(/next call: \+4930999 at /);
  expect(JSON.parse((await desk.types(['alarms', '--json'])).out)).toMatchObject({
    alarms: [{ code: 'trunk_unreachable', count: 3 }],
    called: { person: 'anna' },
    next: { person: '+4930999' },
  });
});

test('they are confirmed', async () => {
  const office = openOffice();
  desk = await openDesk(office, { alarms: openAlarms(office.operations.now()) });
  expect(await desk.types(['alarms', 'confirm'])).toMatchObject({ code: 0, out: '1 alarm confirmed\n' });
  expect(JSON.parse((await desk.types(['alarms', 'confirm', '--json'])).out)).toEqual({ confirmed: 1 });
});

test('no alarm is open, and the plan names no one', async () => {
  desk = await openDesk(openOffice(), { alarms: noAlarms });
  expect(await desk.types(['alarms'])).toMatchObject({
    code: 0,
    out: '',
    err: 'no open alarms\nthe plan has no alarms: no one is called\n',
  });
});
