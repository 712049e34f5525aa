/**
 * The escalation chain on a real Asterisk: no answer, busy, declined, unreachable, and at last a message, which an agent hears at
 * their phone. Also what callers say once the agent is gone: the marks and the comment of a survey.
 */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { figuresOf } from '../support/figures.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { isTone } from '../support/sip/tones.ts';
import { readWav } from '../support/sip/wav.ts';

const quick = readFileSync(new URL('../support/plans/quick.yaml', import.meta.url), 'utf8');
/** Said shortly, so that the test need not wait for the voice. */
const short = [
  'you have',
  'new messages',
  'message from',
  'number withheld',
  'message keys',
  'forward to',
  'message moved',
  'message deleted',
  'no more messages',
  'record after the tone',
  'keep the sound',
];
const plan = (provider: string): string =>
  `${quick}
trunks: { provider: { server: "${provider}", addresses: [192.0.2.1] } }
outside calls: { countries: [DE], by agents: { who: [anna] } }
surveys:
  service:
    queues: [care]
    questions: { friendly: { sound: beep }, solved: { sound: beep } }
    low: 2
    comment: office
    thanks: { sound: beep }
`
    .replace('  "199": echo', '  "107": { voicemail: team }\n  "199": echo')
    .replace('boris: { name: Boris Klein }', 'boris: { name: Boris Klein, number: "22" }')
    .replace(
      'voicemails:',
      'voicemails:\n  team: { queue: care, greeting: { sound: beep } }\n  boris: { agent: boris }',
    )
    .replace('codes:', 'codes:\n  "*98": messages\n  "*97": { greeting: team }')
    .replace('spoken:', ['spoken:', ...short.map((name) => `  ${name}: { sound: beep }`)].join('\n'));

let floor: AsteriskFloor;
/** Somebody outside, behind the trunk. */
let far: Softphone | undefined;
// After the floor is closed: hooks run from the last to the first.
afterAll(() => far?.vanish());
sharedFloor(async () => {
  far?.vanish();
  far = await Softphone.open({ user: 'far', server: { host: '127.0.0.1', port: 9 } });
  floor = await asteriskFloor({ plan: plan(far.address) });
  return floor;
});
const farRings = async (): Promise<IncomingCall> => await (far as Softphone).rings();

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
  expect(await floor.endOf(call)).toMatchObject({ outcome: 'voicemail' });
  const entries = await floor.store.journal.ofCall(callId(Number(call)));
  expect(entries.find(({ type }) => type === 'messageLeft')).toBeDefined();
});

test('an agent hears two messages at the phone by keys: one is passed on, whoever left the other is called back, and it is deleted', {
  timeout: 60_000,
}, async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const [max, nora] = [
    floor.caller('Max', { number: 'anonymous' }),
    floor.caller('Nora', { number: '+4930777' }),
  ];
  const [first, second] = [await leavesMessage(max), await leavesMessage(nora)];
  const lamp = async ({ phone, name }: typeof anna, shows: string): Promise<void> =>
    await floor.until(`the lamp of ${name} shows ${shows}`, () => phone.lamps.messages === shows);
  await lamp(anna, '2/0');
  await anna.dials('*98');
  await anna.call.audio.hearsTone(max.voice);
  await anna.presses('5');
  await anna.presses('22#');
  await floor.until('the second begins', async () => (await changesOf(first)).includes('moved to boris'));
  await anna.presses('2');
  await anna.isHungUpOn();
  await lamp(anna, '0/1');
  await lamp(boris, '1/0');
  await anna.dials('*98');
  await anna.call.audio.hearsSomething();
  await anna.presses('4');
  const back = await farRings();
  await back.answer();
  anna.call.audio.mouth.tone = anna.voice;
  await back.audio.hearsTone(anna.voice);
  await anna.hangsUp();
  await back.untilState('ended');
  await anna.dials('*98');
  await anna.call.audio.hearsSomething();
  await anna.presses('3');
  await anna.isHungUpOn();
  await lamp(anna, '0/0');
  expect(await changesOf(first)).toEqual(['heard', 'moved to boris']);
  expect(await changesOf(second)).toEqual(['heard', 'deleted']);
});

