/** People who log in to the console: who they are, what they may do, and how they get a new password. */
import { refusals } from '../../contract/common.ts';
import {
  passwordAnswer,
  passwordBody,
  person,
  personChange,
  personList,
  personPath,
  personRemoved,
  personRequest,
  sessionsEnded,
} from '../../contract/person.ts';
import { reachesAgent } from '../../people/reach.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf, personOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';
import { personView } from './view.ts';

export function peopleRoutes(app: Api, { accounts, gate }: Pick<ApiNeeds, 'accounts' | 'gate'>): void {
  const viewOf = (name: string) => {
    const found = accounts.person(name);
    if (!found) throw new Refusal('no_such_person', `there is no person ${name}`);
    return personView(found, accounts);
  };
  const manages = { right: 'manage_people', scoped: true } as const;

  app.get(
    '/v1/people',
    {
      config: { right: 'see_people', scoped: true },
      schema: { summary: 'List people, by name', response: { 200: personList, ...refusals } },
    },
    async (request) => {
      const reach = gate.reach('see_people', actorOf(request));
      const seen = accounts
        .people()
        .filter(({ agent }) => reach === 'all' || (agent !== undefined && reachesAgent(reach, agent)));
      return { people: seen.map((one) => personView(one, accounts)) };
    },
  );

  app.post(
    '/v1/people',
    {
      config: manages,
      schema: {
        summary: 'Add a person. They log in with a link: PUT /v1/people/{name}/password',
        body: personRequest,
        response: { 200: person, ...refusals },
      },
    },
    async (request) => {
      const { name, displayName = name, roles, disabled, ...more } = request.body;
      const fields = { name, displayName, roles: [...new Set(roles)], disabled, ...defined(more) };
      orRefuse(await gate.ask({ ask: 'add_person', person: fields }, actorOf(request)));
      return viewOf(name);
    },
  );

  app.patch(
    '/v1/people/:name',
    {
      config: manages,
      schema: {
        summary: 'Change the fields that you send. Who is disabled is logged out at once',
        params: personPath,
        body: personChange,
        response: { 200: person, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { roles, ...more } = request.body;
      const change = { ...(roles && { roles: [...new Set(roles)] }), ...defined(more) };
      orRefuse(await gate.ask({ ask: 'change_person', name, change }, actorOf(request)));
      return viewOf(name);
    },
  );

  app.delete(
    '/v1/people/:name',
    {
      config: manages,
      schema: {
        summary: 'Remove a person, who is logged out at once. The audit trail keeps the name',
        params: personPath,
        response: { 200: personRemoved, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      orRefuse(await gate.ask({ ask: 'remove_person', name }, actorOf(request)));
      return { name, removed: true as const };
    },
  );

  app.delete(
    '/v1/people/:name/sessions',
    {
      config: manages,
      schema: {
        summary: 'Log a person out everywhere',
        params: personPath,
        response: { 200: sessionsEnded, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      orRefuse(await gate.ask({ ask: 'end_sessions', name }, actorOf(request)));
      return { name, loggedOut: true as const };
    },
  );

  app.delete(
    '/v1/people/:name/second-factor',
    {
      config: manages,
      schema: {
        summary: 'Remove the second factor of a person who has lost it',
        params: personPath,
        response: { 200: person, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      orRefuse(await gate.ask({ ask: 'remove_second_factor', name }, actorOf(request)));
      return viewOf(name);
    },
  );

  app.put(
    '/v1/people/:name/password',
    {
      config: { right: 'use_own_account', scoped: true },
      schema: {
        summary: 'Change your own password; without a body: a link with which a person sets a new one',
        params: personPath,
        body: passwordBody,
        response: { 200: passwordAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      void reply.header('cache-control', 'no-store');
      if (request.body) {
        const actor = personOf(request);
        if (actor.name !== name)
          throw new Refusal('forbidden', 'you can change your own password only; others get a link');
        orRefuse(await accounts.changePassword(actor, request.body.old, request.body.new));
        return { changed: true as const };
      }
      const made = orRefuse(await gate.ask({ ask: 'link_to_password', name }, actorOf(request)));
      return { link: `/link#${made.token}`, expiresAt: iso(made.expiresAt) };
    },
  );

  app.delete(
    '/v1/me/sessions',
    {
      config: { right: 'use_own_account' },
      schema: { summary: 'Log out everywhere', response: { 200: sessionsEnded, ...refusals } },
    },
    async (request) => {
      const actor = personOf(request);
      await accounts.logOutEverywhere(actor);
      return { name: actor.name, loggedOut: true as const };
    },
  );
}
