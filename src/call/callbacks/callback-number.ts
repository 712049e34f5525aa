/**
 * Numbers that may be called back. Callers can enter anything, so a premium-rate number, a number of the plan, or a
 * number that the plan does not allow (`outside calls`) must be refused.
 */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Plan } from '../../plan/model.ts';
import { type NotCalled, whyNotCalled } from '../../plan/rules/outside-number.ts';
import { isExtension } from '../../shared/number/extension.ts';

export type Callable = { readonly ok: true; readonly number: string } | ({ readonly ok: false } & NotCalled);

/** Who has such a number pays the usual price to be called. Not among them: premium, shared cost, pagers, free ones. */
const usual: ReadonlySet<string> = new Set(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP']);

/** @param written as keyed in, or as the network sent it: national numbers are of the plan's country */
export function callable(written: string, plan: Plan): Callable {
  const text = written.replace(/^00/, '+');
  const country = isSupportedCountry(plan.country) ? plan.country : undefined;
  const read = parsePhoneNumberFromString(text, {
    ...(country && { defaultCountry: country }),
    extract: false,
  });
  // An extension of the house that the call came from: outside, the same digits ring a stranger.
  if (!read?.isValid() || isExtension(written, plan.country))
    return { ok: false, code: 'number_not_whole', because: 'it is not a whole number' };
  const { number } = read;
  const type = read.getType() ?? 'unknown';
  if (!usual.has(type)) {
    const because = `it is of the kind ${type.toLowerCase().replaceAll('_', ' ')}`;
    return { ok: false, code: 'number_not_usual', because };
  }
  const ours = [number, number.slice(1), read.formatNational().replaceAll(/\D/g, '')];
  if (ours.some((one) => plan.numbers[one] !== undefined))
    return { ok: false, code: 'number_is_ours', because: 'it is a number of the plan' };
  const against = whyNotCalled(number, plan);
  return against === undefined ? { ok: true, number } : { ok: false, ...against };
}
