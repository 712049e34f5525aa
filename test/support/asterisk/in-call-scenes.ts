/**
 * One call in each of six states, on a floor whose engine can be killed: on hold, in a consultation, transferred to a phone
 * that rings, in a conference, supervised, and recorded. Each scene knows who has to hear whom, how the call goes on, and
 * what the numbers must say in the end.
 *
 * Nobody is in two scenes, so one kill hits all six. Each person says a tone of their own; music is none of them.
 */
import { callDetail } from '../../../src/contract/call.ts';
import type { Duration } from '../../../src/shared/time.ts';
import type { IncomingCall } from '../sip/incoming-call.ts';
import type { OutgoingCall } from '../sip/outgoing-call.ts';
import type { PhoneCall } from '../sip/phone-call.ts';
import type { Softphone } from '../sip/softphone.ts';
import { isTone, samplesPerSecond } from '../sip/tones.ts';
import { until } from '../sip/until.ts';
import { type ChildFloor, downloadOf } from './child-floor.ts';

export const states = ['hold', 'consult', 'transfer', 'conference', 'supervised', 'recorded'] as const;
export type State = (typeof states)[number];

const agents = ['h1', 'c1', 'c2', 't1', 't2', 'k1', 'k2', 's1', 'boss', 'r1'];

export const scenesPlan = `
company: Killed in a call
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: hold }, "102": { queue: consult }, "103": { queue: transfer }, "104": { queue: conference }, "105": { queue: supervised }, "106": { queue: recorded } }
queues:
  hold: { agents: [h1], wrap-up: 0s }
  consult: { agents: [c1], wrap-up: 0s }
  transfer: { agents: [t1], wrap-up: 0s }
  next: { agents: [t2], wrap-up: 0s, ring for: 60s }
  conference: { agents: [k1], wrap-up: 0s }
  supervised: { agents: [s1], wrap-up: 0s }
  recorded: { agents: [r1], wrap-up: 0s }
agents: { ${agents.map((name) => `${name}: {}`).join(', ')} }
lines: [${states.map((_, nth) => `line${nth + 1}`).join(', ')}]
recording: { kept: { queues: [recorded], announce: false } }
supervision: { agents: [boss], tell callers: false, tell agents: false }
misses before pause: 0
busy lamps: true
`;

const [callersVoice, firstVoice, secondVoice] = [440, 700, 1000];

export interface Scene {
  readonly state: State;
  readonly call: string;
  readonly caller: OutgoingCall;
  /** Whose legs have to be there after the kill. */
  readonly alive: readonly PhoneCall[];
  /** Who has to hear whom now. */
  readonly hears: () => Promise<void>;
  /** Something that happens while the engine is away. */
  readonly meanwhile?: () => Promise<void>;
  /** The call goes on, and ends as it should. */
  readonly ends: () => Promise<void>;
  /** The longest time for which the caller heard nothing, while there was something to be heard; since they begin to listen. */
  readonly silence: () => number;
  /** What is wrong with its numbers, once it has ended; empty: nothing. `stalled`: for so long this process stood still. */
  readonly misfits: (stalled: Duration) => Promise<readonly string[]>;
}

export class Scenes {
  readonly #floor: ChildFloor;
  readonly #phones = new Map<string, Softphone>();

  static async on(floor: ChildFloor): Promise<Scenes> {
    const scenes = new Scenes(floor);
    for (const name of agents) {
      const phone = await floor.phone(name);
      if ((await phone.register()) !== 200) throw new Error(`${name} is not registered`);
      scenes.#phones.set(name, phone);
    }
    for (const nth of states.keys())
      scenes.#phones.set(`line${nth + 1}`, await floor.phone(`line${nth + 1}`));
    return scenes;
  }

  private constructor(floor: ChildFloor) {
    this.#floor = floor;
  }

