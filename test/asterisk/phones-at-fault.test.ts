/** Phones that do not do what they should, on a real Asterisk: the caller is brought to the next. */
import { expect, onTestFinished, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import { type CallId, callId } from '../../src/shared/ids.ts';
import { type Baresip, startBaresip } from '../support/asterisk/baresip.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { startLinphone } from '../support/asterisk/linphone.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import { isTone, samplesPerSecond } from '../support/sip/tones.ts';

let floor: AsteriskFloor;
sharedFloor(
  async () =>
    (floor = await asteriskFloor({
      plan: `company: Faults
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: all } }
queues: { all: { agents: [anna, boris], strategy: ordered, wrap-up: 0s } }
agents: { anna: {}, boris: {}, dora: {} }
supervision: { agents: [dora], tell callers: false, tell agents: false }
lines: [line1, line2, line3]
vanished after: 4s
`,
    })),
);

const told = async <Type extends JournalEntry['type']>(call: string, type: Type) =>
  (await floor.store.journal.ofCall(callId(Number(call)))).filter(
    (entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type,
  );

const answersInVain: readonly (readonly [string, (ringing: IncomingCall) => Promise<void>])[] = [
  ['puts the phone down in the same breath', async (ringing) => await ringing.answerAndGo()],
  [
    'is gone 300 ms later',
    async (ringing) => {
      await ringing.answer();
      await floor.passes(300);
      await ringing.hangUp();
    },
  ],
  // Asterisk acknowledges it, and ends it by itself.
  ['says nothing of where its sound goes', async (ringing) => ringing.answerWithoutSdp()],
];

for (const [what, picksUp] of answersInVain) {
  test(`an agent who picks up and ${what} has taken nobody: the next is rung`, async () => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await picksUp(anna.phone.ringing as IncomingCall);
    await boris.answers();
    await maria.talksWith(boris);
    expect(maria.onTheLine).toBe(true);
    const offers = (await told(call, 'offerEnded')).filter(({ to }) => to === 'anna');
    const inVain = await told(call, 'answeredInVain');
    expect(offers[0]?.outcome === 'answered' ? inVain.length : 1).toBe(1);
    await maria.hangsUp();
  });
}

test('a phone that is muted and reports keeps its call; one that sends nothing has vanished, and the next is rung', {
  timeout: 60_000,
}, async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const { audio } = anna.call;
  const reportNoMore = audio.reports(500);
  audio.fallsSilent();
  // Her network loses each tenth packet.
  maria.call.audio.loses = 10;
  await floor.passes(8000);
  expect(await told(call, 'phoneVanished')).toEqual([]);
  expect(anna.talking).toBe(true);
  reportNoMore();
  await floor.until('it has vanished', async () => (await told(call, 'phoneVanished')).length === 1, 15_000);
  await anna.isHungUpOn();
  await maria.call.audio.hearsSomething();
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
  // Asterisk has reported on her sound each five seconds, and what it says is kept with the call.
  const ofHers = async () => (await told(call, 'quality')).find(({ who }) => who === 'caller');
  await floor.until('her sound is told of', async () => (await ofHers()) !== undefined);
  const hers = await ofHers();
  expect(hers).toMatchObject({
    stage: 'over',
    from: { mos: expect.any(Number), jitter: expect.any(Number) },
  });
  expect(hers?.from?.jitter).toBeLessThan(1000);
  expect(hers?.from?.loss).toBeGreaterThan(2);
});

test('a phone that vanishes while its agent asks somebody: music for the caller throughout, and the next agent', {
  timeout: 60_000,
}, async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  const call = (await maria.dials('1')) as CallId;
  await anna.answers();
  await maria.talksWith(anna);
  const { audio } = anna.call;
  const reportNoMore = audio.reports(500);
  expect(await floor.operations.inTalk(call, { do: 'consult', to: 'boris' }, 'test')).toMatchObject({
    done: true,
  });
  await boris.answers();
  anna.call.audio.mouth.tone = anna.voice;
  const consultation = boris.call;
  await consultation.audio.hearsTone(anna.voice);
  const { ear } = maria.call.audio;
  ear.beginsToListen(performance.now());
  reportNoMore();
  audio.fallsSilent();
  await floor.until('it has vanished', async () => (await told(call, 'phoneVanished')).length === 1, 25_000);
  // Boris is the next for the caller, and may be rung again at once.
  await floor.until('the consultation is over for boris', () => consultation.endedBy === 'them');
  await boris.answers();
  expect(ear.longestSilence(performance.now())).toBeLessThan(2000);
  await maria.talksWith(boris);
  expect(await told(call, 'consultEnded')).toHaveLength(1);
  await maria.hangsUp();
});

