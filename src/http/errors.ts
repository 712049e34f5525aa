/**
 * What the API answers when it does not do what was asked: always `{ error: { code, message, hint? } }`, never a stack
 * trace, never the words of an unexpected exception. Those go to the log.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Log } from '../ports/log.ts';
import type { Health, Operations } from '../ports/operations.ts';
import type { FindingView, Problem } from '../contract/common.ts';

/** A refusal that a route means: thrown there, answered as it stands. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly problem: Problem['error'];

  constructor(statusCode: number, problem: Problem['error']) {
    super(problem.message);
    this.name = 'Refusal';
    this.statusCode = statusCode;
    this.problem = problem;
  }
}

export const notFound = (message: string, hint?: string) =>
  new Refusal(404, { code: 'not_found', message, ...(hint !== undefined && { hint }) });

export const planRefused = (findings: readonly FindingView[]) =>
  new Refusal(422, {
    code: 'plan_refused',
    message: `the plan has ${findings.length === 1 ? 'an error' : 'errors'}; nothing was changed`,
    findings: [...findings],
  });

const CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timed_out',
  409: 'conflict',
  413: 'too_large',
  414: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  431: 'too_large',
  503: 'unavailable',
};

/** An address that no route could even be looked for: too long a part, or half an escape. */
export function answerBadAddress({ statusCode = 400, message }: FastifyError, reply: FastifyReply): void {
  void reply.code(statusCode).send(problem(CODES[statusCode] ?? 'bad_request', message));
}

export function answerErrors(app: FastifyInstance, log: Log, operations: Pick<Operations, 'health'>): void {
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answer(error, request, reply, log, operations.health()),
  );
  app.setNotFoundHandler(async (request, reply) => {
    const message = `there is no ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}`;
    await reply
      .code(404)
      .send({ error: { code: 'not_found', message, hint: 'GET /openapi.json lists what there is' } });
  });
}

function answer(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
  health: Health,
) {
  if (error instanceof Refusal) return reply.code(error.statusCode).send({ error: error.problem });
  if (hasZodFastifySchemaValidationErrors(error)) {
    return reply.code(400).send(problem('bad_request', whatIsWrong(error)));
  }
  const status = error.statusCode ?? 500;
  // What Fastify says about a request is meant to be read; what anything else says about a fault of ours is not.
  if (status < 500) return reply.code(status).send(problem(CODES[status] ?? 'bad_request', error.message));
  // The API is there before the engine is, so that people can ask what it waits for.
  if (!health.ready) {
    log.warn({ err: error, route: request.routeOptions.url }, 'a request came before the engine was ready');
    return reply
      .code(503)
      .send(problem('not_ready', ['the engine is not ready', ...health.reasons].join(': ')));
  }
  log.error({ err: error, route: request.routeOptions.url }, 'a request could not be answered');
  if (status === 503) return reply.code(503).send(problem('unavailable', 'no answer in time; try again'));
  return reply.code(500).send(problem('internal', 'this failed by a fault of ours; the log says why'));
}

const problem = (code: string, message: string): Problem => ({ error: { code, message } });

/** `body/tags: expected array; querystring/limit: too big` */
function whatIsWrong(error: FastifyError): string {
  const where = error.validationContext ?? 'request';
  const issues = (error.validation ?? []).slice(0, 5);
  return issues.map(({ instancePath, message }) => `${where}${trimmed(instancePath)}: ${message}`).join('; ');
}

const trimmed = (path: string) => (path === '/' ? '' : path);
