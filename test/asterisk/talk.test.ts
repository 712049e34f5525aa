/**
 * Hold, consultation, warm transfer and conference on a real Asterisk. Each person says a tone of their own, so that
 * music never counts as hearing somebody.
 */
import { randomInt } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import type { PhoneCall } from '../support/sip/phone-call.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { passes } from '../support/sip/until.ts';

/** Asterisk's sound of that name, in hertz. */
const beep = 700;

const plan = (provider: string): string => `
company: Talk
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
  "102": { voicemail: office }
queues:
  sales: { agents: [anna], ring for: 8s, wrap-up: 0s, hold reminder: 10s }
  complaints: { agents: [boris], wrap-up: 0s }
agents:
  anna: { name: Anna }
  boris: { name: Boris, number: "22" }
  clara: { name: Clara }
trunks:
  provider: { server: "${provider}", addresses: [192.0.2.1], caller number: "+4930555000" }
outside calls: { countries: [DE], by agents: { who: [anna] }, each agent: { calls an hour: 100 } }
parking: { slots: ["71"], for: 1m }
teams: { office: [anna, boris, clara] }
voicemails: { office: { greeting: Leave a message., lamp: [boris] } }
busy lamps: true
codes: { "*80": pick up }
keys in talk: { "*1": hold, "*3": consult, "*6": merge, "*9": { fetch: clara }, "*0": { hand over: complaints } }
spoken: { wrong key: { sound: vm-intro } }
lines: [line1, line2, line3, line4, line5, line6, line7, line8, line9]
`;

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

interface Talk {
  readonly anna: DeskPhone;
  readonly boris: DeskPhone;
  readonly maria: LineCaller;
  readonly call: string;
  readonly ask: (action: TalkAction) => Promise<void>;
}

async function talk(number?: string): Promise<Talk> {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria', number === undefined ? {} : { number });
  const call = await maria.dials('101');
  await anna.answers();
  await maria.talksWith(anna);
  const ask = async (action: TalkAction): Promise<void> =>
    expect(await floor.operations.inTalk(call as never, action, 'test')).toMatchObject({ done: true });
  return { anna, boris, maria, call, ask };
}

async function consulting(number?: string): Promise<Talk> {
  const talking = await talk(number);
  await talking.ask({ do: 'consult', to: 'boris' });
  await talking.boris.answers();
  await hearEachOther(talking.anna, talking.boris);
  return talking;
}

type Speaker = Pick<DeskPhone, 'voice' | 'call'>;

async function hears(ear: Pick<LineCaller | DeskPhone, 'call'>, { voice, call }: Speaker | LineCaller) {
  call.audio.mouth.tone = voice;
  await ear.call.audio.hearsTone(voice);
  call.audio.mouth.tone = undefined;
}

async function hearEachOther(a: DeskPhone, b: DeskPhone): Promise<void> {
  await hears(a, b);
  await hears(b, a);
}

async function allHearAll(...people: readonly (DeskPhone | LineCaller)[]): Promise<void> {
  for (const speaker of people) for (const ear of people) if (ear !== speaker) await hears(ear, speaker);
}

async function hearsNothingOf(ear: DeskPhone | LineCaller, speaker: DeskPhone | LineCaller): Promise<void> {
  speaker.call.audio.mouth.tone = speaker.voice;
  await passes(400);
  const heard = ear.call.audio.ear.hearsTone(speaker.voice, performance.now());
  speaker.call.audio.mouth.tone = undefined;
  expect(heard).toBe(false);
}

test('hold by an operator: music for the caller, silence for the agent, whose phone goes on receiving', async () => {
  const { anna, maria, ask } = await talk();
  await ask({ do: 'hold' });
  await maria.hearsMusic(anna);
  await hearsNothingOf(anna, maria);
  const before = anna.call.audio.ear.packets;
  await floor.until('more is received', () => anna.call.audio.ear.packets > before);
  // What is said to her meanwhile, such as a key that means nothing, she hears alone.
  await anna.call.sendDigits('*7');
  await anna.call.audio.hearsSomething();
  await maria.hearsMusic(anna);
  // And so the beep after ten seconds, which reminds her.
  await anna.call.audio.hearsTone(beep);
  await maria.hearsMusic(anna);
  await hearsNothingOf(anna, maria);
  await ask({ do: 'unhold' });
  await maria.talksWith(anna);
});