test('a phone that vanishes in a conference, and the next one while a supervisor listens: somebody talks with the caller each time', {
  timeout: 60_000,
}, async () => {
  const [anna, boris, dora] = [
    await floor.agent('anna'),
    await floor.agent('boris'),
    await floor.agent('dora'),
  ];
  const maria = floor.caller('Maria');
  const call = (await maria.dials('1')) as CallId;
  await anna.answers();
  await maria.talksWith(anna);
  const vanishes = ({ call: { audio } }: DeskPhone): void => {
    // It has reported, so its silence means something.
    audio.reports(500)();
    audio.fallsSilent();
  };
  const joined = await floor.operations.inTalk(call, { do: 'join', to: 'boris', onAnswer: 'join' }, 'test');
  expect(joined).toMatchObject({ done: true });
  await boris.answers();
  await maria.talksWith(boris);
  vanishes(anna);
  await floor.until('Boris serves her', async () => (await told(call, 'servingPassed')).length === 1, 25_000);
  await anna.isHungUpOn();
  await maria.talksWith(boris);
  await floor.operations.supervise({ what: { call }, who: 'dora', mode: 'listen' }, 'test');
  await dora.answers();
  boris.call.audio.mouth.tone = boris.voice;
  await dora.call.audio.hearsTone(boris.voice);
  await isSwitchedOnAgain(anna);
  vanishes(boris);
  // He is back before he is found lost, 4 s after his last report.
  await floor.passes(3000);
  expect(await boris.phone.register()).toBe(200);
  await anna.rings(25_000);
  await anna.answers();
  await maria.talksWith(anna);
  anna.call.audio.mouth.tone = anna.voice;
  await dora.call.audio.hearsTone(anna.voice);
  await maria.hangsUp();
  await dora.isHungUpOn();
  await boris.isReachable();
});

/** A registration that is only renewed, of which Asterisk says nothing by itself. */
async function isSwitchedOnAgain(phone: DeskPhone): Promise<void> {
  expect(await phone.phone.register()).toBe(200);
  await phone.isReachable();
}

test('click to call: declined at her own phone it calls nobody; answered, she hears ringing, and talks with the colleague', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  // Whoever declines their own ring has called nobody.
  expect(await floor.operations.callFrom('anna', 'boris')).toMatchObject({ done: true, phone: 'anna' });
  await anna.declines();
  await floor.until('her phone is free', () =>
    floor.operations.agents().some(({ name, phone }) => name === 'anna' && !phone.busy),
  );
  expect([floor.operations.calls(), boris.ringing]).toEqual([[], false]);
  expect(await floor.operations.callFrom('anna', 'boris')).toMatchObject({ done: true, phone: 'anna' });
  const ringing = await anna.phone.rings();
  expect(floor.operations.calls()).toEqual([]);
  await ringing.answer();
  await boris.rings();
  await ringing.audio.hearsSomething();
  await boris.answers();
  await floor.until('they talk', () => floor.operations.calls()[0]?.phase.name === 'talking');
  expect(floor.operations.calls()).toMatchObject([{ callingAgent: 'anna', dialled: 'boris' }]);
  await ringing.hangUp();
  await boris.isHungUpOn();
});

test('a phone transfers its caller (REFER) to a colleague: they talk, and nothing is left of it', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  // Most phones hold the call first: the music of that must not go on beside the next agent's voice.
  await anna.call.offers('sendonly');
  await anna.transfersTo('boris');
  await boris.rings();
  await maria.call.audio.hearsSomething();
  await boris.answers();
  await maria.talksWith(boris);
  expect(await told(call, 'transferAsked')).toMatchObject([{ by: 'anna', to: 'boris', leadsTo: 'boris' }]);
  expect(anna.talking).toBe(false);
  await maria.hangsUp();
  await boris.isHungUpOn();
});

test('a transfer to nobody, and one that ends some Asterisks (Refer-Sub: false): the caller is brought back', async () => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await anna.transfersTo('4711');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await anna.call.transfer('4711', [['Refer-Sub', 'false']])).toBe(200);
  await anna.answers();
  await maria.talksWith(anna);
  expect(await told(call, 'transferAsked')).toHaveLength(2);
  await maria.hangsUp();
  await anna.isHungUpOn();
});

