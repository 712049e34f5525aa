/** What people change in the sound library. */
import { librarySoundsIn, soundUses } from '../../plan/rules/prompts.ts';
import type { Answer } from '../../ports/gate.ts';
import type { Operations } from '../../ports/operations.ts';
import type { SoundKey, Sounds } from '../../ports/sounds.ts';

interface Needs {
  readonly sounds: Pick<Sounds, 'keep' | 'remove'>;
  readonly operations: Pick<Operations, 'plan' | 'announcements'>;
}

export async function keepSound(
  { sounds, operations }: Needs,
  { name, language, bytes }: SoundKey & { readonly bytes: Uint8Array },
): Promise<Answer<'keep_sound'>> {
  const { languages } = operations.plan().plan;
  if (!languages.includes(language)) {
    const because = `'${language}' is not a language of the plan; use one of: ${languages.join(', ')}`;
    return { done: false, code: 'bad_request', because };
  }
  const kept = await sounds.keep({ name, language }, bytes);
  if (kept.kept) return { done: true, sound: kept.sound };
  return { done: false, code: 'sound_not_usable', because: `the file cannot be used: ${kept.because}` };
}

/** In whatever language: the plan would fall back to another one without a word. */
export async function removeSound(
  { sounds, operations }: Needs,
  key: SoundKey,
): Promise<Answer<'remove_sound'>> {
  const announced = operations
    .announcements()
    .filter(({ prompt }) => librarySoundsIn(prompt).includes(key.name))
    .map(({ place }) => `the announcement in front of ${place.kind} ${place.name}`);
  const inPlan = soundUses(operations.plan().plan).get(key.name) ?? [];
  const [place, ...others] = [...inPlan, ...announced];
  if (place !== undefined) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return { done: false, code: 'sound_in_use', because: `${key.name} is played in: ${place}${more}` };
  }
  if (await sounds.remove(key)) return { done: true };
  const because = `there is no sound ${key.name} in ${key.language}`;
  return { done: false, code: 'no_such_sound', because };
}
