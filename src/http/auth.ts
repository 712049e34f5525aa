/**
 * Who asks, and whether they may. One bearer token opens everything but `/healthz`; browsers cannot set headers on a
 * websocket, so there it may also come as a subprotocol: `Sec-WebSocket-Protocol: cordboard.v1, cordboard.token.<token>`.
 *
 * Each route names the right that it needs, or says that it is open. One that does neither does not start.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../ports/audit.ts';
import type { Gate } from '../ports/gate.ts';
import type { Right } from '../shared/rights.ts';
import { Refusal } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right that the route needs. */
    right?: Right;
    /** Answered without a token. */
    open?: true;
  }
  interface FastifyRequest {
    /** Who asks; null until the token has been seen. */
    shown: Actor | null;
  }
}

/** The subprotocol that is spoken; the one that carries the token is never sent back. */
export const EVENTS_PROTOCOL = 'cordboard.v1';
const TOKEN_PROTOCOL = 'cordboard.token.';
/** Who the holder of the token says that they are, for the journal. */
export const LABEL_HEADER = 'x-cordboard-label';

export type ShowsToken = (request: FastifyRequest) => boolean;

/** Whether a request shows the token. Asked twice of each: when it is counted, and when it is let in. */
export function tokenCheck(token: string): ShowsToken {
  const expected = digest(token);
  const judged = new WeakMap<FastifyRequest, boolean>();
  return (request) => {
    const before = judged.get(request);
    if (before !== undefined) return before;
    const given = tokenOf(request);
    const isRight = given !== undefined && timingSafeEqual(digest(given), expected);
    judged.set(request, isRight);
    return isRight;
  };
}

/**
 * Who shows the token is counted apart from strangers: behind a proxy, or on loopback, all come from one address, and
 * somebody who guesses must not shut out who has the token.
 */
export const countedAs =
  (showsToken: ShowsToken) =>
  (request: FastifyRequest): string =>
    `${showsToken(request) ? 'token' : 'stranger'} ${request.ip}`;

export function requireToken(app: FastifyInstance, showsToken: ShowsToken, gate: Gate): void {
  app.decorateRequest('shown', null);
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.open || config?.right) return;
    throw new Error(`${String(method)} ${url} names no right: add config.right, or config.open`);
  });
  // After `onRequest`, where requests are counted, so that wrong tokens are limited as well; before the body is read.
  app.addHook('preParsing', async (request, reply) => {
    const { open, right } = request.routeOptions.config;
    if (open) return;
    if (!showsToken(request)) {
      reply.header('www-authenticate', 'Bearer');
      throw new Refusal(
        'unauthorized',
        tokenOf(request) === undefined ? 'the request has no bearer token' : 'the bearer token is wrong',
      );
    }
    request.shown = holderOf(request);
    // What no route was found for is answered after this.
    const refused = right && gate.admit(right, request.shown);
    if (refused) throw new Refusal(refused.code, refused.because);
  });
}

/** @throws where a route is open, which asks for no one */
export function actorOf({ shown }: FastifyRequest): Actor {
  if (!shown) throw new Error('this route asks for no token, so it has no actor');
  return shown;
}

function holderOf({ headers }: FastifyRequest): Actor {
  const said = headers[LABEL_HEADER];
  const label =
    typeof said === 'string'
      ? said
          .replace(/[^\w .@-]/g, '')
          .slice(0, 60)
          .trim()
      : '';
  return { kind: 'token', name: 'api', role: 'operator', ...(label !== '' && { label }) };
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
