/** The languages that callers can hear; the first is the plan's own. */
import { phrase } from '../../shared/findings/said.ts';
import type { PlanSource } from '../language.ts';
import type { Language } from '../model.ts';
import { startOf } from '../source/position.ts';
import type { Report } from '../source/report.ts';
import { builtIn } from './built-in.ts';

export function compileLanguages(source: PlanSource, file: string, to: Report): readonly Language[] {
  const { language, languages } = source;
  if (language && languages) {
    const hint = phrase('remove_language');
    to.error(language.at, phrase('language_and_languages'), hint);
  }
  if (!('language' in source || 'languages' in source)) {
    to.error(
      startOf(file),
      phrase('plan_has_no', { key: 'language' }),
      phrase('such_as_key', { key: 'language', example: 'en' }),
    );
  }
  if (languages?.length === 0)
    to.error(
      startOf(file),
      phrase('languages_empty'),
      phrase('such_as_key', { key: 'languages', example: '[en, de]' }),
    );
  const all = languages ?? (language ? [language] : []);
  for (const { value, at } of source.spoken ? [] : all) {
    const hint = phrase('write_your_own_prompts');
    if (!builtIn(value)) to.warning(at, phrase('no_built_in_prompts', { language: value }), hint);
  }
  return [...new Set(all.map(({ value }) => value))];
}