test('a transfer while no engine is there is refused, and the two talk on', { timeout: 60_000 }, async () => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const { call } = anna;
  await floor.engineAway(async () => {
    await call.transfer('boris');
    expect(call.referred).toBe(503);
  });
  await maria.talksWith(anna);
  // Asterisk forgets to send a BYE on a leg whose transfer it has refused, so it is the agent who hangs up here.
  await anna.hangsUp();
  await maria.isHungUpOn();
});

/** Softphones of somebody else's, as anna, with a tone of 500 Hz. */
const softphones: readonly (readonly [
  string,
  () => Promise<Baresip>,
  { hold: string; resume: string; transfer: string },
])[] = [
  [
    'baresip',
    async () =>
      await startBaresip({
        account: `<sip:anna@${server()}>;auth_user=anna;auth_pass=${passwordOf('anna')};regint=60;answermode=auto`,
        modules: ['g711', 'stdio'],
        hertz: 500,
      }),
    { hold: '/hold', resume: '/resume', transfer: '/transfer' },
  ],
  [
    'linphone',
    async () =>
      await startLinphone({ user: 'anna', password: passwordOf('anna'), server: server(), hertz: 500 }),
    { hold: 'pause', resume: 'resume', transfer: 'transfer' },
  ],
];
const server = (): string => `127.0.0.1:${floor.cordboard.sipPort}`;
const passwordOf = (user: string): string =>
  floor.cordboard.credentials.sip.find((one) => one.user === user)?.password ?? '';

