import type { AnnouncementView } from '../../contract/announcement.ts';
import type { Language, Plan, Prompt } from '../../plan/model.ts';
import { librarySoundsIn } from '../../plan/rules/prompts.ts';
import type { Floor } from '../../ports/operations.ts';
import { iso } from '../times.ts';

type Announcement = ReturnType<Floor['announcements']>[number];

export function announcementView({ place, prompt, until, since, by }: Announcement): AnnouncementView {
  const [sound] = librarySoundsIn(prompt);
  const words = Object.entries(prompt).flatMap(([language, parts]) => {
    const text = parts.map((part) => ('text' in part ? (part.text ?? '') : '')).join(' ');
    return text === '' ? [] : [[language, text] as const];
  });
  return {
    ...place,
    words: Object.fromEntries(words),
    ...(sound !== undefined && { sound }),
    until: iso(until),
    since: iso(since),
    by,
  };
}

/** With a sound, callers of every language hear it; the words are spoken where it is missing. */
export function promptOf(
  { language, languages }: Pick<Plan, 'language' | 'languages'>,
  text: string | Readonly<Record<Language, string>> | undefined,
  sound: string | undefined,
): Prompt {
  const words = typeof text === 'string' ? { [language]: text } : (text ?? {});
  if (sound === undefined)
    return Object.fromEntries(
      Object.entries(words).map(([spoken, said]) => [spoken, [{ kind: 'text', text: said }]]),
    );
  return Object.fromEntries(
    languages.map((spoken) => {
      const [textIn, said] =
        words[spoken] === undefined ? [language, words[language]] : [spoken, words[spoken]];
      return [spoken, [{ kind: 'library', name: sound, ...(said !== undefined && { text: said, textIn }) }]];
    }),
  );
}
