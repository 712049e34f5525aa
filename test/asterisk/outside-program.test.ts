/**
 * The main job once more, with a program that is not ours on the lines and at the phones: sipp registers with digest
 * authentication, calls, presses keys, sends back the sound that it hears, and counts what went as it should.
 */
import { expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import {
  freeUdpPort,
  type Part,
  type RunningSipp,
  type Scenario,
  type SippResult,
  sipp,
  startSipp,
} from '../support/sipp/sipp.ts';

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor()));

const allWentWell = (result: SippResult, calls: number): void =>
  expect(result, result.errors).toMatchObject({ exitCode: 0, failed: 0, successful: calls });

const account = (user: string): Part => {
  const { password = '' } = floor.cordboard.credentials.sip.find((one) => one.user === user) ?? {};
  return { user, password };
};
const server = () => ({ host: '127.0.0.1', port: floor.cordboard.sipPort });

/** sipp sits at Anna's phone. */
async function annaIs(scenario: Scenario): Promise<RunningSipp> {
  const port = await freeUdpPort();
  allWentWell(await sipp('register', { server: server(), port, calls: 1, as: [account('anna')] }), 1);
  const anna = await startSipp(scenario, { server: server(), port, echo: true });
  await floor.until('Anna can be rung', () => floor.operations.agents()[0]?.phone.reachable === true);
  return anna;
}

/** Nobody else would tell Asterisk that sipp has left Anna's phone. */
async function annaLeaves(anna: RunningSipp, calls: number): Promise<void> {
  allWentWell(await anna.stop(), calls);
  const phone = await floor.phone('anna');
  await phone.register();
  await phone.unregister();
  await floor.until('Anna has left', () => floor.operations.agents()[0]?.phone.reachable === false);
}

const caller = (dials: string): Part => ({
  ...account('line1'),
  number: '+493012345',
  name: 'Max Muster',
  dials,
});

test.each([
  ['the caller', 'agent-answers', 'caller-hangs-up'],
  ['the agent', 'agent-hangs-up', 'caller-waits'],
] as const)('calls to 101 are answered, and %s hangs up', async (_, agent, line) => {
  const anna = await annaIs(agent);
  allWentWell(await sipp(line, { server: server(), calls: 3, atATime: 1, as: [caller('101')] }), 3);
  await annaLeaves(anna, 3);
});

test('what a softphone says comes back from the phone of sipp', async () => {
  const anna = await annaIs('agent-answers');
  const max = floor.caller('Max');
  await max.dials('101');
  await max.isAnswered();
  max.call.audio.mouth.tone = 640;
  await max.call.audio.hearsTone(640);
  await max.hangsUp();
  await annaLeaves(anna, 1);
});

test('the phone shows number and name of the line that sipp calls on, and sound goes there and back', async () => {
  const anna = await floor.agent('anna');
  const line = await startSipp('caller-hangs-up', {
    server: server(),
    calls: 1,
    echo: true,
    talkFor: 2000,
    as: [caller('101')],
  });
  expect(await anna.rings()).toEqual({ number: '+493012345', name: 'Max Muster' });
  await anna.answers();
  anna.call.audio.mouth.tone = 640;
  await anna.call.audio.hearsTone(640);
  allWentWell(await line.finished, 1);
  await anna.isHungUpOn();
});

test('the captured RFC 4733 packets of a real 1 lead through the menu of 100', async () => {
  const anna = await floor.agent('anna');
  const line = await startSipp('caller-presses-1', {
    server: server(),
    calls: 1,
    talkFor: 3000,
    as: [caller('100')],
  });
  await anna.rings();
  await anna.answers();
  allWentWell(await line.finished, 1);
  await anna.isHungUpOn();
});
