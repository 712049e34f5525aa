/**
 * The adapter against a real Asterisk, real SIP and real sound, without the engine: commands go in, events come out.
 */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AriTelephony } from '../../src/asterisk/ari-telephony.ts';
import type { ExchangeCommand } from '../../src/call/kept/commands.ts';
import type { TelephonyEvent } from '../../src/call/kept/events.ts';
import type { Plan } from '../../src/plan/model.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Media, Performed } from '../../src/ports/telephony.ts';
import { bridgeId, callId, type LegId, offerId, playbackId, recordingId } from '../../src/shared/ids.ts';
import { Wire } from '../support/asterisk/wire.ts';
import { quiet, type RealAsterisk, startAsterisk } from '../support/real-asterisk.ts';
import { shared } from '../support/shared.ts';
import type { OutgoingCall } from '../support/sip/outgoing-call.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { passes, until } from '../support/sip/until.ts';
import { planOf } from '../unit/asterisk/provisioning/plan-of.ts';

const clock: Clock = {
  now: () => Date.now(),
  after: (delay, then) => {
    const timer = setTimeout(then, delay);
    return () => clearTimeout(timer);
  },
};

const call = callId(1042);
const names = ['anna', 'boris'] as const;
const beep: Media = { kind: 'sound', name: 'beep' };
const long: Media = { kind: 'sound', name: 'demo-instruct' };

let asterisk: RealAsterisk;
let wire: Wire;
let telephony: AriTelephony;
let events: TelephonyEvent[] = [];
let links: string[] = [];
let used = 0;
const phones: Softphone[] = [];
const registered = new Set<Softphone>();
const states = new Map<string, { reachable: boolean; busy: boolean }>();

async function ends(): Promise<void> {
  await telephony.stop();
  await wire.close();
  await asterisk.stop();
}

shared({
  open: async () => {
    asterisk = await startAsterisk();
    wire = await Wire.to(Number(new URL(asterisk.access.ari.url).port));
    states.clear();
    telephony = adapter('t1');
    await telephony.start(listener);
    await telephony.provision(plan(names));
  },
  settle: leavesNothing,
  close: ends,
  discard: async () => {
    registered.clear();
    for (const phone of phones.splice(0)) phone.vanish();
    await ends();
  },
});

beforeEach(() => {
  events = [];
  links = [];
  used += 10;
});

async function leavesNothing(): Promise<void> {
  for (const phone of phones.splice(0)) {
    if (registered.delete(phone)) await phone.unregister();
    await phone.close();
  }
  await until('nothing is left on Asterisk', async () => {
    const { legs, bridges } = await telephony.survey();
    for (const { leg } of legs) await perform({ do: 'hangUp', leg, cause: 'normal' });
    for (const { bridge } of bridges) await perform({ do: 'removeBridge', bridge });
    return legs.length === 0 && bridges.length === 0;
  });
}

const listener = {
  event: (event: TelephonyEvent): void => {
    events.push(event);
    if (event.type === 'phoneChanged') states.set(event.phone, event);
  },
  link: (state: string): void => void links.push(state),
  phonesUnheard: (): void => undefined,
};

function adapter(instance: string): AriTelephony {
  const { ami } = asterisk.access;
  return new AriTelephony({
    ari: { ...asterisk.access.ari, url: `http://127.0.0.1:${wire.port}` },
    ...(ami !== undefined && { ami }),
    app: 'cordboard',
    instance,
    etcDir: asterisk.etc,
    credentials: [...names, 'clara', 'line1'].map((user) => ({ user, password: `pw-${user}` })),
    secret: (name) => (name === 'BERLIN' ? 'pw-berlin' : undefined),
    spool: asterisk.spool,
    log: quiet,
    clock,
  });
}

