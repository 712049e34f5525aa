/**
 * Who asks, and whether they may. People show the cookie of their session; programs and the CLI the bearer token, which
 * opens everything. Browsers cannot set headers on a websocket, so there the token may also come as a subprotocol:
 * `Sec-WebSocket-Protocol: cordboard.v1, cordboard.token.<token>`.
 *
 * Each route names the right that it needs, or says that it is open. One that does neither does not start. A cookie counts
 * for a change, or an upgrade, only if a page of ours sends it (`origin.ts`).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Accounts } from '../ports/accounts.ts';
import type { Actor, LoggedIn } from '../ports/actor.ts';
import type { Gate } from '../ports/gate.ts';
import { defined } from '../shared/defined.ts';
import type { Right } from '../shared/rights.ts';
import { isSecure, sessionIn } from './cookie.ts';
import { Refusal } from './errors.ts';
import { changesSomething, isOtherSites, isOwnPage } from './origin.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right that the route needs. */
    right?: Right;
    /**
     * The route, or the gate that it asks, looks how far the right reaches. Without it the route is for those alone whose
     * right reaches everything.
     */
    scoped?: true;
    /** Answered without a token. */
    open?: true;
  }
  interface FastifyInstance {
    /** Every route, for tests that go over all of them. */
    routesSeen: SeenRoute[];
  }
  interface FastifyRequest {
    /** Who asks; null until they have shown it. */
    shown: Actor | null;
  }
}

export interface SeenRoute {
  readonly method: string;
  readonly url: string;
  readonly right?: Right;
}

/** The subprotocol that is spoken; the one that carries the token is never sent back. */
export const EVENTS_PROTOCOL = 'cordboard.v1';
const TOKEN_PROTOCOL = 'cordboard.token.';
/** Who the holder of the token says that they are, for the journal. */
export const LABEL_HEADER = 'x-cordboard-label';

/** Whom a request shows to come from; undefined: nobody whom we know. */
export type Shows = (request: FastifyRequest) => Actor | undefined;

export interface Doors {
  readonly token: string;
  readonly accounts: Pick<Accounts, 'sessionOf'>;
  /** Served over TLS. */
  readonly secure: boolean;
}

/** Asked twice of each request: when it is counted, and when it is let in. */
export function whoShows({ token, accounts, secure }: Doors): Shows {
  const expected = digest(token);
  const judged = new WeakMap<FastifyRequest, { readonly actor: Actor | undefined }>();
  return (request) => {
    const before = judged.get(request);
    if (before) return before.actor;
    const given = tokenOf(request);
    const cookie = given === undefined ? sessionIn(request.headers, isSecure(request, secure)) : undefined;
    const actor =
      given !== undefined
        ? timingSafeEqual(digest(given), expected)
          ? holderOf(request)
          : undefined
        : cookie === undefined
          ? undefined
          : accounts.sessionOf(cookie, request.ip);
    judged.set(request, { actor });
    return actor;
  };
}

/**
 * Each session is counted by itself: an office of a hundred shares one address. Who shows the token is counted apart from
 * strangers: behind a proxy, or on loopback, all come from one address, and somebody who guesses must not shut out who
 * has the token.
 */
export const countedAs =
  (shows: Shows) =>
  (request: FastifyRequest): string => {
    const actor = shows(request);
    if (actor?.kind === 'person') return `session ${actor.session}`;
    return `${actor ? 'token' : 'stranger'} ${request.ip}`;
  };

export function requireRights(app: FastifyInstance, shows: Shows, gate: Gate): void {
  app.decorateRequest('shown', null);
  app.decorate('routesSeen', []);
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat())
      app.routesSeen.push({ method: each, url, ...defined({ right: config?.right }) });
    if (config?.open || config?.right) return;
    throw new Error(`${String(method)} ${url} names no right: add config.right, or config.open`);
  });
  // After `onRequest`, where requests are counted, so that wrong tokens are limited as well; before the body is read.
  app.addHook('preParsing', async (request, reply) => {
    const { open, right, scoped } = request.routeOptions.config;
    const { method, headers } = request;
    if (open) {
      if (changesSomething(method, headers) && isOtherSites(headers)) throw new Refusal('wrong_origin');
      return;
    }
    const actor = shows(request);
    if (!actor) {
      reply.header('www-authenticate', 'Bearer');
      throw new Refusal(
        'unauthorized',
        tokenOf(request) === undefined
          ? 'the request has no bearer token, and no session that is still open'
          : 'the bearer token is wrong',
      );
    }
    if (actor.kind === 'person' && changesSomething(method, headers) && !isOwnPage(headers))
      throw new Refusal('wrong_origin');
    request.shown = actor;
    // What no route was found for is answered after this.
    const reading = method === 'GET' ? request.url.split('?')[0] : undefined;
    const refused = right && gate.admit(right, actor, scoped ? undefined : 'everything', reading);
    if (refused) throw new Refusal(refused.code, refused.because);
  });
}

/** @throws where a route is open, which asks for no one */
export function actorOf({ shown }: FastifyRequest): Actor {
  if (!shown) throw new Error('this route asks for no token, so it has no actor');
  return shown;
}

/** For what only a person has. */
export function personOf(request: FastifyRequest): LoggedIn {
  const actor = actorOf(request);
  if (actor.kind === 'person') return actor;
  throw new Refusal('forbidden', 'this belongs to a person: log in; the bearer token has no account');
}

/** Of the person who asks; undefined: they have none, or it is no person. */
export function ownAgentOf(request: FastifyRequest): string | undefined {
  const actor = actorOf(request);
  return actor.kind === 'person' ? actor.agent : undefined;
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
