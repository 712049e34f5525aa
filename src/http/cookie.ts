/** The cookie of a session. Under TLS its name forbids that another host or path of this site sets it (RFC 6265bis, 4.1.3). */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { longest } from '../people/session.ts';

/** Also where a proxy in front of us ends TLS: its `X-Forwarded-Proto` is believed if its address is trusted. */
export const isSecure = ({ protocol }: Pick<FastifyRequest, 'protocol'>, tls: boolean): boolean =>
  tls || protocol === 'https';

const nameOf = (secure: boolean): string => (secure ? '__Host-cordboard' : 'cordboard');

export function sessionIn({ cookie = '' }: IncomingHttpHeaders, secure: boolean): string | undefined {
  const name = nameOf(secure);
  for (const part of cookie.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** No secret: the browser forgets it. */
export function sessionCookie(secret: string | undefined, secure: boolean): string {
  const lasts = secret === undefined ? 0 : longest / 1000;
  const parts = [
    `${nameOf(secure)}=${secret ?? ''}`,
    'Path=/',
    `Max-Age=${lasts}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}
