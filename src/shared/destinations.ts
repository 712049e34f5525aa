/**
 * Where requests may go. Who may add a webhook must not get to look into the network that the engine stands in (server-side
 * request forgery), so addresses that are not public are refused, unless a setting allows them.
 *
 * Ranges: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890). IPv6 that stands for an IPv4 address (mapped,
 * NAT64, 6to4) is judged by that one, or refused.
 */
import { BlockList, isIP } from 'node:net';

const notPublic4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** What is public of IPv6 is `2000::/3`, without these. */
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Host names, addresses and networks of our own that may be called: `crm.internal`, `10.0.5.7`, `10.0.5.0/24`. */
export class Destinations {
  readonly #names = new Set<string>();
  readonly #allowed = new BlockList();
  static readonly #private4 = listOf(notPublic4);
  static readonly #private6 = listOf(notPublic6);
  static readonly #public6 = listOf(['2000::/3']);

  constructor(allowed: readonly string[] = []) {
    for (const one of allowed) {
      const [address = '', bits] = one.split('/');
      if (isIP(address) === 0) this.#names.add(one.toLowerCase());
      else addTo(this.#allowed, address, bits);
    }
  }

  /** Whether it was named by hand: then it may also be called without TLS. */
  isNamed(host: string): boolean {
    const bare = withoutBrackets(host);
    return this.#names.has(bare.toLowerCase()) || this.#isAllowed(bare);
  }

  /** `host`: by which name the address was found. */
  mayCall(address: string, host: string): boolean {
    if (this.#names.has(host.toLowerCase()) || this.#isAllowed(address)) return true;
    if (isIP(address) === 4) return !Destinations.#private4.check(address);
    if (isIP(address) !== 6) return false;
    const inside = ipv4In(address);
    if (inside !== undefined) return this.mayCall(inside, host);
    const { isPublic, isPrivate } = {
      isPublic: Destinations.#public6.check(address, 'ipv6'),
      isPrivate: Destinations.#private6.check(address, 'ipv6'),
    };
    return isPublic && !isPrivate;
  }

  #isAllowed(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#allowed.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

/** Whether it can stand in the setting. */
export function isDestination(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text);
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

export const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '');

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    addTo(list, address, bits);
  }
  return list;
}

function addTo(list: BlockList, address: string, bits: string | undefined): void {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

/** `::ffff:10.0.0.1` and `64:ff9b::10.0.0.1`, however they are written. */
function ipv4In(address: string): string | undefined {
  const canonical = withoutBrackets(new URL(`http://[${address.split('%')[0]}]/`).hostname);
  const [, high, low] = /^(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
