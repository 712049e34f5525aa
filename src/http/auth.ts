/**
 * One bearer token opens everything but `/healthz`. Browsers cannot set headers on a websocket, so there it may also
 * come as a subprotocol: `Sec-WebSocket-Protocol: cordboard.v1, cordboard.token.<token>`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a token. */
    open?: boolean;
  }
}

/** The subprotocol that is spoken; the one that carries the token is never sent back. */
export const EVENTS_PROTOCOL = 'cordboard.v1';
const TOKEN_PROTOCOL = 'cordboard.token.';

export function requireToken(app: FastifyInstance, token: string): void {
  const expected = digest(token);
  // After `onRequest`, where requests are counted, so that wrong tokens are limited as well; before the body is read.
  app.addHook('preParsing', async (request, reply) => {
    if (request.routeOptions.config.open) return;
    const given = tokenOf(request);
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    reply.header('www-authenticate', 'Bearer');
    throw new Refusal(401, {
      code: 'unauthorized',
      message: given === undefined ? 'a bearer token is needed' : 'this is not the token',
      hint: 'the token stands in credentials.json in the state folder, as api.token',
    });
  });
}

function tokenOf({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const protocols = headers.upgrade ? (headers['sec-websocket-protocol'] ?? '').split(',') : [];
  const carrier = protocols.map((name) => name.trim()).find((name) => name.startsWith(TOKEN_PROTOCOL));
  return carrier?.slice(TOKEN_PROTOCOL.length);
}

/** Tokens of any length become equally long, so that comparing them takes equally long. */
const digest = (text: string) => createHash('sha256').update(text).digest();
