import { networkInterfaces } from 'node:os';
import type { Settings } from '../settings/settings.ts';

/** An address to type into a phone. If SIP listens on all addresses: the first one that other machines can reach. */
export function sipServer({ sip }: Pick<Settings, 'sip'>): string {
  if (sip.publicAddress !== undefined) return sip.publicAddress;
  if (sip.address !== '0.0.0.0') return sip.address;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
