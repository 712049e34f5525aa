/** The passwords of phones and lines, made before Asterisk hears of them. */

import type { Plan } from '../plan/model.ts';
import { callerPageLine } from '../plan/rules/caller-page.ts';
import { allPhones, browserPhones } from '../plan/rules/phones.ts';
import { forward } from '../ports/forward.ts';
import type { Telephony } from '../ports/telephony.ts';
import type { SipUsers } from '../settings/credentials.ts';

export function sipUsers(plan: Plan): SipUsers {
  const inBrowser = browserPhones(plan);
  return {
    phones: allPhones(plan).filter((phone) => !inBrowser.includes(phone)),
    browserPhones: [...inBrowser, ...(plan.callerPage ? [callerPageLine] : [])],
    lines: Object.keys(plan.lines),
  };
}

/** A plan may bring phones and lines that have no password yet: one is made before they are told to Asterisk. */
export function provisionedWithCredentials(
  telephony: Telephony,
  ensure: (plan: Plan) => Promise<void>,
): Telephony {
  return {
    ...forward(telephony),
    provision: async (plan) => {
      await ensure(plan);
      await telephony.provision(plan);
    },
  };
}