test('a consultation: there and back again, and the caller goes to whom was asked', async () => {
  // The name that she sends is another one.
  const number = '+49301234777';
  await floor.store.contacts.set(number, { name: 'Maria Meier' }, Date.now());
  const { anna, boris, maria, ask } = await consulting(number);
  await maria.hearsMusic(anna);
  await hearsNothingOf(boris, maria);
  await floor.until('the phone of Anna shows Boris', () => anna.call.displayed?.name === 'Boris');
  await ask({ do: 'swap' });
  await maria.talksWith(anna);
  await floor.until('her phone shows Maria', () => anna.call.displayed?.name === 'Maria Meier');
  await hearsNothingOf(boris, anna);
  await ask({ do: 'swap' });
  await hearEachOther(anna, boris);
  await ask({ do: 'complete' });
  await maria.talksWith(boris);
  await anna.isHungUpOn();
  // His phone rang for Anna; now it shows the caller, who has been shown nothing.
  await floor.until('the phone of Boris shows Maria', () => boris.call.displayed?.name === 'Maria Meier');
  expect(maria.call.displayed).toBeUndefined();
  await boris.hangsUp();
  await maria.isHungUpOn();
});

test('a consultation that ends: cancelled, or whoever was asked hangs up', async () => {
  const { anna, boris, maria, ask } = await consulting();
  await ask({ do: 'cancel' });
  await boris.isHungUpOn();
  await maria.talksWith(anna);
  await ask({ do: 'consult', to: '22' });
  await boris.answers();
  await hearEachOther(anna, boris);
  await boris.hangsUp();
  await maria.talksWith(anna);
});

test('three together, through a kill of the engine; one is muted, holds, and transfers', async () => {
  const { anna, boris, maria, ask } = await consulting();
  await ask({ do: 'merge' });
  await allHearAll(anna, boris, maria);
  const bothShowAll = (): boolean => anna.shows === 'Maria, Boris' && boris.shows === 'Maria, Anna';
  await floor.until('both phones show who is there', bothShowAll);
  expect(maria.call.displayed).toBeUndefined();
  await floor.engineAway(async () => await allHearAll(anna, boris, maria));
  await allHearAll(anna, boris, maria);
  await ask({ do: 'mute', who: 'boris', muted: true });
  await hearsNothingOf(maria, boris);
  await hears(boris, maria);
  await ask({ do: 'mute', who: 'boris', muted: false });
  await boris.holds();
  await floor.until('Boris is out of the room', () => isApart('boris'));
  await hearsNothingOf(maria, boris);
  await maria.talksWith(anna);
  await boris.resumes();
  await hears(maria, boris);
  // Her REFER takes her out, and fetches Clara.
  const clara = await floor.agent('clara');
  await anna.transfersTo('clara');
  await clara.rings();
  await maria.talksWith(boris);
  await clara.answers();
  await allHearAll(boris, clara, maria);
  await clara.hangsUp();
  await maria.talksWith(boris);
  await floor.until('the phone of Boris shows Maria', () => boris.call.displayed?.name === 'Maria');
});

test('one of three holds and comes back, again and again: all hear each other each time', async () => {
  const { anna, boris, maria, ask } = await consulting();
  await ask({ do: 'merge' });
  for (let times = 0; times < 8; times++) {
    // At another point of the 20 ms between two packets each time: with a packet on its way, one of them could hear nothing.
    await passes(randomInt(20));
    await boris.holds();
    await floor.until('Boris is out of the room', () => isApart('boris'));
    await maria.talksWith(anna);
    await boris.resumes();
    await hears(maria, boris);
    await hears(boris, maria);
  }
});

test('killed during a consultation: the two talk on, and the caller hears music', async () => {
  const { anna, boris, maria, ask } = await consulting();
  await floor.engineAway(async () => {
    await hearEachOther(anna, boris);
    await maria.hearsMusic(anna);
  });
  await hearEachOther(anna, boris);
  await maria.hearsMusic(anna);
  await ask({ do: 'cancel' });
  await maria.talksWith(anna);
});

test('warm: the agent talks with the caller until the next one has the call', async () => {
  const { anna, boris, maria, ask } = await talk();
  await ask({ do: 'join', to: 'boris', onAnswer: 'hand_over' });
  await boris.rings();
  await maria.talksWith(anna);
  await boris.answers();
  await maria.talksWith(boris);
  await anna.isHungUpOn();
});

