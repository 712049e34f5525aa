/**
 * An Asterisk that is not there: legs, bridges, prompts and recordings on a virtual clock, behind the port that the
 * real one serves. `test/contract/` runs the same tests on both. What people do at their phones comes in by `people`.
 */

import {
  type CommandOf,
  type ExchangeCommand,
  type HangUpCause,
  laneOf,
} from '../../src/call/kept/commands.ts';
import type { CallArrived, EndCause, ServedCall, TelephonyEvent } from '../../src/call/kept/events.ts';
import type { LegQuality, QualityStage } from '../../src/call/kept/quality.ts';
import type { Plan } from '../../src/plan/model.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type {
  Dialled,
  Media,
  NetFact,
  Performed,
  Survey,
  SurveyedRecording,
  SurveyedTransfer,
  SurveyQuestions,
  Telephony,
  TelephonyListener,
} from '../../src/ports/telephony.ts';
import type { LegFailureCode } from '../../src/shared/failures/legs.ts';
import type { TrunkFailureCode } from '../../src/shared/failures/trunks.ts';
import { type BridgeId, type LegId, legId, type PlaybackId, type RecordingId } from '../../src/shared/ids.ts';
import type { Duration, Instant } from '../../src/shared/time.ts';
import { OrderOfCommands } from './order-of-commands.ts';
import { SimulatedSupervisors } from './simulated-supervisors.ts';
import { SimulatedTalks } from './simulated-talks.ts';

const latency: Duration = 1;
/** How long any prompt lasts. */
const promptLasts: Duration = 2000;

interface Leg {
  readonly id: LegId;
  readonly arrival?: Omit<CallArrived, 'type' | 'at' | 'leg'>;
  readonly phone?: string;
  /** The number outside that is rung. */
  readonly outside?: string;
  readonly over?: string;
  up: boolean;
  /** Made, but its phone was never dialled: the engine died between the two, or nobody knows why. */
  undialled?: boolean;
  /** A machine that says what it hears. */
  isEcho?: boolean;
  ringback: boolean;
  music: boolean;
  /** The class of its music while it is held; none: the default. */
  holdMusic?: string;
  holding?: boolean;
  /** The others do not hear them. */
  muted?: boolean;
  /** Keys that the others in the room have pressed, and that came through. */
  keys?: string;
  /** Their keys do not reach the others: for this stay in this room. */
  absorbed?: boolean;
  /** Sent sound without a sound. */
  silence?: boolean;
  status?: HangUpCause;
  /** What its phone shows: what it was rung with, or with whom it was brought together. */
  showNumber?: string;
  showName?: string;
  /** What others are shown of it. */
  callerId?: ShownAs;
}

interface ShownAs {
  readonly name: string;
  readonly number: string;
}

export interface TornApart {
  readonly bridge: BridgeId;
  readonly leg: LegId;
  readonly others: readonly LegId[];
}

/** What goes wrong between the engine and the exchange. */
export interface Weather {
  /** The ways of an event: one for each time that it is told, in milliseconds; none: it is lost. */
  event(event: Without<TelephonyEvent>): readonly Duration[];
  /**
   * unheard: not carried out, and nobody knows; unanswered: carried out, and nobody knows; halfway: so is the first of
   * the two things that ringing a phone is made of, which is its leg; slow: answered in time, but barely; late: carried
   * out when it has been given up, and what is behind it in its lane after it.
   */
  command(
    command: ExchangeCommand,
  ): 'fine' | 'refused' | 'unheard' | 'unanswered' | 'halfway' | 'slow' | 'late';
  surveyTakes(): Duration;
}

export const calm: Weather = { event: () => [latency], command: () => 'fine', surveyTakes: () => 0 };

/** After so long a command without an answer is given up. */
const commandDeadline: Duration = 5000;
const slowAnswer: Duration = 4000;
const lateBy: Duration = 2000;

type Without<T> = T extends unknown ? Omit<T, 'at'> : never;

