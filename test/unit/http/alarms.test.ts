/** Open alarms, and who is called because of them. */
import { expect, test } from 'vitest';
import { noAlarms, openAlarms } from '../../support/alarm-desk.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

test('what is open, who was called last and why their phone did not ring, and who is next', async () => {
  const office = openOffice();
  const now = office.operations.now();
  const { ask } = await askOffice(office, { alarms: openAlarms(now) });
  expect((await ask('GET', '/v1/alarms')).body).toEqual({
    alarms: [
      {
        code: 'trunk_unreachable',
        what: 'trunk provider is down',
        first: new Date(now - 60_000).toISOString(),
        count: 3,
      },
    ],
    people: [],
    called: { person: 'anna', at: new Date(now - 30_000).toISOString(), because: 'anna has no phone' },
    next: { person: '+4930999', at: new Date(now + 30_000).toISOString() },
  });
  expect(await ask('POST', '/v1/alarms/confirm')).toMatchObject({ status: 200, body: { confirmed: 1 } });
});

test('nothing is open, or nothing is kept', async () => {
  for (const more of [{ alarms: noAlarms }, {}]) {
    const { ask } = await askOffice(undefined, more);
    expect((await ask('GET', '/v1/alarms')).body).toEqual({ alarms: [], people: [] });
    expect((await ask('POST', '/v1/alarms/confirm')).body).toEqual({ confirmed: 0 });
  }
});
