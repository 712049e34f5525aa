/** What agents do from their own phones on a real Asterisk: log in and out, pause and resume. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

let floor: AsteriskFloor;
beforeAll(async () => {
  floor = await asteriskFloor();
});
afterEach(async () => await floor.settle());
afterAll(async () => await floor.close());

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
