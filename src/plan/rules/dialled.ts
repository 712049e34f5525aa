import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { memoize } from '../../shared/memoize.ts';
import { isExtension } from '../../shared/number/extension.ts';
import type { FlowId, Plan } from '../model.ts';

/** What was dialled, as it came in the user part of a SIP URI. */
export interface Dialled {
  readonly dialled: string;
  /** Where the network has routed a number that was ported (`rn`, RFC 4694). */
  readonly routingNumber?: string;
}

/**
 * Carriers send parameters behind the number, in the user part itself: `199;npdi;rn=+49301`, `;phone-context=+49`,
 * `;isub=1` (RFC 3966, 4694). They say how a call has come here, and are no part of what was dialled.
 */
export function readDialled(sent: string): Dialled {
  const [dialled = '', ...parameters] = sent.split(';');
  const [routingNumber] = parameters.flatMap((one) => (/^rn=([+0-9A-Fa-f().-]+)$/i.exec(one) ?? []).slice(1));
  return { dialled, ...(routingNumber === undefined ? {} : { routingNumber }) };
}

/**
 * A dialled number as the plan writes it, in whatever form a provider sends it. The plus of an international number may
 * be missing on either side.
 */
export function numberOf(plan: Plan, dialled: string): string | undefined {
  const sent = readDialled(dialled).dialled;
  const bare = sent.replace(/^\+/, '');
  return (
    [sent, bare, `+${bare}`].find((written) => plan.numbers[written] !== undefined) ??
    otherForms(plan).get(sent)
  );
}

/**
 * The other forms in which a provider may send a number of the plan: `+49 30 5550123` as `0049305550123`, `0305550123`
 * or `305550123`. A form that could mean two numbers means neither, and one that the plan writes itself is only that.
 */
const otherForms = memoize(({ numbers, country }: Pick<Plan, 'numbers' | 'country'>) => {
  const forms = new Map<string, string | undefined>();
  for (const number of Object.keys(numbers)) {
    for (const form of formsOf(number, country)) {
      if (numbers[form] === undefined) forms.set(form, forms.has(form) ? undefined : number);
    }
  }
  return new Map([...forms].flatMap(([form, number]) => (number === undefined ? [] : [[form, number]])));
});

/** Undefined: it is an extension, or nothing that could be dialled from outside. */
export function formsOf(number: string, country: string): ReadonlySet<string> {
  if (isExtension(number, country) || !isSupportedCountry(country)) return new Set();
  const parsed = parsePhoneNumberFromString(number, { defaultCountry: country, extract: false });
  if (!parsed?.isValid()) return new Set();
  const international = parsed.number.slice(1);
  const forms = [parsed.number, international, `00${international}`];
  if (parsed.countryCallingCode !== getCountryCallingCode(country)) return new Set(forms);
  const national = parsed.nationalNumber;
  const withPrefix = parsed.formatNational().replaceAll(/\D/g, '');
  return new Set([...forms, withPrefix, ...(isExtension(national, country) ? [] : [national])]);
}

/** The flow of a dialled number. */
export function flowFor(plan: Plan, dialled: string): FlowId {
  const number = numberOf(plan, dialled);
  return (number === undefined ? undefined : plan.numbers[number]) ?? plan.unknownNumber;
}
