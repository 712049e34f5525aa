/** The texts of the console in the language of the person. English comes with the page, the others when they are asked for. */
import { signal } from '@preact/signals';
import { en } from './en/index.ts';
import { type FailureWords, type RemedyWords, speakOfFailures } from './failures.ts';
import type { Like } from './like.ts';

export type Words = Like<typeof en>;

export const languages = {
  en: { title: 'English', load: () => Promise.resolve(en) },
  de: { title: 'Deutsch', load: async () => (await import('./de/index.ts')).de },
  ru: { title: 'Русский', load: async () => (await import('./ru/index.ts')).ru },
  'zh-Hant': { title: '繁體中文', load: async () => (await import('./zh-Hant/index.ts')).zhHant },
  el: { title: 'Ελληνικά', load: async () => (await import('./el/index.ts')).el },
  sl: { title: 'Slovenščina', load: async () => (await import('./sl/index.ts')).sl },
} as const satisfies Readonly<Record<string, { title: string; load: () => Promise<Words> }>>;

export type Language = keyof typeof languages;

/** What goes wrong, and what to do about it, in each language but the engine's own. */
const failureTexts = {
  de: async () => ({ ...(await import('./de/failures.ts')), ...(await import('./de/remedies.ts')) }),
  ru: async () => ({ ...(await import('./ru/failures.ts')), ...(await import('./ru/remedies.ts')) }),
  'zh-Hant': async () => ({
    ...(await import('./zh-Hant/failures.ts')),
    ...(await import('./zh-Hant/remedies.ts')),
  }),
  el: async () => ({ ...(await import('./el/failures.ts')), ...(await import('./el/remedies.ts')) }),
  sl: async () => ({ ...(await import('./sl/failures.ts')), ...(await import('./sl/remedies.ts')) }),
} as const satisfies Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ failures: FailureWords; remedies: RemedyWords }>>
>;

/** Not offered: texts that are longer and accented, to see what does not fit and what is not translated. */
const pseudo = 'en-XA';

const words = signal<Words>(en);
/** A language tag, for dates and numbers. */
export const language = signal<Language | typeof pseudo>('en');

/** The texts. A component that calls this is drawn again when the language changes. */
export const t = (): Words => words.value;

/** `de-AT` is spoken as German, `zh-TW` as Chinese in traditional letters. */
const languageOf = (tag: string): Language | undefined => {
  const [wanted] = tag.split('-');
  return (Object.keys(languages) as Language[]).find((each) => each.split('-')[0] === wanted);
};

export async function speak(tag: Language | typeof pseudo): Promise<void> {
  const [texts] = await Promise.all([
    tag === pseudo ? (await import('./pseudo.ts')).pseudo : languages[tag].load(),
    speakOfFailures(tag === pseudo || tag === 'en' ? undefined : failureTexts[tag]),
  ]);
  words.value = texts;
  language.value = tag;
  document.documentElement.lang = tag;
}

const kept = 'cordboard.language';

export async function chooseLanguage(tag: Language): Promise<void> {
  localStorage.setItem(kept, tag);
  await speak(tag);
}

/** What was chosen on this device, else what the person's account says, else what the browser asks for. */
export async function speakAsUsual(account?: string): Promise<void> {
  const chosen = localStorage.getItem(kept);
  if (chosen === pseudo) return await speak(pseudo);
  const wanted = [chosen, account, ...navigator.languages].filter((tag) => typeof tag === 'string');
  const found = wanted.map(languageOf).find((tag) => tag !== undefined);
  await speak(found ?? 'en');
}
