/**
 * SIP messages as values (RFC 3261, section 7): parsed from a datagram, serialised to one.
 *
 * Header names are kept as they came, and found without regard to case or compact form; order is kept. A message that
 * breaks the grammar is refused with `MalformedSip`, because a test must notice what Asterisk should never send.
 */
export type Header = readonly [name: string, value: string];

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

export class MalformedSip extends Error {}

const compactForms: Readonly<Record<string, string>> = {
  i: 'call-id',
  m: 'contact',
  e: 'content-encoding',
  l: 'content-length',
  c: 'content-type',
  f: 'from',
  s: 'subject',
  k: 'supported',
  t: 'to',
  v: 'via',
};

const canonical = (name: string): string => compactForms[name.toLowerCase()] ?? name.toLowerCase();

export function parseMessage(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw new MalformedSip('no empty line after the headers');
  // A line that begins with white space continues the one before.
  const [startLine = '', ...lines] = text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map(parseHeader);
  const start = parseStartLine(startLine);
  return { ...start, headers, body: bodyOf(headers, text.slice(end + 4)) };
}

export function serialiseMessage(message: SipMessage): string {
  const startLine =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const headers = message.headers.filter(([name]) => canonical(name) !== 'content-length');
  const lines = [...headers, ['Content-Length', String(Buffer.byteLength(message.body))] as const].map(
    ([name, value]) => {
      if (/[\r\n]/.test(name + value)) throw new MalformedSip(`a line break in header ${name}`);
      return `${name}: ${value}`;
    },
  );
  return [startLine, ...lines, '', message.body].join('\r\n');
}

/** The first header of that name. */
export function header(message: SipMessage, name: string): string | undefined {
  return allHeaders(message, name)[0];
}

/** As `header`, for those without which no message is one. */
export function mustHave(message: SipMessage, name: string): string {
  const value = header(message, name);
  if (value === undefined) throw new MalformedSip(`no ${name} in\n${serialiseMessage(message)}`);
  return value;
}

/** Each header of that name, from the top. A list in one line stays one value. */
export function allHeaders(message: SipMessage, name: string): string[] {
  const wanted = canonical(name);
  return message.headers.filter(([other]) => canonical(other) === wanted).map(([, value]) => value);
}

export function cseqOf(message: SipMessage): { number: number; method: string } {
  const [, number, method] = /^(\d+)\s+(\S+)$/.exec(mustHave(message, 'CSeq')) ?? [];
  if (number === undefined || method === undefined)
    throw new MalformedSip('CSeq is not a number and a method');
  return { number: Number(number), method };
}

/** Messages of one transaction have the same branch at the top (RFC 3261, section 17). */
export function branchOf(message: SipMessage): string {
  return /;\s*branch=([^;,\s]+)/i.exec(header(message, 'Via') ?? '')?.[1] ?? '';
}

function parseStartLine(
  line: string,
): { kind: 'request'; method: string; uri: string } | { kind: 'response'; status: number; reason: string } {
  const [, status, reason] = /^SIP\/2\.0 (\d{3}) (.*)$/.exec(line) ?? [];
  if (status !== undefined) return { kind: 'response', status: Number(status), reason: reason ?? '' };
  const [, method, uri] = /^([A-Za-z0-9.!%*_+`'~-]+) (\S+) SIP\/2\.0$/.exec(line) ?? [];
  if (method === undefined || uri === undefined) throw new MalformedSip(`not a start line: ${line}`);
  return { kind: 'request', method, uri };
}

function parseHeader(line: string): Header {
  const [, name, value] = /^([A-Za-z0-9.!%*_+`'~-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new MalformedSip(`not a header: ${line}`);
  return [name, value];
}

function bodyOf(headers: readonly Header[], rest: string): string {
  const said = headers.find(([name]) => canonical(name) === 'content-length')?.[1];
  if (said === undefined) return rest;
  const octets = Buffer.from(rest);
  if (!/^\d+$/.test(said) || Number(said) > octets.length) {
    throw new MalformedSip(`Content-Length is ${said}, ${octets.length} octets came`);
  }
  return octets.subarray(0, Number(said)).toString();
}