test('a supervisor is fetched by key and let go; a complaint is handed over by key, and the agent stays until then', async () => {
  const { anna, boris, maria, ask } = await talk();
  const clara = await floor.agent('clara');
  await anna.call.sendDigits('*9');
  await clara.answers();
  await allHearAll(anna, clara, maria);
  await ask({ do: 'drop', who: 'clara' });
  await clara.isHungUpOn();
  await maria.talksWith(anna);
  await anna.call.sendDigits('*0');
  await boris.rings();
  await maria.talksWith(anna);
  await boris.answers();
  await maria.talksWith(boris);
  await anna.isHungUpOn();
});

test('by the phone: to a number outside, which hears the caller and is heard; twice in one breath: one of them counts', async () => {
  const outward = await talk();
  await outward.anna.transfersTo('0301112233');
  const outside = await farRings();
  await outside.answer();
  for (const [ear, mouth, voice] of [
    [outside, outward.maria.call, outward.maria.voice],
    [outward.maria.call, outside, 1500],
  ] as const) {
    mouth.audio.mouth.tone = voice;
    await ear.audio.hearsTone(voice);
    mouth.audio.mouth.tone = undefined;
  }
  await outward.maria.hangsUp();
  await outside.untilState('ended');
  await floor.settle();
  const { anna, boris, maria } = await talk();
  const clara = await floor.agent('clara');
  const { call } = anna;
  expect(await Promise.all([call.transfer('boris'), call.transfer('clara')])).toEqual([202, 202]);
  await floor.until('one of them rings', () => boris.ringing || clara.ringing);
  const [rung, other] = boris.ringing ? [boris, clara] : [clara, boris];
  await rung.answers();
  await maria.talksWith(rung);
  expect(other.ringing).toBe(false);
});

test('somebody outside is called in: all three hear each other, until they are muted, and taken out', async () => {
  const { anna, maria, ask } = await talk();
  await ask({ do: 'join', to: '0301112233', onAnswer: 'join' });
  const call = await farRings();
  await maria.talksWith(anna);
  await call.answer();
  const guest = { call, voice: 1500 };
  for (const [ear, mouth] of [
    [maria, guest],
    [anna, guest],
    [guest, maria],
    [guest, anna],
    [maria, anna],
  ] as const)
    await hears(ear, mouth);
  await floor.until('the phone of Anna shows both', () => anna.shows === 'Maria, +49301112233');
  await ask({ do: 'mute', who: '+49301112233', muted: true });
  call.audio.mouth.tone = guest.voice;
  await passes(400);
  expect(maria.call.audio.ear.hearsTone(guest.voice, performance.now())).toBe(false);
  await ask({ do: 'drop', who: '+49301112233' });
  await call.untilState('ended');
  await maria.talksWith(anna);
});

test('by the phone: two of its lines are put together (REFER with Replaces), whichever it names', async () => {
  for (const isMirrored of [false, true]) {
    const { anna, boris, maria } = await talk();
    const first = anna.call;
    await first.offers('sendonly');
    const second = await anna.phone.call('boris');
    await boris.answers();
    await second.untilState('up');
    const status = isMirrored ? await second.transferTogether(first) : await first.transferTogether(second);
    expect(status).toBe(202);
    await maria.talksWith(boris);
    await floor.until('the phone of Anna is down', () => first.state === 'ended' && second.state === 'ended');
    await hearsNobodyElse(maria);
    await boris.hangsUp();
    await maria.isHungUpOn();
    await floor.settle();
  }
});

test('two calls that an agent has made are put together: the two whom she called talk', async () => {
  const [anna, boris, clara] = [
    await floor.agent('anna'),
    await floor.agent('boris'),
    await floor.agent('clara'),
  ];
  const first = await anna.phone.call('boris');
  await boris.answers();
  await first.untilState('up');
  await first.offers('sendonly');
  const second = await anna.phone.call('clara');
  await clara.answers();
  await second.untilState('up');
  expect(await second.transferTogether(first)).toBe(202);
  await hearEachOther(boris, clara);
  await floor.until('the phone of Anna is down', () => first.state === 'ended' && second.state === 'ended');
  await clara.hangsUp();
  await boris.isHungUpOn();
});

test('put together while the second still rings: the caller talks with whoever answers', async () => {
  const { anna, boris, maria } = await talk();
  const first = anna.call;
  await first.offers('sendonly');
  const second = await anna.phone.call('boris');
  await boris.rings();
  await second.untilState('ringing');
  expect(await first.transferTogether(second)).toBe(202);
  await boris.answers();
  await maria.talksWith(boris);
  await hearsNobodyElse(maria);
  await boris.hangsUp();
  await maria.isHungUpOn();
});

