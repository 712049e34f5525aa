/** The floor on the simulated Asterisk: the real engine, the real store, a virtual clock. */
import { readFileSync } from 'node:fs';
import { aMoment } from '../../src/call/conversation/talking.ts';
import { breaches } from '../../src/call/invariants.ts';
import type { Event } from '../../src/call/kept/events.ts';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { recognise } from '../../src/contacts/recognise.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/options.ts';
import type { Language, Prompt } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { LookUp } from '../../src/ports/lookups.ts';
import type { Prompts } from '../../src/ports/prompts.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Telephony } from '../../src/ports/telephony.ts';
import { SteadyClock } from '../../src/process/steady-clock.ts';
import type { LegId } from '../../src/shared/ids.ts';
import { type Duration, type Instant, minutes } from '../../src/shared/time.ts';
import type { AgentPhone, Floor, OutsideCaller } from './floor.ts';
import { memoryStore, silentLog } from './memory-store.ts';
import { buildOfTests, sameAgain } from './replayed.ts';
import { settled } from './settled.ts';
import { SimulatedAsterisk } from './simulated-asterisk.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Says what is to be said in the language asked for, without a sound. */
export const readAloud = withSounds(new Set());

/** `sounds`: names of the sound library. */
export function withSounds(sounds: ReadonlySet<string>): Prompts {
  const words = (prompt: Prompt, language: Language): string[] =>
    (prompt[language] ?? Object.values(prompt)[0] ?? []).flatMap((part) => {
      if (part.kind === 'text') return [part.text];
      if (part.kind !== 'greeting') return [part.kind];
      return sounds.has(part.sound) ? [part.sound] : words(part.otherwise, language);
    });
  return {
    media: async (prompt, language) => words(prompt, language).map((name) => ({ kind: 'sound', name })),
    prepare: async () => undefined,
  };
}

/** Word of the answer takes its time to the engine. */
const talkLasts: Duration = 100;

export interface SimulatedFloor extends Floor {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly asterisk: SimulatedAsterisk;
  /** The one that lives now. */
  readonly engine: Engine;
  /** What the engine has taken turns for, oldest first. */
  readonly events: readonly Event[];
  /** The engine is killed; things go on without it; another one starts on the same store. */
  killed(meanwhile: () => Promise<void>): Promise<void>;
  journal(): Promise<readonly StoredEntry[]>;
  /** The machine's clock is set on, or back, by so much; no time passes. */
  setsClock(by: Duration): void;
  /** How late the engine is from now on, in milliseconds. */
  isLate(by: Duration): void;
  /** A registered phone, whoever is at it. */
  phone(name: string): AgentPhone;
}

