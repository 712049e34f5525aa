import type { z } from 'zod';
import type { libraryFile, promptList, soundList } from '../../contract/sound-library.ts';
import type { Plan } from '../../plan/model.ts';
import { libraryMusic } from '../../plan/rules/music.ts';
import { languagesMissing, librarySoundsIn, promptsIn, soundUses } from '../../plan/rules/prompts.ts';
import { partInWords } from '../../plan/words/in-words.ts';
import type { LibrarySound } from '../../ports/sounds.ts';
import { iso } from '../times.ts';

export const fileView = ({
  language,
  length,
  bytes,
  changedAt,
}: LibrarySound): z.infer<typeof libraryFile> => ({
  language,
  lengthMs: length,
  bytes,
  changedAt: iso(changedAt),
});

/** What there is, and what the plan plays although there is none. */
export function soundsView(plan: Plan, kept: readonly LibrarySound[]): z.infer<typeof soundList> {
  const uses = soundUses(plan);
  const names = new Set([...kept.map(({ name }) => name), ...uses.keys()]);
  const greetings = promptsIn(plan).filter(({ recordedAs }) => recordedAs !== undefined);
  const music = libraryMusic(plan);
  /** Music is the same in all languages. */
  const wanted = (name: string): readonly string[] =>
    music.has(name) && uses.get(name)?.length === music.get(name)?.length ? [plan.language] : plan.languages;
  const sounds = [...names].toSorted().map((name) => {
    const greets = greetings.filter(({ recordedAs }) => recordedAs === name).map(({ where }) => where);
    const files = kept.filter((one) => one.name === name);
    const has = new Set(files.map(({ language }) => language));
    return {
      name,
      files: files.map(fileView),
      missing: wanted(name).filter((language) => !has.has(language)),
      usedBy: [...new Set([...(uses.get(name) ?? []), ...greets])],
    };
  });
  return { languages: [...plan.languages], sounds };
}

export function promptsView(
  plan: Plan,
  version: number,
  kept: readonly LibrarySound[],
): z.infer<typeof promptList> {
  const there = new Set(kept.map(({ name, language }) => `${name} ${language}`));
  const has = (name: string, language: string): boolean => there.has(`${name} ${language}`);
  const isKept = (name: string): boolean => kept.some((one) => one.name === name);
  const prompts = promptsIn(plan).map(({ where, prompt, recordedAs }, id) => ({
    id,
    where,
    words: Object.fromEntries(
      Object.entries(prompt).map(([language, parts]) => [language, parts.map(partInWords).join(' ')]),
    ),
    ...(recordedAs !== undefined && isKept(recordedAs)
      ? { missing: plan.languages.filter((language) => !has(recordedAs, language)), sounds: [recordedAs] }
      : {
          missing: [...languagesMissing(prompt, plan.languages, has)],
          sounds: [...librarySoundsIn(prompt)],
        }),
  }));
  return { version, languages: [...plan.languages], prompts };
}
