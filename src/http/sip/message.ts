/**
 * What the proxy has to know of a SIP message (RFC 3261), and no more: who sends it, and what for. It reads strictly; what
 * could be read in two ways is refused, so that Asterisk does not read what we have not.
 */
export type SipMessage = SipRequest | SipResponse;

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  /** User names. */
  readonly from: string;
  readonly to: string;
  /** It belongs to a call that there is: both sides have given it a tag. */
  readonly inDialog: boolean;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  /** Of the request that it answers. */
  readonly method: string;
  readonly hasContact: boolean;
}

const headEnd = '\r\n\r\n';

/** Undefined: it is no SIP message, or not one that can be read in one way only. */
export function readSip(text: string): SipMessage | undefined {
  const end = text.indexOf(headEnd);
  const [first = '', ...lines] = (end === -1 ? text : text.slice(0, end)).split('\r\n');
  // A folded line, a bare line feed or a NUL would let a header hide from us.
  if (end === -1 || lines.some((line) => /^[ \t]|[\n\r\0]/.test(line)) || /[\n\r\0]/.test(first))
    return undefined;
  if (!isWhole(lines, text.slice(end + headEnd.length))) return undefined;
  const one = (names: RegExp): string | undefined => {
    const found = lines.filter((line) => names.test(line));
    return found.length === 1 ? found[0]?.slice(found[0].indexOf(':') + 1).trim() : undefined;
  };
  const [from, to, cseq] = [one(/^(from|f)[ \t]*:/i), one(/^(to|t)[ \t]*:/i), one(/^cseq[ \t]*:/i)];
  const method = /^\d{1,10} ([A-Z]{1,20})$/.exec(cseq ?? '')?.[1];
  const [sender, receiver] = [userIn(from), userIn(to)];
  if (method === undefined || sender === undefined || receiver === undefined) return undefined;
  const status = /^SIP\/2\.0 (\d{3}) /.exec(first)?.[1];
  if (status !== undefined)
    return {
      kind: 'response',
      status: Number(status),
      method,
      hasContact: lines.some((line) => /^(contact|m)[ \t]*:/i.test(line)),
    };
  const asked = /^([A-Z]{1,20}) \S+ SIP\/2\.0$/.exec(first)?.[1];
  const inDialog = /;[ \t]*tag[ \t]*=/i.test(to ?? '');
  return asked === method ? { kind: 'request', method, from: sender, to: receiver, inDialog } : undefined;
}

/** What follows the end of a body Asterisk would take for another message, which nobody has looked at. */
function isWhole(lines: readonly string[], body: string): boolean {
  const lengths = lines.filter((line) => /^(content-length|l)[ \t]*:/i.test(line));
  const [length = ': 0'] = lengths;
  return lengths.length < 2 && length.slice(length.indexOf(':') + 1).trim() === `${Buffer.byteLength(body)}`;
}

/** Of `"Anna" <sip:anna@cordboard>;tag=1`: anna. A user in another form than ours has, quoted or escaped, is none. */
function userIn(header: string | undefined): string | undefined {
  if (header === undefined || header.includes('\\')) return undefined;
  const bare = header.replace(/"[^"]*"/g, '');
  if (bare.includes('"')) return undefined;
  const inBrackets = /^[^<>]*<([^<>]*)>[^<>]*$/.exec(bare)?.[1];
  if (inBrackets === undefined && /[<>]/.test(bare)) return undefined;
  const uri = inBrackets ?? bare;
  return /^\s*sips?:([A-Za-z0-9_.+*#-]{1,80})@[^@]*$/i.exec(uri)?.[1];
}

/** The message with that header first; one of the same name that the sender has put in is taken out. */
export function withHeader(text: string, name: string, value: string): string {
  const end = text.indexOf(headEnd);
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const own = lines.filter(
    (line) => line.slice(0, line.indexOf(':')).trim().toLowerCase() !== name.toLowerCase(),
  );
  return [first, `${name}: ${value}`, ...own].join('\r\n') + text.slice(end);
}

/** A refusal of a request, with what a response has to repeat (RFC 3261, 8.2.6). */
export function forbidden(request: string): string {
  const [, ...lines] = request.slice(0, request.indexOf(headEnd)).split('\r\n');
  const repeated = lines.filter((line) => /^(via|v|from|f|to|t|call-id|i|cseq)[ \t]*:/i.test(line));
  return ['SIP/2.0 403 Not your account', ...repeated, 'Content-Length: 0', '', ''].join('\r\n');
}
