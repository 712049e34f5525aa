/** What `try` tells is what happens on a real Asterisk: the same call, tried and lived, leaves the same spine. */
import { expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { type Behaviour, parseBehaviour } from '../../src/trial/behaviour.ts';
import { tryCall } from '../../src/trial/trial.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { spine } from '../support/spine.ts';

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor()));

/** Agents of whom nothing is said have no phone. */
function tried(dialled: string, keys: string, ways: Readonly<Record<string, string>>): readonly string[] {
  const { plan } = floor.operations.plan();
  const behaviours = Object.keys(plan.agents).map((name): [string, Behaviour] => [
    name,
    parseBehaviour(ways[name] ?? 'unreachable') ?? { does: 'declines' },
  ]);
  const caller = { isNew: false, tags: [] };
  const at = floor.operations.now();
  return spine(tryCall({ plan, at, dialled, caller, keys, behaviours: new Map(behaviours) }).entries);
}

async function lived(call: string): Promise<readonly string[]> {
  await floor.until(
    `call ${call} is over`,
    () => !floor.operations.calls().some(({ id }) => id === call),
    30_000,
  );
  return spine(await floor.store.journal.ofCall(callId(Number(call))));
}

test('a menu, a key, an agent who answers', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.presses('1');
  await anna.answers();
  await max.talksWith(anna);
  await max.hangsUp();
  expect(await lived(call)).toEqual(tried('100', '1', { anna: 'free' }));
});

test('one does not answer, one is busy, one takes the call', async () => {
  await anyPhones('anna', 'clara');
  const dora = await floor.agent('dora');
  await dora.isBusy();
  const boris = await floor.agent('boris');
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await boris.rings();
  await boris.answers();
  await max.talksWith(boris);
  await max.hangsUp();
  expect(await lived(call)).toEqual(
    tried('102', '', { anna: 'free', clara: 'no answer', dora: 'busy', boris: 'free' }),
  );
});

test('nobody answers, and a message is left', async () => {
  await anyPhones('anna', 'boris', 'clara', 'dora');
  const max = floor.caller('Max');
  const call = await max.dials('104');
  expect(await lived(call)).toEqual(
    tried('104', '', { anna: 'free', boris: 'free', clara: 'no answer', dora: 'free' }),
  );
});

async function anyPhones(...names: readonly string[]): Promise<void> {
  for (const name of names) await floor.agent(name);
}
