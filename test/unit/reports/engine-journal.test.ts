/** The reports over the journal of the real engine, on a simulated Asterisk: they and the engine have to agree. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callRecord } from '../../../src/reports/call-record.ts';
import { story } from '../../../src/reports/story.ts';
import { callId } from '../../../src/shared/ids.ts';
import { seconds } from '../../../src/shared/time.ts';
import { discrepancies, totals } from '../../support/journal-totals.ts';
import { type SimulatedFloor, simulatedFloor } from '../../support/simulated-floor.ts';

let floor: SimulatedFloor;
beforeEach(async () => {
  floor = await simulatedFloor();
});
afterEach(() => floor.close());

const entriesOf = (call: string) => floor.store.journal.ofCall(callId(Number(call)));

test('a call that is missed once and then answered is told so, and measured as the engine does', async () => {
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  const karin = floor.caller('Karin', { number: '+4930123456' });
  const call = await karin.dials('101');
  await anna.rings();
  await boris.rings();
  await boris.answers();
  await karin.talksWith(boris);
  await floor.passes(seconds(60));
  await karin.hangsUp();
  await floor.passes(seconds(1));

  const entries = await entriesOf(call);
  const record = callRecord(entries, floor.clock.now());
  expect(record?.offers.map(({ to, outcome }) => [to, outcome])).toEqual([
    ['anna', 'no_answer'],
    ['boris', 'answered'],
  ]);
  const connected = entries.find((entry) => entry.type === 'connected');
  const ended = entries.find((entry) => entry.type === 'callEnded');
  expect([record?.waited, record?.talked]).toEqual([connected?.waited, ended?.talked]);
  const lines = story(entries, { timeZone: 'UTC' }).map(({ text }) => text);
  expect(lines.filter((text) => /^(Call|offered|They talk|The call is over)/.test(text))).toEqual([
    expect.stringMatching(/^Call \d+ came in on .* for 101 over line line1, from Karin, \+4930123456/),
    expect.stringMatching(/^offered to anna .* in queue sales, chosen by "longest idle", at once$/),
    expect.stringMatching(/^offered to boris .* after 20s$/),
    expect.stringMatching(/^They talk/),
    expect.stringMatching(/^The call is over: answered; ended by caller/),
  ]);
});

test('a morning of calls with every kind of end adds up, at every instant', async () => {
  const anna = await floor.agent('anna');
  const talker = floor.caller('Talker');
  const waiter = floor.caller('Waiter');
  await talker.dials('101');
  await anna.rings();
  await anna.answers();
  await waiter.dials('101');
  await floor.passes(seconds(10));
  await floor.caller('Lost').dials('998877');
  const chooser = floor.caller('Chooser');
  await chooser.dials('100');
  await chooser.isAnswered();
  await chooser.hangsUp();
  await waiter.hangsUp();
  await anna.hangsUp();
  await floor.caller('Patient').dials('102');
  await floor.passes(seconds(400));

  const journal = await floor.store.journal.after(0, 10_000);
  for (let length = 0; length <= journal.length; length += 1) {
    expect(discrepancies(totals(journal.slice(0, length)))).toEqual([]);
  }
  const sums = totals(journal);
  expect(sums.inProgress.size).toBe(floor.engine.calls().length);
  expect(sums.outcomes).toMatchObject({ answered: 1, abandoned: 1, left_early: 1, number_not_in_use: 1 });
  expect(sums.queues.get('sales')).toMatchObject({ entered: 2, answered: 1, abandoned: 1 });
});