test('baresip: a transfer to no one, after which it hangs up: the caller is not lost', {
  timeout: 60_000,
}, async () => {
  const [[, start] = []] = softphones;
  const phone = await start?.();
  onTestFinished(async () => await phone?.close());
  // Anna's phone of the test before may be registered still.
  await floor.until('it is registered', () => phone?.said().includes('registered successfully') ?? false);
  await floor.until('she can be rung', () =>
    floor.operations.agents().some((agent) => agent.name === 'anna' && agent.phone.reachable),
  );
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await maria.isAnswered();
  await maria.call.audio.hearsTone(500);
  // It picks up by itself whatever rings it: the caller, back in the queue, is to come to the next.
  const boris = await floor.agent('boris');
  await floor.operations.change({ type: 'agentPaused', agent: 'anna', reason: 'test', by: 'test' });
  phone?.types(`/transfer sip:nobody@${server()}`);
  await floor
    .until('it is asked for', async () => (await told(call, 'transferAsked')).length === 1)
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${phone?.said()}`);
    });
  expect(maria.onTheLine).toBe(true);
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
  await floor.operations.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
});

// Baresip 1.0 knows no attended transfer: it sends no Replaces.
test('linphone: asks a colleague on a second line, and puts the two together (attended transfer)', {
  timeout: 60_000,
}, async () => {
  const [, [, start] = []] = softphones;
  const phone = await start?.();
  if (!phone) throw new Error('linphone is the second');
  onTestFinished(async () => await phone.close());
  const said = (error: unknown): never => {
    throw new Error(`${String(error)}\n${phone.said()}`);
  };
  const boris = await floor.agent('boris');
  await floor
    .until('it is registered', () =>
      floor.operations.agents().some((agent) => agent.name === 'anna' && agent.phone.reachable),
    )
    .catch(said);
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await maria.isAnswered().catch(said);
  // Only the last of what it says is kept: the id of the first call is read before the second begins.
  const lastId = (): string | undefined => [...phone.said().matchAll(/assigned id (\d+)/g)].at(-1)?.[1];
  const first = lastId();
  expect(first).toBeDefined();
  // Before: Maria hears Anna, and Boris nobody.
  await maria.call.audio.hearsTone(500).catch(said);
  maria.call.audio.mouth.tone = maria.voice;
  phone.types('pause');
  await floor.until('Maria is on hold', async () => (await told(call, 'held')).length === 1).catch(said);
  phone.types(`call sip:boris@${server()}`);
  await boris.answers().catch(said);
  await floor.until('the second call has an id', () => ![first, undefined].includes(lastId())).catch(said);
  // During: Boris hears Anna, and Maria music; neither hears the other.
  await boris.call.audio.hearsTone(500).catch(said);
  boris.call.audio.mouth.tone = boris.voice;
  await floor
    .until('Maria hears music', () => {
      const { ear } = maria.call.audio;
      const now = performance.now();
      return ear.loudness(now) > 50 && [500, boris.voice].every((voice) => !ear.hearsTone(voice, now));
    })
    .catch(said);
  expect(boris.call.audio.ear.hearsTone(maria.voice, performance.now())).toBe(false);
  phone.types(`transfer ${first} --to-call ${lastId()}`);
  // After: the two hear each other, and Anna's phone has no call.
  await maria.call.audio.hearsTone(boris.voice).catch(said);
  await boris.call.audio.hearsTone(maria.voice).catch(said);
  await floor
    .until('Anna is free', () =>
      floor.operations.agents().some(({ name, activity }) => name === 'anna' && activity.kind !== 'talking'),
    )
    .catch(said);
  expect(await told(call, 'servingPassed')).toMatchObject([{ who: 'boris', from: 'anna' }]);
  await maria.hangsUp();
  await boris.isHungUpOn();
});

test('linphone: a transfer to no one, after which it keeps the call: they talk on, or the caller is brought to the next', {
  timeout: 60_000,
}, async () => {
  const phone = await startLinphone({
    user: 'anna',
    password: passwordOf('anna'),
    server: server(),
    hertz: 500,
  });
  onTestFinished(async () => await phone.close());
  const said = (error: unknown): never => {
    throw new Error(`${String(error)}\n${phone.said()}`);
  };
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await maria.isAnswered().catch(said);
  await maria.call.audio.hearsTone(500).catch(said);
  const boris = await floor.agent('boris');
  await floor.operations.change({ type: 'agentPaused', agent: 'anna', reason: 'test', by: 'test' });
  phone.types(`transfer sip:nobody@${server()}`);
  await floor
    .until('it is asked for', async () => (await told(call, 'transferAsked')).length === 1)
    .catch(said);
  expect(maria.onTheLine).toBe(true);
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
  await floor.operations.change({ type: 'agentResumed', agent: 'anna', by: 'test' });
});

/** "Do not disturb", as the two can say it: neither has a command for it, so by what they answer then. */
const disturbed: readonly (readonly [string, () => Promise<Baresip>, string | undefined, object])[] = [
  [
    'baresip rejects (486)',
    async () =>
      await startBaresip({
        account: `<sip:anna@${server()}>;auth_user=anna;auth_pass=${passwordOf('anna')};regint=60`,
        modules: ['g711', 'stdio'],
        hertz: 500,
      }),
    '/hangup',
    { outcome: 'busy', code: 'phone_busy' },
  ],
  [
    'linphone takes no calls (486)',
    async () => await startLinphone({ ...asAnna(), picksUp: false, settings: { misc: ['max_calls=0'] } }),
    undefined,
    { outcome: 'busy', code: 'phone_busy' },
  ],
  [
    'linphone declines (603)',
    async () => await startLinphone({ ...asAnna(), picksUp: false }),
    'terminate',
    { outcome: 'declined', code: 'phone_declined' },
  ],
  [
    'linphone is not answered in its own time (486)',
    async () => await startLinphone({ ...asAnna(), picksUp: false, settings: { sip: ['inc_timeout=2'] } }),
    undefined,
    { outcome: 'busy', code: 'phone_busy' },
  ],
];
const asAnna = () => ({ user: 'anna', password: passwordOf('anna'), server: server(), hertz: 500 });

for (const [what, start, typed, how] of disturbed) {
  test(`DND, ${what}: the reason is told, and the next is rung at once`, { timeout: 60_000 }, async () => {
    const phone = await start();
    onTestFinished(async () => await phone.close());
    const said = (error: unknown): never => {
      throw new Error(`${String(error)}\n${phone.said()}`);
    };
    // Of another one, which was registered before it, she could be believed to be reachable.
    await floor.until('it is registered', () => /registered/.test(phone.said())).catch(said);
    await floor.until('she can be rung', () =>
      floor.operations.agents().some((agent) => agent.name === 'anna' && agent.phone.reachable),
    );
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    if (typed !== undefined) {
      await floor.until('it rings', () => /ncoming call/.test(phone.said())).catch(said);
      phone.types(typed);
    }
    await boris.answers().catch(said);
    await maria.talksWith(boris);
    const [first] = await told(call, 'offerEnded');
    expect(first, phone.said()).toMatchObject({ to: 'anna', ...how });
    await maria.hangsUp();
  });
}

for (const [nth, [name, start, { hold, resume, transfer }]] of softphones.entries()) {
  const killedIn = nth === 0 ? 'on hold' : 'in the talk';
  test(`${name}: hold, resume and a blind transfer, and killed ${killedIn}: who hears whom`, {
    timeout: 90_000,
  }, async () => {
    const phone = await start();
    onTestFinished(async () => await phone.close());
    const said = (error: unknown): never => {
      throw new Error(`${String(error)}\n${phone.said()}`);
    };
    await floor
      .until('it is registered', () =>
        floor.operations.agents().some((agent) => agent.name === 'anna' && agent.phone.reachable),
      )
      .catch(said);
    // The one before it was killed, and is still believed to be registered.
    await floor.passes(1500);
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await maria.isAnswered().catch(said);
    await maria.call.audio.hearsTone(500).catch(said);
    const [before, after] = [1100, 1300];
    maria.call.audio.mouth.tone = before;
    await floor.passes(500);
    await holds(maria, call, 1);
    maria.call.audio.mouth.tone = undefined;
    phone.types(resume);
    await floor.until('it is back', async () => (await told(call, 'resumed')).length === 1).catch(said);
    await maria.call.audio.hearsTone(500).catch(said);
    maria.call.audio.mouth.tone = after;
    await floor.passes(500);
    const boris = await floor.agent('boris');
    phone.types(`${transfer} sip:boris@${server()}`);
    await boris.answers().catch(said);
    await maria.talksWith(boris);
    expect(maria.call.audio.ear.hearsTone(500, performance.now())).toBe(false);
    expect(await told(call, 'transferAsked')).toMatchObject([{ by: 'anna', to: 'boris', leadsTo: 'boris' }]);
    // Its user has heard Maria before the hold and after it, of which baresip 1.0 keeps nothing in its file.
    const heardOf = name === 'baresip' ? [before] : [before, after];
    await floor.until('it has heard Maria', async () => {
      const heard = await phone.heard();
      return heardOf.every((tone) => lengthOf(heard, tone) > 0.2);
    });
    await maria.hangsUp();
    await boris.isHungUpOn();
    await floor.until('Anna is free', () =>
      floor.operations.agents().some((agent) => agent.name === 'anna' && agent.activity.kind === 'free'),
    );
    const max = floor.caller('Max');
    const second = await max.dials('1');
    await max.isAnswered().catch(said);
    await max.call.audio.hearsTone(500).catch(said);
    if (nth === 0) await holds(max, second, 1);
    // It has reported (RTCP) by then, so its silence means something.
    await floor.passes(7000);
    phone.kill();
    await floor.until(
      'it has vanished',
      async () => (await told(second, 'phoneVanished')).length === 1,
      25_000,
    );
    await boris.rings();
    await boris.answers();
    await max.talksWith(boris);
    await max.hangsUp();

    async function holds(caller: LineCaller, of: string, times: number): Promise<void> {
      phone.types(hold);
      await floor.until('it holds', async () => (await told(of, 'held')).length === times).catch(said);
      await floor.until('there is music', () => {
        const { ear } = caller.call.audio;
        const now = performance.now();
        return ear.loudness(now) > 200 && !ear.hearsTone(500, now);
      });
    }
  });
}

/** For how long that tone is heard, in seconds. */
function lengthOf(sound: Int16Array, frequency: number): number {
  const piece = samplesPerSecond / 20;
  let pieces = 0;
  for (let at = 0; at + piece <= sound.length; at += piece)
    if (isTone(sound.subarray(at, at + piece), frequency)) pieces++;
  return pieces / 20;
}

test('a phone that forwards its calls (302) has not taken it: nobody is called there, and the next is rung', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const elsewhere = await floor.phone('line3');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  (await anna.phone.rings()).forwardsTo(`sip:${elsewhere.address}`);
  await boris.answers();
  await maria.talksWith(boris);
  expect((await told(call, 'offerEnded'))[0]).toMatchObject({
    to: 'anna',
    outcome: 'failed',
    code: 'phone_forwards_calls',
  });
  expect(elsewhere.calls).toEqual([]);
  await maria.hangsUp();
});