export async function simulatedFloor(
  options: {
    plan?: string;
    store?: Store;
    at?: Instant;
    /** Whether there is a secret of that name. Default: there is. */
    isSet?: (variable: string) => boolean;
    /** Whether what callers key in is right. Default: no one can say. */
    lookUp?: LookUp;
    /** How prompts become sounds. Default: each text as it is, and no sound library. */
    prompts?: Prompts;
    /** Which code takes the turns. */
    build?: string;
    /** What goes on at the exchange when the engine starts. */
    found?: (asterisk: SimulatedAsterisk) => void;
  } = {},
): Promise<SimulatedFloor> {
  const clock = new VirtualClock(options.at);
  let late: Duration = 0;
  const began = clock.now();
  let set: Duration = 0;
  const steady = new SteadyClock({
    wall: () => clock.now() + set,
    monotonic: () => clock.now() - began,
    after: (delay, then) => clock.after(delay, then),
  });
  const asterisk = new SimulatedAsterisk(steady);
  options.found?.(asterisk);
  const events: Event[] = [];
  const store: Store = options.store ?? (await memoryStore());
  const text = options.plan ?? readFileSync(new URL('../../plans/demo.yaml', import.meta.url), 'utf8');
  const read = parsePlan(text);
  if (!read.ok)
    throw new Error(read.findings.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  const born = async (): Promise<{ engine: Engine; dies: () => void }> => {
    const life = { over: false };
    const needs: EngineOptions = {
      telephony: mortalTelephony(asterisk, life),
      store,
      prompts: options.prompts ?? readAloud,
      clock: mortalClock(steady, life),
      log: silentLog,
      parsePlan,
      ...(options.isSet ? { isSet: options.isSet } : {}),
      ...(options.lookUp ? { lookUp: options.lookUp } : {}),
      recognise: (arrival, plan) => recognise(arrival, plan, store.contacts, silentLog),
      late: () => late,
      replaced: () => undefined,
      record: { build: options.build ?? buildOfTests, keepFor: minutes(60 * 24 * 7) },
      turnTaken: (_, event) => events.push(event),
    };
    const started = await Engine.load(needs, read.plan, read.text);
    await started.start();
    return {
      engine: started,
      dies: () => {
        life.over = true;
      },
    };
  };
  let { engine, dies } = await born();

  const broken: string[] = [];
  const settle = async (): Promise<void> => {
    await settled();
    if (asterisk.owesAnswers) await settled();
    else await engine.idle();
    for (const breach of breaches(engine.world, steady.now())) broken.push(breach);
    if (broken.length > 0) throw new Error(`an invariant does not hold: ${broken.join('; ')}`);
  };
  const passes = async (time: Duration): Promise<void> => {
    const limit = clock.now() + time;
    await settle();
    while (clock.tick(limit)) await settle();
  };
  const until = async (
    what: string,
    condition: () => boolean | Promise<boolean>,
    within: Duration = minutes(10),
  ): Promise<void> => {
    const limit = clock.now() + within;
    await settle();
    while (!(await condition())) {
      if (!clock.tick(limit)) throw new Error(`waited in vain until ${what}; ${await whereWeAre()}`);
      await settle();
    }
  };
  const whereWeAre = async (): Promise<string> => {
    const calls = engine.calls().map((call) => `call ${call.id} is ${call.phase.name}`);
    const agents = engine.agents().map((agent) => `${agent.name} is ${agent.activity.kind}`);
    const last = (await store.journal.last(12)).map((entry) => JSON.stringify(entry));
    return [...calls, ...agents, ...last].join('\n');
  };
  const stage: Stage = {
    asterisk,
    engine: () => engine,
    until,
    passes,
  };
  const lines = new Map<string, SimulatedCaller>();
  const killed = async (meanwhile: () => Promise<void>): Promise<void> => {
    dies();
    await asterisk.stop();
    await meanwhile();
    ({ engine, dies } = await born());
    await settle();
  };
  return {
    kind: 'simulated',
    get operations() {
      return engine;
    },
    store,
    clock,
    asterisk,
    events,
    get engine() {
      return engine;
    },
    killed,
    engineAway: killed,
    setsClock: (by) => {
      set += by;
    },
    isLate: (by) => {
      late = by;
    },
    caller: (name, { number = '+4930123456', line } = {}) => {
      const free = line ?? `line${lines.size + 1}`;
      const caller = new SimulatedCaller(stage, name, number, free);
      lines.set(free, caller);
      return caller;
    },
    agent: async (name) => {
      asterisk.register(name, 'rings');
      const phone = new SimulatedPhone(stage, name);
      await until(
        `the phone of ${name} is reachable`,
        () => engine.world.agents.get(name)?.phone.reachable === true,
      );
      return phone;
    },
    phone: (name) => {
      // A number outside registers nowhere.
      if (!name.startsWith('+')) asterisk.register(name, 'rings');
      return new SimulatedPhone(stage, name);
    },
    until,
    passes,
    journal: () => store.journal.after(0, 100_000),
    close: async () => {
      for (const caller of lines.values()) if (caller.onTheLine) await caller.hangsUp();
      for (const leg of asterisk.legs.keys()) asterisk.putDown(leg);
      await passes(minutes(5));
      const left = [
        ...engine.calls().map((call) => `call ${call.id}`),
        ...[...asterisk.legs.keys()].map((leg) => `leg ${leg}`),
        ...[...asterisk.stands.keys()].map((stand) => `stand ${stand}`),
        ...[...asterisk.bridges.keys()].map((bridge) => `bridge ${bridge}`),
        ...asterisk.wrongOrders,
        ...(engine.timersRunning > 0 ? [`${engine.timersRunning} timers`] : []),
        ...engine
          .agents()
          .flatMap(({ name, activity }) => (activity.kind === 'free' ? [] : [`${name} is ${activity.kind}`])),
      ];
      await engine.stop();
      await sameAgain(store, options.build);
      await store.close();
      if (left.length > 0) throw new Error(`left over: ${left.join(', ')}`);
    },
  };
}

interface Life {
  over: boolean;
}

/** What is asked of the exchange by a dead engine is never done, and never answered. */
function mortalTelephony(telephony: SimulatedAsterisk, life: Life): Telephony {
  const never = new Promise<never>(() => undefined);
  return {
    perform: (command, media) => (life.over ? never : telephony.perform(command, media)),
    provision: (plan) => telephony.provision(plan),
    start: (listener) => telephony.start(listener),
    stop: () => telephony.stop(),
    survey: (questions) => (life.over ? never : telephony.survey(questions)),
    servedMeanwhile: (known) => (life.over ? never : telephony.servedMeanwhile(known)),
    dialFromOutside: (number, trunk, to) =>
      life.over ? never : telephony.dialFromOutside(number, trunk, to),
    dialFrom: (phone, to, ticket) => (life.over ? never : telephony.dialFrom(phone, to, ticket)),
    noteForSafetyNet: (facts) => {
      if (!life.over) telephony.noteForSafetyNet(facts);
    },
  };
}

function mortalClock(clock: SteadyClock, life: Life): Clock {
  return {
    now: () => clock.now(),
    catchUp: () => clock.catchUp(),
    wallAhead: () => clock.wallAhead(),
    after: (delay, then) =>
      clock.after(delay, () => {
        if (!life.over) then();
      }),
  };
}

interface Stage {
  readonly asterisk: SimulatedAsterisk;
  readonly engine: () => Engine;
  readonly until: Floor['until'];
  readonly passes: Floor['passes'];
}

class SimulatedCaller implements OutsideCaller {
  readonly name: string;
  readonly #stage: Stage;
  readonly #number: string;
  readonly #line: string;
  leg: LegId | undefined;

  constructor(stage: Stage, name: string, number: string, line: string) {
    this.#stage = stage;
    this.name = name;
    this.#number = number;
    this.#line = line;
  }

  async dials(number: string): Promise<string> {
    const { asterisk, until } = this.#stage;
    const engine = this.#stage.engine();
    const leg = asterisk.callFrom({ kind: 'line', name: this.#line }, number, this.#number, this.name);
    this.leg = leg;
    let call = '';
    const stop = engine.follow((entry) => {
      if (entry.type === 'callArrived' && entry.via.name === this.#line) call = entry.call;
    });
    await until(`the call of ${this.name} is known`, () => call !== '');
    stop();
    return call;
  }
  async presses(digits: string): Promise<void> {
    await this.isAnswered();
    for (const digit of digits) this.#stage.asterisk.press(this.#leg, digit);
  }
  async hangsUp(): Promise<void> {
    this.#stage.asterisk.putDown(this.#leg);
  }
  async isAnswered(): Promise<void> {
    const { asterisk, until } = this.#stage;
    await until(`the call of ${this.name} is answered`, () => asterisk.legs.get(this.#leg)?.up === true);
  }
  async hearsRinging(): Promise<void> {
    const { asterisk, until } = this.#stage;
    await until(`${this.name} hears ringing`, () => asterisk.legs.get(this.#leg)?.ringback === true);
  }
  async isHungUpOn(): Promise<{ answered: boolean; status?: number }> {
    const { asterisk, until } = this.#stage;
    await until(`${this.name} is hung up on`, () => asterisk.ended.has(this.#leg));
    const { answered = false, cause } = asterisk.ended.get(this.#leg) ?? {};
    return answered ? { answered } : { answered, status: statusOf(cause ?? '') };
  }
  async talksWith(agent: AgentPhone): Promise<void> {
    const { asterisk, until } = this.#stage;
    await until(`${this.name} talks with ${agent.name}`, () => {
      const far = asterisk.talkingAt(agent.name);
      return far !== undefined && asterisk.together(this.#leg, far.id) && !asterisk.hearsMusic(this.#leg);
    });
  }
  async hearsMusic(): Promise<void> {
    const { asterisk, until } = this.#stage;
    await until(`${this.name} hears music`, () => asterisk.hearsMusic(this.#leg));
  }
  get onTheLine(): boolean {
    return this.leg !== undefined && this.#stage.asterisk.legs.has(this.leg);
  }
  get #leg(): LegId {
    if (!this.leg) throw new Error(`${this.name} has not dialled`);
    return this.leg;
  }
}

class SimulatedPhone implements AgentPhone {
  readonly name: string;
  readonly #stage: Stage;
  #dialled: LegId | undefined;

  constructor(stage: Stage, name: string) {
    this.#stage = stage;
    this.name = name;
  }

  async rings(): Promise<{ number: string; name: string }> {
    await this.#stage.until(`the phone of ${this.name} rings`, () => this.ringing);
    const ringing = this.#stage.asterisk.ringingAt(this.name);
    return { number: ringing?.showNumber ?? '', name: ringing?.showName ?? '' };
  }
  async stopsRinging(): Promise<void> {
    await this.#stage.until(`the phone of ${this.name} stops ringing`, () => !this.ringing);
  }
  async answers(): Promise<void> {
    await this.rings();
    this.#stage.asterisk.pickUp(this.#ringingLeg());
  }
  async picksUp(): Promise<boolean> {
    if (this.ringing) this.#stage.asterisk.pickUp(this.#ringingLeg());
    else return false;
    return true;
  }
  async declines(): Promise<void> {
    await this.rings();
    this.#stage.asterisk.refuse(this.#ringingLeg(), 'declined');
  }
  async isBusy(): Promise<void> {
    this.#stage.asterisk.register(this.name, 'busy');
  }
  async back(): Promise<void> {
    this.#stage.asterisk.register(this.name, 'rings');
  }
  async hangsUp(): Promise<void> {
    await this.#stage.passes(aMoment + talkLasts);
    await this.goesAtOnce();
  }
  async transfersTo(number: string): Promise<void> {
    const leg = this.#stage.asterisk.talkingAt(this.name);
    if (!leg) throw new Error(`${this.name} is not talking`);
    this.#stage.asterisk.transfer(leg.id, number);
  }
  async goesAtOnce(): Promise<void> {
    const leg = this.#stage.asterisk.talkingAt(this.name);
    if (!leg) throw new Error(`${this.name} is not talking`);
    this.#stage.asterisk.putDown(leg.id);
  }
  async isHungUpOn(): Promise<void> {
    await this.#stage.until(`${this.name} is hung up on`, () => !this.talking);
  }
  async holds(): Promise<void> {
    this.#stage.asterisk.holds(this.#talkingLeg());
  }
  async resumes(): Promise<void> {
    this.#stage.asterisk.resumes(this.#talkingLeg());
  }
  async dials(number: string): Promise<void> {
    const { asterisk, until } = this.#stage;
    const leg = asterisk.callFrom({ kind: 'phone', name: this.name }, number, this.name, this.name);
    this.#dialled = leg;
    await until(
      `the call of ${this.name} to ${number} is answered or over`,
      () => asterisk.ended.has(leg) || asterisk.legs.get(leg)?.up === true,
    );
  }
  async presses(digits: string): Promise<void> {
    const { asterisk } = this.#stage;
    const leg =
      this.#dialled !== undefined && asterisk.legs.has(this.#dialled)
        ? this.#dialled
        : asterisk.talkingAt(this.name)?.id;
    if (!leg) throw new Error(`${this.name} is not on a call`);
    for (const digit of digits) asterisk.press(leg, digit);
  }
  answersByItself(on: boolean): void {
    this.#stage.asterisk.autoAnswer(this.name, on);
  }
  async leaves(): Promise<void> {
    const { asterisk, until } = this.#stage;
    const engine = this.#stage.engine();
    asterisk.register(this.name, 'nothing');
    await until(`${this.name} has left`, () => engine.world.agents.get(this.name)?.phone.reachable === false);
  }
  get ringing(): boolean {
    return this.#stage.asterisk.ringingAt(this.name) !== undefined;
  }
  get talking(): boolean {
    return this.#stage.asterisk.talkingAt(this.name) !== undefined;
  }
  get shows(): string | undefined {
    return this.#stage.asterisk.talkingAt(this.name)?.showName;
  }
  #talkingLeg(): LegId {
    const leg = this.#stage.asterisk.talkingAt(this.name);
    if (!leg) throw new Error(`${this.name} is not talking`);
    return leg.id;
  }
  #ringingLeg(): LegId {
    const leg = this.#stage.asterisk.ringingAt(this.name);
    if (!leg) throw new Error(`the phone of ${this.name} does not ring`);
    return leg.id;
  }
}

function statusOf(cause: string): number {
  switch (cause) {
    case 'busy':
      return 486;
    case 'declined':
      return 603;
    case 'no_such_number':
      return 404;
    case 'congestion':
      return 503;
    default:
      return 480;
  }
}