describe('a caller', () => {
  test('arrives with what is known of them, and is heard of until they hang up', async () => {
    const caller = await dials('100', { fromNumber: '+49301234567', fromName: 'Anna Berg' });
    const arrived = await told('callArrived');
    expect(arrived).toMatchObject({
      via: { kind: 'line', name: 'line1' },
      dialled: '100',
      callerNumber: '+49301234567',
      callerName: 'Anna Berg',
    });
    await done({ do: 'indicateRinging', leg: arrived.leg });
    await caller.untilState('ringing');
    await done({ do: 'answer', leg: arrived.leg });
    await done({ do: 'answer', leg: arrived.leg });
    await caller.untilState('up');
    await caller.hangUp();
    expect(await told('legEnded')).toMatchObject({ leg: arrived.leg, cause: 'hung_up' });
    expect(await perform({ do: 'hangUp', leg: arrived.leg, cause: 'normal' })).toMatchObject({
      outcome: 'done',
    });
    expect(await perform({ do: 'answer', leg: arrived.leg })).toMatchObject({ outcome: 'gone' });
    await passes(200);
    expect(events.filter((event) => event.type === 'legEnded')).toHaveLength(1);
  });

  test.each([
    ['busy', 486],
    ['declined', 603],
    ['no_such_number', 404],
    ['congestion', 503],
  ] as const)('who is turned away as %s hears %i', async (cause, status) => {
    const caller = await dials('100');
    const { leg } = await told('callArrived');
    await done({ do: 'hangUp', leg, cause });
    await caller.untilState('ended');
    expect(caller.status).toBe(status);
  });

  test('hears several media in a row, and presses keys meanwhile', async () => {
    const { caller, leg } = await answered();
    const playback = playbackId(call, used);
    await done(play(leg, playback), [beep, { kind: 'number', number: 4 }, { kind: 'digits', digits: '12' }]);
    await caller.audio.hearsSomething();
    await caller.sendDigits('5#');
    await until('both keys are told', () => keys() === '5#');
    expect(events.some((event) => event.type === 'promptEnded')).toBe(false);
    expect(await told('promptEnded')).toMatchObject({ playback, played: true });
  });

  test('presses keys by SIP INFO and by tones too', async () => {
    for (const digitsBy of ['info', 'in-band'] as const) {
      events = [];
      const { caller } = await answered(digitsBy);
      await passes(100);
      await caller.sendDigits('42');
      await until(`keys come by ${digitsBy}`, () => keys() === '42');
      await caller.hangUp();
      await told('legEnded');
    }
  });

  test('is not asked to listen any more: a stopped prompt ends once, a missing one at once', async () => {
    const { leg } = await answered();
    const [first, second, third] = [
      playbackId(call, used),
      playbackId(call, used + 1),
      playbackId(call, used + 2),
    ];
    await done(play(leg, first), [long, long]);
    await done({ do: 'stopPlaying', playback: first });
    expect(await told('promptEnded')).toMatchObject({ playback: first });
    await done({ do: 'stopPlaying', playback: first });
    await done(play(leg, second), [{ kind: 'file', path: '/no/such/file.wav' }]);
    await until('the missing one ends', () => promptOf(second)?.played === false);
    await done(play(leg, third), []);
    expect(promptOf(third)?.played).toBe(false);
  });

  test('who hangs up while listening has ended before the prompt has', async () => {
    const { caller, leg } = await answered();
    await done(play(leg, playbackId(call, used)), [long]);
    await caller.hangUp();
    await told('promptEnded');
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['legEnded', 'promptEnded']);
  });

  test('hears music until it stops', async () => {
    const { caller, leg } = await answered();
    await done({ do: 'startMusic', leg, music: 'default' });
    await caller.audio.hearsSomething();
    await done({ do: 'stopMusic', leg });
    await done({ do: 'stopMusic', leg });
  });

  test.each(['hangs up', 'presses #', 'is stopped'] as const)('leaves a message, and %s', async (end) => {
    const { caller, leg } = await answered();
    const recording = recordingId(call, used);
    const since = performance.now();
    await done({ do: 'record', leg, recording, atMost: 30_000 });
    await passes(1700);
    if (end === 'hangs up') await caller.hangUp();
    else if (end === 'presses #') await caller.sendDigits('#');
    else await done({ do: 'stopRecording', recording });
    const { lasted } = await told('recordingEnded');
    expect(lasted).toBeGreaterThan(700);
    expect(lasted).toBeLessThanOrEqual(performance.now() - since);
    const wav = await readFile(telephony.recordingFile(recording) ?? '');
    expect((wav.length - 44) / 16).toBeCloseTo(lasted, -1);
  });
});

