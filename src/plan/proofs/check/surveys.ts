/** Surveys that no caller is ever asked: another comes first, or none of their agents serves their queues. */
import { phrase, type SaidFinding, type SaidHint } from '../../../shared/findings/said.ts';
import type { AgentName, Plan, QueueName, Survey } from '../../model.ts';
import type { Problem } from './problem.ts';

export function neverAsked(plan: Plan): readonly Problem[] {
  const surveys = Object.values(plan.surveys ?? {});
  return surveys.flatMap((survey, i): readonly Problem[] => {
    const before = surveys.slice(0, i).find((earlier) => covers(earlier, survey));
    if (before)
      return [
        warning(
          survey,
          phrase('survey_comes_second', { survey: survey.name, first: before.name }),
          phrase('move_before', { first: before.name }),
        ),
      ];
    if (survey.queues && survey.agents && !survey.queues.some((queue) => serves(plan, queue, survey.agents)))
      return [
        warning(
          survey,
          phrase('survey_agents_without_queues', { survey: survey.name }),
          phrase('add_an_agent_or_remove'),
        ),
      ];
    return [];
  });
}

/** Every talk of the second is one of the first. */
const covers = (first: Survey, second: Survey): boolean =>
  (['queues', 'agents', 'languages'] as const).every((what) => {
    const [wide, narrow] = [first[what], second[what]] as readonly (readonly string[] | undefined)[];
    return wide === undefined || (narrow?.every((one) => wide.includes(one)) ?? false);
  });

function serves(plan: Plan, queue: QueueName, agents: readonly AgentName[] = []): boolean {
  const { members = [], widen = [] } = plan.queues[queue] ?? {};
  const all = new Set([...members, ...widen.flatMap((step) => step.members ?? [])]);
  return agents.some((agent) => all.has(agent));
}

const warning = ({ name }: Survey, message: SaidFinding, hint: SaidHint): Problem => ({
  severity: 'warning',
  about: `survey ${name}`,
  message,
  hint,
});
