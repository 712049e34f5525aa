/** The languages that callers can hear; the first is the plan's own. */
import type { PlanSource } from '../language.ts';
import type { Language } from '../model.ts';
import { startOf } from '../source/position.ts';
import type { Report } from '../source/report.ts';
import { builtIn } from './built-in.ts';

export function compileLanguages(source: PlanSource, file: string, to: Report): readonly Language[] {
  const { language, languages } = source;
  if (language && languages) {
    const hint = 'remove language:; the first of languages: is the default';
    to.error(language.at, "the plan has both 'language' and 'languages'", hint);
  }
  if (!('language' in source || 'languages' in source)) {
    to.error(startOf(file), "the plan has no 'language'", 'such as language: en');
  }
  if (languages?.length === 0) to.error(startOf(file), "'languages' is empty", 'such as languages: [en, de]');
  const all = languages ?? (language ? [language] : []);
  for (const { value, at } of source.spoken ? [] : all) {
    const hint = 'write your own prompts under spoken:, and a greeting for each voicemail';
    if (!builtIn(value)) to.warning(at, `there are no built-in prompts in '${value}'`, hint);
  }
  return [...new Set(all.map(({ value }) => value))];
}