describe('an offer', () => {
  test('rings the phone with name and number, and is answered', async () => {
    const anna = await phone('anna');
    const { offer } = await rings('anna', { showName: 'Jörg "Jo" <Müller>\r\n', showNumber: '+49301234567' });
    const ringing = await anna.rings();
    expect([ringing.name, ringing.number]).toEqual(['Jörg Jo Müller', '+49301234567']);
    expect(await told('legRinging')).toMatchObject({ leg: offer });
    await ringing.answer();
    expect(await told('legAnswered')).toMatchObject({ leg: offer });
    await ringing.hangUp();
    expect(await told('legEnded')).toMatchObject({ leg: offer, cause: 'hung_up' });
  });

  test.each([
    [486, 'busy'],
    [600, 'busy'],
    [603, 'declined'],
    [403, 'declined'],
    [480, 'no_answer'],
    [404, 'unreachable'],
    [410, 'unreachable'],
    [503, 'unreachable'],
    [488, 'failed'],
  ] as const)('refused with %i ends as %s', async (status, cause) => {
    const anna = await phone('anna');
    const { offer } = await rings('anna');
    (await anna.rings()).refuse(status, 'No');
    expect(await told('legEnded')).toMatchObject({ leg: offer, cause });
  });

  test('that nobody picks up ends as no answer', async () => {
    await phone('anna');
    await rings('anna', { atMost: 1000 });
    expect(await told('legEnded')).toMatchObject({ cause: 'no_answer' });
  });

  test('to a phone that has vanished ends as unreachable, and so is the phone until it registers anew', async () => {
    const anna = await phone('anna');
    anna.whenRung = 'ignore';
    await rings('anna');
    expect(await told('legEnded', 15_000)).toMatchObject({ cause: 'unreachable' });
    expect(phoneState('anna')?.reachable).toBe(false);
    await phone('anna');
  });

  test('to a phone that is not registered ends as unreachable', async () => {
    const { offer } = await rings('boris');
    expect(await told('legEnded')).toMatchObject({ leg: offer, cause: 'unreachable' });
  });

  test('is withdrawn while it rings', async () => {
    const anna = await phone('anna');
    const { offer } = await rings('anna');
    const ringing = await anna.rings();
    await done({ do: 'hangUp', leg: offer, cause: 'answered_elsewhere' });
    await ringing.untilState('ended');
    expect(await told('legEnded')).toMatchObject({ leg: offer, cause: 'hung_up' });
  });

  test('given twice rings once', async () => {
    const anna = await phone('anna');
    const { ring } = await rings('anna');
    expect(await perform(ring)).toMatchObject({ outcome: 'done' });
    await passes(200);
    expect(anna.calls).toHaveLength(1);
  });

  test('to a name that would break a dial string is refused', async () => {
    const ring = { ...ringOf('anna'), target: { kind: 'phone', phone: 'anna&PJSIP/boris' } } as const;
    expect(await perform(ring)).toMatchObject({ outcome: 'refused' });
    const outside = { kind: 'outside', number: '030', trunk: 'no-such' } as const;
    const { offer } = await rings('anna', { target: outside });
    expect(await told('legEnded')).toMatchObject({ leg: offer, cause: 'unreachable' });
  });
});

