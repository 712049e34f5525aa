/**
 * The engine in a storm: the real engine and the real store (in memory) beside a simulated Asterisk on a virtual clock.
 *
 * A storm is a **story**: acts of people and strokes of fate, written down before it begins, from a seed. What chance
 * decides within it (how long word of an event takes, whether a command is heard) hangs on the seed and on what it
 * decides about, not on what came before; so acts can be left out of a story and the rest stays as it was. That is how
 * a story that fails is made short.
 *
 * After each turn every invariant is checked; at the end each caller has had one outcome, no message is lost, and
 * nothing is left over: no call, leg, bridge, timer or held agent.
 */
import { breaches } from '../../src/call/invariants.ts';
import type { Event, TalkAction } from '../../src/call/kept/events.ts';
import type { JournalEntryOf, StoredEntry } from '../../src/call/kept/journal.ts';
import { othersIn, servingIn } from '../../src/call/kept/parties.ts';
import type { World } from '../../src/call/turn/world.ts';
import { recognise } from '../../src/contacts/recognise.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/options.ts';
import type { AgentName } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import type { Store } from '../../src/ports/store.ts';
import { reconcile } from '../../src/reports/reconcile/reconciler.ts';
import { type CallId, callOf, type LegId } from '../../src/shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../../src/shared/time.ts';
import { memoryStore, silentLog } from '../support/memory-store.ts';
import { buildOfTests, sameAgain } from '../support/replayed.ts';
import { Seeded } from '../support/seeded.ts';
import { settled } from '../support/settled.ts';
import { SimulatedAsterisk, type TornApart, type Weather } from '../support/simulated-asterisk.ts';
import { readAloud } from '../support/simulated-floor.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type Act, type Death, isQuiet, planOf } from './engine-storm-story.ts';
import { type Life, mortalClock, mortalStore, mortalTelephony } from './mortal-engine.ts';

/** Keys in talk, as the plans of storms have them. */
const keysPressed = [
  '*1',
  '*1',
  '*221#',
  '*222',
  '*2+#',
  '*323#',
  '*4',
  '*5',
  '*6',
  '*7',
  '*8',
  '*9',
  '*0',
  '*#',
  '1',
];

/** What an agent asks for to be rid of the call. */
const leaving: ReadonlySet<TalkAction['do']> = new Set<TalkAction['do']>([
  'complete',
  'cancel',
  // Of two lines of a phone, one is hung up.
  'merge',
  'park',
  'drop',
]);

/** An event that is lost is missed within two looks, half a minute apart. */
const mostSilence: Duration = seconds(75);

/** Said by a move in a talk: names of the plans, numbers inside and outside, and what is none. */
const targets = ['anna', 'boris', 'clara', 'dora', 'few', 'night', '2', '71', '+49301234567', 'nobody'];

/** Three in a thousand each; a ring may be made halfway. */
const commandFaults = ['refused', 'unheard', 'unanswered', 'slow', 'late', 'halfway', 'halfway'] as const;

export interface StormReport {
  readonly simulatedHours: number;
  readonly turns: number;
  readonly calls: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** How often the journal tells of each. */
  readonly told: Readonly<Record<string, number>>;
  /** How often each went wrong. */
  readonly faults: Readonly<Record<string, number>>;
  /** None: it went well. */
  readonly failure?: string;
}
/** Told of each turn and each command, for who wants to see how a story went. */
type Watch = (at: Duration, what: string) => void;

export async function playStory(
  seed: number,
  story: readonly Act[],
  plans: readonly string[],
  watch: Watch = () => undefined,
): Promise<StormReport> {
  const storm = new Storm(seed, plans, watch);
  return await storm.play(story);
}

class Storm {
  readonly #seed: number;
  readonly #plans: readonly string[];
  readonly #watch: Watch;
  readonly #clock = new VirtualClock();
  readonly #exchange: SimulatedAsterisk;
  readonly #began: number;
  readonly #phones = new Map<string, 'rings' | 'busy' | 'nothing'>();
  readonly #faults: Record<string, number> = {};
  readonly #decided = new Map<string, number>();
  readonly #dialled = new Map<LegId, number>();
  readonly #agentOn = new Map<LegId, AgentName>();
  readonly #talks = new Map<CallId, Talk>();
  /** Their page is gone: nobody is at them. */
  readonly #lost = new Set<LegId>();
  readonly #askedToLeave = new Map<AgentName, Instant>();
  #store: Store | undefined;
  #engine: Engine | undefined;
  #life: Life = { over: true };
  #planNow: number;
  #full = false;
  #turns = 0;
  #latestDue = 0;
  /** When each arrival is heard of. */
  readonly #arrivals = new Map<LegId, Instant>();
  /** The second lines of phones, by the leg of the talk beside which they were dialled. */
  readonly #seconds = new Map<LegId, LegId>();
  /** They have put themselves in somebody's place, and may be put out again. */
  readonly #intruders = new Set<LegId>();
  /** Who served a caller, and whom another has followed. */
  readonly #handedOver = new Set<LegId>();
  /** Calls that an operator has ended, or from which all agents go because one has transferred the caller, and when. */
  readonly #ended = new Map<CallId, Instant>();
  readonly #badlyHeard = new Map<LegId, Instant>();
  #listensAt = 0;
  #failure: string | undefined;

