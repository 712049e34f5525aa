/** What can be found quickly in the plan in force: who owns a phone, and which queues an agent may serve. */
import type { AgentName, Plan, Queue, QueueName } from '../../plan/model.ts';
import { ownPhones } from '../../plan/rules/phones.ts';
import { longList } from '../../routing/filter-agents.ts';
import { membersEver } from '../../routing/widening.ts';
import { listIn } from '../../shared/lists.ts';

export class PlanIndex {
  /** Queues of which a team may have only so many calls at once. */
  readonly limitedQueues: readonly Queue[];
  readonly #ownerOfPhone = new Map<string, AgentName>();
  readonly #queuesOfAgent = new Map<AgentName, QueueName[]>();
  /** Queues that in the end widen to everybody. */
  readonly #queuesForAnyone: QueueName[] = [];
  readonly #longLists: ReadonlySet<readonly AgentName[]>;

  constructor({ agents, queues, teams }: Plan) {
    for (const agent of Object.values(agents)) {
      for (const phone of ownPhones(agent)) this.#ownerOfPhone.set(phone, agent.name);
    }
    this.limitedQueues = Object.values(queues).filter(({ atMost }) => atMost);
    for (const queue of Object.values(queues)) {
      if (queue.widen?.some(({ anyone }) => anyone)) this.#queuesForAnyone.push(queue.name);
      else for (const agent of membersEver(queue)) listIn(this.#queuesOfAgent, agent).push(queue.name);
    }
    const lists = Object.values(queues).flatMap(({ members, widen }) => [
      members,
      ...(widen ?? []).map((step) => step.members),
    ]);
    this.#longLists = new Set([...lists, ...Object.values(teams)].filter(({ length }) => length > longList));
  }

  ownerOfPhone(phone: string): AgentName | undefined {
    return this.#ownerOfPhone.get(phone);
  }

  /** Queues whose calls the agent may take, at once or after some time. */
  queuesOf(agent: AgentName): readonly QueueName[] {
    const own = this.#queuesOfAgent.get(agent) ?? [];
    return this.#queuesForAnyone.length === 0 ? own : [...own, ...this.#queuesForAnyone];
  }

  /** Whether it is a list of the plan, and one worth an index of its own. */
  isLongList(agents: readonly AgentName[]): boolean {
    return this.#longLists.has(agents);
  }
}