describe('two legs', () => {
  test('hear each other both ways, and part when one hangs up', async () => {
    const { caller, anna, bridge, legs } = await talking();
    caller.audio.mouth.tone = 440;
    anna.audio.mouth.tone = 880;
    await Promise.all([caller.audio.hearsTone(880), anna.audio.hearsTone(440)]);
    expect(caller.renegotiated + anna.renegotiated).toBe(0);
    const { bridges } = await telephony.survey();
    // In whichever order Asterisk has them.
    expect(bridges.map((one) => ({ ...one, legs: one.legs.toSorted() }))).toEqual([
      { bridge, legs: legs.toSorted() },
    ]);
    await done({ do: 'connect', bridge, legs });
    await caller.audio.hearsTone(880);
    await anna.hangUp();
    expect(await told('legEnded')).toMatchObject({ leg: legs[1] });
    await done({ do: 'removeBridge', bridge });
    await done({ do: 'removeBridge', bridge });
    await done({ do: 'hangUp', leg: legs[0], cause: 'normal' });
    await caller.untilState('ended');
  });

  test('one of which is gone are not connected', async () => {
    const { leg } = await answered();
    const legs = [leg, offerId(call, 999)];
    expect(await perform({ do: 'connect', bridge: bridgeId(call, used), legs })).toMatchObject({
      outcome: 'gone',
    });
  });

  test('are an echo when one of them is', async () => {
    const { caller, leg } = await answered();
    const { offer } = await rings('anna', { target: { kind: 'echo' } });
    await told('legAnswered');
    await done({ do: 'connect', bridge: bridgeId(call, used), legs: [leg, offer] });
    caller.audio.mouth.tone = 660;
    await caller.audio.hearsTone(660);
    expect((await telephony.survey()).legs).toHaveLength(2);
    await done({ do: 'hangUp', leg: offer, cause: 'normal' });
    await told('legEnded');
  });
});

describe('a phone', () => {
  test('is reachable while it is registered, and busy only on a call that is none of ours', async () => {
    const anna = await phone('anna');
    await rings('anna');
    await (await anna.rings()).answer();
    await told('legAnswered');
    await passes(600);
    expect(
      events.some((event) => event.type === 'phoneChanged' && event.phone === 'anna' && event.busy),
    ).toBe(false);
    await anna.talking?.hangUp();
    await told('legEnded');
    await somebodyElseRings('anna');
    await (await anna.rings()).answer();
    await until('anna is busy', () => phoneState('anna')?.busy === true);
    await anna.talking?.hangUp();
    await until('anna is free', () => phoneState('anna')?.busy === false);
    await anna.unregister();
    await until('anna is unreachable', () => phoneState('anna')?.reachable === false);
  });

  test('dials: the call arrives from that phone, which is not busy', async () => {
    const anna = await phone('anna');
    await anna.call('*11');
    expect(await told('callArrived')).toMatchObject({ via: { kind: 'phone', name: 'anna' }, dialled: '*11' });
    await passes(600);
    expect(phoneState('anna')?.busy ?? false).toBe(false);
  });
});

describe('provisioning', () => {
  test('adds and removes phones while people talk', async () => {
    const { caller, anna } = await talking();
    const clara = await Softphone.open(account('clara'));
    phones.push(clara);
    expect(await clara.register()).not.toBe(200);
    await telephony.provision(plan([...names, 'clara']));
    expect(await clara.register()).toBe(200);
    await until('clara is reachable', () => phoneState('clara')?.reachable === true);
    await telephony.provision(plan(names));
    expect(await clara.register()).not.toBe(200);
    expect([caller.state, anna.state]).toEqual(['up', 'up']);
    caller.audio.mouth.tone = 440;
    await anna.audio.hearsTone(440);
  });
});

