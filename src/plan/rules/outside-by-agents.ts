/** Which outside numbers agents may dial at their phones. Nothing, unless the plan says who. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isExtension } from '../../shared/number/extension.ts';
import type { AgentName, FlowId, Plan } from '../model.ts';
import { fits, type NotCalled } from './outside-number.ts';

/** Where a call goes on that an agent has made to an outside number, if it does not come about. */
export const outsideCallFlow = 'outside call' as FlowId;
/** Where the call of somebody goes on whom an agent has called and then transferred or parked, if no agent is reached. */
export const calledIsOver = {
  outside: 'outside call over' as FlowId,
  colleague: 'call over' as FlowId,
};

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
  plan: Pick<Plan, 'country' | 'outsideCalls'>,
): NotCalled | undefined {
  const { byAgents } = plan.outsideCalls;
  if (!byAgents?.who.includes(agent)) return no(`${agent} may not dial outside numbers`);
  const forbidden = whyForbidden(number, plan);
  if (forbidden) return forbidden;
  return byAgents.numbers === undefined || isAmong(byAgents.numbers, number, plan)
    ? undefined
    : no('agents may not dial this number');
}

/** @returns why no agent may have the number called, not for a caller whom they transfer either; undefined: they may */
export function whyForbidden(
  number: string,
  plan: Pick<Plan, 'country' | 'outsideCalls'>,
): NotCalled | undefined {
  return isAmong(plan.outsideCalls.byAgents?.forbidden ?? [], number, plan)
    ? no('agents may not dial this number (forbidden)')
    : undefined;
}

const no = (because: string): NotCalled => ({ code: 'outside_not_allowed', because });

/** As the whole number, or as the plan's country writes its own. */
function isAmong(patterns: readonly string[], number: string, { country }: Pick<Plan, 'country'>): boolean {
  if (patterns.length === 0) return false;
  const read = parsePhoneNumberFromString(number);
  const forms = read?.country === country ? [number, read.formatNational().replaceAll(/\D/g, '')] : [number];
  return patterns.some((pattern) => forms.some((form) => fits(form, pattern)));
}
