/**
 * What the API answers when it does not do what was asked: always `{ error: { code, message, hint? } }`, never a stack
 * trace, never the words of an unexpected exception. Those go to the log.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { FindingView, Problem } from '../contract/common.ts';
import type { Refused } from '../ports/gate.ts';
import type { Log } from '../ports/log.ts';
import type { Floor, Health } from '../ports/operations.ts';
import type { RequestFailureCode } from '../shared/failures/requests.ts';
import { type FailureCode, failureOf } from '../shared/failures/table.ts';

/** A refusal that a route means: thrown there, answered with what the table of failures says of its code. */
export class Refusal extends Error {
  readonly code: FailureCode;
  readonly problem: Problem['error'];

  /** @param message if omitted, the sentence of the table; so with the hint and its remedy */
  constructor(code: FailureCode, message?: string, hint?: string, findings?: readonly FindingView[]) {
    super(message ?? failureOf(code).sentence);
    this.name = 'Refusal';
    this.code = code;
    this.problem = {
      code,
      message: this.message,
      hint: hint ?? failureOf(code).remedy,
      ...(findings && { findings: [...findings] }),
    };
  }

  get statusCode(): number {
    return failureOf(this.code).status;
  }
}

/** For routes that ask the gate. */
export function orRefuse<Done extends { readonly done: true }>(answer: Done | Refused): Done {
  if (answer.done) return answer;
  throw new Refusal(answer.code, answer.because, undefined, answer.findings);
}

/** What Fastify refuses by itself. */
const codeOfStatus: Readonly<Record<number, RequestFailureCode>> = {
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
  void reply.code(statusCode).send(problem(codeOfStatus[statusCode] ?? 'bad_request', message));
}

export function answerErrors(app: FastifyInstance, log: Log, operations: Pick<Floor, 'health'>): void {
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answer(error, request, reply, log, operations.health()),
  );
  app.setNotFoundHandler(async (request, reply) => {
    const message = `there is no ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}`;
    await reply.code(404).send(problem('not_found', message));
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
  if (status < 500)
    return reply.code(status).send(problem(codeOfStatus[status] ?? 'bad_request', error.message));
  // The API is there before the engine is, so that people can ask what it waits for.
  if (!health.ready) {
    log.warn({ err: error, route: request.routeOptions.url }, 'rejected a request: the engine is not ready');
    return reply
      .code(503)
      .send(problem('not_ready', ['the engine is not ready', ...health.reasons].join(': ')));
  }
  log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
  if (status === 503) return reply.code(503).send(problem('unavailable'));
  return reply.code(500).send(problem('internal'));
}

const problem = (code: RequestFailureCode, message: string = failureOf(code).sentence): Problem => ({
  error: { code, message, hint: failureOf(code).remedy },
});

/** `tags (item 1): expected string; limit: too big`; in the terms of anyone who asks, who sees no "querystring". */
function whatIsWrong(error: FastifyError): string {
  const whole = error.validationContext === 'body' ? 'the body' : 'the request';
  const issues = (error.validation ?? []).slice(0, 5);
  return issues
    .map(({ instancePath, message = '' }) => `${placeOf(instancePath) || whole}: ${inPlainWords(message)}`)
    .join('; ');
}

/** `/hours/0/from`: `hours (item 1)/from`. */
const placeOf = (path: string): string =>
  path.slice(1).replaceAll(/\/(\d+)/g, (_all, index: string) => ` (item ${Number(index) + 1})`);

/** Bounds and choices; the schema checker says them as code does. */
const inPlainWords = (message: string): string =>
  message
    .replace(/^Too small: expected \w+ to have >=1 characters$/, 'must not be empty')
    .replace(/^Too small: expected \w+ to (be|have) >=(.+)$/, 'must $1 at least $2')
    .replace(/^Too big: expected \w+ to (be|have) <=(.+)$/, 'must $1 at most $2')
    .replace(
      /^Invalid option: expected one of (.+)$/,
      (_all, options: string) => `expected one of ${options.replaceAll('"', '').replaceAll('|', ', ')}`,
    );
