/** Logging in and out. The session is a cookie, which scripts cannot read. */
import type { FastifyReply } from 'fastify';
import { refusals } from '../../contract/common.ts';
import {
  codeRequest,
  firstRequest,
  linkRequest,
  loggedOut,
  logInRequest,
  me,
  newSecondFactor,
  secondFactorSet,
} from '../../contract/session.ts';
import type { LogIn } from '../../ports/accounts.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf, personOf } from '../auth.ts';
import { isSecure, sessionCookie } from '../cookie.ts';
import { orRefuse } from '../errors.ts';
import { meView } from './view.ts';

/** On top of the lockout, which goes by names: for an address, each of these takes a moment of a processor. */
const rateLimit = { max: 60, timeWindow: 60_000 };

export function sessionRoutes(app: Api, { accounts, secure }: Pick<ApiNeeds, 'accounts' | 'secure'>): void {
  const begin = (answer: LogIn, reply: FastifyReply) => {
    const { secret, actor } = orRefuse(answer);
    const cookie = sessionCookie(secret, isSecure(reply.request, secure));
    void reply.header('set-cookie', cookie).header('cache-control', 'no-store');
    return meView(actor, accounts);
  };
  const config = { open: true, rateLimit } as const;
  const answers = { security: [], response: { 200: me, ...refusals } };

  app.post(
    '/v1/session',
    { config, schema: { summary: 'Log in', body: logInRequest, ...answers } },
    async ({ body: { name, password, code }, ip }, reply) =>
      begin(await accounts.logIn({ name, password, ...defined({ code }) }, ip), reply),
  );

  app.post(
    '/v1/session/first',
    {
      config,
      schema: {
        summary: 'Become the first admin, with the link that the start has printed',
        body: firstRequest,
        ...answers,
      },
    },
    async ({ body: { code, ...typed }, ip }, reply) =>
      begin(await accounts.logInByLink({ ...typed, ...defined({ code }) }, ip), reply),
  );

  app.post(
    '/v1/session/link',
    {
      config,
      schema: { summary: 'Set a new password with a link, and log in', body: linkRequest, ...answers },
    },
    async ({ body: { code, ...typed }, ip }, reply) =>
      begin(await accounts.logInByLink({ ...typed, ...defined({ code }) }, ip), reply),
  );

  app.delete(
    '/v1/session',
    {
      config: { right: 'use_own_account' },
      schema: { summary: 'Log out', response: { 200: loggedOut, ...refusals } },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      if (actor.kind === 'person') await accounts.logOut(actor);
      void reply.header('set-cookie', sessionCookie(undefined, isSecure(request, secure)));
      return { loggedOut: true as const };
    },
  );

  app.get(
    '/v1/me',
    {
      config: { right: 'use_own_account' },
      schema: { summary: 'Show who you are, and what you may do', response: { 200: me, ...refusals } },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return meView(actorOf(request), accounts);
    },
  );

  const answersFactor = { response: { 200: secondFactorSet, ...refusals } };

  app.post(
    '/v1/me/second-factor',
    {
      config: { right: 'use_own_account' },
      schema: {
        summary: 'Get a second factor for an authenticator app. It counts once it is confirmed with a code',
        response: { 200: newSecondFactor, ...refusals },
      },
    },
    async (request, reply) => {
      const { secret, uri } = orRefuse(await accounts.newSecondFactor(personOf(request)));
      void reply.header('cache-control', 'no-store');
      // As seldom as people set one up.
      const { toString: drawn } = await import('qrcode');
      return { secret, uri, qr: await drawn(uri, { type: 'svg', margin: 1 }) };
    },
  );

  app.put(
    '/v1/me/second-factor',
    {
      config: { right: 'use_own_account' },
      schema: { summary: 'Confirm the second factor with a code', body: codeRequest, ...answersFactor },
    },
    async (request) => {
      orRefuse(await accounts.confirmSecondFactor(personOf(request), request.body.code));
      return { secondFactor: true };
    },
  );

  app.delete(
    '/v1/me/second-factor',
    {
      config: { right: 'use_own_account' },
      schema: {
        summary: 'Remove your second factor, with a code of it',
        body: codeRequest,
        ...answersFactor,
      },
    },
    async (request) => {
      orRefuse(await accounts.dropSecondFactor(personOf(request), request.body.code));
      return { secondFactor: false };
    },
  );
}
