/**
 * Whom the plan lets us call outside. Nothing is called that the plan does not allow: by a country, by a pattern, or by
 * the number itself in a `ring` step. Numbers that cost extra are refused even then, unless the plan says `premium`.
 *
 * What kind a number is comes from libphonenumber's metadata; kinds that it does not know are no harm, because such a
 * number is of no country either, and so needs a pattern.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { NumberCode } from '../../shared/failures/numbers.ts';
import type { Plan } from '../model.ts';

const costsExtra: ReadonlySet<string> = new Set(['PREMIUM_RATE', 'SHARED_COST']);

export interface NotCalled {
  readonly code: NumberCode;
  /** In words, for the journal. */
  readonly because: string;
}

/** @returns why the number is not called; undefined: it may be */
export function whyNotCalled(
  number: string,
  { country, outsideCalls }: Pick<Plan, 'country' | 'outsideCalls'>,
): NotCalled | undefined {
  const bare = number.replace(/^00/, '+');
  const parsed = parsePhoneNumberFromString(bare, { defaultCountry: country as CountryCode, extract: false });
  if (!outsideCalls.premium && costsExtra.has(parsed?.getType() ?? ''))
    return { code: 'number_costs_extra', because: 'it is a premium-rate or shared-cost number' };
  const forms = [number, bare, ...(parsed ? [parsed.number] : [])];
  if (forms.some((form) => outsideCalls.written.includes(form))) return undefined;
  if (outsideCalls.numbers.some((pattern) => forms.some((form) => fits(form, pattern)))) return undefined;
  const isOf = parsed?.isValid() === true ? parsed.country : undefined;
  if (isOf !== undefined && outsideCalls.countries.includes(isOf)) return undefined;
  return { code: 'outside_not_allowed', because: 'the plan does not allow calls to this number' };
}

export function fits(number: string, pattern: string): boolean {
  return pattern.endsWith('*') ? number.startsWith(pattern.slice(0, -1)) : number === pattern;
}
