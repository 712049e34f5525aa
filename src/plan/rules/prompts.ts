/** Everything that a plan may ever say, and where it says it. */
import type { Language, Plan, Prompt, PromptPart } from '../model.ts';
import { libraryMusic } from './music.ts';
import { greetingSound } from './voicemails.ts';

export interface PlacedPrompt {
  /** As a person would name the place: `menu main`, `number 101, step 2`. */
  readonly where: string;
  readonly prompt: Prompt;
  /** The sound of the library that is played instead, once there is one. */
  readonly recordedAs?: string;
}

export const promptsIn = (plan: Plan): readonly PlacedPrompt[] => [...promptsOneByOne(plan)];

/** The same without a pause as long as all of them take: a plan may have thousands of steps. */
export function* promptsOneByOne(plan: Plan): Generator<PlacedPrompt> {
  for (const { title, steps } of Object.values(plan.flows))
    for (const [index, step] of steps.entries()) {
      if ('prompt' in step && step.prompt)
        yield { where: `${title}, step ${index + 1}`, prompt: step.prompt };
      if (step.do === 'directory')
        for (const entry of step.entries)
          yield { where: `${title}, step ${index + 1}, a name`, prompt: entry.title };
    }
  for (const { name, prompt } of Object.values(plan.menus)) yield { where: `menu ${name}`, prompt };
  for (const { name, prompt, wrong, meanwhile } of Object.values(plan.lookups ?? {})) {
    yield { where: `lookup ${name}`, prompt };
    yield { where: `lookup ${name}, wrong`, prompt: wrong };
    if (meanwhile) yield { where: `lookup ${name}, meanwhile`, prompt: meanwhile };
  }
  for (const { name, greeting } of Object.values(plan.voicemails))
    yield { where: `voicemail ${name}`, prompt: greeting, recordedAs: greetingSound(name) };
  for (const { name, announce, callback } of Object.values(plan.queues)) {
    if (announce?.say) yield { where: `queue ${name}, announcement`, prompt: announce.say };
    if (callback) yield { where: `queue ${name}, callback`, prompt: callback.say };
  }
  if (plan.limits.prompt) yield { where: 'limits', prompt: plan.limits.prompt };
  for (const [name, prompt] of Object.entries(plan.spoken)) yield { where: `spoken, ${name}`, prompt };
}

/** The sounds of the library that a prompt plays. */
export const librarySoundsIn = (prompt: Prompt): readonly string[] => [
  ...new Set(partsOf(prompt).flatMap((part) => (part.kind === 'library' ? [part.name] : []))),
];

/** Where each sound of the library is played. */
export function soundUses(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  for (const { where, prompt } of promptsIn(plan))
    for (const name of librarySoundsIn(prompt)) {
      const places = uses.get(name);
      if (places) places.push(where);
      else uses.set(name, [where]);
    }
  for (const [name, queues] of libraryMusic(plan))
    uses.set(name, [...(uses.get(name) ?? []), ...queues.map((queue) => `queue ${queue}, music`)]);
  return uses;
}

/**
 * The languages of the plan in which callers hear another language here, or nothing. `has`: whether the library has the sound in
 * that language.
 */
export function languagesMissing(
  prompt: Prompt,
  languages: readonly Language[],
  has: (sound: string, language: Language) => boolean,
): readonly Language[] {
  return languages.filter((language) => {
    const parts = prompt[language];
    return parts === undefined || parts.some((part) => isMissing(part, language, has));
  });
}

function isMissing(
  part: PromptPart,
  language: Language,
  has: (sound: string, language: Language) => boolean,
): boolean {
  if (part.kind !== 'library' || has(part.name, language)) return false;
  return part.text === undefined || (part.textIn ?? language) !== language;
}

const partsOf = (prompt: Prompt): readonly PromptPart[] => Object.values(prompt).flat();
