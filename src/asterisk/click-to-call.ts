/**
 * Has a phone make a call: Asterisk rings the phone, and once it is picked up, it dials in the phone's own context. So the
 * call arrives as if the agent had dialled, with all that follows from it; should no engine be there by then, the dialplan
 * has it, as it has every call.
 */
import type { Performed } from '../ports/telephony.ts';
import type { AriLink } from './ari/ari-link.ts';
import { callerId } from './caller-id.ts';
import { performed } from './outcomes.ts';
import { endpointName } from './performer.ts';

/** Seconds. */
const ringsFor = 30;
/** Nothing that means anything to the dialplan. */
const mayBeDialled = /^[A-Za-z0-9+*#._-]{1,40}$/;

export async function dialFrom(
  link: Pick<AriLink, 'request'>,
  phone: string,
  to: string,
): Promise<Performed> {
  if (!endpointName.test(phone) || !mayBeDialled.test(to))
    return { outcome: 'refused', reason: `${phone} cannot dial ${JSON.stringify(to)}` };
  const parameters = {
    endpoint: `PJSIP/${phone}`,
    extension: to,
    context: 'from-phone',
    priority: 1,
    timeout: ringsFor,
  };
  // The phone shows who is about to be called; to the others the call is the phone's.
  const variables = { 'CONNECTEDLINE(all,i)': callerId('', to), 'CALLERID(num)': phone };
  return performed(await link.request('channels', 'originate', parameters, { variables }));
}
