/** Which outside numbers agents may dial at their phones. Nothing, unless the plan says who. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isExtension } from '../../shared/number/extension.ts';
import type { AgentName, FlowId, Plan } from '../model.ts';
import { fits, type NotCalled } from './outside-number.ts';

/** Where a call goes on that an agent has made to an outside number, if it does not come about. */
export const outsideCallFlow = 'outside call' as FlowId;
export const outsideCallExits = {
  busy: 'outside call/busy' as FlowId,
  noAnswer: 'outside call/no answer' as FlowId,
  unreachable: 'outside call/not possible' as FlowId,
};

/** In E.164, as the plan's country dials it; undefined: it is no whole number. */
export function wholeNumber(dialled: string, { country }: Pick<Plan, 'country'>): string | undefined {
  const read = parsePhoneNumberFromString(dialled.replace(/^00/, '+'), {
    ...(isSupportedCountry(country) ? { defaultCountry: country } : {}),
    extract: false,
  });
  return read?.isValid() && !isExtension(dialled, country) ? read.number : undefined;
}

/** @returns why that agent may not dial the number, whatever else the plan allows; undefined: they may */
export function whyNotDialled(
  agent: AgentName,
  number: string,
  { country, outsideCalls: { byAgents } }: Pick<Plan, 'country' | 'outsideCalls'>,
): NotCalled | undefined {
  const no = (because: string): NotCalled => ({ code: 'outside_not_allowed', because });
  if (!byAgents?.who.includes(agent)) return no(`${agent} may not dial outside numbers`);
  const national = parsePhoneNumberFromString(number)?.formatNational().replaceAll(/\D/g, '');
  const isHere = parsePhoneNumberFromString(number)?.country === country;
  const forms = [number, ...(isHere && national !== undefined ? [national] : [])];
  const among = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => forms.some((form) => fits(form, pattern)));
  if (among(byAgents.forbidden)) return no('agents may not dial this number (forbidden)');
  return byAgents.numbers === undefined || among(byAgents.numbers)
    ? undefined
    : no('agents may not dial this number');
}
