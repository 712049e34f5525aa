/** What there is to know of a SIP message (RFC 3261) for a ladder: what it is, and to which dialog it belongs. Pure. */

export interface SipMessage {
  /** From the `Call-ID`. */
  readonly dialog: string;
  /** Of a response: that of the request it answers (`CSeq`). */
  readonly method: string;
  /** If omitted: it is a request. */
  readonly status?: number;
  /** The words after the status. */
  readonly reason?: string;
  /** The number of the `CSeq`. */
  readonly sequence: number;
  readonly hasSdp: boolean;
}

/** Undefined: it is none that we can read. */
export function readSip(text: string): SipMessage | undefined {
  const start = /^(?:SIP\/2\.0 (\d{3}) ?([^\r\n]*)|([A-Z]+) \S+ SIP\/2\.0)\r?\n/.exec(text);
  const dialog = /^(?:Call-ID|i)[ \t]*:[ \t]*(\S+)/im.exec(text)?.[1];
  const sequence = /^CSeq[ \t]*:[ \t]*(\d+)[ \t]+([A-Z]+)/im.exec(text);
  if (!start || dialog === undefined || !sequence) return undefined;
  const [, status, reason] = start;
  return {
    dialog,
    method: sequence[2] ?? '',
    sequence: Number(sequence[1]),
    ...(status !== undefined && { status: Number(status), reason: reason ?? '' }),
    hasSdp: /^(?:Content-Type|c)[ \t]*:[ \t]*application\/sdp/im.test(text),
  };
}

/** Log-ins, subscriptions and checks whether a phone is there: of no call, and the most of all that is sent. */
const ofNoCall = new Set(['REGISTER', 'OPTIONS', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE']);

export const isOfNoCall = ({ method }: SipMessage): boolean => ofNoCall.has(method);
