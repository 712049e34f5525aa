/** Which survey a talk comes under, and how its questions are written. */
import type { AgentName, Language, Plan, Prompt, QueueName, Survey } from '../model.ts';

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

/** A question for an e-mail: as it was written for one, or else as it is spoken. Empty: there is no text. */
export function writtenIn(
  prompt: Prompt,
  own: Readonly<Record<Language, string>> | undefined,
  language: Language,
): string {
  const text = own?.[language] ?? Object.values(own ?? {})[0];
  if (text !== undefined) return text;
  const parts = prompt[language] ?? Object.values(prompt)[0] ?? [];
  return parts
    .flatMap((part) => ('text' in part && part.text !== undefined ? [part.text] : []))
    .join(' ')
    .trim();
}