  /**
   * `isAnsweredMeanwhile`: the phone that rings for the transfer is picked up while the engine is away. `isKilled`: the next engine
   * cannot know for certain what happened meanwhile.
   */
  async begin({
    isAnsweredMeanwhile,
    isKilled,
  }: {
    readonly isAnsweredMeanwhile: boolean;
    readonly isKilled: boolean;
  }): Promise<readonly Scene[]> {
    return await Promise.all([
      this.#hold(!isKilled),
      this.#consult(),
      this.#transfer(isAnsweredMeanwhile),
      this.#conference(),
      this.#supervised(),
      this.#recorded(),
    ]);
  }

  /** The lamp keys of the supervisor's phone. */
  async lamps(): Promise<ReadonlyMap<string, string>> {
    const boss = this.#phone('boss');
    for (const name of ['h1', 't1', 't2']) if (!boss.lamps.busy.has(name)) await boss.watch(name);
    return boss.lamps.busy;
  }

  async #hold(isCertain: boolean): Promise<Scene> {
    const { call, caller, agent } = await this.#talk('hold');
    await agent.offers('sendonly');
    const since = performance.now();
    await isMusic(caller);
    return {
      state: 'hold',
      call,
      caller,
      silence: silenceOf(caller),
      alive: [caller, agent],
      hears: async () => await isMusic(caller),
      ends: async () => {
        await agent.offers('sendrecv');
        const held = performance.now() - since;
        await caller.audio.hearsTone(firstVoice);
        await caller.hangUp();
        this.#measured.set(call, { held });
      },
      misfits: async (stalled) => await this.#misfits(call, stalled, { certain: isCertain }),
    };
  }

  async #consult(): Promise<Scene> {
    const { call, caller, agent } = await this.#talk('consult');
    const since = performance.now();
    await this.#ask(`${call}/consult`, { to: 'c2' });
    const other = await this.#answers('c2', secondVoice);
    const hears = async (): Promise<void> => {
      await Promise.all([
        agent.audio.hearsTone(secondVoice),
        other.audio.hearsTone(firstVoice),
        isMusic(caller),
      ]);
    };
    await hears();
    return {
      state: 'consult',
      call,
      caller,
      silence: silenceOf(caller),
      alive: [caller, agent, other],
      hears,
      ends: async () => {
        await this.#ask(`${call}/complete`);
        const held = performance.now() - since;
        await Promise.all([caller.audio.hearsTone(secondVoice), other.audio.hearsTone(callersVoice)]);
        await agent.untilState('ended');
        await caller.hangUp();
        this.#measured.set(call, { held });
      },
      misfits: async (stalled) => await this.#misfits(call, stalled, { with: ['c1', 'c2'] }),
    };
  }

  async #transfer(answersMeanwhile: boolean): Promise<Scene> {
    const { call, caller, agent } = await this.#talk('transfer');
    // Not to the agent, whose phone would ring for 20 s: on a busy machine the next engine may begin later.
    await this.#ask(`${call}/transfer`, { to: 'next' });
    const rung = await this.#phone('t2').rings();
    await agent.untilState('ended');
    let isAnswered = false;
    const answer = async (): Promise<void> => {
      await rung.answer();
      rung.audio.mouth.tone = secondVoice;
      isAnswered = true;
    };
    return {
      state: 'transfer',
      call,
      caller,
      silence: silenceOf(caller),
      alive: [caller, rung],
      hears: async () => {
        if (!isAnswered) await isMusic(caller);
      },
      ...(answersMeanwhile && { meanwhile: answer }),
      ends: async () => {
        if (!isAnswered) await answer();
        await Promise.all([caller.audio.hearsTone(secondVoice), rung.audio.hearsTone(callersVoice)]);
        await caller.hangUp();
        this.#measured.set(call, { held: 0 });
      },
      misfits: async (stalled) => await this.#misfits(call, stalled, { with: ['t1', 't2'] }),
    };
  }

  async #conference(): Promise<Scene> {
    const { call, caller, agent } = await this.#talk('conference');
    await this.#ask(`${call}/join`, { who: 'k2', onAnswer: 'join' });
    const other = await this.#answers('k2', secondVoice);
    const everybody = [
      { party: caller, voice: callersVoice },
      { party: other, voice: secondVoice },
      { party: agent, voice: firstVoice },
    ];
    let longest = 0;
    const silence = (): number => Math.max(longest, silenceOf(caller)());
    const hears = async (): Promise<void> => {
      for (const speaker of everybody) {
        // While only the caller speaks, there is nothing for them to hear.
        if (speaker.party === caller) longest = silence();
        for (const { party, voice } of everybody)
          party.audio.mouth.tone = party === speaker.party ? voice : undefined;
        const ears = everybody.filter(({ party }) => party !== speaker.party);
        await Promise.all(ears.map(async ({ party }) => await party.audio.hearsTone(speaker.voice)));
        if (speaker.party === caller) caller.audio.ear.beginsToListen(performance.now());
      }
    };
    await hears();
    longest = 0;
    return {
      state: 'conference',
      call,
      caller,
      silence,
      alive: [caller, agent, other],
      hears,
      ends: async () => {
        await agent.hangUp();
        [caller.audio.mouth.tone, other.audio.mouth.tone] = [callersVoice, secondVoice];
        await Promise.all([caller.audio.hearsTone(secondVoice), other.audio.hearsTone(callersVoice)]);
        await caller.hangUp();
        this.#measured.set(call, { held: 0 });
      },
      misfits: async (stalled) => await this.#misfits(call, stalled, { with: ['k1', 'k2'] }),
    };
  }

  async #supervised(): Promise<Scene> {
    const { call, caller, agent } = await this.#talk('supervised');
    const asks = async (mode: string) => await this.#ask(`${call}/supervise`, { by: 'boss', mode });
    await asks('listen');
    const boss = await this.#answers('boss', undefined);
    await boss.audio.hearsSomething();
    return {
      state: 'supervised',
      call,
      caller,
      silence: silenceOf(caller),
      alive: [caller, agent, boss],
      hears: async () => {
        // One at a time, or neither stands out.
        caller.audio.mouth.tone = undefined;
        await Promise.all([caller.audio.hearsTone(firstVoice), boss.audio.hearsTone(firstVoice)]);
        caller.audio.mouth.tone = callersVoice;
        await agent.audio.hearsTone(callersVoice);
      },
      ends: async () => {
        [caller.audio.mouth.tone, boss.audio.mouth.tone] = [undefined, secondVoice];
        await asks('whisper');
        await agent.audio.hearsTone(secondVoice);
        await caller.audio.hearsTone(firstVoice);
        await caller.hangUp();
        await boss.untilState('ended');
        this.#measured.set(call, { held: 0 });
      },
      misfits: async (stalled) => await this.#misfits(call, stalled, {}),
    };
  }

  async #recorded(): Promise<Scene> {
    const { call, caller, agent } = await this.#talk('recorded');
    const since = performance.now();
    let heardFor = 0;
    return {
      state: 'recorded',
      call,
      caller,
      silence: silenceOf(caller),
      alive: [caller, agent],
      hears: async () => {
        await Promise.all([caller.audio.hearsTone(firstVoice), agent.audio.hearsTone(callersVoice)]);
      },
      ends: async () => {
        heardFor = (performance.now() - since) / 1000;
        await caller.hangUp();
        this.#measured.set(call, { held: 0 });
      },
      misfits: async (stalled) => [
        ...(await this.#misfits(call, stalled, {})),
        ...recordingGaps(await downloadOf(this.#floor, call), heardFor, caller.audio.lateBy / 1000),
      ],
    };
  }

  readonly #measured = new Map<string, { readonly held: number }>();

  async #talk(state: State): Promise<{ call: string; caller: OutgoingCall; agent: IncomingCall }> {
    const nth = states.indexOf(state) + 1;
    const caller = await this.#phone(`line${nth}`).call(`10${nth}`, { fromNumber: `+49301234${nth}` });
    const agent = await this.#answers(`${state === 'conference' ? 'k' : state[0]}1`, firstVoice);
    await caller.untilState('up');
    caller.audio.mouth.tone = callersVoice;
    await Promise.all([caller.audio.hearsTone(firstVoice), agent.audio.hearsTone(callersVoice)]);
    const live = await this.#floor.calls('live');
    const call = live.find(({ via }) => via.name === `line${nth}`)?.id;
    if (call === undefined) throw new Error(`the engine does not know the call of line${nth}`);
    return { call, caller, agent };
  }

  async #answers(name: string, voice: number | undefined): Promise<IncomingCall> {
    const call = await this.#phone(name).rings();
    await call.answer();
    call.audio.mouth.tone = voice;
    return call;
  }

  #phone(name: string): Softphone {
    const phone = this.#phones.get(name);
    if (!phone) throw new Error(`there is no phone ${name}`);
    return phone;
  }

  async #ask(path: string, tell: object = {}): Promise<unknown> {
    return await this.#floor.cordboard.ask(`/v1/calls/${path}`, tell);
  }

  async #misfits(
    call: string,
    stalled: Duration,
    expected: { with?: readonly string[]; certain?: boolean },
  ): Promise<string[]> {
    const detail = callDetail.parse(await this.#floor.cordboard.ask(`/v1/calls/${call}`));
    const { held = 0 } = this.#measured.get(call) ?? {};
    const inTalk = detail.phases.filter(({ phase }) => phase === 'talking');
    const talked = inTalk.reduce((sum, { lastedMs }) => sum + lastedMs, 0);
    const { participants } = detail;
    return [
      ...(detail.outcome === 'answered' ? [] : [`the outcome is ${detail.outcome}`]),
      ...(detail.endedBy === 'caller' ? [] : [`it was ended by ${detail.endedBy}`]),
      ...(Math.abs(detail.heldMs - held) < 500 + stalled
        ? []
        : [`on hold for ${detail.heldMs} ms, and not ${held}`]),
      ...(detail.heldForCertain === (expected.certain ?? true) ? [] : ['whether the hold is certain']),
      ...(detail.talkedMs + detail.heldMs === talked ? [] : ['talk and hold do not add up to the phases']),
      ...(expected.with === undefined ||
      expected.with.every((who) => participants.some((one) => one.who === who))
        ? []
        : [`with ${participants.map(({ who }) => who).join(', ')}`]),
    ];
  }
}

