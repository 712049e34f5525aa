import type { z } from 'zod';
import {
  agent,
  agentActionBody,
  agentActionPath,
  type agentActions,
  agentCall,
  agentCallBody,
  agentList,
  agentPath,
  agentPin,
  agentPinBody,
  agentQueueBody,
  agentQueuePath,
} from '../../contract/agent.ts';
import { refusals } from '../../contract/common.ts';
import { reachesAgent } from '../../people/reach.ts';
import { allPhones } from '../../plan/rules/phones.ts';
import type { Request } from '../../ports/gate.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { watchFirstRings } from './first-ring.ts';
import { agentViews, agentViewsInSlices } from './view.ts';

type Change = Extract<Request, { ask: 'change_agent' }>['change'];

const CHANGES = {
  login: 'agentLoggedIn',
  logout: 'agentLoggedOut',
  resume: 'agentResumed',
} as const;

export function agentRoutes(app: Api, { operations, gate, access }: ApiNeeds): void {
  const views = () => agentViews(operations.plan().plan, operations.agents(), operations.calls(), access?.());

  const changeFor = (
    action: (typeof agentActions)[number],
    who: { readonly agent: string },
    {
      reason = 'no reason given',
      phone,
      forMs = 60_000,
      anyway = false,
    }: NonNullable<z.infer<typeof agentActionBody>>,
  ): Change => {
    if (action === 'pause') return { type: 'agentPaused', ...who, reason };
    if (action === 'wrap-up') return { type: 'agentExtendedWrapUp', ...who, more: forMs };
    if (action === 'login' && phone !== undefined)
      return { type: 'agentLoggedIn', ...who, phone: phoneOf(phone) };
    if (action === 'resume' && anyway) return { type: 'agentResumed', ...who, anyway };
    return { type: CHANGES[action], ...who };
  };

  const phoneOf = (phone: string): string => {
    const phones = allPhones(operations.plan().plan);
    if (!phones.includes(phone))
      throw new Refusal('no_such_phone', `the plan has no phone ${phone}`, `available: ${phones.join(', ')}`);
    return phone;
  };

  app.get(
    '/v1/agents',
    {
      config: { right: 'see_floor', scoped: true },
      schema: { summary: 'List agents, in the order of the plan', response: { 200: agentList, ...refusals } },
    },
    async (request) => {
      const { plan } = operations.plan();
      const reach = gate.reach('see_floor', actorOf(request));
      const seen = operations.agents().filter(({ name }) => reachesAgent(reach, name));
      return { agents: await agentViewsInSlices(plan, seen, operations.calls(), access?.()) };
    },
  );

  app.put(
    '/v1/agents/:name/pin',
    {
      config: { right: 'set_pins', scoped: true },
      schema: {
        summary: 'Set or remove the PIN that an agent uses to log in at any phone',
        params: agentPath,
        body: agentPinBody,
        response: { 200: agentPin, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { pin } = request.body;
      orRefuse(await gate.ask({ ask: 'set_pin', agent: name, pin }, actorOf(request)));
      const number = operations.plan().plan.agents[name]?.number;
      return { name, hasPin: pin !== null, ...defined({ number }) };
    },
  );

  app.put(
    '/v1/agents/:name/queues/:queue',
    {
      config: { right: 'assign_queues', scoped: true },
      schema: {
        summary: 'Take an agent out of a queue of theirs for now, or put them back',
        params: agentQueuePath,
        body: agentQueueBody,
        response: { 200: agent, ...refusals },
      },
    },
    async (request) => {
      const { name, queue } = request.params;
      orRefuse(
        await gate.ask({ ask: 'set_queue_service', agent: name, queue, ...request.body }, actorOf(request)),
      );
      const view = views().find((candidate) => candidate.name === name);
      if (!view) throw new Refusal('no_such_agent', `agent ${name} was removed from the plan`);
      return view;
    },
  );

  app.post(
    '/v1/agents/:name/call',
    {
      config: { right: 'place_calls', scoped: true },
      schema: {
        summary: "Ring an agent's phone, and call somebody when they answer it (click to call)",
        params: agentPath,
        body: agentCallBody,
        response: { 200: agentCall, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { to, wait = false } = request.body;
      const rings = watchFirstRings(operations);
      try {
        const { phone, leg } = orRefuse(
          await gate.ask({ ask: 'call_from', agent: name, to }, actorOf(request)),
        );
        return { name, to, phone, leg, ...(wait ? await rings.over(leg) : {}) };
      } finally {
        rings.stop();
      }
    },
  );

  app.post(
    '/v1/agents/:name/:action',
    {
      config: { right: 'control_agents', scoped: true },
      schema: {
        summary: 'Log an agent in or out, pause or resume them',
        params: agentActionPath,
        body: agentActionBody,
        response: { 200: agent, ...refusals },
      },
    },
    async (request) => {
      const { name, action } = request.params;
      if (!views().some((view) => view.name === name)) {
        const reach = gate.reach('see_floor', actorOf(request));
        const known = views().flatMap((view) => (reachesAgent(reach, view.name) ? [view.name] : []));
        throw new Refusal('no_such_agent', `the plan has no agent ${name}`, `available: ${known.join(', ')}`);
      }
      const change = changeFor(action, { agent: name }, request.body ?? {});
      orRefuse(await gate.ask({ ask: 'change_agent', change }, actorOf(request)));
      const view = views().find((candidate) => candidate.name === name);
      if (!view) throw new Refusal('no_such_agent', `agent ${name} was removed from the plan`);
      return view;
    },
  );
}
