/**
 * What agents do with their time, one entry at a time. At every moment an agent who is logged in is in exactly one state:
 *
 * ```
 *   talking     in a conversation          hold        in one, and the caller is on hold
 *   consulting  they consult somebody, or are consulted (`talk-times.ts`)
 *   ringing     their phone rings          calling     they make a call themselves, and talk in it
 *   wrap_up     after a call               paused      by their own choice, or after missed calls
 *   unreachable the phone cannot be reached
 *   phone_busy  it is on a call that did not come from us
 *   free        none of these
 * ```
 *
 * The first that applies counts, from the top. So the states add
 * up to the time logged in. Who talks on after they have logged out works **after log-out**: that is counted apart.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { talkKind } from '../records/parties.ts';

export const agentTimeStates = [
  'talking',
  'hold',
  'consulting',
  'ringing',
  'calling',
  'wrap_up',
  'paused',
  'unreachable',
  'phone_busy',
  'free',
] as const;
export type AgentTimeState = (typeof agentTimeStates)[number];

/** What a wrap-up belongs to. */
export interface WrapUpOf {
  readonly call: CallId;
  /** The visit of the queue in which the call was answered; if omitted: in no queue. */
  readonly visit?: { readonly queue: string; readonly enteredAt: Instant };
}

export interface AgentSpan {
  readonly agent: AgentName;
  readonly state: AgentTimeState;
  readonly from: Instant;
  readonly to: Instant;
  readonly loggedIn: boolean;
  /** Queues that a supervisor has taken them out of; if omitted: none. */
  readonly outOf?: readonly QueueName[];
  /** Of a pause. */
  readonly pause?: PauseSpan;
  /** Of a wrap-up. */
  readonly wrapUp?: WrapUpOf;
}

export interface PauseSpan {
  readonly reason: string;
  /** By the plan, when it began. */
  readonly countsAsWork: boolean;
  /** From then on it is too long; if omitted: never. */
  readonly tooLongFrom?: Instant;
}

interface Kept {
  isThere: boolean;
  loggedIn: boolean;
  pause?: PauseSpan;
  reachable: boolean;
  busy: boolean;
  /** Queues that they are out of; if omitted: none. */
  outOf?: QueueName[];
  offers: string[];
  /** And what they do in each besides talking. */
  talks: { call: CallId; isConsultation: boolean; does: Doing[] }[];
  own: CallId[];
  /** Of these, the ones in which they serve whom they have called: they may leave, and the call goes on. */
  turned: CallId[];
  wrapUp?: WrapUpOf;
  /** The wrap-up that this call of their own has ended: it goes on if they do not answer. */
  interrupted?: { readonly call: CallId; readonly wrapUp: WrapUpOf };
  /** The last calls that they have answered in a queue. */
  served: WrapUpOf[];
  since: Instant;
}

type Doing = 'hold' | 'consult' | 'second line';

/** Plain data, without anything about a caller. */
export type AgentTimesState = Readonly<Record<AgentName, Kept>>;

/** A second wrap-up may be owed for a while; more there are not. */
const mostServed = 3;

export class AgentTimes {
  readonly #agents = new Map<AgentName, Kept>();
  /** Whom each offer and each call may concern: of hundreds of agents it is one or two. */
  readonly #concerned = new Map<string, Set<AgentName>>();
  readonly #spent: (span: AgentSpan) => void;

  constructor(spent: (span: AgentSpan) => void, state: AgentTimesState = {}) {
    this.#spent = spent;
    for (const [name, kept] of Object.entries(state)) {
      this.#agents.set(name, copyOf(kept));
      const calls = [...kept.talks.map(({ call }) => call), ...kept.own, ...kept.turned];
      for (const id of [...kept.offers, ...calls]) this.#concerns(id, name);
    }
  }