export class SimulatedAsterisk implements Telephony {
  readonly legs = new Map<LegId, Leg>();
  readonly bridges = new Map<string, LegId[]>();
  /** Phones that are registered, and what they do when they are rung. */
  readonly phones = new Map<string, 'rings' | 'busy'>();
  /** Phones that ring for a call of their own (click to call), and what they dial then. */
  readonly clicked = new Map<
    string,
    { readonly to: string; readonly leg: LegId; readonly since: Instant; readonly ticket?: number }
  >();
  /** Classes of music that were begun. */
  readonly started: string[] = [];
  /** What stands in rooms for phones that have passed a call on. */
  readonly stands = new Map<LegId, SurveyedTransfer>();
  /** Trunks that the exchange knows to be down; it says so again to each engine. */
  readonly trunksDown = new Map<string, TrunkFailureCode>();
  /** Trunks that carry no calls: they end them at once, or say nothing. */
  readonly trunkFaults = new Map<
    string,
    'silent' | { readonly cause: EndCause; readonly why?: LegFailureCode }
  >();
  /** Told to a caller whose call has ended. */
  readonly ended = new Map<LegId, { answered: boolean; cause: HangUpCause | 'caller' }>();
  readonly spoken: string[] = [];
  readonly #clock: Clock;
  readonly #answering = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #order: OrderOfCommands;
  readonly #reportsKeys = new Set<string>();
  readonly #playing = new Map<PlaybackId, { leg: LegId; callOff: () => void }>();
  readonly #recording = new Map<RecordingId, { leg: LegId; since: number; callOff: () => void }>();
  readonly #taken = new Set<LegId>();
  readonly #givenBack = new Set<LegId>();
  readonly #kept = new Map<RecordingId, Duration>();
  readonly talks: SimulatedTalks;
  readonly supervisors = new SimulatedSupervisors((told) => this.#tell(told));
  /** What is still under way in a lane; all that follows it waits. */
  readonly #late = new Map<string, Promise<void>>();
  #answersOwed = 0;
  /** What the people at the phones do. */
  rang: (leg: LegId, phone: string) => void = () => undefined;
  rangOutside: (leg: LegId, number: string) => void = () => undefined;
  weather: Weather = calm;
  /** Prompts of which it says for ever that they are playing, unless they are stopped. */
  isEndless: (playback: PlaybackId) => boolean = () => false;
  /** Without an engine. */
  readonly served: ServedCall[] = [];
  /** The plan whose phones it knows. */
  provisioned: Plan | undefined;
  /** Whom the engine hung up on while somebody else was in the room. */
  readonly tornApart: TornApart[] = [];
  #listener: TelephonyListener | undefined;
  #linked = true;
  /** Engines that start while the wire is cut. */
  readonly #awaitingLink: (() => void)[] = [];
  #startedAt: number;
  #callers = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#order = new OrderOfCommands(clock);
    this.#startedAt = clock.now();
    this.talks = new SimulatedTalks(
      () => clock.now(),
      (told) => this.#tell(told),
    );
  }

  // --- people -------------------------------------------------------------------------------------------------------

  callFrom(via: CallArrived['via'], dialled: string, callerNumber: string, callerName: string): LegId {
    // Those that were there before a restart keep their names.
    do this.#callers += 1;
    while (this.legs.has(legId(`sim.${this.#callers}`)));
    const leg = legId(`sim.${this.#callers}`);
    const arrival = { via, dialled, callerNumber, callerName };
    const callerId = { name: callerName, number: callerNumber };
    this.legs.set(leg, { id: leg, arrival, callerId, up: false, ringback: false, music: false });
    this.#tell({ type: 'callArrived', leg, ...arrival });
    return leg;
  }

  async dialFrom(phone: string, to: string, ticket?: number): Promise<Dialled> {
    if (!this.phones.get(phone)) return { outcome: 'refused', reason: 'allocation failed' };
    const leg = legId(`sim.click.${(this.#callers += 1)}`);
    this.clicked.set(phone, {
      to,
      leg,
      since: this.#clock.now(),
      ...(ticket === undefined ? {} : { ticket }),
    });
    return { outcome: 'done', reason: '', leg };
  }

  async dialFromOutside(number: string, _trunk: string, to: string): Promise<Dialled> {
    this.phones.set(number, this.phones.get(number) ?? 'rings');
    return this.dialFrom(number, to);
  }

  /** The phone that rings for a call of its own is picked up. */
  picksUpOwnCall(phone: string): LegId {
    const { to, leg, since, ticket } = this.#clickedAt(phone);
    const click = { clickedAt: since, ...(ticket === undefined ? {} : { ticket }) };
    const arrival = {
      via: { kind: 'phone', name: phone } as const,
      dialled: to,
      callerNumber: phone,
      callerName: phone,
    };
    this.legs.set(leg, {
      id: leg,
      arrival: { ...arrival, ...click },
      up: false,
      ringback: false,
      music: false,
    });
    this.#tell({ type: 'callArrived', leg, ...arrival, ...click });
    return leg;
  }

  /** The phone that rings for a call of its own is not picked up. */
  refusesOwnCall(phone: string, cause: EndCause, why?: LegFailureCode): void {
    const { to: dialled, ticket: _, ...rest } = this.#clickedAt(phone);
    this.#tell({ type: 'ownPhoneNotAnswered', phone, dialled, ...rest, cause, ...(why ? { why } : {}) });
  }

