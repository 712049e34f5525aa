/**
 * A storm: random callers, agents and faults against the bare core, driven by a seed. After each turn every invariant
 * is checked; at the end every caller has an outcome, and nothing is left over on the exchange.
 */
import { newAgent } from '../../src/agents/board.ts';
import { breaches } from '../../src/call/invariants.ts';
import { legsOfCall } from '../../src/call/kept/call.ts';
import type { Command, CommandOf } from '../../src/call/kept/commands.ts';
import type { Event, TalkAction } from '../../src/call/kept/events.ts';
import type { JournalEntry, StoredEntry } from '../../src/call/kept/journal.ts';
import type { LookupAnswer } from '../../src/call/kept/lookup.ts';
import type { SegmentEnd } from '../../src/call/kept/recording.ts';
import { step } from '../../src/call/step.ts';
import { type Changes, World } from '../../src/call/turn/world.ts';
import type { Plan } from '../../src/plan/model.ts';
import { allPhones } from '../../src/plan/rules/phones.ts';
import { checkpointOf, checkpointText, readCheckpoint } from '../../src/recorded/checkpoint.ts';
import { Replay } from '../../src/recorded/replay.ts';
import { keyIsFor, withoutSecrets } from '../../src/recorded/secrets.ts';
import { eventToKeep, packTurns, type RecordedTurn, unpackTurns } from '../../src/recorded/turn.ts';
import { callRecord } from '../../src/reports/call-record.ts';
import {
  callId,
  type LegId,
  legId,
  type RecordingId,
  recordingId,
  type SupervisionId,
} from '../../src/shared/ids.ts';
import type { Instant } from '../../src/shared/time.ts';
import type { Timer, TimerOwner } from '../../src/shared/timer.ts';
import { breachOfContract } from '../support/contract.ts';
import { discrepancies, TotalsFold } from '../support/journal-totals.ts';
import { Seeded } from '../support/seeded.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface StormOptions {
  readonly seed: number;
  readonly calls: number;
  /** The first is in force at the start; the others are activated in the middle. */
  readonly plans: readonly Plan[];
  /** Told after each turn what it has changed. */
  readonly turned?: (world: World, changes: Changes, now: Instant) => void;
  /** People talk for long, and ask for much meanwhile: hold, consultation, conference. */
  readonly talkative?: boolean;
  /** What the core was told is recorded, and taken through it once more at the end. */
  readonly replayed?: boolean;
}

export interface StormReport {
  readonly turns: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many calls the callbacks made, of all that have ended. */
  readonly callbacks: number;
  /** How many entries of each type were journalled. */
  readonly told: Readonly<Record<string, number>>;
}

export function storm({
  seed,
  calls,
  plans,
  turned,
  talkative = false,
  replayed = false,
}: StormOptions): StormReport {
  const weather = new Storm(seed, plans, replayed, talkative, turned);
  weather.blow(calls);
  if (replayed) weather.blowsTheSameAgain();
  return weather.report();
}

class Storm {
  readonly #chance: Seeded;
  readonly #plans: readonly Plan[];
  readonly #world: World;
  readonly #seed: number;
  #now = Date.UTC(2026, 10, 23, 9);
  #nth = 0;
  #due: { at: number; nth: number; event: WithoutTime<Event> }[] = [];
  #turns = 0;
  #version = 1;
  #callbacks = 0;
  /** Calls that agents make beside their talks. */
  readonly #asides = new Set<string>();
  readonly #told: Record<string, number> = {};
  /** The journal as reports read it. */
  readonly #totals = new TotalsFold();
  readonly #entries = new Map<string, StoredEntry[]>();
  readonly #record: { begin: string; turns: RecordedTurn[]; journal: StoredEntry[] } | undefined;
  /** What is alive on the exchange. */
  readonly #callers = new Set<LegId>();
  readonly #rung = new Set<LegId>();
  readonly #bridges = new Set<string>();
  readonly #supervisors = new Set<SupervisionId>();
  /** Segments that are being written. */
  readonly #recorded = new Set<RecordingId>();
  readonly #timers = new Set<string>();
  readonly #arrived = new Set<string>();
  readonly #ended = new Map<string, string>();

