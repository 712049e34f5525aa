/** Whether somebody may take the calls of a queue, by what they can do: at once, or when the queue widens. */
import { phrase, type SaidHint, type SaidWord } from '../../shared/findings/said.ts';
import type { Duration } from '../../shared/time.ts';
import type { AgentName, Expression, Plan, Queue } from '../model.ts';
import { allOf, anything, failingPart, lowered } from './expression.ts';

/** A caller of the queue. */
export interface Wait {
  /** What they need beside what the queue needs. */
  readonly needs: Expression;
  /** How long they wait; if omitted: without end. */
  readonly for?: Duration | undefined;
}

const anybodys: Wait = { needs: anything };

/** Whether one of those that `is` holds for suffices; the queue's lists may be long, and each is gone through once. */
export function somebodySuffices(
  plan: Pick<Plan, 'agents'>,
  queue: Queue,
  wait: Wait = anybodys,
  is: (agent: AgentName) => boolean = () => true,
): boolean {
  const isAble = (agent: AgentName, needs: Expression): boolean =>
    failingPart(needs, plan.agents[agent]?.skills ?? {}) === undefined;
  const own = allOf([queue.needs, wait.needs]);
  if (queue.members.some((agent) => is(agent) && isAble(agent, own))) return true;
  return widenings(queue, wait).some(({ members, needs, lower, anyone }) => {
    const needed = anyone ? anything : lowered(allOf([needs, wait.needs]), lower);
    return members.some((agent) => is(agent) && isAble(agent, needed));
  });
}

/** Everybody whom the queue may ever ask. */
export const everAsked = (queue: Queue, wait: Wait): readonly AgentName[] => [
  ...new Set([...queue.members, ...widenings(queue, wait).flatMap(({ members }) => members)]),
];

/** Those that come into force before the caller goes on. */
const widenings = ({ widen = [] }: Queue, wait: Wait) =>
  widen.filter(({ after }) => wait.for === undefined || after < wait.for);

/** `anna has german 8, vip 0`, of the first few. */
export function levelsInWords(
  plan: Pick<Plan, 'agents'>,
  agents: readonly AgentName[],
  skills: readonly string[],
): SaidHint {
  const has = (agent: string, skill: string): number => plan.agents[agent]?.skills[skill] ?? 0;
  const [first, ...more] = agents.slice(0, 5).map((agent) => {
    const levels = skills.map((skill) => `${skill} ${has(agent, skill)}`).join(', ');
    return phrase('agent_has', { agent, skills: levels });
  });
  const levels = more.reduce<SaidWord>(
    (one, other) => phrase('one_and_other', { one, other }),
    first ?? phrase('no_agents'),
  );
  return phrase('levels_are', { levels });
}