test('an agent transfers a colleague whom she has called', async () => {
  const [anna, boris, clara] = [
    await floor.agent('anna'),
    await floor.agent('boris'),
    await floor.agent('clara'),
  ];
  const call = await anna.phone.call('boris');
  await boris.answers();
  await call.untilState('up');
  // Asterisk can transfer only who is in a room, which is some milliseconds after the answer.
  await hearEachOther(anna, boris);
  expect(await call.transfer('clara')).toBe(202);
  await clara.answers();
  await hearEachOther(boris, clara);
  await clara.hangsUp();
  await boris.isHungUpOn();
});

const talkWithFar = async (person: DeskPhone, call: PhoneCall): Promise<void> => {
  const outside = { call, voice: 1500 };
  await hears(person, outside);
  await hears(outside, person);
};

test('an agent dials an outside number, and passes on whom she has called; the same by click to call', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const dialled = await anna.phone.call('0301112233');
  const first = await farRings();
  expect(first.number).toBe('+4930555000');
  await first.answer();
  await dialled.untilState('up');
  await talkWithFar(anna, first);
  expect(await dialled.transfer('boris')).toBe(202);
  await boris.answers();
  await talkWithFar(boris, first);
  await boris.hangsUp();
  await first.untilState('ended');
  expect(await floor.operations.callFrom('anna', '0301112233', 12)).toMatchObject({ done: true });
  await anna.answers();
  const second = await farRings();
  // What rings there is heard here: the tone of ringing, not silence.
  await floor.until('Anna hears ringing', () => anna.call.audio.ear.loudness(performance.now()) > 100);
  await second.answer();
  await talkWithFar(anna, second);
  await anna.hangsUp();
  await second.untilState('ended');
  const journal = await floor.store.journal.last(200);
  expect(journal.findLast(({ type }) => type === 'callArrived')).toMatchObject({ ticket: 12 });
  expect(journal.findLast(({ type }) => type === 'turnedRound')).toMatchObject({ dialledOutside: true });
});

test('click to call that the agent does not take: the API says why, and nobody else is rung', async () => {
  const anna = await floor.agent('anna');
  const { url, token } = floor.cordboard.credentials.api;
  const click = (): Promise<Record<string, unknown>> => {
    const answer = ask();
    // If something else fails first, nobody waits for it any more.
    answer.catch(() => undefined);
    return answer;
  };
  const ask = async (): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/v1/agents/anna/call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: '22', wait: true }),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const declined = click();
  await anna.declines();
  expect(await declined).toMatchObject({ phone: 'anna', outcome: 'declined', code: 'phone_declined' });
  anna.phone.whenRung = 'busy';
  const busy = await click();
  expect(busy).toMatchObject({ outcome: 'busy', code: 'phone_busy' });
  const entries = await floor.store.journal.ofCall(String(busy['call']) as never);
  expect(entries.map(({ type }) => type)).toEqual([
    'callArrived',
    'ownPhoneRang',
    'phaseEntered',
    'callEnded',
  ]);
  anna.phone.whenRung = 'ring';
  const taken = click();
  await anna.answers();
  expect(await taken).toMatchObject({ outcome: 'answered' });
  await anna.hangsUp();
});

test('a caller is parked by the transfer key, and fetched at another phone by dialling the slot', async () => {
  const { anna, boris, maria } = await talk();
  await anna.transfersTo('71');
  await anna.isHungUpOn().catch(() => undefined);
  await floor.until('Maria is parked', () =>
    floor.operations.calls().some(({ phase }) => phase.name === 'waiting'),
  );
  const fetching = await boris.phone.call('71');
  await fetching.untilState('up');
  await maria.talksWith(boris);
  await hearsNobodyElse(maria);
  await boris.hangsUp();
  await maria.isHungUpOn();
});

test('a call that rings at a colleague is picked up by code', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  await maria.dials('101');
  await anna.rings();
  const picking = await boris.phone.call('*80');
  await picking.untilState('up');
  await maria.talksWith(boris);
  await anna.stopsRinging();
  await boris.hangsUp();
  await maria.isHungUpOn();
});

/** No music of a hold is left beside what is said. */
async function hearsNobodyElse(ear: LineCaller): Promise<void> {
  await passes(300);
  expect(ear.call.audio.ear.loudness(performance.now())).toBeLessThan(50);
}

