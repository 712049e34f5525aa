/** Whose voicemails are whose, and what callers hear there. */
import type { AgentName, Language, Plan, Prompt, Voicemail, VoicemailName } from '../model.ts';

/** What the agent hears at their phone: their own first, then those of their queues, in the order of the plan. */
export function voicemailsOf(plan: Plan, agent: AgentName): readonly Voicemail[] {
  const all = Object.values(plan.voicemails);
  const own = all.filter((voicemail) => voicemail.agent === agent);
  return [
    ...own,
    ...all.filter((voicemail) => !own.includes(voicemail) && isHeardBy(plan, voicemail, agent)),
  ];
}

function isHeardBy(plan: Plan, { queue }: Voicemail, agent: AgentName): boolean {
  return queue !== undefined && plan.queues[queue]?.members.includes(agent) === true;
}

/** Agents who hear it: for lamps, and for who may listen. */
export function listenersOf(
  plan: Pick<Plan, 'queues'>,
  { agent, queue }: Pick<Voicemail, 'agent' | 'queue'>,
): readonly AgentName[] {
  const members = queue === undefined ? [] : (plan.queues[queue]?.members ?? []);
  return agent === undefined || members.includes(agent) ? members : [agent, ...members];
}

/** The sound of the library that callers hear instead of the greeting in the plan. Names of sounds have no capitals. */
export const greetingSound = (voicemail: VoicemailName): string => `greeting-${voicemail.toLowerCase()}`;

/** The greeting that was recorded; the one in the plan while there is none. */
export const greetingOf = (
  { name, greeting }: Pick<Voicemail, 'name' | 'greeting'>,
  language: Language,
): Prompt => recordedOr(greetingSound(name), greeting, language);

export const recordedOr = (sound: string, otherwise: Prompt, language: Language): Prompt => ({
  [language]: [{ kind: 'greeting', sound, otherwise }],
});

/**
 * The voicemail whose greeting the agent records by a code: `wanted`, if they hear its messages; if omitted, the first that is
 * their own.
 */
export function greetingToRecord(
  plan: Pick<Plan, 'voicemails' | 'queues'>,
  agent: AgentName,
  wanted: VoicemailName | undefined,
): Voicemail | undefined {
  if (wanted === undefined) return Object.values(plan.voicemails).find((one) => one.agent === agent);
  const voicemail = plan.voicemails[wanted];
  return voicemail && listenersOf(plan, voicemail).includes(agent) ? voicemail : undefined;
}
