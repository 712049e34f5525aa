/**
 * `rtp_plan.conf`: whether Asterisk speaks ICE, which is for browsers. It would prepare it for every leg, whether its endpoint
 * uses it or not: a twentieth of the CPU of a call.
 */
import type { Translated } from './translated-address.ts';

/** @param outside where others reach this machine from outside its network, if it is behind NAT: browsers at home are told it as well */
export function rtpFile(hasBrowserPhones: boolean, outside?: Translated): string {
  const lines = [
    '; Written by Cordboard from its plan: ICE, if there is a browser phone.',
    `icesupport = ${hasBrowserPhones ? 'yes' : 'no'}`,
  ];
  if (hasBrowserPhones && outside)
    lines.push('[ice_host_candidates]', `${outside.local} => ${outside.public},include_local_address`);
  return `${lines.join('\n')}\n`;
}
