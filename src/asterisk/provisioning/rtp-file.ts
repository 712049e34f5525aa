/**
 * `rtp_plan.conf`: whether Asterisk speaks ICE, which is for browsers. It would prepare it for every leg, whether its endpoint
 * uses it or not: a twentieth of the CPU of a call.
 */
export const rtpFile = (hasBrowserPhones: boolean): string =>
  `; Written by Cordboard from its plan: ICE, if there is a browser phone.\nicesupport = ${hasBrowserPhones ? 'yes' : 'no'}\n`;
