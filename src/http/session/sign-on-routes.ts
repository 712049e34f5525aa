/**
 * Log-in at the identity provider of the house. The browser goes there and comes back with a code; what was begun is
 * remembered here, under a secret that only the browser which began it has: a code that someone else has got is worth nothing,
 * and nobody can be logged in as another by a link.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { refusals } from '../../contract/common.ts';
import { logInWays } from '../../contract/session.ts';
import type { SignOnFlow } from '../../ports/single-sign-on.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { isSecure, sessionCookie } from '../cookie.ts';

const rateLimit = { max: 60, timeWindow: 60_000 };
const path = '/v1/session/sign-on';
const cookie = 'cordboard-sign-on';
/** A person may have to find their phone for the provider's second factor. */
const lasts = 10 * 60_000;
const mostAtOnce = 1000;

type Needs = Pick<ApiNeeds, 'accounts' | 'secure' | 'signOn' | 'publicUrl' | 'operations' | 'log'>;

export function signOnRoutes(
  app: Api,
  { accounts, secure, signOn, publicUrl, operations, log }: Needs,
): void {
  const flows = new Map<string, { readonly flow: SignOnFlow; readonly until: number }>();

  app.get(
    '/v1/session/ways',
    {
      config: { open: true, rateLimit: { max: 600, timeWindow: 60_000 } },
      schema: { summary: 'How people can log in', security: [], response: { 200: logInWays, ...refusals } },
    },
    async () => ({
      ...(signOn && { signOn: { title: signOn.title, path } }),
      ...(operations.health().ready && operations.plan().plan.callerPage && { callerPage: true as const }),
    }),
  );

  const hidden = { hide: true } as const;

  app.get(path, { config: { open: true, rateLimit }, schema: hidden }, async (request, reply) => {
    if (!signOn) return reply.redirect('/');
    const tls = isSecure(request, secure);
    const base = publicUrl ?? `${tls ? 'https' : 'http'}://${request.host}`;
    try {
      const { url, flow } = await signOn.begin(`${base}${path}/back`);
      const now = operations.now();
      for (const [old, { until }] of flows) if (until < now || flows.size >= mostAtOnce) flows.delete(old);
      const secret = randomBytes(32).toString('base64url');
      flows.set(secret, { flow, until: now + lasts });
      return await reply.header('set-cookie', cookieOf(secret, tls)).redirect(url);
    } catch (error) {
      log.warn({ err: error }, 'The identity provider cannot be reached.');
      return reply.redirect('/?sign-on=unreachable');
    }
  });

  const answer = z.record(z.string(), z.unknown());
  app.get(
    `${path}/back`,
    { config: { open: true, rateLimit }, schema: { ...hidden, querystring: answer } },
    async (request, reply) => {
      const secret = secretIn(request.headers);
      const begun = secret === undefined ? undefined : flows.get(secret);
      if (secret !== undefined) flows.delete(secret);
      const done = (where: string) => reply.header('cache-control', 'no-store').redirect(where);
      if (!signOn || !begun || begun.until < operations.now()) return done('/?sign-on=expired');
      try {
        const name = await signOn.finish(new URL(request.url, begun.flow.redirect), begun.flow);
        const logIn = await accounts.logInTrusted(name, request.ip);
        if (!logIn.done) return await done('/?sign-on=unknown');
        const tls = isSecure(request, secure);
        void reply.header('set-cookie', [sessionCookie(logIn.secret, tls), cookieOf(undefined, tls)]);
        return await done('/');
      } catch (error) {
        log.warn({ err: error }, 'A log-in at the identity provider was refused.');
        return done('/?sign-on=refused');
      }
    },
  );
}

/** Lax: the provider's page leads back here. */
function cookieOf(secret: string | undefined, secure: boolean): string {
  const age = secret === undefined ? 0 : lasts / 1000;
  const parts = [`${cookie}=${secret ?? ''}`, `Path=${path}`, `Max-Age=${age}`, 'HttpOnly', 'SameSite=Lax'];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

function secretIn({ cookie: sent = '' }: IncomingHttpHeaders): string | undefined {
  return new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`).exec(sent)?.[1];
}
