/** SIP addresses: `"Anna Berg" <sip:anna@127.0.0.1:5060;transport=udp>;tag=1` (RFC 3261, sections 19.1 and 20.10). */
import { MalformedSip } from './message.ts';

export interface Address {
  /** Empty: none was given. */
  readonly displayName: string;
  readonly uri: string;
  /** Of the header, not of the URI. */
  readonly parameters: ReadonlyMap<string, string>;
}

export function parseAddress(value: string): Address {
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"\s*<([^>]*)>(.*)$/s.exec(value);
  if (quoted) return address(quoted[1]?.replaceAll(/\\(.)/gs, '$1'), quoted[2], quoted[3]);
  const bracketed = /^([^<"]*)<([^>]*)>(.*)$/s.exec(value);
  if (bracketed) return address(bracketed[1]?.trim(), bracketed[2], bracketed[3]);
  // Without brackets all parameters are the header's.
  const bare = /^\s*([^;\s]+)(.*)$/s.exec(value);
  if (bare) return address('', bare[1], bare[2]);
  throw new MalformedSip(`not an address: ${value}`);
}

/** Quotes the name and escapes the user as the grammar wants, whatever stands in them. */
export function addressHeader(displayName: string, user: string, host: string): string {
  const name = displayName === '' ? '' : `"${displayName.replaceAll(/["\\]/g, '\\$&')}" `;
  const at = user === '' ? '' : `${escapeUser(user)}@`;
  return `${name}<sip:${at}${host}>`;
}

export function escapeUser(user: string): string {
  const octets = [...Buffer.from(user)];
  return octets
    .map((octet) => {
      const character = String.fromCharCode(octet);
      const plain = /[A-Za-z0-9\-_.!~*'()&=+$,;?/]/.test(character);
      return plain ? character : `%${octet.toString(16).padStart(2, '0').toUpperCase()}`;
    })
    .join('');
}

export function parseUri(uri: string): { user: string; host: string; port: number } {
  const [, user = '', host, port] = /^sips?:(?:([^@]*)@)?(\[[^\]]+\]|[^:;?]+)(?::(\d+))?/.exec(uri) ?? [];
  if (host === undefined) throw new MalformedSip(`not a SIP URI: ${uri}`);
  return { user: decodeUser(user), host, port: port === undefined ? 5060 : Number(port) };
}

/** Octets that are no UTF-8 become the replacement character: a display would show no better. */
function decodeUser(user: string): string {
  const octets = user.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return octets === user ? user : Buffer.from(octets, 'latin1').toString('utf8');
}

function address(
  displayName: string | undefined,
  uri: string | undefined,
  rest: string | undefined,
): Address {
  const parameters = new Map<string, string>();
  for (const part of (rest ?? '').split(';').slice(1)) {
    const [name = '', value = ''] = part.split('=', 2);
    parameters.set(name.trim().toLowerCase(), value.trim());
  }
  return { displayName: displayName ?? '', uri: uri ?? '', parameters };
}