  #clickedAt(phone: string) {
    const clicked = this.clicked.get(phone);
    if (!clicked) throw new Error(`${phone} does not ring for a call of its own`);
    this.clicked.delete(phone);
    return clicked;
  }

  press(leg: LegId, digit: string): void {
    // Between two in a plain room keys go to the other side, and no word of them comes to the engine.
    const room = [...this.bridges].find(([, legs]) => legs.includes(leg));
    if (room !== undefined && !this.#reportsKeys.has(room[0])) {
      this.#reach(room[1], leg, digit);
      return;
    }
    if (room !== undefined && !this.legs.get(leg)?.absorbed) this.#reach(room[1], leg, digit);
    this.#tell({ type: 'digitPressed', leg, digit });
  }

  #reach(legs: readonly LegId[], from: LegId, digit: string): void {
    for (const each of legs) {
      const other = each === from ? undefined : this.legs.get(each);
      if (other) other.keys = (other.keys ?? '') + digit;
    }
  }

  /** The hold button: whoever else is in a room of two with them hears music; in a larger one nothing changes. */
  holds(leg: LegId): void {
    const holder = this.legs.get(leg);
    if (!holder?.up || holder.holding) return;
    holder.holding = true;
    for (const other of this.#alone(leg)) other.music = true;
    this.#tell({ type: 'legHeld', leg });
  }
  resumes(leg: LegId): void {
    const holder = this.legs.get(leg);
    if (!holder?.holding) return;
    holder.holding = false;
    for (const other of this.#alone(leg)) other.music = false;
    this.#tell({ type: 'legUnheld', leg });
  }
  /** The other one of two. If the first leaves while holding, that one's music goes on until it is ended. */
  #alone(leg: LegId): Leg[] {
    const room = [...this.bridges.values()].find((legs) => legs.includes(leg) && legs.length === 2);
    return (room ?? []).flatMap((each) => (each === leg ? [] : (this.legs.get(each) ?? [])));
  }
  hearsMusic(leg: LegId): boolean {
    return this.legs.get(leg)?.music === true;
  }

  /** Whoever is at that leg puts the phone down. */
  putDown(leg: LegId): void {
    if (this.legs.has(leg)) this.#end(leg, 'hung_up', 'caller');
  }

  pickUp(leg: LegId): void {
    const ringing = this.legs.get(leg);
    if (!ringing || ringing.up || ringing.undialled) return;
    ringing.up = true;
    this.#tell({ type: 'legAnswered', leg });
  }

  refuse(leg: LegId, cause: EndCause, why?: LegFailureCode): void {
    if (this.legs.has(leg)) this.#end(leg, cause, 'caller', why);
  }

  register(phone: string, does: 'rings' | 'busy' | 'nothing'): void {
    if (does === 'nothing') this.phones.delete(phone);
    else this.phones.set(phone, does);
    this.#tell({ type: 'phoneChanged', phone, reachable: does !== 'nothing', busy: false });
  }

  trunkIs(trunk: string, down: TrunkFailureCode | undefined): void {
    if (down === undefined) this.trunksDown.delete(trunk);
    else this.trunksDown.set(trunk, down);
    this.#tell({ type: 'trunkChanged', trunk, ...(down === undefined ? {} : { down }) });
  }

  /** Its power or network is gone while it talks: after some time without a sound that is told. */
  vanish(phone: string): void {
    const { vanishedAfter = 20_000 } = this.provisioned ?? {};
    const talking = this.talkingAt(phone);
    this.phones.delete(phone);
    this.#clock.after(vanishedAfter, () => {
      if (!talking || !this.legs.has(talking.id)) return;
      this.#tell({ type: 'phoneChanged', phone, reachable: false, busy: false });
      this.#tell({ type: 'legVanished', leg: talking.id, silentFor: vanishedAfter });
    });
  }

  /** The page of a browser phone is closed, or crashes: its legs are up, and nobody is at them. */
  pageGoes(phone: string): void {
    this.phones.delete(phone);
    this.#tell({ type: 'phoneChanged', phone, reachable: false, busy: false });
    for (const { id, phone: at, undialled } of this.legs.values())
      if (at === phone && !undialled) this.#tell({ type: 'legLost', leg: id, phone });
  }

  /** A page registers as that phone. */
  pageComes(phone: string): void {
    this.register(phone, 'rings');
    this.#tell({ type: 'pageCame', phone });
  }

  /** Its RTCP has said so. */
  sounds(
    leg: LegId,
    stage: QualityStage,
    quality: LegQuality,
    more: { readonly phone?: string; readonly alarm?: true } = {},
  ): void {
    this.#tell({ type: 'legQuality', leg, stage, quality, ...more });
  }

  /** There is an engine that hears of what happens. */
  get isHeard(): boolean {
    return this.#linked && this.#listener !== undefined;
  }

  /** Its phone is told that all is well, and hangs up. */
  transfer(leg: LegId, to: string): void {
    const stand = this.#stands(leg, { dialled: to });
    this.#tell({ type: 'transferAsked', leg, to, ...(stand === undefined ? {} : { stand }) });
  }

  /** The same while no engine hears of it: something stands in the phone's place, until somebody asks. */
  transferUnheard(leg: LegId, to: string): void {
    this.#stands(leg, { dialled: to });
  }
  transferTogetherUnheard(leg: LegId, other: LegId): void {
    const room = this.#roomOf(other);
    if (room !== undefined) this.#stands(leg, { room: room as never });
    this.#leaves(other);
    this.#clock.after(4, () => this.putDown(other));
  }
  #stands(leg: LegId, to: SurveyedTransfer['to']): LegId | undefined {
    this.#clock.after(4, () => this.putDown(leg));
    const bridge = this.#roomOf(leg);
    if (bridge === undefined) return undefined;
    const stand = legId(`local.${(this.#callers += 1)}`);
    this.stands.set(stand, { bridge: bridge as never, stand, to });
    this.bridges.set(
      bridge,
      (this.bridges.get(bridge) ?? []).map((each) => (each === leg ? stand : each)),
    );
    return stand;
  }
  #roomOf(leg: LegId): string | undefined {
    return [...this.bridges].find(([, legs]) => legs.includes(leg))?.[0];
  }

  /** Another engine, which has taken this exchange over and is gone since, has connected that caller with somebody at that phone. */
  connectedByAnother(caller: LegId, phone: string): LegId {
    const nth = (this.#callers += 1);
    const leg = legId(`cb-other-${nth}-o1`);
    this.legs.set(leg, { id: leg, phone, up: true, ringback: false, music: false });
    this.#leaves(caller);
    Object.assign(this.legs.get(caller) as Leg, { up: true, music: false, ringback: false });
    this.bridges.set(`cb-other-${nth}-b1`, [caller, leg]);
    return leg;
  }

  /** Two calls of a phone are put together (REFER with Replaces); the phone is told that all is well, and hangs up both. */
  transferTogether(leg: LegId, other: LegId): void {
    const room = this.#roomOf(other);
    const stand = room === undefined ? undefined : this.#stands(leg, { room: room as never });
    for (const each of [leg, other]) this.#leaves(each);
    const also = stand === undefined ? {} : { stand };
    this.#tell({ type: 'transferAsked', leg, to: '', withLeg: other, ...also });
    this.#clock.after(4, () => {
      for (const each of [leg, other]) this.putDown(each);
    });
  }

  /**
   * Somebody at another phone takes the place of that leg (INVITE with Replaces): one that is in a room stays up, in no room;
   * one that rings, or is in no room, ends.
   */
  takesOver(leg: LegId, phone: string): LegId {
    const isInRoom = this.#roomOf(leg) !== undefined;
    const by = legId(`pickup.${(this.#callers += 1)}`);
    this.legs.set(by, { id: by, phone, up: true, ringback: false, music: false });
    for (const [bridge, legs] of this.bridges)
      this.bridges.set(
        bridge,
        legs.map((each) => (each === leg ? by : each)),
      );
    this.#tell({ type: 'legReplaced', leg, by });
    if (!isInRoom) this.#end(leg, 'hung_up', 'answered_elsewhere');
    return by;
  }

  /** A call that is none of ours begins or ends there. */
  isOnACall(phone: string, busy: boolean): void {
    this.#tell({ type: 'phoneChanged', phone, reachable: true, busy });
  }

  /** Picks up by itself whatever rings there from now on. */
  autoAnswer(phone: string, on: boolean): void {
    if (on) this.#answering.add(phone);
    else this.#answering.delete(phone);
  }

  ringingAt(phone: string): Leg | undefined {
    return [...this.legs.values()].find((leg) => leg.phone === phone && !leg.up && !leg.undialled);
  }
  ringingOutside(number: string): Leg | undefined {
    return [...this.legs.values()].find((leg) => leg.outside === number && !leg.up);
  }
  talkingAt(phone: string): Leg | undefined {
    return [...this.legs.values()].find((leg) => leg.phone === phone && leg.up);
  }
  /**
   * Legs on which somebody listens and hears neither a person nor anything else, and those on which music covers the
   * person they talk with.
   */
  get badlyHeard(): ReadonlyMap<LegId, 'silence' | 'music over voices'> {
    const found = new Map<LegId, 'silence' | 'music over voices'>();
    const busy = new Set([...this.#playing.values(), ...this.#recording.values()].map(({ leg }) => leg));
    for (const leg of this.legs.values()) {
      if (!leg.up || busy.has(leg.id) || leg.isEcho) continue;
      const others = [...this.bridges.values()]
        .filter((legs) => legs.includes(leg.id))
        .flatMap((legs) => legs.filter((each) => each !== leg.id))
        .flatMap((each) => (this.legs.get(each)?.up ? [this.legs.get(each) as Leg] : []));
      if (others.length === 0 && !leg.music && !leg.silence) found.set(leg.id, 'silence');
      else if (leg.music && others.length > 0 && !others.some(({ holding }) => holding))
        found.set(leg.id, 'music over voices');
    }
    return found;
  }
  together(a: LegId, b: LegId): boolean {
    return [...this.bridges.values()].some((legs) => legs.includes(a) && legs.includes(b));
  }

  // --- faults -------------------------------------------------------------------------------------------------------

  /** The wire to the engine is cut: what happens meanwhile is not told. */
  cut(): void {
    if (!this.#linked) return;
    this.#linked = false;
    this.#order.loseSight();
    this.#listener?.link('down', 'the wire was cut');
  }
  restored(): void {
    if (this.#linked) return;
    this.#linked = true;
    this.#listener?.link('up', 'the wire is whole');
    for (const goOn of this.#awaitingLink.splice(0)) goOn();
  }
  /** Everything that was going on is gone, and nobody is told. `restored` brings it back, empty. */
  dies(): void {
    this.cut();
    this.talks.dies();
    this.supervisors.there.clear();
    for (const { callOff } of [...this.#playing.values(), ...this.#recording.values()]) callOff();
    for (const memory of [this.legs, this.stands, this.bridges, this.#playing, this.#recording, this.phones])
      memory.clear();
    this.#startedAt = this.#clock.now();
  }
  /** Of what was being recorded, the file is whole. */
  diesKeeping(recording: RecordingId): void {
    const { since } = this.#recording.get(recording) ?? { since: this.#clock.now() };
    this.#kept.set(recording, this.#clock.now() - since);
    this.dies();
  }
  /** What is being recorded on that leg now. */
  recordingOn(leg: LegId): RecordingId | undefined {
    return [...this.#recording].find(([, going]) => going.leg === leg)?.[0];
  }
  /** Recordings that are kept, with their lengths. */
  get recordings(): ReadonlyMap<RecordingId, Duration> {
    return this.#kept;
  }

  /**
   * The safety net goes on with a caller whom the engine had: their leg is in its hands, until it says that it is over, or until
   * what this returns gives them back.
   */
  takenBySafetyNet(leg: LegId): () => void {
    const taken = this.legs.get(leg);
    this.legs.delete(leg);
    this.#taken.add(leg);
    return () => {
      this.#givenBack.add(leg);
      if (taken) this.legs.set(leg, taken);
    };
  }

  /** It has served a caller by itself, with its safety net. */
  servedByItself(call: Omit<ServedCall, 'leg' | 'via'> & Partial<Pick<ServedCall, 'leg' | 'via'>>): LegId {
    this.#callers += 1;
    const leg = call.leg ?? legId(`sim.${this.#callers}`);
    this.served.push({ via: { kind: 'line', name: 'line1' }, ...call, leg });
    return leg;
  }

  // --- Telephony ----------------------------------------------------------------------------------------------------

  /** As the real one: not before the wire is whole. */
  async start(listener: TelephonyListener): Promise<void> {
    this.#listener = listener;
    if (!this.#linked) await new Promise<void>((resolve) => this.#awaitingLink.push(resolve));
  }
  async stop(): Promise<void> {
    this.#listener = undefined;
  }
  async provision(plan: Plan): Promise<void> {
    if (!this.#linked) throw new Error('the wire is cut');
    this.provisioned = plan;
    for (const [trunk, down] of this.trunksDown) this.#tell({ type: 'trunkChanged', trunk, down });
  }
  /** By agent and queue, what the safety net was told last. */
  readonly noted = new Map<string, NetFact>();

  noteForSafetyNet(facts: readonly NetFact[]): void {
    for (const fact of facts) this.noted.set('agent' in fact ? fact.agent : fact.queue, fact);
  }

  async servedMeanwhile(known: ReadonlySet<LegId>): Promise<readonly ServedCall[]> {
    if (!this.#linked) throw new Error('the wire is cut');
    return this.served.filter(({ leg }) => !known.has(leg));
  }

  async survey(asked: SurveyQuestions = { playbacks: [], recordings: [], talks: [] }): Promise<Survey> {
    if (!this.#linked) throw new Error('the wire is cut');
    const { legs, playing, recordings } = this.#surveyed(asked);
    const talks = this.talks.surveyed(asked.talks);
    const recorded = this.talks.open.map(({ recording }) => recording);
    const supervisors = this.supervisors.surveyed();
    const takes = this.weather.surveyTakes();
    if (takes > 0) await new Promise<void>((resolve) => this.#clock.after(takes, resolve));
    if (!this.#linked) throw new Error('the wire is cut');
    return {
      startedAt: this.#startedAt,
      legs,
      playing,
      recordings,
      talks,
      recorded,
      supervisors,
      transfers: [...this.stands.values()],
      bridges: [...this.bridges].map(([bridge, joined]) => ({ bridge: bridge as never, legs: joined })),
      phones: [...this.phones.keys()].map((phone) => ({ phone, reachable: true, busy: false })),
      takenBySafetyNet: [...this.#taken].filter((leg) => !this.#givenBack.has(leg)),
      givenBack: [...this.#givenBack],
    };
  }

  #surveyed({ playbacks, recordings }: SurveyQuestions): Pick<Survey, 'legs' | 'playing' | 'recordings'> {
    return {
      playing: playbacks.map(({ playback }) => playback).filter((each) => this.#playing.has(each)),
      recordings: recordings.flatMap<SurveyedRecording>(({ recording }) => {
        if (this.#recording.has(recording)) return [{ recording, state: 'going_on' }];
        const lasted = this.#kept.get(recording);
        return lasted === undefined ? [] : [{ recording, state: 'over', lasted }];
      }),
      legs: [...this.legs.values()].map(({ id, up, undialled, arrival }) => ({
        leg: id,
        state: up ? 'up' : undialled ? 'down' : 'ringing',
        ...(arrival ? { arrival } : {}),
      })),
    };
  }

  async perform(command: ExchangeCommand, media: readonly Media[]): Promise<Performed> {
    const weather = this.#linked ? this.weather.command(command) : 'unheard';
    if (this.#linked && ['refused', 'unheard', 'late'].includes(weather)) this.#order.excuse(command);
    if (weather === 'refused') return { outcome: 'refused', reason: 'the weather' };
    const behind = this.#late.get(laneOf(command));
    if (weather === 'late' || behind !== undefined) return this.#performLate(command, media, behind);
    const outcome = weather === 'unheard' ? 'unknown' : this.#perform(command, media, weather === 'halfway');
    if (weather === 'fine') return { outcome, reason: outcome };
    await this.#passes(weather === 'slow' ? slowAnswer : commandDeadline);
    return weather === 'slow'
      ? { outcome, reason: outcome }
      : { outcome: 'unknown', reason: 'no answer in time' };
  }

  async #performLate(
    command: ExchangeCommand,
    media: readonly Media[],
    behind: Promise<void> | undefined,
  ): Promise<Performed> {
    const lane = laneOf(command);
    const carriedOut = (behind ?? this.#passes(commandDeadline + lateBy)).then(() => {
      if (this.#late.get(lane) === carriedOut) this.#late.delete(lane);
      // The wire may have been cut meanwhile, and with it what was under way.
      this.#order.loseSight();
      if (this.#linked) this.#perform(command, media, false);
    });
    this.#late.set(lane, carriedOut);
    await this.#passes(commandDeadline);
    return { outcome: 'unknown', reason: 'no answer in time' };
  }

  async #passes(time: Duration): Promise<void> {
    this.#answersOwed++;
    await new Promise<void>((resolve) => this.#clock.after(time, resolve));
    this.#answersOwed--;
  }

  /** The weather keeps answers from the engine, which come when time has passed. */
  get owesAnswers(): boolean {
    return this.#answersOwed > 0;
  }

  #perform(command: ExchangeCommand, media: readonly Media[], isHalfway: boolean): Performed['outcome'] {
    switch (command.do) {
      case 'ring':
        return isHalfway ? this.#makeLeg(command) : this.#ring(command);
      case 'connect':
        return this.#connect(command);
      case 'removeBridge':
        return this.#removeBridge(command);
      case 'leaveBridge':
        this.#leaves(command.leg, command.bridge);
        return 'done';
      case 'reenterBridge':
        this.#order.reenters(command.bridge, this.bridges.get(command.bridge) ?? []);
        return 'done';
      case 'stopPlaying':
        return this.#stopPlaying(command.playback);
      case 'stopRecording':
        return this.#stopRecording(command.recording);
      case 'hangUp':
        if (this.stands.delete(command.leg)) this.#leaves(command.leg);
        if (!this.legs.has(command.leg)) return 'gone';
        for (const [bridge, legs] of this.bridges) {
          // What stands there for a phone is nobody.
          const others = legs.filter((each) => each !== command.leg && this.legs.has(each));
          if (others.length > 0 && legs.includes(command.leg))
            this.tornApart.push({ bridge: bridge as never, leg: command.leg, others });
        }
        this.#end(command.leg, 'hung_up', command.cause);
        return 'done';
      case 'ringSupervisor':
        return this.supervisors.ring(command);
      case 'placeSupervisor':
        return this.legs.has(command.leg) ? this.supervisors.place(command) : 'gone';
      case 'endSupervision':
        return this.supervisors.end(command);
      case 'recordTalk':
        return this.legs.has(command.leg) ? this.talks.record(command) : 'gone';
      case 'stopTalkRecording':
        return this.talks.stop(command.recording);
      case 'answer':
      case 'indicateRinging':
      case 'startMusic':
      case 'stopMusic':
      case 'startSilence':
      case 'stopSilence':
      case 'mute':
      case 'showLeg':
      case 'display':
      case 'play':
      case 'record':
        break;
    }
    const leg = this.legs.get(command.leg);
    if (!leg) return 'gone';
    if (command.do === 'play' || command.do === 'record' || command.do === 'startMusic')
      this.#order.isPlayed(command);
    if (command.do === 'answer') leg.up = true;
    if (command.do === 'indicateRinging') leg.ringback = true;
    if (command.do === 'startMusic') {
      leg.music = true;
      this.started.push(command.music);
    }
    if (command.do === 'stopMusic') leg.music = false;
    if (command.do === 'showLeg') leg.callerId = { name: command.name, number: command.number };
    if (command.do === 'display') this.#shows(leg, command);
    if (command.do === 'mute') leg.muted = command.muted;
    if (command.do === 'startSilence' || command.do === 'stopSilence')
      leg.silence = command.do === 'startSilence';
    if (command.do === 'play') this.#play(command, media);
    // One that is there already goes on.
    if (command.do === 'record' && !this.#recording.has(command.recording)) this.#record(command);
    return 'done';
  }

  #makeLeg({ offer, target }: CommandOf<'ring'>): Performed['outcome'] {
    const phone = target.kind === 'phone' ? { phone: target.phone } : {};
    this.legs.set(offer, { id: offer, ...phone, undialled: true, up: false, ringback: false, music: false });
    return 'done';
  }

  #ring({
    offer,
    target,
    showNumber,
    showName,
    who,
    autoAnswer,
    page,
  }: CommandOf<'ring'>): Performed['outcome'] {
    if (target.kind === 'phone') {
      const does = this.phones.get(target.phone);
      if (!does) return 'refused';
      this.legs.set(offer, {
        id: offer,
        phone: target.phone,
        up: false,
        ringback: false,
        music: false,
        showNumber,
        showName,
        ...(who ? { callerId: who } : {}),
      });
      if (does === 'busy') this.#end(offer, 'busy', 'caller');
      else {
        this.#tell({ type: 'legRinging', leg: offer });
        this.rang(offer, target.phone);
      }
      if (this.#answering.has(target.phone) || autoAnswer || page?.rejoins) this.pickUp(offer);
      return 'done';
    }
    // A number outside is a phone that is always there.
    const { number, trunk } = target.kind === 'outside' ? target : { number: undefined, trunk: '' };
    const callerId = who ? { callerId: who } : {};
    const outside =
      number === undefined
        ? {}
        : { outside: number, over: trunk, phone: number, showNumber, showName, ...callerId };
    this.legs.set(offer, {
      id: offer,
      ...outside,
      isEcho: target.kind === 'echo',
      up: false,
      ringback: false,
      music: false,
    });
    const fault = this.trunkFaults.get(trunk);
    if (target.kind === 'echo') this.pickUp(offer);
    else if (fault === undefined) this.#ringsOutside(offer, number);
    else if (fault !== 'silent') this.#end(offer, fault.cause, 'caller', fault.why);
    return 'done';
  }

  #ringsOutside(leg: LegId, number: string | undefined): void {
    this.#tell({ type: 'legRinging', leg });
    if (number !== undefined) this.rangOutside(leg, number);
  }

  #connect(command: CommandOf<'connect'>): Performed['outcome'] {
    const { bridge, legs, holdMusic, absorb, tells } = command;
    if (legs.some((leg) => !this.legs.get(leg)?.up)) return 'gone';
    // Who is there already goes out and comes in again.
    const there = (this.bridges.get(bridge) ?? []).filter((leg) => !legs.includes(leg));
    this.#order.connects(command, { playing: this.#playing, recording: this.#recording, there });
    const held = holdMusic && this.legs.get(holdMusic.leg);
    if (held) held.holdMusic = holdMusic.music;
    // Asterisk takes no id twice: it says that there is one, and then there is none.
    if (this.#removed.has(bridge)) return 'gone';
    for (const leg of legs) this.#comesFrom(leg, laneOf(command));
    if (absorb) this.#reportsKeys.add(bridge);
    for (const leg of legs) (this.legs.get(leg) as Leg).absorbed = absorb?.includes(leg) === true;
    this.bridges.set(bridge, [...(this.bridges.get(bridge) ?? []), ...legs]);
    this.#holdsOnlyBetweenTwo(bridge);
    if (tells) this.#showsEachOther(bridge);
    return 'done';
  }

  #comesFrom(leg: LegId, lane: string): void {
    const rooms = [...this.bridges].flatMap(([bridge, legs]) => (legs.includes(leg) ? [bridge] : []));
    this.#order.comesFrom(leg, rooms, lane);
    this.#leaves(leg);
  }

  #removeBridge(command: CommandOf<'removeBridge'>): Performed['outcome'] {
    const { bridge, leaving = [] } = command;
    this.#removed.add(bridge);
    this.#order.removes(command);
    for (const leg of leaving) this.#leaves(leg, bridge);
    for (const leg of this.bridges.get(bridge) ?? []) this.#order.isPutOut(leg);
    return this.bridges.delete(bridge) ? 'done' : 'gone';
  }

  /** Out of that room, or of whichever they are in. Music that they have left to the other goes on. */
  #leaves(leg: LegId, from?: string): void {
    for (const [bridge, legs] of this.bridges) {
      if (from !== undefined && from !== bridge) continue;
      this.bridges.set(
        bridge,
        legs.filter((each) => each !== leg),
      );
      // Asterisk shows those who stay each other, whatever was asked for when they came.
      if (legs.length === 3 && legs.includes(leg)) this.#showsEachOther(bridge);
    }
  }

  /** Of two, each phone of ours shows the other; among more nothing changes. */
  #showsEachOther(bridge: string): void {
    const [one, other, ...more] = this.bridges.get(bridge) ?? [];
    if (one === undefined || other === undefined || more.length > 0) return;
    for (const [leg, partner] of [
      [one, other],
      [other, one],
    ] as const) {
      const phone = this.legs.get(leg);
      if (phone) this.#shows(phone, this.legs.get(partner)?.callerId);
    }
  }

  /** Lines and trunks show nothing. */
  #shows(leg: Leg, { name = '', number = '' }: Partial<ShownAs> = {}): void {
    const isOurs = leg.phone !== undefined || leg.arrival?.via.kind === 'phone';
    if (isOurs && leg.outside === undefined) Object.assign(leg, { showName: name, showNumber: number });
  }

  /** When a third comes in while somebody holds, the music stops, and all of them are mixed. */
  #holdsOnlyBetweenTwo(bridge: string): void {
    const legs = (this.bridges.get(bridge) ?? []).flatMap((each) => this.legs.get(each) ?? []);
    if (legs.length < 3 || !legs.some(({ holding }) => holding)) return;
    for (const leg of legs) leg.music = false;
  }

  /** Commands in an order in which a real Asterisk leaves a person in silence. */
  get wrongOrders(): readonly string[] {
    return this.#order.wrong;
  }

  /** Somebody leaves a message. */
  get isRecording(): boolean {
    return this.#recording.size > 0;
  }
  get isPlaying(): boolean {
    return this.#playing.size > 0;
  }

  #play({ playback, leg }: CommandOf<'play'>, media: readonly Media[]): void {
    for (const part of media) if (part.kind === 'sound') this.spoken.push(part.name);
    const callOff = this.isEndless(playback)
      ? () => undefined
      : this.#clock.after(promptLasts, () => {
          this.#playing.delete(playback);
          this.#tell({ type: 'promptEnded', playback, played: true });
        });
    this.#playing.set(playback, { leg, callOff });
  }

  #stopPlaying(playback: PlaybackId): Performed['outcome'] {
    const playing = this.#playing.get(playback);
    if (!playing) return 'gone';
    playing.callOff();
    this.#playing.delete(playback);
    this.#tell({ type: 'promptEnded', playback, played: true });
    return 'done';
  }

  #record({ recording, leg, atMost }: CommandOf<'record'>): void {
    const callOff = this.#clock.after(atMost, () => this.#stopRecording(recording));
    this.#recording.set(recording, { leg, since: this.#clock.now(), callOff });
  }

  #stopRecording(recording: RecordingId): Performed['outcome'] {
    const running = this.#recording.get(recording);
    if (!running) return 'gone';
    running.callOff();
    this.#recording.delete(recording);
    this.#kept.set(recording, this.#clock.now() - running.since);
    this.#tell({ type: 'recordingEnded', recording, lasted: this.#clock.now() - running.since });
    return 'done';
  }

  #end(leg: LegId, cause: EndCause, told: HangUpCause | 'caller', why?: LegFailureCode): void {
    this.ended.set(leg, { answered: this.legs.get(leg)?.up ?? false, cause: told });
    this.legs.delete(leg);
    this.#leaves(leg);
    this.talks.legEnded(leg);
    this.supervisors.legEnded(leg);
    for (const [id, running] of this.#recording) if (running.leg === leg) this.#stopRecording(id);
    for (const [id, playing] of this.#playing) if (playing.leg === leg) this.#stopPlaying(id);
    this.#tell({ type: 'legEnded', leg, cause, ...(why === undefined ? {} : { why }) });
  }

  /** Word of it comes a moment later, as it would over a wire. */
  #tell(event: Without<TelephonyEvent>): void {
    if (!this.#linked) return;
    for (const takes of this.weather.event(event)) {
      this.#clock.after(takes, () => {
        if (this.#linked) this.#listener?.event({ ...event, at: this.#clock.now() });
      });
    }
  }
}
