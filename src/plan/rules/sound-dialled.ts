/** What a phone that is rung for the recording of a sound dials: `sound.welcome.en`. */
import type { Language } from '../model.ts';

const form = /^sound\.([a-z0-9][a-z0-9_-]{0,49})\.([A-Za-z0-9-]{2,20})$/;

export const dialForSound = (sound: string, language: Language): string => `sound.${sound}.${language}`;

export function soundDialled(
  dialled: string,
): { readonly sound: string; readonly language: Language } | undefined {
  const [, sound, language] = form.exec(dialled) ?? [];
  return sound === undefined || language === undefined ? undefined : { sound, language };
}
