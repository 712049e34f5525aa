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

export function promptsIn(plan: Plan): readonly PlacedPrompt[] {
  return [
    ...Object.values(plan.flows).flatMap(({ title, steps }) =>
      steps.flatMap((step, index): PlacedPrompt[] => {
        const place = `${title}, step ${index + 1}`;
        const own = 'prompt' in step && step.prompt ? [{ where: place, prompt: step.prompt }] : [];
        const names =
          step.do === 'directory'
            ? step.entries.map((entry) => ({ where: `${place}, a name`, prompt: entry.title }))
            : [];
        return [...own, ...names];
      }),
    ),
    ...Object.values(plan.menus).map(({ name, prompt }) => ({ where: `menu ${name}`, prompt })),
    ...Object.values(plan.lookups ?? {}).flatMap(({ name, prompt, wrong, meanwhile }) => [
      { where: `lookup ${name}`, prompt },
      { where: `lookup ${name}, wrong`, prompt: wrong },
      ...(meanwhile ? [{ where: `lookup ${name}, meanwhile`, prompt: meanwhile }] : []),
    ]),
    ...Object.values(plan.voicemails).map(({ name, greeting }) => ({
      where: `voicemail ${name}`,
      prompt: greeting,
      recordedAs: greetingSound(name),
    })),
    ...Object.values(plan.queues).flatMap(({ name, announce, callback }) => [
      ...(announce?.say ? [{ where: `queue ${name}, announcement`, prompt: announce.say }] : []),
      ...(callback ? [{ where: `queue ${name}, callback`, prompt: callback.say }] : []),
    ]),
    ...(plan.limits.prompt ? [{ where: 'limits', prompt: plan.limits.prompt }] : []),
    ...Object.entries(plan.spoken).map(([name, prompt]) => ({ where: `spoken, ${name}`, prompt })),
  ];
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
