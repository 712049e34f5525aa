/** Which survey a talk comes under. */
import type { AgentName, Language, Plan, QueueName, Survey } from '../model.ts';

interface Surveyed {
  /** If omitted: the talk came from no queue. */
  readonly queue?: QueueName | undefined;
  readonly agent: AgentName;
  readonly language: Language;
}

/** The first that fits. Its share has not been looked at. */
export const surveyOf = (plan: Plan, talk: Surveyed): Survey | undefined =>
  Object.values(plan.surveys ?? {}).find((survey) => fits(survey, talk));

const fits = ({ queues, agents, languages }: Survey, { queue, agent, language }: Surveyed): boolean =>
  (queues === undefined || (queue !== undefined && queues.includes(queue))) &&
  (agents?.includes(agent) ?? true) &&
  (languages?.includes(language) ?? true);
