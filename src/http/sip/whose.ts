/** Which requests a page may send through the proxy. All others are answered there. */
import type { SipRequest } from './message.ts';

/** What a phone sends in the course of calls and registrations. */
const methods: ReadonlySet<string> = new Set([
  'REGISTER',
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'UPDATE',
  'REFER',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
]);
/** Who makes one call has no registration, and transfers nobody. */
const callersMethods: ReadonlySet<string> = new Set([
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'UPDATE',
  'PRACK',
]);

/**
 * Within a call that came, From is what the call was sent to: the address under which the page had registered. Whose call it is,
 * Asterisk knows by its tags, which nobody else has seen.
 */
export const ownPhoneSends =
  (account: string) =>
  ({ method, from, to, inDialog }: SipRequest): boolean => {
    if (!methods.has(method)) return false;
    if (method === 'REGISTER') return from === account && to === account;
    return inDialog || from === account;
  };

/** One call, to that number; a second needs another websocket. */
export function oneCall(account: string, number: string): (request: SipRequest) => boolean {
  let hasCalled = false;
  return ({ method, from, to, inDialog }) => {
    if (!callersMethods.has(method)) return false;
    if (inDialog) return true;
    if (from !== account || to !== number || (method === 'INVITE' && hasCalled)) return false;
    hasCalled ||= method === 'INVITE';
    return true;
  };
}
