/** What may be written for each language by itself, put under the languages of the plan. */

import { phrase } from '../../shared/findings/said.ts';
import type { ByLanguage } from '../form/by-language.ts';
import { clean } from '../form/collections.ts';
import type { Language } from '../model.ts';
import { type Report, table } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';

/** In every language; what is missing is taken from the plan's own, or from the key. */
export function titleOf(
  key: string,
  source: { readonly name?: ByLanguage<string> | undefined } | undefined,
  languages: readonly Language[],
): Readonly<Record<Language, string>> {
  const [own = 'en'] = languages;
  const title = source?.name ? inLanguages(source.name, languages) : {};
  return table(languages.map((language) => [language, title[language] ?? title[own] ?? key]));
}

/** Of all languages together. */
export const textsOf = (
  written: ByLanguage<readonly string[]> | undefined,
  languages: readonly Language[],
): readonly string[] => (written ? Object.values(inLanguages(written, languages)).flat() : []);

/** What is written for everybody stands under each language. */
export function inLanguages<T>(
  { all, byLanguage = [] }: ByLanguage<T>,
  languages: readonly Language[],
): Readonly<Record<Language, T>> {
  if (all !== undefined) return table(languages.map((language) => [language, all]));
  return table(
    byLanguage.flatMap(({ name, value }) =>
      value === undefined || !languages.includes(name) ? [] : [[name, value] as const],
    ),
  );
}

export function refuseOtherLanguages(
  written: ByLanguage<unknown> | undefined,
  languages: readonly Language[],
  to: Report,
): void {
  for (const { name, at } of written?.byLanguage ?? []) {
    if (!languages.includes(name))
      to.error(at, phrase('not_a_language_of_this_plan', { name: clean(name) }), suggestion(name, languages));
  }
}

/** In every language of the plan: what is missing in one is said in the first. Undefined: nothing is written. */
export function inEachLanguage(
  written: ByLanguage<string> | undefined,
  languages: readonly Language[],
  to: Report,
): Readonly<Record<Language, string>> | undefined {
  if (!written) return undefined;
  refuseOtherLanguages(written, languages, to);
  const said = inLanguages(written, languages);
  const [own = 'en'] = languages;
  const first = said[own] ?? Object.values(said)[0] ?? '';
  return table(languages.map((language) => [language, said[language] ?? first]));
}