  get state(): AgentTimesState {
    return Object.fromEntries([...this.#agents].map(([name, kept]) => [name, copyOf(kept)]));
  }

  /** Queues that they are out of now. */
  outOf(name: AgentName): readonly QueueName[] {
    return this.#agents.get(name)?.outOf ?? [];
  }

  isAgent(name: string): boolean {
    return this.#agents.has(name);
  }

  names(): readonly AgentName[] {
    return [...this.#agents.keys()];
  }

  /** Whether someone is in the wrap-up of a visit that began before then: its time still counts in the hour of the visit. */
  isWrappingUpFrom(before: Instant): boolean {
    for (const { wrapUp, interrupted } of this.#agents.values()) {
      const visit = (wrapUp ?? interrupted?.wrapUp)?.visit;
      if (visit !== undefined && visit.enteredAt < before) return true;
    }
    return false;
  }

  /** The visit that a wrap-up of this call would belong to. */
  visitServed(name: AgentName, call: CallId): WrapUpOf['visit'] {
    return this.#agents.get(name)?.served.find((served) => served.call === call)?.visit;
  }

  /** Accounts for the time up to this moment. */
  advance(at: Instant): void {
    for (const [name, agent] of this.#agents) this.#spend(name, agent, at);
  }

  /**
   * @param visit in which the caller waited, of an entry that connects them
   * @param isConsultation it is of a call that an agent makes beside another
   */
  add(entry: StoredEntry, visit?: WrapUpOf['visit'], isConsultation = false): void {
    if (entry.type === 'agentChanged') {
      return this.#changed(entry);
    }
    if (entry.type === 'phoneChanged') {
      // Who was removed and is seen again without another word came back with a new start of the engine, as a new agent.
      return this.#set(entry.agent, entry.at, (agent) => ({
        ...(agent.isThere ? agent : newAgent(entry.at)),
        reachable: entry.reachable,
        busy: entry.busy,
      }));
    }
    if (entry.type === 'queueServiceSet') {
      const { queue, serves } = entry;
      return this.#set(entry.agent, entry.at, ({ outOf = [], ...agent }) => {
        const others = outOf.filter((each) => each !== queue);
        const out = serves ? others : [...others, queue];
        return { ...agent, ...(out.length > 0 && { outOf: out }) };
      });
    }
    if (entry.type === 'offerMade') {
      if (entry.decision === undefined && !this.isAgent(entry.to)) return;
      this.#concerns(entry.offer, entry.to);
      return this.#set(entry.to, entry.at, (agent) => ({
        ...agent,
        offers: [...agent.offers, entry.offer],
      }));
    }
    if (entry.type === 'offerEnded') {
      return this.#over(
        entry.offer,
        entry.at,
        ({ offers }) => offers.includes(entry.offer),
        (agent) => ({
          ...agent,
          offers: agent.offers.filter((offer) => offer !== entry.offer),
        }),
      );
    }
    if (entry.type === 'connected') {
      if (entry.agent === undefined && !this.isAgent(entry.to)) return;
      this.#talks(entry.agent ?? entry.to, entry.at, entry.call, isConsultation);
      return this.#noteServed(entry.agent ?? entry.to, {
        call: entry.call,
        ...(visit ? { visit } : {}),
      });
    }
    if (entry.type === 'partyJoined') {
      if (entry.role === 'supervising' || !this.isAgent(entry.who)) return;
      this.#talks(entry.who, entry.at, entry.call, isConsultation);
      return this.#noteServed(entry.who, { call: entry.call, ...(visit ? { visit } : {}) });
    }
    if (entry.type === 'partyLeft') {
      return this.#leaves(entry.at, entry.call, entry.who);
    }
    if (entry.type === 'phaseEntered') {
      if (entry.phase !== 'talking') this.#leaves(entry.at, entry.call);
      return;
    }
    if (entry.type === 'held') {
      return this.#does(entry.who, entry.at, entry.call, { begins: 'hold' });
    }
    if (entry.type === 'resumed') {
      return this.#does(entry.who, entry.at, entry.call, { ends: ['hold', 'second line'] });
    }
    if (entry.type === 'secondCallMade') {
      return this.#does(entry.agent, entry.at, entry.call, { begins: 'second line' });
    }
    if (entry.type === 'consultBegan') {
      return this.#does(entry.agent, entry.at, entry.call, { begins: 'consult' });
    }
    if (entry.type === 'consultSwapped') {
      return this.#does(
        entry.agent,
        entry.at,
        entry.call,
        entry.with === 'consulted' ? { begins: 'consult' } : { ends: ['consult'] },
      );
    }
    if (entry.type === 'consultEnded') {
      return this.#does(entry.agent, entry.at, entry.call, { ends: ['consult'] });
    }
    if (entry.type === 'callArrived') {
      if (entry.agent === undefined) return;
      const { call, agent: name } = entry;
      this.#concerns(call, name);
      return this.#set(name, entry.at, ({ wrapUp, ...agent }) => ({
        ...agent,
        own: [...agent.own, call],
        ...(wrapUp && { interrupted: { call, wrapUp } }),
      }));
    }
    if (entry.type === 'ownPhoneRang') {
      // A click to call that they did not answer: the wrap-up goes on.
      for (const name of this.#concerned.get(entry.call) ?? []) {
        const { interrupted } = this.#agents.get(name) ?? {};
        if (interrupted?.call !== entry.call) continue;
        const goesOn = entry.outcome === 'answered' ? {} : { wrapUp: interrupted.wrapUp };
        this.#set(name, entry.at, ({ interrupted: _, ...agent }) => ({ ...agent, ...goesOn }));
      }
      return;
    }
    if (entry.type === 'turnedRound') {
      // A colleague whom they have called is in a call of their own from now on.
      if (this.isAgent(entry.caller)) {
        this.#concerns(entry.call, entry.caller);
        this.#set(entry.caller, entry.at, (agent) => ({ ...agent, own: [...agent.own, entry.call] }));
      }
      this.#concerns(entry.call, entry.agent);
      return this.#set(entry.agent, entry.at, (agent) => ({
        ...agent,
        turned: [...agent.turned, entry.call],
      }));
    }
    if (entry.type === 'callEnded') {
      return this.#over(
        entry.call,
        entry.at,
        ({ own }) => own.includes(entry.call),
        (agent) => withoutOwn(agent, entry.call),
      );
    }
    if (entry.type === 'wrapUpStarted') {
      return this.#set(entry.agent, entry.at, (agent) => ({
        ...agent,
        wrapUp: agent.served.find(({ call }) => call === entry.call) ?? { call: entry.call },
      }));
    }
    if (entry.type === 'wrapUpEnded') {
      return this.#set(entry.agent, entry.at, ({ wrapUp: _, ...agent }) => agent);
    }
  }

  #changed(entry: Extract<StoredEntry, { type: 'agentChanged' }>): void {
    const { agent: name, at, to, because = '', longest, countsAsWork = false } = entry;
    this.#set(name, at, (agent) => {
      const { pause: _, ...working } = agent;
      switch (to) {
        case 'logged_in':
          return agent.loggedIn ? { ...agent, isThere: true } : { ...working, isThere: true, loggedIn: true };
        case 'logged_out':
          return { ...agent, isThere: true, loggedIn: false };
        case 'paused':
          return {
            ...agent,
            pause: {
              reason: because,
              countsAsWork,
              ...(longest === undefined ? {} : { tooLongFrom: at + longest }),
            },
          };
        case 'resumed':
          return working;
        case 'added':
          return { ...agent, isThere: true };
        case 'removed':
          return { ...agent, isThere: false };
        case 'pause_booked':
        case 'pause_cancelled':
          return agent;
      }
    });
  }

  #talks(name: AgentName, at: Instant, call: CallId, isConsultation: boolean): void {
    this.#concerns(call, name);
    this.#set(name, at, (agent) => ({
      ...agent,
      talks: [...agent.talks.filter((talk) => talk.call !== call), { call, isConsultation, does: [] }],
    }));
  }

  #noteServed(name: AgentName, served: WrapUpOf): void {
    const agent = this.#agents.get(name);
    if (!agent) return;
    const others = agent.served.filter(({ call }) => call !== served.call);
    agent.served = [...others, served].slice(-mostServed);
  }

  #leaves(at: Instant, call: CallId, who?: string): void {
    for (const name of this.#concerned.get(call) ?? []) {
      const agent = this.#agents.get(name);
      if (!agent || (who !== undefined && who !== name)) continue;
      const { talks, turned } = agent;
      if (turned.includes(call)) this.#set(name, at, (before) => withoutOwn(before, call));
      if (talks.some((talk) => talk.call === call))
        this.#set(name, at, (before) => ({
          ...before,
          talks: before.talks.filter((talk) => talk.call !== call),
        }));
    }
  }

  #does(
    name: string,
    at: Instant,
    call: CallId,
    change: { readonly begins: Doing } | { readonly ends: readonly Doing[] },
  ): void {
    if (!this.#agents.has(name)) return;
    const after = (does: readonly Doing[]): Doing[] =>
      'begins' in change ? [...does, change.begins] : does.filter((each) => !change.ends.includes(each));
    this.#set(name, at, (agent) => ({
      ...agent,
      talks: agent.talks.map((talk) => (talk.call === call ? { ...talk, does: after(talk.does) } : talk)),
    }));
  }

  #concerns(id: string, name: AgentName): void {
    const names = this.#concerned.get(id);
    if (names) names.add(name);
    else this.#concerned.set(id, new Set([name]));
  }

  /** The offer or call is over. */
  #over(id: string, at: Instant, which: (agent: Kept) => boolean, change: (agent: Kept) => Kept): void {
    for (const name of this.#concerned.get(id) ?? []) {
      const agent = this.#agents.get(name);
      if (agent && which(agent)) this.#set(name, at, change);
    }
    this.#concerned.delete(id);
  }

  #set(name: AgentName, at: Instant, change: (agent: Kept) => Kept): void {
    const known = this.#agents.get(name);
    if (known) this.#spend(name, known, at);
    this.#agents.set(name, change(known ?? newAgent(at)));
  }

  #spend(name: AgentName, agent: Kept, to: Instant): void {
    const { since: from, pause, wrapUp, loggedIn, outOf } = agent;
    if (to <= from) return;
    agent.since = to;
    const state = stateOf(agent);
    if (state === undefined) return;
    this.#spent({
      agent: name,
      state,
      from,
      to,
      loggedIn: loggedIn && agent.isThere,
      ...(outOf && { outOf }),
      ...(state === 'paused' && pause ? { pause } : {}),
      ...(state === 'wrap_up' && wrapUp ? { wrapUp } : {}),
    });
  }
}