describe('a trunk', () => {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') await telephony.provision(plan(names));
  });

  const provider = async (): Promise<Softphone> => {
    const opened = await Softphone.open({ user: 'provider', server: account('').server });
    phones.push(opened);
    return opened;
  };

  test('takes calls to the outside, and is asked to register', async () => {
    // Whoever answers there: a phone whose address Asterisk knows.
    const berlin = await phone('boris');
    const address = /sip:boris@([\d.:]+)/.exec(await asterisk.cli('pjsip show contacts'))?.[1] ?? '';
    const login = { user: '4930', passwordFrom: 'BERLIN', register: true };
    const trunk = { name: 'berlin', server: address, login, addresses: ['192.0.2.1'], trusted: true };
    await telephony.provision(planOf({ phones: names, lines: ['line1'], trunks: [trunk] }));
    expect(await asterisk.cli('pjsip show registrations')).toContain('berlin-registration');
    await rings('', {
      target: { kind: 'outside', number: '+49 89 12', trunk: 'berlin' },
      showNumber: '030123',
    });
    const ringing = await berlin.rings();
    expect(ringing.number).toBe('4930');
    await ringing.answer();
    await told('legAnswered');
  });

  test.each([
    [true, '+4989777'],
    [false, 'withheld'],
  ])('is known by its address, and, trusted: %s, believed to say %s', async (trusted, number) => {
    const trunk = { name: 'berlin', server: '192.0.2.1', addresses: ['127.0.0.1'], trusted };
    await telephony.provision(planOf({ phones: names, lines: ['line1'], trunks: [trunk] }));
    const asserted = [['P-Asserted-Identity', '<sip:+4989777@provider>']] as const;
    await (await provider()).call('03012345', { fromNumber: 'withheld', extraHeaders: asserted });
    expect(await told('callArrived')).toMatchObject({
      via: { kind: 'trunk', name: 'berlin' },
      dialled: '03012345',
      callerNumber: number,
    });
  });
});

describe('the link', () => {
  test('is lost and comes back: calls live on, and what ended meanwhile is told', async () => {
    const { caller, leg } = await answered();
    const playback = playbackId(call, used);
    await done(play(leg, playback), [beep]);
    wire.cut();
    await until('the loss is told', () => links.includes('down'));
    await passes(1500);
    expect(caller.state).toBe('up');
    wire.mend();
    await until('the return is told', () => links.at(-1) === 'up', { within: 15_000 });
    await until('the prompt has ended', () => promptOf(playback) !== undefined);
    const survey = await telephony.survey();
    expect(survey.legs).toMatchObject([{ leg, state: 'up', arrival: { dialled: '100' } }]);
    await caller.hangUp();
    await told('legEnded');
  });

  test('that goes silent without closing is noticed', async () => {
    wire.goesSilent();
    const since = Date.now();
    await until('the loss is told', () => links.includes('down'), { within: 12_000 });
    expect(Date.now() - since).toBeLessThan(10_000);
    wire.cut();
    wire.mend();
    await until('the return is told', () => links.at(-1) === 'up', { within: 15_000 });
  });

  test('yields to another engine of the same name, for good', async () => {
    const other = adapter('t2');
    onTestFinished(() => other.stop());
    await other.start({
      event: () => undefined,
      link: () => undefined,
      phonesUnheard: () => undefined,
    });
    // Asterisk reads its files anew, before we ask whose the name is: it must still know.
    await other.provision(plan([...names, 'clara']));
    await until('it is told', () => links.at(-1) === 'replaced');
    await passes(1000);
    expect(links).toEqual(['down', 'replaced']);
    await other.stop();
    telephony = adapter('t1');
    await telephony.start(listener);
    await telephony.provision(plan(names));
  });
});

// People and words

function account(user: string): Softphone['account'] {
  return { user, password: `pw-${user}`, server: { host: '127.0.0.1', port: asterisk.sipPort } };
}

