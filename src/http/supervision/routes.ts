/** Supervisors listen to a call, to an agent, or to the next call of a queue. */
import type { FastifyRequest } from 'fastify';
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import { supervised, supervisedName, superviseRequest } from '../../contract/supervision.ts';
import type { Actor } from '../../ports/actor.ts';
import type { SuperviseRequest } from '../../ports/operations.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';

type Body = { readonly by?: string | undefined; readonly mode: SuperviseRequest['mode'] };

export function supervisionRoutes(app: Api, { gate }: Pick<ApiNeeds, 'gate'>): void {
  const ask = async (what: SuperviseRequest['what'], body: Body, request: FastifyRequest) => {
    const { mode } = body;
    const by = supervisorOf(actorOf(request), body.by);
    orRefuse(await gate.ask({ ask: 'supervise', request: { what, who: by, mode } }, actorOf(request)));
    return { by, mode };
  };
  const schema = { body: superviseRequest, response: { 200: supervised, ...refusals } };
  const config = { right: 'supervise', scoped: true } as const;

  app.post(
    '/v1/calls/:id/supervise',
    {
      config,
      schema: { summary: 'Listen to a call, whisper to its agent, or barge in', params: callPath, ...schema },
    },
    async (request) =>
      await ask({ call: callId(Number(request.params.id)) }, request.body, request as FastifyRequest),
  );
  app.post(
    '/v1/agents/:name/supervise',
    {
      config,
      schema: { summary: 'The same, for the call that an agent is in', params: supervisedName, ...schema },
    },
    async (request) => await ask({ agent: request.params.name }, request.body, request as FastifyRequest),
  );
  app.post(
    '/v1/queues/:name/supervise',
    {
      config,
      schema: {
        summary: 'The same, for the next call of a queue that is connected',
        params: supervisedName,
        ...schema,
      },
    },
    async (request) => await ask({ queue: request.params.name }, request.body, request as FastifyRequest),
  );
}

/** A person rings their own phone, whatever they send; the token says whose. */
function supervisorOf(actor: Actor, by: string | undefined): string {
  const name = actor.kind === 'person' ? actor.agent : by;
  if (name !== undefined) return name;
  throw new Refusal(
    'bad_request',
    actor.kind === 'person'
      ? 'your account has no agent, so it has no phone'
      : 'by: say whose phone is to ring',
  );
}
