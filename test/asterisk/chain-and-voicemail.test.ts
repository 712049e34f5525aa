/** The escalation chain on a real Asterisk: no answer, busy, declined, unreachable, and at last a message. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

import { isTone } from '../support/sip/tones.ts';
import { readWav } from '../support/sip/wav.ts';

let floor: AsteriskFloor;
beforeAll(async () => {
  floor = await asteriskFloor();
});
afterEach(async () => await floor.settle());
afterAll(async () => await floor.close());

const outcomes = async (call: string): Promise<string[]> =>
  (await floor.store.journal.ofCall(callId(Number(call)))).flatMap((entry) =>
    entry.type === 'offerEnded' ? [`${entry.to}: ${entry.outcome}`] : [],
  );

test('the first does not answer, the second is busy, the third takes the call', async () => {
  const [clara, dora, boris] = [
    await floor.agent('clara'),
    await floor.agent('dora'),
    await floor.agent('boris'),
  ];
  await dora.isBusy();
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await clara.rings();
  await clara.stopsRinging();
  await boris.rings();
  await boris.answers();
  await max.talksWith(boris);
  expect(await outcomes(call)).toEqual(['clara: no_answer', 'dora: busy', 'boris: answered']);
  await max.hangsUp();
});

test('one declines, one is not there, one takes the call', async () => {
  const [clara, boris] = [await floor.agent('clara'), await floor.agent('boris')];
  boris.answersByItself(true);
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await clara.declines();
  await max.isAnswered();
  await max.talksWith(boris);
  expect(await outcomes(call)).toEqual(['clara: declined', 'boris: answered']);
  await boris.hangsUp();
  await max.isHungUpOn();
});

test('a phone that gives no sign of life is unreachable, and the next one is tried', async () => {
  const [clara, boris] = [await floor.agent('clara'), await floor.agent('boris')];
  clara.phone.whenRung = 'ignore';
  boris.answersByItself(true);
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await max.talksWith(boris);
  expect(await outcomes(call)).toEqual(['clara: unreachable', 'boris: answered']);
  await max.hangsUp();
});

test('nobody is there: the message holds what the caller has said', async () => {
  const max = floor.caller('Max', { number: '+4930555' });
  const call = await max.dials('104');
  await max.isAnswered();
  max.call.audio.mouth.tone = 620;
  await floor.until(
    'the message is recorded',
    () => {
      const phase = floor.operations.calls()[0]?.phase;
      return phase?.name === 'leaving_message' && phase.recording !== undefined;
    },
    30_000,
  );
  await floor.passes(2000);
  await max.hangsUp();
  await floor.until(
    'the message is listed',
    async () => (await floor.store.voicemails.list('office', 10)).length > 0,
  );
  const [message] = await floor.store.voicemails.list('office', 10);
  expect(message).toMatchObject({ call, callerNumber: '+4930555', voicemail: 'office' });
  expect(message?.lasted).toBeGreaterThan(1500);
  const { samples, samplesPerSecond } = await recordedIn(
    floor.cordboard.recordings,
    message?.recording ?? '',
  );
  expect(samplesPerSecond).toBe(8000);
  expect(samples.length).toBeGreaterThan(8000);
  expect(isTone(samples.subarray(4000, 8000), 620)).toBe(true);
});

test('a message that goes on too long is ended, kept, and the call with it', async () => {
  const max = floor.caller('Max');
  const call = await max.dials('103');
  await max.isAnswered();
  max.call.audio.mouth.tone = 620;
  expect(await max.isHungUpOn(40_000)).toEqual({ answered: true });
  const entries = await floor.store.journal.ofCall(callId(Number(call)));
  expect(entries.find(({ type }) => type === 'messageLeft')).toBeDefined();
  // How well the caller's leg was heard may be told after it.
  expect(entries.findLast(({ type }) => type !== 'quality')).toMatchObject({
    type: 'callEnded',
    outcome: 'voicemail',
  });
});

/** The recording carries the engine's name for it somewhere in its file name. */
async function recordedIn(folder: string, recording: string): Promise<Awaited<ReturnType<typeof readWav>>> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith('.wav') && name.includes(recording));
  if (file === undefined) throw new Error(`no recording ${recording} among ${files.join(', ')}`);
  return await readWav(join(folder, file));
}
