/**
 * A new plan is activated: its flows apply to new calls, its queues, agents and settings to all calls.
 *
 * That is one turn. A plan of thousands of agents would hold up every call for as long as all of them take, so most of it
 * comes before and after, in turns of its own with calls in between: agents whom the plan names come onto the board while it is
 * not in force yet (`agentsAreExpected`), where no call looks for them, and those whom it gives phones that are there can be had;
 * agents whom it gives phones that are not there, or does not name, and callers who wait and may now find somebody, come when it
 * is (`planIsFollowed`). Whatever of it is left to do, the turn itself does.
 *
 * So in between an offer may ring a phone that is not there, and the next agent is tried; but no queue seems to have nobody ready.
 */
import type { AgentState } from '../../agents/agent.ts';
import { left, newAgent, returned } from '../../agents/board.ts';
import { phonesOf, withPhones } from '../../agents/phones.ts';
import { stateInWords } from '../../agents/state-in-words.ts';
import type { AgentName, Plan } from '../../plan/model.ts';
import { allPhones } from '../../plan/rules/phones.ts';
import { difference } from '../../plan/words/difference.ts';
import { type Instant, minutes } from '../../shared/time.ts';
import { changeAgent, expectAgent } from '../actions/change-agent.ts';
import { logOut, makeRoom } from '../desk/agent-changes.ts';
import type { Call } from '../kept/call.ts';
import type { Event } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';
import { goesBefore, queueWaitedFor } from '../turn/waiting-list.ts';
import type { World } from '../turn/world.ts';

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

export const mostChangesTold = 100;
/** So many agents or callers in one turn: two or three milliseconds, most of them for the commit. */
export const planPart = 50;
/** A plan that was rolled out by mistake is rolled back within days. */
const rememberedFor = minutes(30 * 24 * 60);

export function planIsActivated(turn: Turn, event: EventOf<'planActivated'>): void {
  const { plan, version, by } = event;
  const changes =
    event.changes ??
    difference(turn.plan, plan, (name) => {
      const agent = turn.agent(name);
      return agent && stateInWords(agent);
    }).slice(0, mostChangesTold);
  turn.activate(plan, version);
  turn.journal({ type: 'planActivated', version, by, ...(changes.length > 0 ? { changes } : {}) });
  const phones = new Set(allPhones(plan));
  for (const agent of turn.world.agents.values()) {
    if (agent.at === undefined || phones.has(agent.at)) continue;
    logOut(turn, agent, by, `phone ${agent.at} is not in the plan any more`);
  }
  const guests = new Set([...turn.world.agents.values()].flatMap(({ at }) => at ?? []));
  const meetsGuest = (agent: AgentState): boolean =>
    agent.loggedIn && agent.at === undefined && phonesOf(agent, plan).some((phone) => guests.has(phone));
  const isInParts = event.changes !== undefined;
  const { better, worse } = agentsWhosePhonesChange(turn.world, plan);
  const toMove = !isInParts || worse.length <= planPart ? [...better, ...worse] : better;
  for (const name of toMove) move(turn, name);
  for (const name of Object.keys(plan.agents)) {
    const known = turn.agent(name);
    const agent = known ?? addedAgent(turn, name, plan, by);
    if (guests.size > 0 && meetsGuest(agent)) makeRoom(turn, agent, by);
    if (!known) changeAgent(turn, agent);
  }
  const toLetGo = agentsToLetGo(turn.world, plan, turn.now);
  if (!isInParts || toLetGo.length <= planPart) for (const name of toLetGo) letGo(turn, name, by);
  // A waiting caller may have found somebody: an agent who has joined the queue, a skill that is needed no more.
  const waiting = callersToSeek(turn.world, plan);
  for (const call of isInParts ? waiting.slice(0, planPart) : waiting) turn.seek(call);
}

/** Agents whom the plan names and the board does not have, or who can be had at phones that it gives them. */
export const agentsToExpect = (world: World, plan: Plan): readonly AgentName[] => [
  ...Object.keys(plan.agents).filter((name) => !world.agents.has(name)),
  ...agentsWhosePhonesChange(world, plan).better,
];

export function agentsAreExpected(turn: Turn, { plan, agents, by }: EventOf<'agentsExpected'>): void {
  for (const name of agents) {
    if (!plan.agents[name]) continue;
    const known = turn.agent(name);
    expectAgent(turn, known ? atPhones(turn, known, plan) : addedAgent(turn, name, plan, by));
  }
}

/** Agents who stay, and whose phones by that plan are in another state: who can be had now, and who cannot. */
export function agentsWhosePhonesChange(
  world: World,
  plan: Plan,
): { readonly better: readonly AgentName[]; readonly worse: readonly AgentName[] } {
  const [better, worse]: [AgentName[], AgentName[]] = [[], []];
  for (const name of Object.keys(plan.agents)) {
    const agent = world.agents.get(name);
    if (!agent) continue;
    const { phone } = atPhones(world, agent, plan);
    if (phone !== agent.phone) (phone.reachable && !phone.busy ? better : worse).push(name);
  }
  return { better, worse };
}

/** Agents on the board whom the plan does not name, and those who left it long ago. One on a call stays until it has ended. */
export function agentsToLetGo(world: World, plan: Plan, now: Instant): readonly AgentName[] {
  const free = [...world.agents.values()].filter(({ activity }) => activity.kind === 'free');
  const forgotten = [...world.agentsWhoLeft.values()].filter(
    ({ leftPlanAt = now }) => leftPlanAt < now - rememberedFor,
  );
  return [...free, ...forgotten].map(({ name }) => name).filter((name) => plan.agents[name] === undefined);
}

/** Callers who wait, the first in line first. */
export const callersToSeek = ({ calls }: World, plan: Plan): readonly Call[] =>
  [...calls.values()]
    .filter((call) => queueWaitedFor(call) !== undefined)
    .toSorted((a, b) => (goesBefore(a, b, plan) ? -1 : 1));

export function planIsFollowed(turn: Turn, { agents, calls, by }: EventOf<'planFollowed'>): void {
  for (const name of agents)
    if (turn.plan.agents[name] === undefined) letGo(turn, name, by);
    else move(turn, name);
  for (const id of calls) {
    const call = turn.call(id);
    if (call && queueWaitedFor(call) !== undefined) turn.seek(call);
  }
}

function move(turn: Turn, name: AgentName): void {
  const agent = turn.agent(name);
  if (!agent) return;
  const now = atPhones(turn, agent, turn.plan);
  if (now !== agent) changeAgent(turn, now);
}

function letGo(turn: Turn, name: AgentName, by: string): void {
  const agent = turn.agent(name);
  if (agent?.activity.kind === 'free') {
    turn.journal({ type: 'agentChanged', agent: name, to: 'removed', by });
    turn.setAside(left(agent, turn.now));
  } else if (!agent) turn.removeAgent(name);
}

function addedAgent(turn: Turn, name: AgentName, plan: Plan, by: string): AgentState {
  const before = turn.agentWhoLeft(name);
  const because = before && stateInWords(before);
  turn.journal({
    type: 'agentChanged',
    agent: name,
    to: 'added',
    by,
    ...(because && { because: `back in the plan, ${because}` }),
  });
  return atPhones(turn, before ? returned(before) : newAgent(name, turn.now), plan);
}

const atPhones = (known: Pick<Turn, 'phone' | 'trunkDown'>, agent: AgentState, plan: Plan): AgentState =>
  withPhones(
    agent,
    plan,
    (phone) => known.phone(phone),
    (trunk) => known.trunkDown(trunk),
  );