const silenceOf =
  ({ audio }: PhoneCall) =>
  (): Duration =>
    audio.ear.longestSilence(performance.now());

/** Something, and nobody's voice. */
async function isMusic({ audio }: PhoneCall): Promise<void> {
  await until('music is heard', () => {
    const now = performance.now();
    const isVoice = [firstVoice, secondVoice].some((voice) => audio.ear.hearsTone(voice, now));
    return audio.ear.loudness(now) > 50 && !isVoice;
  });
}

/** The caller's side must be there from beginning to end, but for first and last moments, and what was sent late. */
function recordingGaps(file: Buffer, heardFor: number, late: number): string[] {
  const caller = Int16Array.from({ length: (file.length - 44) / 4 }, (_, at) =>
    file.readInt16LE(44 + at * 4),
  );
  const piece = samplesPerSecond / 50;
  const pieces = Array.from({ length: Math.floor(caller.length / piece) }, (_, nth) =>
    isTone(caller.subarray(nth * piece, (nth + 1) * piece), callersVoice),
  );
  const [first, last] = [pieces.indexOf(true), pieces.lastIndexOf(true)];
  const holes = pieces
    .slice(first, last + 1)
    .map((isHeard) => (isHeard ? ' ' : '-'))
    .join('')
    .split(/ +/)
    .filter((hole) => hole !== '')
    .map(({ length }) => length / 50);
  const missing = holes.reduce((sum, hole) => sum + hole, 0);
  const recorded = (last - first) / 50;
  const where = `in ${holes.length} holes, the longest of ${Math.max(0, ...holes)} s`;
  return [
    ...(missing > 0.3 + late
      ? [`${missing.toFixed(2)} s are missing in the recording, ${where}; ${late} s were sent late`]
      : []),
    ...(recorded > heardFor - 0.5 - late ? [] : [`${recorded} s were recorded of ${heardFor}`]),
  ];
}
