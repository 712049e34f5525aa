/**
 * A cookie comes along whichever page has sent the request, and websockets know no CORS. So what changes something, and each
 * upgrade, must come from a page that this server has served: its `Origin` names the host that was asked.
 */
import type { IncomingHttpHeaders } from 'node:http';

export function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

/** Programs send neither; a browser says where the request comes from. */
export const isOtherSites = (headers: IncomingHttpHeaders): boolean =>
  (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) && !isOwnPage(headers);

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

export const changesSomething = (method: string, headers: IncomingHttpHeaders): boolean =>
  !reads.has(method) || headers.upgrade !== undefined;