/** A call that Cordboard has no part in. */
async function somebodyElseRings(user: string): Promise<void> {
  const { url, user: name, password } = asterisk.access.ari;
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  const query = `endpoint=PJSIP/${user}&context=cordboard-echo&extension=s&priority=1`;
  const reply = await fetch(`${url}/ari/channels?${query}`, { method: 'POST', headers: { authorization } });
  expect(reply.status).toBe(200);
}

async function phone(user: string): Promise<Softphone> {
  const opened = await Softphone.open(account(user));
  phones.push(opened);
  expect(await opened.register()).toBe(200);
  registered.add(opened);
  await until(`${user} is reachable`, () => phoneState(user)?.reachable === true);
  return opened;
}

async function dials(
  number: string,
  options: { fromNumber?: string; fromName?: string } = {},
  digitsBy: 'rfc4733' | 'info' | 'in-band' = 'rfc4733',
): Promise<OutgoingCall> {
  const line = await Softphone.open({ ...account('line1'), digitsBy });
  phones.push(line);
  return line.call(number, options);
}

async function answered(digitsBy?: 'info' | 'in-band'): Promise<{ caller: OutgoingCall; leg: LegId }> {
  const caller = await dials('100', {}, digitsBy);
  const { leg } = await told('callArrived');
  await done({ do: 'answer', leg });
  await caller.untilState('up');
  return { caller, leg };
}

function ringOf(who: string): Omit<Extract<ExchangeCommand, { do: 'ring' }>, 'call'> {
  return {
    do: 'ring',
    offer: offerId(call, used),
    target: { kind: 'phone', phone: who },
    showName: 'Otto',
    showNumber: '030123',
    atMost: 20_000,
  };
}

async function rings(
  who: string,
  more: Partial<ReturnType<typeof ringOf>> = {},
): Promise<{ offer: LegId; ring: ReturnType<typeof ringOf> }> {
  const ring = { ...ringOf(who), ...more };
  await done(ring);
  return { offer: ring.offer, ring };
}

async function talking() {
  const { caller, leg } = await answered();
  const desk = await phone('anna');
  const { offer } = await rings('anna');
  const anna = await desk.rings();
  await anna.answer();
  await told('legAnswered');
  const bridge = bridgeId(call, used);
  const legs = [leg, offer] as const;
  await done({ do: 'connect', bridge, legs });
  return { caller, anna, bridge, legs };
}

type Given = ExchangeCommand extends infer Each
  ? Each extends ExchangeCommand
    ? Omit<Each, 'call'>
    : never
  : never;

async function perform(command: Given, media: readonly Media[] = []): Promise<Performed> {
  return telephony.perform({ ...command, call }, media);
}

async function done(command: Given, media: readonly Media[] = []): Promise<void> {
  expect(await perform(command, media)).toEqual({ outcome: 'done', reason: '' });
}

function play(leg: LegId, playback: ReturnType<typeof playbackId>): Given {
  return { do: 'play', leg, playback, prompt: {}, language: 'en' };
}

async function told<Type extends TelephonyEvent['type']>(
  type: Type,
  within = 15_000,
): Promise<Extract<TelephonyEvent, { type: Type }>> {
  const find = () =>
    events.findLast((event): event is Extract<TelephonyEvent, { type: Type }> => event.type === type);
  await until(`${type} is told`, () => find() !== undefined, {
    within,
    otherwise: () => events.map((event) => event.type).join(', '),
  });
  const found = find();
  if (found === undefined) throw new Error('unreachable');
  return found;
}

function promptOf(playback: string) {
  return events.find((event) => event.type === 'promptEnded' && event.playback === playback) as
    | Extract<TelephonyEvent, { type: 'promptEnded' }>
    | undefined;
}

function keys(): string {
  return events.flatMap((event) => (event.type === 'digitPressed' ? [event.digit] : [])).join('');
}

function phoneState(name: string) {
  return states.get(name);
}

function plan(phones: readonly string[]): Plan {
  return planOf({ phones, lines: ['line1'] });
}
