import { allPhones } from '../../plan/rules/phones.ts';
import type { AgentRequest } from '../../ports/operations.ts';
import type { z } from 'zod';
import type { Api, ApiNeeds } from '../api.ts';
import { notFound, Refusal } from '../errors.ts';
import { refusals } from '../../contract/common.ts';
import {
  agent,
  agentActionBody,
  agentActionPath,
  type agentActions,
  agentList,
  agentPath,
  agentPin,
  agentPinBody,
} from '../../contract/agent.ts';
import { listInPieces, sendJson, withLists } from '../pieces.ts';
import { agentViews, agentViewsInSlices } from './view.ts';

const CHANGES = {
  login: 'agentLoggedIn',
  logout: 'agentLoggedOut',
  resume: 'agentResumed',
} as const;

export function agentRoutes(app: Api, { operations, store, access }: ApiNeeds): void {
  const views = () => agentViews(operations.plan().plan, operations.agents(), operations.calls(), access?.());

  const changeFor = (
    action: (typeof agentActions)[number],
    who: { readonly agent: string; readonly by: string },
    { reason = 'no reason given', phone, forMs = 60_000 }: NonNullable<z.infer<typeof agentActionBody>>,
  ): AgentRequest => {
    if (action === 'pause') return { type: 'agentPaused', ...who, reason };
    if (action === 'wrap-up') return { type: 'agentExtendedWrapUp', ...who, more: forMs };
    if (action === 'login' && phone !== undefined)
      return { type: 'agentLoggedIn', ...who, phone: phoneOf(phone) };
    return { type: CHANGES[action], ...who };
  };

  const phoneOf = (phone: string): string => {
    const phones = allPhones(operations.plan().plan);
    if (!phones.includes(phone))
      throw notFound(`the plan has no phone ${phone}`, `there are ${phones.join(', ')}`);
    return phone;
  };

  app.get(
    '/v1/agents',
    {
      schema: { summary: 'All agents, in the order of the plan', response: { 200: agentList, ...refusals } },
    },
    async (_request, reply) => {
      const { plan } = operations.plan();
      const found = await agentViewsInSlices(plan, operations.agents(), operations.calls(), access?.());
      const agents = await listInPieces(found, (view) => view, agent);
      return sendJson(reply, withLists({}, { agents }));
    },
  );

  app.put(
    '/v1/agents/:name/pin',
    {
      schema: {
        summary: 'Give an agent a PIN to log in with at any phone, or take it away',
        params: agentPath,
        body: agentPinBody,
        response: { 200: agentPin, ...refusals },
      },
    },
    async ({ params: { name }, body: { pin } }) => {
      const planned = operations.plan().plan.agents[name];
      if (!planned) throw notFound(`the plan has no agent ${name}`);
      await store.pins.set(name, pin ?? undefined, operations.now());
      return {
        name,
        hasPin: pin !== null,
        ...(planned.number === undefined ? {} : { number: planned.number }),
      };
    },
  );

  app.post(
    '/v1/agents/:name/:action',
    {
      schema: {
        summary: 'Log an agent in or out, pause or resume them',
        params: agentActionPath,
        body: agentActionBody,
        response: { 200: agent, ...refusals },
      },
    },
    async ({ params: { name, action }, body }) => {
      if (!views().some((view) => view.name === name)) {
        const known = views().map((view) => view.name);
        throw notFound(`the plan has no agent ${name}`, `there are ${known.join(', ')}`);
      }
      const by = body?.by ?? 'api';
      const change = await operations.change(changeFor(action, { agent: name, by }, body ?? {}));
      if (!change.done) throw new Refusal(409, { code: 'conflict', message: change.because });
      const view = views().find((candidate) => candidate.name === name);
      if (!view) throw notFound(`the plan has no agent ${name} any more`);
      return view;
    },
  );
}
