/** Whose browser phone a request is about. */
import type { FastifyRequest } from 'fastify';
import type { ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';

export interface OwnPhone {
  /** Undefined: the person is no agent, or the token's holder has named none. */
  readonly agent?: string;
  /** SIP account. Undefined: the agent has no browser phone. */
  readonly phone?: string;
}

/** A person's own; who has the token may name an agent, as they may do everything else for one. */
export function ownPhone(
  request: FastifyRequest,
  { operations }: Pick<ApiNeeds, 'operations'>,
  named: string | undefined,
): OwnPhone {
  const actor = actorOf(request);
  const agent = actor.kind === 'person' ? actor.agent : named;
  const phone = agent === undefined ? undefined : operations.plan().plan.agents[agent]?.browserPhone;
  return { ...(agent !== undefined && { agent }), ...(phone !== undefined && { phone }) };
}