test('an agent records the greeting of a voicemail at the phone, and the next caller hears her voice', {
  timeout: 60_000,
}, async () => {
  const anna = await floor.agent('anna');
  await anna.dials('*97');
  await floor.until('she may speak', () =>
    floor.operations
      .calls()
      .some(({ phase }) => phase.name === 'recording_sound' && phase.recording !== undefined),
  );
  anna.call.audio.mouth.tone = anna.voice;
  await floor.passes(1500);
  await anna.presses('#');
  await floor.until('she is asked whether to keep it', () =>
    floor.operations
      .calls()
      .some(({ phase }) => phase.name === 'recording_sound' && phase.take !== undefined),
  );
  anna.call.audio.mouth.tone = undefined;
  await anna.presses('1');
  await anna.isHungUpOn();
  await floor.until('it is kept', async () =>
    (await floor.store.journal.last(50)).some((entry) => entry.type === 'soundRecorded' && entry.kept),
  );
  const max = floor.caller('Max', { number: '+4930890' });
  await max.dials('107');
  await max.isAnswered();
  await max.call.audio.hearsTone(anna.voice);
  await max.hangsUp();
});

test('the agent hangs up, and the caller stays: two marks by key, a spoken comment; the low mark opens a follow-up', {
  timeout: 60_000,
}, async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max', { number: '+4930889' });
  const call = callId(Number(await max.dials('106')));
  await anna.answers();
  await max.talksWith(anna);
  await anna.hangsUp();
  const phase = () => floor.operations.calls().find(({ id }) => id === call)?.phase;
  await floor.until('he is asked', () => phase()?.name === 'answering_survey');
  const answers = async () =>
    (await floor.store.journal.ofCall(call)).flatMap((entry) =>
      entry.type === 'surveyAnswered' ? entry : [],
    );
  await max.presses('5');
  await floor.until('the first mark is given', async () => (await answers()).length === 1);
  await max.presses('1');
  await floor.until(
    'he leaves a comment',
    () => {
      const now = phase();
      return now?.name === 'answering_survey' && now.recording !== undefined;
    },
    30_000,
  );
  await says(max);
  await max.hangsUp();
  await floor.until('the comment is kept', async () => (await answers()).length === 3);
  expect(await answers()).toMatchObject([
    { survey: 'service', question: 'friendly', mark: 5, low: false, agent: 'anna', queue: 'care' },
    { survey: 'service', question: 'solved', mark: 1, low: true },
    { survey: 'service', question: 'comment' },
  ]);
  const comment = (await answers()).at(-1)?.recording;
  const { samples } = await recordedIn(floor.cordboard.recordings, comment ?? 'none');
  expect(samples.length).toBeGreaterThan(4000);
  await floor.until('a follow-up is opened', async () => {
    const ticket = await floor.store.tickets.ofCall(call);
    return ticket?.state === 'follow_up' && ticket.followUp?.lowMark === true;
  });
  expect(figuresOf(await floor.store.journal.after(0, 100_000), 'surveys').get('service')).toMatchObject({
    offered: 1,
    answered: 1,
    averageMark: 3,
    lowMarks: 1,
    comments: 1,
  });
});

/** Their voice is in it. */
async function leavesMessage(caller: LineCaller): Promise<string> {
  const call = await caller.dials('107');
  await caller.isAnswered();
  await floor.until('the message is recorded', () => {
    const phase = floor.operations.calls().find(({ id }) => id === call)?.phase;
    return phase?.name === 'leaving_message' && phase.recording !== undefined;
  });
  await says(caller);
  await caller.hangsUp();
  return call;
}

/** In short syllables: a tone that stays as it is counts as no speech, and nobody need hear it. */
async function says(caller: LineCaller): Promise<void> {
  for (let said = 0; said < 12; said++) {
    caller.call.audio.mouth.tone = caller.voice;
    await floor.passes(80);
    caller.call.audio.mouth.tone = undefined;
    await floor.passes(40);
  }
}

/** By Anna. */
const changesOf = async (call: string): Promise<string[]> =>
  (await floor.store.journal.ofCall(callId(Number(call)))).flatMap((entry) =>
    entry.type === 'messageChanged' && entry.by === 'anna'
      ? [`${entry.change}${entry.to === undefined ? '' : ` to ${entry.to}`}`]
      : [],
  );

/** The recording carries the engine's name for it somewhere in its file name. */
async function recordedIn(folder: string, recording: string): Promise<Awaited<ReturnType<typeof readWav>>> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith('.wav') && name.includes(recording));
  if (file === undefined) throw new Error(`no recording ${recording} among ${files.join(', ')}`);
  return await readWav(join(folder, file));
}