  constructor(seed: number, plans: readonly string[], watch: Watch) {
    this.#watch = watch;
    this.#seed = seed;
    this.#plans = plans;
    this.#planNow = 0;
    this.#exchange = new SimulatedAsterisk(this.#clock);
    this.#exchange.weather = this.#weather();
    this.#exchange.isEndless = (playback) => {
      const isEndless = this.#chance('endless', playback) < 0.002;
      if (isEndless) this.#count('prompt without an end');
      return isEndless;
    };
    this.#exchange.rang = (leg, phone) => this.#phoneRings(leg, phone);
    this.#exchange.rangOutside = (leg, number) => this.#phoneRings(leg, number);
    this.#began = this.#clock.now();
  }

  async play(story: readonly Act[]): Promise<StormReport> {
    const store = await memoryStore();
    this.#store = store;
    for (const { phone } of Object.values(planOf(this.#plans[0] ?? '').agents)) this.#isAt(phone, 'rings');
    this.#bear();
    for (const act of story) {
      await this.#until(this.#began + act.at);
      if (this.#failure) break;
      this.#happens(act);
    }
    if (!this.#failure) await this.#everybodyGoesHome();
    // With every kill, outage and full disk, the record is whole.
    if (!this.#failure) await sameAgain(store).catch((error: unknown) => this.#fails(String(error)));
    const report = await this.#report(store);
    this.#die();
    await store.close();
    return report;
  }

  // --- acts ---------------------------------------------------------------------------------------------------------

  #happens(act: Act): void {
    switch (act.do) {
      case 'call':
        return this.#calls(act);
      case 'agent':
        return this.#agentDoes(act.agent, act.what);
      case 'phone':
        return this.#isAt(act.phone, act.is);
      case 'queue of an agent':
        return this.#assigns(act);
      case 'dial':
        return this.#dials(act);
      case 'click to call':
        return this.#clicks(act.agent, act.what);
      case 'reload the page':
        this.#count(act.do);
        this.#exchange.pageGoes(act.phone);
        this.#clock.after(act.takes, () => this.#exchange.pageComes(act.phone));
        return;
      case 'kill the engine':
        return this.#kill(act.where, act.for);
      case 'cut the wire':
        return this.#outage('cut the wire', () => this.#exchange.cut(), act.for);
      case 'kill Asterisk':
        return this.#outage('kill Asterisk', () => this.#exchange.dies(), act.for);
      case 'fill the disk':
        this.#count('fill the disk');
        this.#full = true;
        this.#clock.after(act.for, () => {
          this.#full = false;
        });
        return;
      case "fill Asterisk's disk":
        this.#count(act.do);
        this.#exchange.talks.diskFills();
        this.#clock.after(act.for, () => {
          this.#exchange.talks.diskFull = false;
        });
        return;
      case 'recording':
        return this.#recordings(act.to);
      case 'supervise':
        return this.#supervises(act.agent, act.mode);
      case 'in a talk':
        return this.#inATalk(act);
      case 'apply a plan':
        this.#count('apply a plan');
        this.#planNow = act.plan;
        if (this.#engine?.health().ready)
          void this.#engine.applyPlan(this.#plans[act.plan] ?? '', 'storm').catch(() => undefined);
    }
  }

  #calls({ id, number, keys, leavesAfter }: Extract<Act, { do: 'call' }>): void {
    const fromPhone = this.#chance('from', id) < 0.04;
    const via = fromPhone
      ? ({ kind: 'phone', name: [...this.#phones.keys()][id % this.#phones.size] ?? 'anna' } as const)
      : ({ kind: 'line', name: 'line1' } as const);
    const leg = this.#exchange.callFrom(via, number, `+4930${1_000_000 + (id % 50)}`, `Caller ${id}`);
    this.#dialled.set(leg, id);
    for (const { after, key } of keys) {
      this.#clock.after(after, () => {
        if (this.#exchange.legs.has(leg)) this.#exchange.press(leg, key);
      });
    }
    this.#clock.after(leavesAfter, () => this.#exchange.putDown(leg));
  }

  #dials({ id, phone, what, leavesAfter }: Extract<Act, { do: 'dial' }>): void {
    const leg = this.#exchange.callFrom({ kind: 'phone', name: phone }, what, phone, phone);
    this.#dialled.set(leg, id);
    for (const nth of [1, 2]) {
      const at = Math.floor(this.#chance(`asks when ${nth}`, leg) * leavesAfter);
      this.#clock.after(at, () => this.#asksInTalk(leg, nth));
    }
    this.#clock.after(leavesAfter, () => this.#exchange.putDown(leg));
  }

  /** Their own phone rings first; they take it, or do not. */
  #clicks(agent: string, what: string): void {
    if (this.#engine?.health().ready !== true) return;
    this.#count('click to call');
    const engine = this.#engine;
    const answer = async (): Promise<void> => {
      const placed = await engine.callFrom(agent, what);
      if (!placed.done) return;
      const { phone, leg } = placed;
      const at = Math.floor(this.#chance('clicked', leg) * 20_000);
      this.#clock.after(at, () => {
        if (!this.#exchange.clicked.has(phone)) return;
        if (this.#chance('takes click', leg) < 0.3) return this.#exchange.refusesOwnCall(phone, 'declined');
        const own = this.#exchange.picksUpOwnCall(phone);
        this.#clock.after(Math.floor(this.#chance('click ends', leg) * 90_000), () =>
          this.#exchange.putDown(own),
        );
      });
    };
    void answer().catch(() => undefined);
  }

  #agentDoes(agent: string, what: Extract<Act, { do: 'agent' }>['what']): void {
    const change = {
      pause: { type: 'agentPaused', reason: 'lunch' },
      resume: { type: 'agentResumed' },
      'log in': { type: 'agentLoggedIn' },
      'log out': { type: 'agentLoggedOut' },
    } as const;
    // An engine that has yet to begin says so.
    void this.#engine?.change({ agent, by: 'storm', ...change[what] }).catch(() => undefined);
  }

  #assigns({ agent, queue, serves, anyway }: Extract<Act, { do: 'queue of an agent' }>): void {
    this.#count(serves ? 'put back into a queue' : 'taken out of a queue');
    void this.#engine?.setQueueService({ agent, queue, serves, anyway }, 'storm').catch(() => undefined);
  }

  #isAt(phone: string, is: 'rings' | 'busy' | 'nothing'): void {
    this.#phones.set(phone, is);
    this.#exchange.register(phone, is);
  }

  /** Dora picks up, or does not, and hangs up in the end. */
  #supervises(agent: string, mode: Extract<Act, { do: 'supervise' }>['mode']): void {
    if (this.#engine?.health().ready !== true) return;
    void this.#engine.supervise({ what: { agent }, who: 'dora', mode }, 'storm').catch(() => undefined);
    const { supervisors } = this.#exchange;
    if (this.#chance('dora', this.#clock.now()) < 0.8)
      this.#clock.after(seconds(2), () => supervisors.pickUp('dora'));
    this.#clock.after(seconds(40), () => supervisors.putDown('dora'));
  }

  /** Of every talk, because most are not recorded. */
  #recordings(to: 'pause' | 'resume'): void {
    if (this.#engine?.health().ready !== true) return;
    for (const { id } of this.#engine.calls())
      void this.#engine.recording(id, to, 'storm').catch(() => undefined);
  }

  #kill(where: Death, down: Duration): void {
    // What could not be written would be lost with the engine, as must be; that is no fault of it.
    if (this.#life.over || this.#full) return;
    this.#count(`kill the engine ${where}`);
    const life = this.#life;
    life.dyingAt = where;
    const rise = (): void => {
      this.#die();
      this.#netServes(down);
      this.#clock.after(down, () => this.#bear());
    };
    life.died = rise;
    this.#clock.after(seconds(2), () => {
      if (!life.over) rise();
    });
  }

  /** Somebody called while the engine was away. */
  #netServes(down: Duration): void {
    const arrivedAt = this.#clock.now();
    this.#count('served by the safety net');
    this.#exchange.servedByItself({
      dialled: '1',
      callerNumber: `+49302${1_000_000 + (arrivedAt % 50)}`,
      callerName: '',
      arrivedAt,
      rung: [{ phone: 'anna', at: arrivedAt, until: arrivedAt + down / 2, outcome: 'answered' }],
      endedAt: arrivedAt + down,
      endedBy: 'caller',
    });
  }

  #outage(what: string, begin: () => void, lasts: Duration): void {
    this.#count(what);
    begin();
    this.#clock.after(lasts, () => {
      this.#exchange.restored();
      for (const [phone, is] of this.#phones) this.#exchange.register(phone, is);
    });
  }

  /** An agent answers, declines, lets it ring; talks, and hangs up or waits for the caller to. */
  #phoneRings(leg: LegId, _phone: string): void {
    const does = this.#chance('ring', leg);
    const when = Math.floor(this.#chance('when', leg) ** 2 * 25_000);
    if (does < 0.7) this.#clock.after(when, () => this.#exchange.pickUp(leg));
    else if (does < 0.82) this.#clock.after(when, () => this.#declines(leg));
    const talks = Math.floor(this.#chance('talk', leg) * 120_000);
    if (this.#chance('holds', leg) < 0.3) {
      const from = when + Math.floor(this.#chance('holds from', leg) * talks);
      this.#clock.after(from, () => this.#exchange.holds(leg));
      if (this.#chance('resumes', leg) < 0.7)
        this.#clock.after(from + 5000, () => this.#exchange.resumes(leg));
    }
    for (const nth of [1, 2, 3]) {
      if (this.#chance(`asks ${nth}`, leg) > 0.4) continue;
      const at = when + Math.floor(this.#chance(`asks when ${nth}`, leg) * talks);
      this.#clock.after(at, () => this.#asksInTalk(leg, nth));
    }
    if (this.#chance('transfers', leg) < 0.1) this.#clock.after(when + talks / 2, () => this.#transfers(leg));
    // Of two colleagues whose caller has gone, one hangs up in the end.
    const ends = this.#chance('ends', leg) < 0.6 ? when + talks : minutes(10);
    this.#clock.after(ends, () => this.#exchange.putDown(leg));
  }

  /** By the transfer key of the phone; while no engine hears of it, something stands in the room for the phone. */
  #transfers(leg: LegId): void {
    if (this.#exchange.legs.get(leg)?.up !== true) return;
    const to = ['clara', '2', '71', '+49301234567', 'nobody'][
      Math.floor(this.#chance('transfers to', leg) * 5)
    ];
    const isHeard = this.#exchange.isHeard;
    this.#count(isHeard ? 'transfer by phone' : 'transfer that nobody hears of');
    if (isHeard) this.#exchange.transfer(leg, to ?? '');
    else this.#exchange.transferUnheard(leg, to ?? '');
  }

  /** Hold, consultation or conference, for the talk on that leg. */
  #asksInTalk(leg: LegId, nth: number): void {
    const call = this.#engine?.world.callOnLeg(leg);
    const of = call === undefined ? undefined : this.#engine?.world.calls.get(call)?.aside?.of;
    if (call === undefined) return;
    const some = <T>(of: string, list: readonly T[]): T =>
      list[Math.floor(this.#chance(`${of} ${nth}`, leg) * list.length)] as T;
    const to = some('whom', ['anna', 'boris', 'clara', ...this.#phones.keys()]);
    const action = some<TalkAction>('what', [
      { do: 'hold' },
      { do: 'unhold' },
      { do: 'consult', to },
      { do: 'consult', to },
      { do: 'join', to, onAnswer: 'join' },
      { do: 'join', to, onAnswer: 'hand_over' },
      { do: 'swap' },
      { do: 'complete' },
      { do: 'merge' },
      { do: 'cancel' },
      { do: 'park' },
      { do: 'drop', who: to },
    ]);
    this.#count(`asks in a talk: ${action.do}`);
    void this.#engine?.inTalk(of ?? call, action, 'storm').catch(() => undefined);
  }

  #inATalk({ id, nth, what }: Extract<Act, { do: 'in a talk' }>): void {
    const engine = this.#engine;
    const talks = (engine?.calls() ?? []).flatMap(({ id: call, phase }) =>
      phase.name === 'talking' ? [{ call, conversation: phase.conversation }] : [],
    );
    const { call, conversation } = talks[nth % Math.max(1, talks.length)] ?? {};
    if (engine === undefined || call === undefined || conversation === undefined) return;
    const [caller, serving, ...more] = conversation.parties;
    const { leg } = serving;
    const exchange = this.#exchange;
    const some = <T>(of: string, list: readonly T[]): T =>
      list[Math.floor(this.#chance(of, id) * list.length)] as T;
    const later = (of: string, atMost: Duration): Duration => Math.floor(this.#chance(of, id) * atMost);
    const phones = [...this.#phones.keys()];
    this.#count(`in a talk: ${what}`);
    switch (what) {
      case 'keys': {
        const presser = some('who presses', [leg, leg, leg, caller.leg, ...more.map((each) => each.leg)]);
        for (const digit of some('keys', keysPressed))
          if (exchange.legs.has(presser)) exchange.press(presser, digit);
        return;
      }
      case 'mute':
      case 'unmute':
        return this.#asks(call, {
          do: 'mute',
          who: some('who', ['caller', ...phones]),
          muted: what === 'mute',
        });
      case 'is transferred':
        void engine.transfer(call, some('to', targets), 'storm').catch(() => undefined);
        return;
      case 'transfers by phone':
        return this.#transfers(leg);
      case 'second line': {
        const phone = exchange.legs.get(leg)?.phone;
        if (phone === undefined || this.#seconds.has(leg)) return;
        if (this.#chance('holds first', id) < 0.8) exchange.holds(leg);
        const second = exchange.callFrom({ kind: 'phone', name: phone }, some('to', targets), phone, phone);
        this.#dialled.set(second, id);
        this.#seconds.set(leg, second);
        this.#clock.after(later('second ends', 90_000), () => exchange.putDown(second));
        this.#clock.after(later('put together', 60_000), () => this.#putsTogether(leg, id));
        return;
      }
      case 'put together':
        return this.#putsTogether(leg, id);
      case 'replaced':
        return this.#replaces(leg, some('by', phones), later('leaves', 60_000));
      case 'ringing replaced': {
        const ringing = engine.calls().flatMap(({ offers }) => offers.map((offer) => offer.id));
        const rung = ringing[nth % Math.max(1, ringing.length)];
        if (rung !== undefined && exchange.legs.get(rung)?.up === false)
          this.#replaces(rung, some('by', phones), later('leaves', 60_000));
        return;
      }
      case 'caller holds':
        return exchange.holds(caller.leg);
      case 'caller resumes':
        return exchange.resumes(caller.leg);
      case 'holds':
        return exchange.holds(leg);
      case 'resumes':
        return exchange.resumes(leg);
      case 'vanishes': {
        const phone = exchange.legs.get(leg)?.phone;
        if (phone === undefined) return;
        exchange.vanish(phone);
        this.#clock.after(seconds(40), () => this.#isAt(phone, 'rings'));
        return;
      }
      case 'agent hangs up':
        return exchange.putDown(leg);
      case 'caller hangs up':
        return exchange.putDown(caller.leg);
      case 'somebody hangs up':
        return exchange.putDown(some('who', conversation.parties).leg);
      case 'operator hangs up':
        this.#ended.set(call, this.#clock.now());
        void engine.hangUp(call, 'storm').catch(() => undefined);
        return;
      case 'asks':
        return this.#asksInTalk(leg, 100 + id);
    }
  }

  #putsTogether(leg: LegId, id: number): void {
    const second = this.#seconds.get(leg);
    const exchange = this.#exchange;
    if (second === undefined || !exchange.legs.has(leg) || !exchange.legs.has(second)) return;
    this.#seconds.delete(leg);
    if (!exchange.isHeard) {
      this.#count('put together, and nobody hears of it');
      return exchange.transferTogetherUnheard(leg, second);
    }
    if (this.#chance('mirrored', id) < 0.5) exchange.transferTogether(leg, second);
    else exchange.transferTogether(second, leg);
  }

  /** Somebody takes their place by INVITE with Replaces. */
  #replaces(leg: LegId, phone: string, staysFor: Duration): void {
    if (!this.#exchange.legs.has(leg)) return;
    const by = this.#exchange.takesOver(leg, phone);
    this.#intruders.add(by);
    this.#clock.after(staysFor, () => this.#exchange.putDown(by));
  }

  #asks(call: CallId, action: TalkAction): void {
    void this.#engine?.inTalk(call, action, 'storm').catch(() => undefined);
  }

  #declines(leg: LegId): void {
    if (this.#exchange.legs.get(leg)?.up === false) this.#exchange.refuse(leg, 'declined');
  }

  // --- the engine's lives -------------------------------------------------------------------------------------------

  #bear(): void {
    const life: Life = { over: false };
    this.#life = life;
    const store = this.#store;
    if (!store) throw new Error('there is no store');
    const text = this.#plans[this.#planNow] ?? '';
    const options: EngineOptions = {
      telephony: mortalTelephony(this.#exchange, life, (command, { outcome }) =>
        this.#sees(`${outcome}: ${JSON.stringify(command)}`),
      ),
      store: mortalStore(store, life, () => this.#full),
      prompts: readAloud,
      clock: mortalClock(this.#clock, life, () => this.#isEarly()),
      log: { ...silentLog, error: (about, what) => this.#errorTold(about, what) },
      parsePlan,
      recognise: (arrival, plan) => recognise(arrival, plan, store.contacts, silentLog),
      replaced: () => undefined,
      record: { build: buildOfTests, keepFor: 7 * 24 * 3_600_000 },
      turnTaken: (world, event) => {
        this.#turns++;
        this.#sees(`event ${JSON.stringify(event)}`);
        this.#notesTalks(world, event);
        const broken = [...breaches(world, this.#clock.now()), ...this.#exchange.wrongOrders];
        if (broken.length > 0)
          this.#fails(`after ${JSON.stringify(event).slice(0, 300)}: ${broken.join('; ')}`);
      },
    };
    Engine.load(options, planOf(text), text)
      .then(async (engine) => {
        if (life.over) return;
        this.#engine = engine;
        await engine.start();
      })
      .catch((error: unknown) => this.#fails(`the engine did not start: ${String(error)}`));
  }

  #die(): void {
    this.#life.over = true;
    void this.#exchange.stop();
    this.#engine = undefined;
  }
  // --- weather ------------------------------------------------------------------------------------------------------

  #weather(): Weather {
    const lost = isQuiet(this.#seed) ? 0.02 : 0.004;
    return {
      event: (event) => {
        const what = JSON.stringify(event);
        const kind = this.#chance('event', what);
        const late = this.#lateness(event, 1 + Math.floor(this.#chance('late', what) ** 4 * 400));
        // Nothing but its event tells of a message whose caller has hung up; it is lost with the wire only.
        if (kind < lost && event.type !== 'recordingEnded') {
          this.#count('event lost');
          return [];
        }
        const due = this.#clock.now() + late;
        if (due < this.#latestDue) this.#count('event overtakes another');
        this.#latestDue = Math.max(this.#latestDue, due);
        if (late > 50) this.#count('event late');
        const isOnce = event.type === 'callArrived' || event.type === 'ownPhoneNotAnswered';
        if (kind < lost + 0.016 && !isOnce) {
          this.#count('event twice');
          return [late, late + Math.floor(this.#chance('again', what) * 200)];
        }
        return [late];
      },
      command: (command) => {
        const kind = this.#chance('command', JSON.stringify(command));
        const fault = commandFaults[Math.floor(kind / 0.003)] ?? 'fine';
        const does = fault === 'halfway' && command.do !== 'ring' ? 'fine' : fault;
        if (does !== 'fine') this.#count(`command ${does}`);
        return does;
      },
      surveyTakes: () => Math.floor(this.#chance('survey', this.#clock.now()) ** 3 * 300),
    };
  }

  /** Asterisk tells of one leg in order: that it has ended is not heard before its arrival. */
  #lateness(event: Parameters<Weather['event']>[0], late: Duration): Duration {
    const now = this.#clock.now();
    if (event.type === 'callArrived') this.#arrivals.set(event.leg, now + late);
    const arrives = event.type === 'legEnded' ? this.#arrivals.get(event.leg) : undefined;
    return arrives === undefined ? late : Math.max(late, arrives - now);
  }

  #isEarly(): boolean {
    const early = this.#chance('early', this.#clock.now()) < 0.1;
    if (early) this.#count('clock rings early');
    return early;
  }

  /** From 0 up to 1: the same for the same seed, question and subject; asked again of the same subject, another. */
  #chance(question: string, about: string | number): number {
    const key = `${question} ${about}`;
    const nth = this.#decided.get(key) ?? 0;
    this.#decided.set(key, nth + 1);
    return new Seeded(hash(`${this.#seed} ${key} ${nth}`)).next();
  }

  // --- the course of it ---------------------------------------------------------------------------------------------

  async #until(time: number): Promise<void> {
    await settled();
    let same = 0;
    let last = 0;
    while (!this.#failure && this.#clock.tick(time)) {
      // Whatever is done again and again within one moment will be done for ever.
      same = this.#clock.now() === last ? same + 1 : 0;
      last = this.#clock.now();
      if (same > 10_000) this.#fails('time stands still');
      await settled();
      for (const torn of this.#exchange.tornApart.splice(0)) this.#tears(torn);
      this.#listens();
    }
  }

  /** No one sits in silence, or hears music over a voice, while an engine is there that could end it. */
  #listens(): void {
    const now = this.#clock.now();
    // Who hears nothing is listened to at each moment: words may come and go within a second.
    if (now < this.#listensAt && this.#badlyHeard.size === 0) return;
    this.#listensAt = now + seconds(1);
    if (this.#engine?.health().ready !== true || this.#full) return this.#badlyHeard.clear();
    const bad = this.#exchange.badlyHeard;
    for (const leg of this.#badlyHeard.keys()) if (!bad.has(leg)) this.#badlyHeard.delete(leg);
    for (const [leg, what] of bad) {
      const since = this.#badlyHeard.get(leg) ?? now;
      this.#badlyHeard.set(leg, since);
      if (now - since > mostSilence && !this.#lost.has(leg)) {
        const from = Math.round((since - this.#began) / 1000);
        this.#fails(
          `${what} on ${leg}, of call ${this.#engine.world.callOnLeg(leg) ?? 'none'}, since ${from} s`,
        );
      }
    }
  }

  /** Nobody loses whom they talk with, unless the caller has hung up, or the agent has asked to leave. */
  #tears({ bridge, leg, others }: TornApart): void {
    const call = callOf(bridge);
    const talk = call === undefined ? undefined : this.#talks.get(call);
    if (talk === undefined || this.#lost.has(leg) || this.#intruders.has(leg)) return;
    const ended = call === undefined ? undefined : this.#ended.get(call);
    if (ended !== undefined && this.#clock.now() <= ended + minutes(2)) return;
    // Who was in the talk has hung up before word came that somebody had taken their place.
    // And who has handed the caller over stays only until the next one is there, who has hung up first.
    if (others.every((each) => this.#intruders.has(each) || this.#handedOver.has(each))) return;
    const { caller, agent, serving, isOwn } = talk;
    const isOver = !this.#exchange.legs.has(caller) && leg !== caller;
    const othersTalkOn = leg !== caller && others.length > 1;
    // The wire may have been cut meanwhile, and they may have been taken over.
    const isAsked = [agent, this.#agentOn.get(leg)].some((each) => {
      const asked = each === undefined ? undefined : this.#askedToLeave.get(each);
      return asked !== undefined && this.#clock.now() <= asked + minutes(2);
    });
    // Only an agent succeeds the agent who leaves: no caller is left with an echo, or with somebody outside.
    const hasNoAgent =
      agent !== undefined && !isOwn && ![serving, ...others].some((each) => this.#isLiveAgent(each));
    if (isOver || othersTalkOn || hasNoAgent || (isAsked && (isOwn || leg !== caller))) return;
    this.#fails(`the engine hung up on ${leg}, who talked with ${others.join(' and ')}`);
  }

  #isLiveAgent(leg: LegId): boolean {
    return this.#agentOn.has(leg) && this.#exchange.legs.has(leg);
  }

  /** Who is in which talk, and which agent has asked to leave theirs. */
  #notesTalks(world: World, event: Event): void {
    if (event.type === 'legLost' || event.type === 'legVanished') this.#lost.add(event.leg);
    if (event.type === 'talkActionAsked' && leaving.has(event.action.do)) {
      // Whoever serves: a colleague who has called may be the agent of the talk, too.
      const { agent = '', serving = '' as LegId } = this.#talks.get(event.call) ?? {};
      for (const each of [agent, this.#agentOn.get(serving) ?? ''])
        this.#askedToLeave.set(each, this.#clock.now());
    }
    if (event.type === 'transferRequested') this.#ended.set(event.call, this.#clock.now());
    if (event.type === 'transferAsked')
      for (const [call, { serving }] of this.#talks)
        if (serving === event.leg) this.#ended.set(call, this.#clock.now());
    if (event.type === 'digitPressed') this.#asksToLeave(this.#agentOn.get(event.leg));
    for (const { id, phase, leg, callingAgent } of world.calls.values()) {
      if (phase.name !== 'talking') continue;
      const { who, leg: serving } = servingIn(phase.conversation);
      for (const other of othersIn(phase.conversation))
        if (other.who.kind === 'agent') this.#agentOn.set(other.leg, other.who.agent);
      const agent = callingAgent ?? (who.kind === 'agent' ? who.agent : undefined);
      const before = this.#talks.get(id)?.serving;
      if (before !== undefined && before !== serving) this.#handedOver.add(before);
      this.#talks.set(id, { caller: leg, agent, serving, isOwn: callingAgent !== undefined });
    }
  }

  #asksToLeave(agent: AgentName | undefined): void {
    if (agent !== undefined) this.#askedToLeave.set(agent, this.#clock.now());
  }

  async #everybodyGoesHome(): Promise<void> {
    // Until every fault is over, and every caller's patience too.
    await this.#until(this.#clock.now() + minutes(5));
    this.#exchange.restored();
    this.#full = false;
    await this.#until(this.#clock.now() + minutes(30));
  }

  async #report(store: Store): Promise<StormReport> {
    const entries = await store.journal.after(0, 10_000_000);
    const of = <Type extends (typeof entries)[number]['type']>(type: Type): JournalEntryOf<Type>[] =>
      entries.filter((entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type);
    const outcomes: Record<string, number> = {};
    const told: Record<string, number> = {};
    for (const { type } of entries) told[type] = (told[type] ?? 0) + 1;
    for (const { outcome } of of('callEnded')) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (!this.#failure) {
      const arrived = of('callArrived');
      const kept = [...this.#exchange.recordings]
        .filter(([, lasted]) => lasted >= 1000)
        .map(([name]) => name);
      const messages = of('messageLeft').map(({ recording }) => recording);
      const wrong = [
        ...this.#leftOver(),
        ...of('callEnded')
          .filter(({ outcome, call }) => outcome === 'failed' && !this.#isExcused(entries, call))
          .map(({ call }) => `call ${call} failed, and its caller could have been served`),
        ...twice(arrived.flatMap(({ leg }) => leg ?? [])).map(
          (leg) => `caller ${leg} was counted as two calls`,
        ),
        ...missing(
          this.#exchange.served.map(({ leg }) => leg),
          arrived.map(({ leg }) => leg),
        ).map((leg) => `caller ${leg}, whom the safety net served, is not in the journal`),
        ...twice(of('callEnded').map(({ call }) => call)).map((call) => `call ${call} ended twice`),
        ...missing(
          arrived.map(({ call }) => call),
          of('callEnded').map(({ call }) => call),
        ).map((call) => `call ${call} has no outcome`),
        ...missing(kept, messages).map((recording) => `message ${recording} was lost`),
        ...twice(messages).map((recording) => `message ${recording} was counted twice`),
        ...reconcile(entries)
          .misfits.slice(0, 20)
          .map(
            ({ call, agent, what }) =>
              `the numbers do not fit: ${call ? `call ${call}` : (agent ?? '')} ${what}`,
          ),
        ...of('alarmRaised')
          .filter(({ what }) => what.includes('\n    at ') || what.includes('invariant'))
          .map(({ what }) => what),
      ];
      if (wrong.length > 0) this.#fails(wrong.join('; '));
    }
    return {
      simulatedHours: (this.#clock.now() - this.#began) / 3_600_000,
      turns: this.#turns,
      calls: this.#dialled.size,
      outcomes,
      told,
      faults: this.#faults,
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  /** An echo is nobody whom a caller could miss; and a message that could not be recorded twice cannot be had. */
  #isExcused(entries: readonly StoredEntry[], call: CallId): boolean {
    const own = entries.filter((entry) => 'call' in entry && entry.call === call);
    const refused = own.filter((entry) => entry.type === 'alarmRaised' && entry.what.startsWith('record '));
    return own.some((entry) => entry.type === 'offerMade' && entry.to === 'echo') || refused.length > 1;
  }

  #leftOver(): string[] {
    const engine = this.#engine;
    if (!engine) return ['there is no engine at the end'];
    return [
      ...engine.calls().map((call) => `call ${call.id} is still ${call.phase.name}`),
      ...[...this.#exchange.legs.keys()].map((leg) => `leg ${leg} is left over`),
      ...[...this.#exchange.bridges.keys()].map((bridge) => `bridge ${bridge} is left over`),
      ...[...this.#exchange.supervisors.there.keys()].map((one) => `supervisor ${one} is left over`),
      ...this.#exchange.talks.open.map(({ recording }) => `recording ${recording} is left over`),
      ...(engine.timersRunning > 0 ? [`${engine.timersRunning} timers are left over`] : []),
      ...engine
        .agents()
        .flatMap(({ name, activity }) =>
          activity.kind === 'free' ? [] : [`agent ${name} is still ${activity.kind}`],
        ),
      ...(engine.health().ready ? [] : [`the engine is not ready: ${engine.health().reasons.join(', ')}`]),
    ];
  }

  /** The store's trouble is the storm's doing, and so is an exchange that can't be asked; all else is a fault. */
  #errorTold(about: object, what: string): void {
    const error = 'err' in about ? about.err : undefined;
    if (error instanceof Error && /disk is full|wire is cut/.test(error.message)) return;
    this.#fails(`${what} ${error instanceof Error ? (error.stack ?? '') : JSON.stringify(about)}`);
  }

  #sees(what: string): void {
    this.#watch(this.#clock.now() - this.#began, what);
  }

  #count(fault: string): void {
    this.#sees(fault);
    this.#faults[fault] = (this.#faults[fault] ?? 0) + 1;
  }

  #fails(what: string): void {
    this.#failure ??= `${Math.round((this.#clock.now() - this.#began) / 1000)} s after the beginning: ${what}`;
  }
}

interface Talk {
  readonly caller: LegId;
  /** Who serves them, or has called themselves. */
  readonly agent: AgentName | undefined;
  /** Of the agent or place that has the call. */
  readonly serving: LegId;
  readonly isOwn: boolean;
}
/** FNV-1a, 32 bits (public domain). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
  }
  return value >>> 0;
}

const twice = <Item>(items: readonly Item[]): Item[] =>
  items.filter((item, place) => items.indexOf(item) !== place);

const missing = <Item>(wanted: readonly Item[], there: readonly Item[]): Item[] => {
  const found = new Set(there);
  return wanted.filter((item) => !found.has(item));
};
