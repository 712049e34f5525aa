/** STUN and TURN servers that pages are told of. With a secret (coturn: `use-auth-secret`), each gets a log-in that ends. */
import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import type { iceServer } from '../../contract/phone.ts';
import type { Duration, Instant } from '../../shared/time.ts';

export interface IceServers {
  /** Such as `stun:stun.example.com:3478`, `turns:turn.example.com:5349?transport=tcp`. */
  readonly urls: readonly string[];
  /** Shared with the TURN servers. If omitted: they ask for no log-in. */
  readonly secret?: string;
}

/** A shift, and some. */
const usuallyLasts: Duration = 12 * 60 * 60_000;

/** @param now on the wall */
export function iceFor(
  { urls, secret }: IceServers,
  user: string,
  now: Instant,
  lasts: Duration = usuallyLasts,
): { readonly iceServers: z.infer<typeof iceServer>[]; readonly until?: Instant } {
  const turn = urls.filter((url) => /^turns?:/i.test(url));
  const others = urls.filter((url) => !turn.includes(url));
  const open = others.length > 0 ? [{ urls: others }] : [];
  if (turn.length === 0) return { iceServers: open };
  if (secret === undefined) return { iceServers: [...open, { urls: turn }] };
  const until = now + lasts;
  const username = `${Math.floor(until / 1000)}:${user}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { iceServers: [...open, { urls: turn, username, credential }], until };
}
