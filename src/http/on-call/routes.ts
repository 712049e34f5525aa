import { refusals } from '../../contract/common.ts';
import {
  type OnCallView,
  onCallList,
  onCallPath,
  onCallRota,
  onCallSwapBody,
} from '../../contract/on-call.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { onCallView } from './view.ts';

export function onCallRoutes(app: Api, { operations, gate }: ApiNeeds): void {
  const viewOf = (name: string): OnCallView => {
    const rotas = operations.onCall();
    const found = rotas.find(({ rota }) => rota.name === name);
    if (found) return onCallView(found);
    const known = rotas.map(({ rota }) => rota.name).join(', ') || 'none';
    throw new Refusal('no_such_rota', `the plan has no on-call rota ${name}`, `available: ${known}`);
  };

  app.get(
    '/v1/on-call',
    {
      config: { right: 'see_floor' },
      schema: {
        summary: 'List on-call rotas: who is on call, until when, and who is next',
        response: { 200: onCallList, ...refusals },
      },
    },
    async () => ({ rotas: operations.onCall().map(onCallView) }),
  );

  app.post(
    '/v1/on-call/:name/swap',
    {
      config: { right: 'swap_on_call' },
      schema: {
        summary: 'Let an agent take over an on-call rota, until the week ends or until a given time',
        params: onCallPath,
        body: onCallSwapBody,
        response: { 200: onCallRota, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { agent, until } = request.body;
      viewOf(name);
      const end = until === undefined ? {} : { until: Date.parse(until) };
      orRefuse(await gate.ask({ ask: 'swap_on_call', rota: name, agent, ...end }, actorOf(request)));
      return viewOf(name);
    },
  );

  app.delete(
    '/v1/on-call/:name/swap',
    {
      config: { right: 'swap_on_call' },
      schema: {
        summary: 'End a swap: the agent in the plan is on call again',
        params: onCallPath,
        response: { 200: onCallRota, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      viewOf(name);
      orRefuse(await gate.ask({ ask: 'swap_on_call', rota: name }, actorOf(request)));
      return viewOf(name);
    },
  );
}
