/** What agents do from their own phones on a real Asterisk: log in and out, pause and resume, and say how a call came out. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const plan = `${readFileSync(new URL('../support/plans/quick.yaml', import.meta.url), 'utf8')}
results:
  sold: { ticket: solved }
  complaint: { details: { late: Too late }, needs detail: true, follow up after: 1d }
`
  .replace('  "199": echo', '  "108": { queue: claims }\n  "199": echo')
  .replace(
    'queues:',
    `queues:
  claims: { agents: [anna], wrap-up: 1m, results: [sold, complaint], result required: true, result within: 2m }`,
  )
  .replace('codes:', 'codes:\n  "*61": { result: sold }\n  "*64": { result: complaint, detail: late }')
  .replace('spoken:', 'spoken:\n  result noted: { sound: beep }\n  result wanted: { sound: beep }');

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan })));

const state = (name: string) => floor.operations.agents().find((agent) => agent.name === name);

test('an agent logs out and in again, and is rung only in between', async () => {
  const anna = await floor.agent('anna');
  await anna.dials('*12');
  await floor.until('Anna is logged out', () => state('anna')?.loggedIn === false);
  const max = floor.caller('Max');
  const call = await max.dials('101');
  await floor.until('the caller waits', () =>
    floor.operations.calls().some(({ id, phase }) => id === call && phase.name === 'waiting'),
  );
  expect(anna.ringing).toBe(false);
  await anna.dials('*11');
  await anna.rings();
  await anna.answers();
  await max.talksWith(anna);
  await anna.hangsUp();
});

test('an agent pauses with the reason of the code, and resumes', async () => {
  const anna = await floor.agent('anna');
  await anna.dials('*13');
  await floor.until('Anna is paused', () => state('anna')?.pause?.reason === 'lunch');
  const max = floor.caller('Max');
  await max.dials('101');
  await floor.until('the caller waits', () =>
    floor.operations.calls().some(({ dialled, phase }) => dialled === '101' && phase.name === 'waiting'),
  );
  await anna.dials('*14');
  await anna.rings();
  await max.hangsUp();
  await anna.stopsRinging();
  expect(state('anna')?.pause).toBeUndefined();
});

test('an agent makes a wrap-up longer, and is not rung in it; resuming ends it', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  await max.dials('106');
  await anna.answers();
  await max.talksWith(anna);
  await max.hangsUp();
  await floor.until('Anna wraps up', () => state('anna')?.activity.kind === 'wrapping_up');
  const until = (): number => {
    const activity = state('anna')?.activity;
    return activity?.kind === 'wrapping_up' ? activity.until : 0;
  };
  const planned = until();
  await anna.dials('*15');
  await floor.until('it is half a minute longer', () => until() === planned + 30_000);
  const eva = floor.caller('Eva');
  await eva.dials('101');
  await floor.until('the caller waits', () =>
    floor.operations.calls().some(({ dialled, phase }) => dialled === '101' && phase.name === 'waiting'),
  );
  await floor.until('Anna has put the phone down', () => !anna.talking);
  expect(anna.ringing).toBe(false);
  await anna.dials('*14');
  await anna.rings();
  await eva.hangsUp();
  await anna.stopsRinging();
});

test('a line that dials a code changes nobody', async () => {
  await floor.agent('anna');
  const before = floor.operations.agents();
  const max = floor.caller('Max');
  await max.dials('*12');
  await max.isHungUpOn(20_000);
  expect(floor.operations.agents().map(({ loggedIn }) => loggedIn)).toEqual(
    before.map(({ loggedIn }) => loggedIn),
  );
});

test('an agent says in wrap-up how the call came out, by a code, and says so anew: journal, ticket and report have it', async () => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { number: '+4930888' });
  const call = callId(Number(await maria.dials('108')));
  await anna.answers();
  await maria.talksWith(anna);
  await maria.hangsUp();
  await floor.until('Anna wraps up', () => state('anna')?.activity.kind === 'wrapping_up');
  const given = async (): Promise<(string | undefined)[][]> =>
    (await floor.store.journal.ofCall(call)).flatMap((entry) =>
      entry.type === 'resultSet' ? [[entry.agent, entry.result, entry.detail, entry.by]] : [],
    );
  const dials = async (code: string): Promise<void> => {
    await anna.dials(code);
    await floor.until('Anna has put the phone down', () => !anna.talking);
  };
  // One is wanted, so she cannot go on without.
  await dials('*14');
  expect(state('anna')?.activity.kind).toBe('wrapping_up');
  await dials('*61');
  await floor.until('the first is in the journal', async () => (await given()).length === 1);
  await dials('*64');
  await floor.until('the second is as well', async () => (await given()).length === 2);
  expect(await given()).toEqual([
    ['anna', 'sold', undefined, 'phone'],
    ['anna', 'complaint', 'late', 'phone'],
  ]);
  await dials('*14');
  await floor.until('Anna is free', () => state('anna')?.activity.kind === 'free');
  const ticket = async () =>
    (await floor.store.tickets.find({ limit: 9 })).find(({ calls }) =>
      calls.some((one) => one.call === call),
    );
  await floor.until('the ticket has it', async () => (await ticket())?.state === 'follow_up');
  expect(await ticket()).toMatchObject({
    followUp: { owner: 'anna' },
    calls: [{ queue: 'claims', results: [{ agent: 'anna', result: 'complaint', detail: 'late' }] }],
  });
  const { rows } = (await floor.cordboard.ask('/v1/reports/results?by=all')) as {
    rows: Record<string, string | number>[];
  };
  const row = rows.find(({ name }) => name === 'claims: complaint');
  expect(row).toMatchObject({ given: 1, 'detail late': 1 });
});