const newAgent = (at: Instant): Kept => ({
  isThere: true,
  loggedIn: true,
  reachable: false,
  busy: false,
  offers: [],
  talks: [],
  own: [],
  turned: [],
  served: [],
  since: at,
});

const withoutOwn = ({ interrupted, ...agent }: Kept, call: CallId): Kept => ({
  ...agent,
  own: agent.own.filter((each) => each !== call),
  turned: agent.turned.filter((each) => each !== call),
  ...(interrupted && interrupted.call !== call && { interrupted }),
});

function stateOf(agent: Kept): AgentTimeState | undefined {
  if (agent.talks.length > 0) return talkStateOf(agent.talks);
  if (agent.offers.length > 0) return 'ringing';
  if (agent.own.length > 0) return 'calling';
  if (agent.wrapUp) return 'wrap_up';
  if (!agent.loggedIn || !agent.isThere) return undefined;
  if (agent.pause !== undefined) return 'paused';
  if (!agent.reachable) return 'unreachable';
  return agent.busy ? 'phone_busy' : 'free';
}

/** Of several talks, the one that they are with now: whoever consults is in none of the others. */
function talkStateOf(talks: Kept['talks']): AgentTimeState {
  const kinds = talks.map(({ isConsultation, does }) => talkKind(isConsultation, new Set(does)));
  if (kinds.includes('consulted')) return 'consulting';
  return kinds.includes('held') ? 'hold' : 'talking';
}

/** Its lists are replaced whole, never changed. */
const copyOf = (kept: Kept): Kept => ({ ...kept });
