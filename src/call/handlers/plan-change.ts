/** A new plan is activated: its flows apply to new calls, its queues, agents and settings to all calls. */
import type { AgentState } from '../../agents/agent.ts';
import { left, newAgent, returned } from '../../agents/board.ts';
import { phonesOf, withPhones } from '../../agents/phones.ts';
import { stateInWords } from '../../agents/state-in-words.ts';
import type { Plan } from '../../plan/model.ts';
import { allPhones } from '../../plan/rules/phones.ts';
import { difference } from '../../plan/words/difference.ts';
import { minutes } from '../../shared/time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { logOut, makeRoom } from '../desk/agent-changes.ts';
import type { Turn } from '../turn/turn.ts';
import { goesBefore, queueWaitedFor } from '../turn/waiting-list.ts';

const mostChangesTold = 100;
/** A plan that was rolled out by mistake is rolled back within days. */
const rememberedFor = minutes(30 * 24 * 60);

export function planIsActivated(turn: Turn, plan: Plan, version: number, by: string): void {
  const changes = difference(turn.plan, plan, (name) => {
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
  for (const name of Object.keys(plan.agents)) {
    const known = turn.agent(name);
    if (known) {
      // Their phones may be others now.
      const now = withPhones(
        known,
        plan,
        (phone) => turn.phone(phone),
        (trunk) => turn.trunkDown(trunk),
      );
      if (now !== known) changeAgent(turn, now);
      if (meetsGuest(now)) makeRoom(turn, now, by);
      continue;
    }
    const before = turn.agentWhoLeft(name);
    const because = before && stateInWords(before);
    turn.journal({
      type: 'agentChanged',
      agent: name,
      to: 'added',
      by,
      ...(because && { because: `back in the plan, ${because}` }),
    });
    const agent = before ? returned(before) : newAgent(name, turn.now);
    const added = withPhones(
      agent,
      plan,
      (phone) => turn.phone(phone),
      (trunk) => turn.trunkDown(trunk),
    );
    if (meetsGuest(added)) makeRoom(turn, added, by);
    changeAgent(turn, added);
  }
  for (const agent of turn.world.agents.values()) {
    // An agent on a call stays on the board until it has ended.
    if (plan.agents[agent.name] === undefined && agent.activity.kind === 'free') {
      turn.journal({ type: 'agentChanged', agent: agent.name, to: 'removed', by });
      turn.setAside(left(turn.agent(agent.name) ?? agent, turn.now));
    }
  }
  for (const { name, leftPlanAt = turn.now } of turn.world.agentsWhoLeft.values())
    if (plan.agents[name] === undefined && leftPlanAt < turn.now - rememberedFor) turn.removeAgent(name);
  // A waiting caller may have found somebody: an agent who has joined the queue, a skill that is needed no more.
  const waiting = [...turn.world.calls.values()].filter((call) => queueWaitedFor(call) !== undefined);
  for (const call of waiting.toSorted((a, b) => (goesBefore(a, b, plan) ? -1 : 1))) turn.seek(call);
}