function isApart(agent: string): boolean {
  return floor.operations.calls().some(({ phase }) => {
    if (phase.name !== 'talking') return false;
    return phase.conversation.parties.some(
      (party) =>
        party.role !== 'caller' &&
        party.who.kind === 'agent' &&
        party.who.agent === agent &&
        party.holds?.apart === true,
    );
  });
}

test('keys in talk: heard by us, not by the caller, whose own keys go through', async () => {
  const { anna, boris, maria } = await talk();
  await anna.call.sendDigits('*1');
  await maria.hearsMusic(anna);
  await anna.call.sendDigits('*1');
  await maria.talksWith(anna);
  await maria.call.sendDigits('5');
  await floor.until('Anna hears the key of Maria', () => anna.call.audio.ear.keys === '5');
  await anna.call.sendDigits('*322#');
  await boris.answers();
  await hearEachOther(anna, boris);
  await anna.call.sendDigits('*6');
  await allHearAll(anna, boris, maria);
  expect(maria.call.audio.ear.keys).toBe('');
  expect(boris.call.audio.ear.keys).toBe('');
});

test('somebody picks up for a talk that goes on (INVITE with Replaces): the two talk on', async () => {
  const { anna, maria, call } = await talk();
  const clara = await floor.agent('clara');
  const stranger = await clara.phone.call('anna', {
    extraHeaders: [['Replaces', anna.call.replaces]],
  });
  await stranger.untilState('ended');
  await maria.talksWith(anna);
  const entries = await floor.store.journal.ofCall(call as never);
  expect(entries.filter(({ type }) => type === 'pickUpUndone')).toHaveLength(1);
  expect(floor.operations.calls()).toHaveLength(1);
});

test('somebody picks up for a phone that rings (INVITE with Replaces): the caller is not taken, and not lost', async () => {
  const [anna, clara] = [await floor.agent('anna'), await floor.agent('clara')];
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  const rung = await anna.phone.rings();
  const stranger = await clara.phone.call('anna', {
    extraHeaders: [['Replaces', `${rung.replaces};early-only`]],
  });
  await stranger.untilState('ended');
  await anna.answers();
  await maria.talksWith(anna);
  const entries = await floor.store.journal.ofCall(call as never);
  expect(entries.filter(({ type }) => type === 'pickUpUndone')).toHaveLength(1);
  expect(floor.operations.calls()).toHaveLength(1);
});

test('lamps: colleagues are watched by name and number, and a message lights the lamp of whom the plan names', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const clara = await floor.phone('clara');
  expect(await clara.register()).toBe(200);
  expect(await clara.watch('anna')).toBe(200);
  expect(await clara.watch('22')).toBe(200);
  expect(await clara.watch('101')).toBe(404);
  // Outside lines see nothing of who is there.
  expect(await (await floor.phone('line9')).watch('anna')).not.toBe(200);
  const shows = async (extension: string, state: string): Promise<void> =>
    await floor.until(
      `the lamp of ${extension} shows ${state}, and not ${clara.lamps.busy.get(extension)}`,
      () => clara.lamps.busy.get(extension) === state,
    );
  await shows('anna', 'terminated');
  await shows('22', 'terminated');
  const maria = floor.caller('Maria');
  await maria.dials('101');
  await anna.rings();
  await shows('anna', 'early');
  await anna.answers();
  await maria.talksWith(anna);
  await shows('anna', 'confirmed');
  await maria.hangsUp();
  await shows('anna', 'terminated');
  await floor.operations.change({ type: 'agentPaused', agent: 'boris', by: 'test', reason: 'lunch' });
  await shows('22', 'confirmed');
  const max = floor.caller('Max');
  const message = await max.dials('102');
  await floor.until('the message is recorded', () => recordsMessage(message));
  max.call.audio.mouth.tone = max.voice;
  await passes(2000);
  await max.hangsUp();
  await floor.until('the lamp of Boris is on', () => boris.phone.lamps.messages === '1/0');
  expect(clara.lamps.messages).toBeUndefined();
  // A phone that is switched on is told once more.
  const again = await floor.phone('boris');
  expect(await again.register()).toBe(200);
  await floor.until('his new phone shows it as well', () => again.lamps.messages === '1/0');
  expect(await again.unregister()).toBe(200);
  expect(await boris.phone.register()).toBe(200);
});

function recordsMessage(call: string): boolean {
  const { phase } = floor.operations.calls().find(({ id }) => id === call) ?? {};
  return phase?.name === 'leaving_message' && phase.recording !== undefined;
}
