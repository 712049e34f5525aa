/** Which refusals of a phone count, and how many in a row make the phone unusable. */
import type { PhoneTrouble, RefusalCode, RefusalName } from '../model/agent.ts';
import type { Plan } from '../model.ts';

/** As an operator writes them, and the code that the journal has for them. */
export const refusalCodes: Readonly<Record<RefusalName, RefusalCode>> = {
  busy: 'phone_busy',
  declined: 'phone_declined',
  'do not disturb': 'phone_unavailable',
  forwarded: 'phone_forwards_calls',
  'no common codec': 'no_common_codec',
  'no such number': 'no_such_number',
};

const usual: PhoneTrouble = { after: 3, count: Object.values(refusalCodes) };

export const phoneTroubleIn = ({ phoneTrouble = usual }: Pick<Plan, 'phoneTrouble'>): PhoneTrouble =>
  phoneTrouble;

/** Undefined: such an end says nothing about the phone, or the plan does not count it. */
export function countedRefusal(plan: Pick<Plan, 'phoneTrouble'>, code: string): RefusalCode | undefined {
  const { after, count } = phoneTroubleIn(plan);
  return after === 0 ? undefined : count.find((each) => each === code);
}

/** `phone_unavailable` -> `do not disturb` */
export const refusalInWords = (code: RefusalCode): string =>
  Object.entries(refusalCodes).find(([, each]) => each === code)?.[0] ?? code;
