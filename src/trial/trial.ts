/**
 * A trial: one call walks a plan without a phone. The same core as that of the engine takes the steps and the
 * decisions; only the exchange is made up (`exchange.ts`), and time passes as fast as it can be told.
 *
 * A callback that the call leads to is made too, with a story of its own.
 *
 * Pure and deterministic: the same situation gives the same story.
 */
import type { AgentState } from '../agents/agent.ts';
import { newAgent, paused } from '../agents/board.ts';
import type { CallOutcome } from '../call/kept/call.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import { World } from '../call/turn/world.ts';
import type { AgentName, Plan } from '../plan/model.ts';
import { ownPhones } from '../plan/rules/phones.ts';
import type { CallId } from '../shared/ids.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';
import type { Act } from './acts.ts';
import { type Behaviour, usualBehaviour } from './behaviour.ts';
import { TrialExchange } from './exchange.ts';
import type { Situation } from './situation.ts';

export interface Trial {
  readonly call: CallId;
  readonly entries: readonly StoredEntry[];
  readonly outcome: CallOutcome;
  /** The callback that the caller asked for; if omitted: they did not. */
  readonly callback?: Trial;
  /** Calls that agents made for the sake of this one: consultations, people who were fetched, fetching from a slot. */
  readonly others?: readonly Trial[];
  /** Acts that could not be done when it was their time. */
  readonly undone?: readonly Act[];
}

const endlessPatience: Duration = minutes(120);
/** More than any sane call leads to. */
const mostTurns = 20_000;

export function tryCall(situation: Situation): Trial {
  const { at, plan, patience = endlessPatience } = situation;
  const exchange = new TrialExchange(worldOf(situation), situation);
  exchange.begins(at, patience);
  for (let turns = 0; turns < mostTurns && exchange.goesOn(); turns++);
  const entries = exchange.journal.map((entry, i): StoredEntry => ({ ...entry, seq: i + 1 }));
  const trial = told(exchange.call, entries, plan);
  return exchange.undone.length === 0 ? trial : { ...trial, undone: exchange.undone };
}

function told(call: CallId, entries: readonly StoredEntry[], plan: Plan): Trial {
  const own = entries.filter((entry) => 'call' in entry && entry.call === call);
  const ended = own.findLast((entry) => entry.type === 'callEnded');
  if (ended?.type !== 'callEnded') throw new Error(`the call does not end under the plan of ${plan.company}`);
  const booked = own.find((entry) => entry.type === 'callbackBooked');
  return {
    call,
    entries: own,
    outcome: ended.outcome,
    ...(booked?.type === 'callbackBooked' ? { callback: told(booked.callback, entries, plan) } : {}),
    ...othersOf(call, booked?.type === 'callbackBooked' ? booked.callback : undefined, entries, plan),
  };
}

/** Each with a story of its own, unless it is still going on. */
function othersOf(
  call: CallId,
  callback: CallId | undefined,
  entries: readonly StoredEntry[],
  plan: Plan,
): Pick<Trial, 'others'> {
  const ended = entries.flatMap((entry) => (entry.type === 'callEnded' ? [entry.call] : []));
  const arrived = entries.flatMap((entry) => (entry.type === 'callArrived' ? [entry.call] : []));
  const [first] = arrived;
  if (call !== first) return {};
  const others = arrived.filter((id) => id !== call && id !== callback && ended.includes(id));
  return others.length === 0 ? {} : { others: others.map((id) => told(id, entries, plan)) };
}

function worldOf({ plan, at, behaviours, schedules = new Map() }: Situation): World {
  const world = new World(plan, 1);
  const agents = Object.values(plan.agents).map(({ name }): [AgentName, AgentState] => [
    name,
    agentOf(name, behaviours.get(name) ?? usualBehaviour, at),
  ]);
  world.apply({
    calls: new Map(),
    agents: new Map(agents),
    schedules: new Map([...schedules].map(([name, to]) => [name, { to, since: at, by: 'trial' }])),
    phones: new Map(
      [...agents].flatMap(([name, { phone }]) =>
        ownPhonesOf(plan, name).map((each) => [each, phone] as const),
      ),
    ),
    nextCall: 1001,
  });
  return world;
}

const ownPhonesOf = (plan: Plan, name: AgentName): readonly string[] => {
  const profile = plan.agents[name];
  return profile ? ownPhones(profile) : [];
};

function agentOf(name: AgentName, behaviour: Behaviour, at: Instant): AgentState {
  const phone = { reachable: behaviour.does !== 'is unreachable', busy: behaviour.does === 'talks' };
  const agent = { ...newAgent(name, at), phone, loggedIn: behaviour.does !== 'is logged out' };
  return behaviour.does === 'paused' ? paused(agent, behaviour.reason, 'trial', at) : agent;
}