  readonly #turned: StormOptions['turned'];
  /** How likely it is after a turn that somebody asks for something in a talk, and how long callers stay. */
  readonly #asks: number;
  readonly #stays: number;

  constructor(
    seed: number,
    plans: readonly Plan[],
    recorded: boolean,
    talkative: boolean,
    turned?: StormOptions['turned'],
  ) {
    this.#turned = turned;
    this.#asks = talkative ? 0.5 : 0.03;
    this.#stays = talkative ? 600_000 : 120_000;
    this.#seed = seed;
    this.#chance = new Seeded(seed);
    this.#plans = plans;
    const plan = plans[0] as Plan;
    this.#world = new World(plan, 1);
    const agents = Object.keys(plan.agents).map((name) => [name, newAgent(name, this.#now)] as const);
    this.#world.apply({ calls: new Map(), agents: new Map(agents), nextCall: 1 });
    if (recorded)
      this.#record = {
        begin: [...checkpointText(checkpointOf(this.#world))].join(''),
        turns: [],
        journal: [],
      };
  }

  /** As it was stored, from the first turn to the last. */
  blowsTheSameAgain(): void {
    if (!this.#record) return;
    const { begin, turns, journal } = this.#record;
    const planOf = (version: number): Plan => this.#plans[(version - 1) % this.#plans.length] as Plan;
    const replay = new Replay({ turn: 0, seq: 0, checkpoint: readCheckpoint(begin) }, planOf);
    const base = turns[0]?.at ?? 0;
    const difference =
      replay.take({ turns: unpackTurns(packTurns(turns), base) }, journal) ??
      replay.isAt(readCheckpoint([...checkpointText(checkpointOf(this.#world))].join('')), this.#now);
    if (difference) this.#fail(`a replay differs: ${JSON.stringify(difference)}`);
    if (replay.equal !== journal.length) this.#fail('a replay has not compared every entry');
  }

  blow(calls: number): void {
    for (const phone of allPhones(this.#world.plan)) this.#phone(phone, true);
    const each = Math.ceil(calls / this.#plans.length);
    for (let nth = 1; nth <= calls; nth++) {
      this.#callArrives(nth);
      if (this.#chance.chance(0.3)) this.#somebodyFiddles();
      if (nth % each === 0) this.#planChanges();
      this.#passes(this.#chance.between(0, 8000));
    }
    // Everybody goes home.
    this.#passes(3_600_000);
    // Two agents who went on talking with each other have no caller who would end it.
    for (const leg of this.#rung) {
      const call = this.#world.calls.get(this.#world.callOnLeg(leg) ?? callId(0));
      if (call?.via.kind === 'phone' && call.phase.name === 'talking')
        this.#soon({ type: 'legEnded', leg, cause: 'hung_up' }, 1000);
    }
    this.#passes(3_600_000);
  }

  report(): StormReport {
    const left = [
      ...[...this.#world.calls.keys()].map((id) => `call ${id}`),
      ...[...this.#rung].map((leg) => `leg ${leg}`),
      ...[...this.#bridges].map((bridge) => `bridge ${bridge}`),
      ...[...this.#supervisors].map((supervision) => `supervisor ${supervision}`),
      ...[...this.#recorded].map((recording) => `recording ${recording}`),
      ...[...this.#arrived].filter((id) => !this.#ended.has(id)).map((id) => `call ${id} without an outcome`),
    ];
    if (left.length > 0) this.#fail(`left over: ${left.join(', ')}`);
    const misfits = discrepancies(this.#totals.totals());
    if (misfits.length > 0) this.#fail(misfits.join('; '));
    const outcomes: Record<string, number> = {};
    for (const [id, outcome] of this.#ended)
      if (!this.#asides.has(id)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    return { turns: this.#turns, outcomes, callbacks: this.#callbacks, told: this.#told };
  }

  // --- what people do -----------------------------------------------------------------------------------------------

  #callArrives(nth: number): void {
    const { plan } = this.#world;
    const leg = legId(`caller.${nth}`);
    const dialled = this.#chance.pick([...Object.keys(plan.numbers), '999']);
    const fromPhone = this.#chance.chance(0.05);
    // Where callers can be parked, most codes fetch one, or pick up what rings at somebody else.
    const taking = plan.parking ? [...plan.parking.slots, '*8', '*8'] : [];
    const codes = [...Object.keys(plan.codes), ...taking, ...taking, ...taking];
    // Few enough that somebody calls again who is to be called back.
    const number = this.#chance.chance(0.7) ? { number: `+49304000${this.#chance.between(100, 140)}` } : {};
    this.#callers.add(leg);
    this.#turn({
      type: 'callArrived',
      leg,
      via: fromPhone
        ? { kind: 'phone', name: this.#chance.pick(allPhones(plan)) }
        : { kind: 'line', name: 'line1' },
      dialled: fromPhone && codes.length > 0 && this.#chance.chance(0.5) ? this.#chance.pick(codes) : dialled,
      callerNumber: '',
      callerName: '',
      // Without it, the call was found by a survey.
      ...(this.#chance.chance(0.9) && { load: { late: this.#chance.chance(0.01) ? 2000 : 0, backlog: 0 } }),
      caller: {
        ...number,
        isNew: false,
        tags: this.#chance.chance(0.02) ? ['blocked'] : this.#chance.chance(0.2) ? ['vip'] : [],
        ...(this.#chance.chance(0.2) ? { preferredAgent: this.#chance.pick(Object.keys(plan.agents)) } : {}),
      },
    });
    // Who has been told that they can be called back may want it, say so, and confirm it.
    for (let key = this.#chance.pick([0, 0, 4]); key > 0; key--)
      this.#soon({ type: 'digitPressed', leg, digit: '1' }, 100_000);
    for (let key = this.#chance.between(0, 4); key > 0; key--) {
      this.#soon(
        { type: 'digitPressed', leg, digit: this.#chance.pick(['0', '1', '2', '3', '8', '*', '#', '#']) },
        15_000,
      );
    }
    if (isDirectory(plan, dialled)) this.#spells(leg);
    this.#soon({ type: 'legEnded', leg, cause: 'hung_up' }, this.#stays);
  }

  /** Somebody who knows whom they want, and whom to press. */
  /** By whoever knows what callers key in; now and then not at all, or twice. */
  #isAnswered({ call, question }: CommandOf<'lookUp'>): void {
    const answer = this.#chance.pick<LookupAnswer>([
      { outcome: 'found', name: 'Ada', tags: ['vip'], priority: 10, target: 'gold' },
      { outcome: 'found' },
      { outcome: 'wrong' },
      { outcome: 'locked' },
      { outcome: 'no_answer', because: 'storm' },
    ]);
    for (let times = this.#chance.pick([0, 1, 1, 1, 2]); times > 0; times--)
      this.#soon({ type: 'lookupAnswered', call, question, answer }, 8000);
  }

  #spells(leg: LegId): void {
    const name = this.#chance.pick(['2', '26#', '3672', '252#', '#']);
    `${name}1`
      .split('')
      .forEach((digit, i) => this.#at(this.#now + 6000 + i * 300, { type: 'digitPressed', leg, digit }));
  }

  #somebodyFiddles(): void {
    const agent = this.#chance.pick(Object.keys(this.#world.plan.agents));
    const by = 'storm';
    switch (this.#chance.between(0, 9)) {
      case 0:
        return this.#turn({ type: 'agentPaused', agent, by, reason: 'lunch' });
      case 1:
        return this.#turn({ type: 'agentLoggedOut', agent, by });
      case 2:
        return this.#turn({ type: 'agentLoggedIn', agent, by });
      case 4:
        return this.#chance.chance(0.5) ? this.#somebodyCancels() : this.#operatorHangsUp();
      case 5:
        return this.#turn({
          type: 'agentLoggedIn',
          agent,
          by,
          phone: this.#chance.pick(allPhones(this.#world.plan)),
        });
      case 3:
        if (this.#chance.chance(0.3)) return this.#trunk();
        return this.#phone(
          this.#chance.pick(allPhones(this.#world.plan)),
          this.#chance.chance(0.7),
          this.#chance.chance(0.2),
        );
      case 6:
        return this.#turn({
          type: 'queueServiceSet',
          agent,
          queue: this.#chance.pick(Object.keys(this.#world.plan.queues)),
          serves: this.#chance.chance(0.6),
          by,
        });
      default:
        return this.#turn({ type: 'agentResumed', agent, by });
    }
  }

  #trunk(): void {
    const down = this.#chance.pick(['trunk_unreachable', 'trunk_refused', undefined, undefined] as const);
    const trunk = this.#chance.pick(['berlin', 'munich', 'bonn']);
    this.#turn({ type: 'trunkChanged', trunk, ...(down === undefined ? {} : { down }) });
  }

  /** Hold, consultation, conference: whatever may be asked for, sensible or not. */
  #somebodyAsksInTalk(): void {
    const talks = [...this.#world.calls.values()].filter(({ phase }) => phase.name === 'talking');
    if (talks.length === 0) return;
    const { plan } = this.#world;
    const asking = talks.filter(
      ({ phase }) => phase.name === 'talking' && phase.conversation.parties.some((party) => 'aside' in party),
    );
    const answered = [...this.#world.calls.values()].filter(
      ({ aside, phase }) => aside?.onAnswer === 'talk' && phase.name === 'talking',
    );
    // Whoever has somebody to go back and forth with does so.
    if (answered.length > 0 && this.#chance.chance(0.5)) {
      const call = this.#chance.pick(answered).aside?.of ?? callId(0);
      const action = this.#chance.pick<TalkAction>([
        { do: 'swap' },
        { do: 'swap' },
        { do: 'merge' },
        { do: 'complete' },
      ]);
      return this.#turn({ type: 'talkActionAsked', call, action, by: 'storm' });
    }
    if (asking.length > 0 && this.#chance.chance(0.7)) return;
    const call = this.#chance.pick(talks).id;
    const agents = Object.keys(plan.agents);
    const to = this.#chance.pick([
      ...agents,
      ...Object.keys(plan.queues),
      ...Object.keys(plan.numbers),
      '999',
    ]);
    const who = this.#chance.pick([...agents, 'caller']);
    const action = this.#chance.pick<TalkAction>([
      { do: 'hold' },
      { do: 'unhold' },
      { do: 'consult', to },
      { do: 'consult', to },
      { do: 'swap' },
      { do: 'complete' },
      { do: 'merge' },
      { do: 'cancel' },
      { do: 'join', to, onAnswer: 'join' },
      { do: 'join', to, onAnswer: 'hand_over' },
      { do: 'drop', who },
      { do: 'park' },
      { do: 'mute', who, muted: this.#chance.chance(0.5) },
    ]);
    this.#turn({ type: 'talkActionAsked', call, action, by: 'storm' });
  }

  #operatorHangsUp(): void {
    const calls = [...this.#world.calls.keys()];
    const to = this.#chance.pick(['pause', 'pause', 'resume'] as const);
    for (const call of calls) this.#turn({ type: 'recordingAsked', call, to, by: 'storm' });
    const mode = this.#chance.pick(['listen', 'whisper', 'barge', 'end'] as const);
    const [who = ''] = Object.keys(this.#world.plan.agents);
    if (calls.length > 0 && this.#world.plan.recording)
      this.#turn({
        type: 'superviseAsked',
        call: this.#chance.pick(calls),
        who,
        phone: who,
        mode,
        by: 'storm',
      });
    if (calls.length > 0 && this.#chance.chance(0.3))
      this.#turn({ type: 'hangUpAsked', call: this.#chance.pick(calls), by: 'storm' });
  }

  #somebodyCancels(): void {
    const callbacks = [...this.#world.calls.values()].filter(({ callback }) => callback);
    if (callbacks.length > 0 && this.#chance.chance(0.3)) {
      this.#turn({ type: 'callbackCancelled', call: this.#chance.pick(callbacks).id, by: 'storm' });
    }
  }

  #phone(phone: string, reachable: boolean, busy = false): void {
    this.#turn({ type: 'phoneChanged', phone, reachable, busy });
  }

  #planChanges(): void {
    const plan = this.#plans[this.#version % this.#plans.length] as Plan;
    this.#version++;
    this.#turn({ type: 'planActivated', plan, version: this.#version, by: 'storm' });
    for (const phone of allPhones(plan)) this.#phone(phone, true);
  }

  // --- what the exchange does ---------------------------------------------------------------------------------------

  #obey(command: Command): void {
    if (this.#chance.chance(0.01) && !mustSucceed.has(command.do)) {
      const outcome = this.#chance.pick(['refused', 'unknown', 'gone'] as const);
      // What a command was meant for is gone because its leg has ended, and word of that was lost.
      if (outcome === 'gone' && 'leg' in command) {
        this.#callers.delete(command.leg);
        // Of an agent who consults: music and prompts of the second call are for their leg.
        this.#rung.delete(command.leg);
      }
      this.#soon({ type: 'commandFailed', command, outcome, reason: 'storm' }, 5000);
      if (outcome !== 'unknown') return;
    }
    switch (command.do) {
      case 'ring':
        // Somebody who is called back hangs up in the end.
        if (command.target.kind === 'outside')
          this.#soon({ type: 'legEnded', leg: command.offer, cause: 'no_answer' }, 150_000);
        if (command.target.kind === 'phone') this.#pageReloads(command.offer, command.target.phone);
        if (command.page?.rejoins) return this.#rejoins(command.offer);
        return this.#ring(command.offer, command.target.kind === 'echo');
      case 'connect':
        this.#bridges.add(command.bridge);
        return;
      case 'startSilence':
      case 'stopSilence':
      case 'mute':
      case 'showLeg':
      case 'display':
      case 'leaveBridge':
      case 'reenterBridge':
        return;
      case 'removeBridge':
        this.#bridges.delete(command.bridge);
        return;
      case 'play':
        return this.#soon(
          { type: 'promptEnded', playback: command.playback, played: this.#chance.chance(0.98) },
          6000,
        );
      case 'stopPlaying':
        return this.#soon({ type: 'promptEnded', playback: command.playback, played: true }, 20);
      case 'record':
        return this.#soon(
          { type: 'recordingEnded', recording: command.recording, lasted: this.#chance.between(0, 30_000) },
          30_000,
        );
      case 'hangUp':
        if (this.#rung.has(command.leg))
          this.#soon({ type: 'legEnded', leg: command.leg, cause: 'hung_up' }, 50);
        if (this.#callers.has(command.leg))
          this.#soon({ type: 'legEnded', leg: command.leg, cause: 'hung_up' }, 50);
        return;
      case 'checkPin': {
        const pin = this.#chance.pick(['right', 'right', 'wrong', 'none', 'unknown'] as const);
        return this.#soon({ type: 'pinChecked', call: command.call, agent: command.agent, pin }, 200);
      }
      case 'listMessages': {
        const messages = [1, 2, 3].map((nth) => ({
          recording: recordingId(callId(900 + nth), 1),
          call: callId(900 + nth),
          voicemail: command.voicemails[0] ?? '',
          isNew: nth < 3,
          ...(nth === 2 ? {} : { number: '+4930123456' }),
        }));
        const listed = { type: 'messagesListed', call: command.call } as const;
        return this.#soon(this.#chance.chance(0.9) ? { ...listed, messages } : listed, 200);
      }
      case 'lookUp':
        return this.#isAnswered(command);
      case 'ringSupervisor': {
        const { supervision } = command;
        this.#supervisors.add(supervision);
        if (this.#chance.chance(0.8)) this.#soon({ type: 'supervisorAnswered', supervision }, 5000);
        return this.#soon({ type: 'supervisorGone', supervision }, 120_000);
      }
      case 'endSupervision':
        this.#supervisors.delete(command.supervision);
        return this.#soon({ type: 'supervisorGone', supervision: command.supervision }, 50);
      case 'placeSupervisor':
        return;
      case 'recordTalk':
        this.#recorded.add(command.recording);
        this.#soon({ type: 'segmentBegan', recording: command.recording, lag: 20 }, 100);
        if (this.#chance.chance(0.1)) this.#segmentEnds(command.recording, 'unasked', 60_000);
        return;
      case 'stopTalkRecording':
        this.#recorded.delete(command.recording);
        return this.#segmentEnds(command.recording, 'asked', 300);
      case 'answer':
      case 'indicateRinging':
      case 'startMusic':
      case 'stopMusic':
      case 'stopRecording':
        return;
    }
  }

  #segmentEnds(recording: RecordingId, end: SegmentEnd, within: number): void {
    this.#soon({ type: 'segmentEnded', recording, lasted: this.#chance.between(0, 60_000), end }, within);
  }

  /** A phone may ring, say no at once or later, be answered, be answered late, or twice. */
  #ring(leg: LegId, isEcho: boolean): void {
    this.#rung.add(leg);
    if (isEcho) return this.#soon({ type: 'legAnswered', leg }, 5);
    if (this.#chance.chance(0.9)) this.#soon({ type: 'legRinging', leg }, 100);
    const does = this.#chance.next();
    if (does < 0.5) {
      this.#soon({ type: 'legAnswered', leg }, 22_000);
      if (this.#chance.chance(0.5)) this.#soon({ type: 'digitPressed', leg, digit: '1' }, 30_000);
      if (this.#chance.chance(0.05)) this.#soon({ type: 'legAnswered', leg }, 22_000);
      if (this.#chance.chance(0.3)) this.#holds(leg);
      if (this.#chance.chance(0.15)) this.#passesOn(leg);
      if (this.#chance.chance(0.03)) this.#soon({ type: 'legVanished', leg, silentFor: 20_000 }, 90_000);
      if (this.#chance.chance(0.5)) this.#soon({ type: 'legEnded', leg, cause: 'hung_up' }, 90_000);
    } else if (does < 0.8) {
      const cause = this.#chance.pick(['busy', 'declined', 'no_answer', 'unreachable', 'failed'] as const);
      this.#soon({ type: 'legEnded', leg, cause }, 10_000);
    }
  }

  /** While it rings, in a talk, or when all is over; and a page comes back, or several do, or none. */
  #pageReloads(leg: LegId, phone: string): void {
    if (!this.#chance.chance(0.1)) return;
    const at = this.#now + this.#chance.between(1, this.#chance.chance(0.2) ? 15_000 : 45_000);
    this.#at(at, { type: 'legLost', leg, phone });
    for (let times = this.#chance.between(0, 2); times > 0; times--)
      this.#at(at + this.#chance.between(1, this.#chance.chance(0.8) ? 4000 : 25_000), {
        type: 'pageCame',
        phone,
      });
  }

  /** The page answers by itself, unless it is gone again, or has no microphone. */
  #rejoins(leg: LegId): void {
    this.#rung.add(leg);
    if (this.#chance.chance(0.85)) this.#soon({ type: 'legAnswered', leg }, 1500);
    if (this.#chance.chance(0.5)) this.#soon({ type: 'legEnded', leg, cause: 'hung_up' }, 60_000);
  }

  /** The transfer key, and whom to: an agent, a queue, a number, one outside, or nobody. The phone hangs up by itself. */
  #passesOn(leg: LegId): void {
    const { agents, queues, numbers } = this.#world.plan;
    const targets = [...Object.keys(agents), ...Object.keys(queues), ...Object.keys(numbers)];
    const to = this.#chance.pick([...targets, '030123456', '0900123456', 'nobody', '']);
    const at = this.#now + this.#chance.between(1, 60_000);
    this.#at(at, { type: 'transferAsked', leg, to });
    this.#at(at + 50, { type: 'legEnded', leg, cause: 'hung_up' });
  }

  /** Held and resumed, in whatever order word of it comes, and twice. */
  #holds(leg: LegId): void {
    for (let times = this.#chance.between(1, 4); times > 0; times--) {
      const type = this.#chance.chance(0.6) ? 'legHeld' : 'legUnheld';
      this.#soon({ type, leg }, 90_000);
    }
  }

  // --- the turns ----------------------------------------------------------------------------------------------------

  #turn(event: WithoutTime<Event>): void {
    if (event.type === 'legEnded') {
      this.#rung.delete(event.leg);
      this.#callers.delete(event.leg);
    }
    if (event.type === 'supervisorGone') this.#supervisors.delete(event.supervision);
    if (event.type === 'supervisorAnswered' && !this.#supervisors.has(event.supervision)) return;
    if (event.type === 'segmentEnded') this.#recorded.delete(event.recording);
    // Nothing is heard of a leg that has ended.
    if (event.type === 'legAnswered' && !this.#rung.has(event.leg)) return;
    const ofLeg =
      event.type === 'digitPressed' ||
      event.type === 'legHeld' ||
      event.type === 'legUnheld' ||
      event.type === 'legVanished' ||
      event.type === 'legLost' ||
      event.type === 'transferAsked';
    if (ofLeg && !this.#callers.has(event.leg) && !this.#rung.has(event.leg)) return;
    const keyFor = keyIsFor(this.#world, { ...event, at: this.#now });
    const callersLegs = new Map([...this.#world.calls.values()].map(({ id, leg }) => [id, leg]));
    const result = step(this.#world, { ...event, at: this.#now });
    if (this.#record) {
      const kept = withoutSecrets(eventToKeep({ ...event, at: this.#now }), keyFor, result);
      this.#record.turns.push({
        at: this.#now,
        wallAhead: 0,
        entries: result.journal.length,
        ...(result.judged && { judged: result.judged }),
        event: kept,
      });
      for (const entry of result.journal)
        this.#record.journal.push(asStored(entry, this.#record.journal.length + 1));
    }
    this.#world.apply(result.changes);
    for (const entry of result.journal) {
      if (entry.type === 'callEnded') this.#isHungUpOn(callersLegs.get(entry.call), result.commands);
    }
    this.#turns++;
    this.#turned?.(this.#world, result.changes, this.#now);
    for (const entry of result.journal) this.#count(entry);
    for (const [id, call] of result.changes.calls) this.#follow({ call: id }, call?.timers ?? []);
    for (const [name, agent] of result.changes.agents) this.#follow({ agent: name }, agent?.timers ?? []);
    for (const command of result.commands) this.#obey(command);
    if (this.#arrived.size !== this.#ended.size + this.#world.calls.size) {
      this.#fail('calls offered are not the sum of those ended and those in progress');
    }
    const broken = breaches(this.#world, this.#now);
    if (broken.length > 0) this.#fail(`after ${JSON.stringify(event)}: ${broken.join('; ')}`);
  }

  /** Nobody is left on a line that no call is behind. An agent's leg may go on in the call that they asked somebody for. */
  #isHungUpOn(leg: LegId | undefined, commands: readonly Command[]): void {
    if (leg === undefined || !this.#callers.has(leg)) return;
    const isElsewhere = [...this.#world.calls.values()].some((call) => legsOfCall(call).includes(leg));
    if (!isElsewhere && !commands.some((command) => command.do === 'hangUp' && command.leg === leg)) {
      this.#fail(`the call on leg ${leg} has ended, and its caller is still on the line`);
    }
  }

  #count(entry: JournalEntry): void {
    const nth = (this.#told[entry.type] ?? 0) + 1;
    this.#told[entry.type] = nth;
    // The first of each kind show what it looks like.
    const breach = nth > 30 ? undefined : breachOfContract(entry);
    if (breach !== undefined) this.#fail(breach);
    if (entry.type === 'callArrived') {
      this.#arrived.add(entry.call);
      if (entry.via.kind === 'callback') this.#callbacks++;
      if (entry.beside !== undefined && entry.leg === undefined) this.#asides.add(entry.call);
    }
    this.#fold(asStored(entry, 0));
    if (entry.type === 'callEnded') {
      if (this.#ended.has(entry.call)) this.#fail(`call ${entry.call} ended twice`);
      this.#ended.set(entry.call, entry.outcome);
    }
    if (entry.type === 'alarmRaised' && entry.code === undefined)
      this.#fail(`an alarm without a code: ${entry.what}`);
    // A command that fails is the storm's doing; a turn that fails is a fault of the core.
    if (entry.type === 'alarmRaised' && entry.what.includes('    at ')) this.#fail(entry.what);
  }

  /** What each did in a talk adds up to its phases, and what the queues tell to their calls. */
  #fold(entry: StoredEntry): void {
    this.#totals.add(entry);
    if (!('call' in entry) || entry.call === undefined) return;
    const own = this.#entries.get(entry.call) ?? [];
    this.#entries.set(entry.call, own);
    own.push(entry);
    if (entry.type !== 'callEnded') return;
    this.#entries.delete(entry.call);
    const record = callRecord(own, entry.at);
    if (!record) return this.#fail(`there is no record of call ${entry.call}`);
    const { talked, held, consulted, inVain, phases, participants } = record;
    const inTalk = phases.filter(({ phase }) => phase === 'talking');
    const lasted = inTalk.reduce((sum, each) => sum + each.lasted, 0);
    if (talked + held + consulted + inVain !== lasted)
      this.#fail(
        `call ${entry.call}: ${talked} talked, ${held} held, ${consulted} consulted and ${inVain} in vain are not ${lasted}`,
      );
    for (const { who, ...spent } of participants)
      if (spent.talked + spent.held + spent.consulted > lasted)
        this.#fail(`call ${entry.call}: ${who} was longer there than the caller`);
  }

  #follow(owner: TimerOwner, timers: readonly Timer[]): void {
    for (const { id, at } of timers) {
      if (this.#timers.has(id)) continue;
      this.#timers.add(id);
      this.#at(at, { type: 'timeRanOut', owner, timer: id });
    }
  }

  #soon(event: WithoutTime<Event>, within: number): void {
    this.#at(this.#now + this.#chance.between(1, within), event);
  }

  #at(at: number, event: WithoutTime<Event>): void {
    const due = { at, nth: this.#nth++, event };
    let place = this.#due.length;
    while (place > 0 && (this.#due[place - 1] as typeof due).at > at) place--;
    this.#due.splice(place, 0, due);
  }

  #passes(time: number): void {
    const until = this.#now + time;
    for (let first = this.#due[0]; first && first.at <= until; first = this.#due[0]) {
      this.#due.shift();
      this.#now = Math.max(this.#now, first.at);
      this.#turn(first.event);
      if (this.#chance.chance(this.#asks)) this.#somebodyAsksInTalk();
    }
    this.#now = until;
  }

  #fail(what: string): never {
    throw new Error(`storm with seed ${this.#seed}, turn ${this.#turns}: ${what}`);
  }
}

/** What ends something: it has ended by itself if it is refused. */
const mustSucceed: ReadonlySet<Command['do']> = new Set(['hangUp', 'removeBridge', 'stopTalkRecording']);

const isDirectory = (plan: Plan, dialled: string): boolean =>
  plan.flows[plan.numbers[dialled] ?? '']?.steps.some((step) => step.do === 'directory') === true;

/** Through JSON, which knows no infinity, as a store keeps it. */
const asStored = (entry: JournalEntry, seq: number): StoredEntry => ({
  ...(JSON.parse(JSON.stringify(entry)) as JournalEntry),
  seq,
});
