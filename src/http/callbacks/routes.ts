import { callbackCancelled, callbackList, callbackPath } from '../../contract/callback.ts';
import { refusals } from '../../contract/common.ts';
import { aboutCall } from '../../people/calls.ts';
import { reachesAny } from '../../people/reach.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse } from '../errors.ts';
import { callbackView } from './view.ts';

export function callbackRoutes(app: Api, { operations, gate }: ApiNeeds): void {
  app.get(
    '/v1/callbacks',
    {
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary: 'List open callbacks, longest waiting first',
        response: { 200: callbackList, ...refusals },
      },
    },
    async (request) => {
      const now = operations.now();
      const reach = gate.reach('see_floor', actorOf(request));
      const views = operations
        .calls()
        .filter((call) => reachesAny(reach, aboutCall(call)))
        .flatMap((call) => callbackView(call, now));
      return { callbacks: views.toSorted((a, b) => a.since.localeCompare(b.since)) };
    },
  );

  app.delete(
    '/v1/callbacks/:id',
    {
      config: { right: 'cancel_callbacks', scoped: true },
      schema: {
        summary: 'Cancel a callback',
        params: callbackPath,
        response: { 200: callbackCancelled, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      orRefuse(await gate.ask({ ask: 'cancel_callback', call: callId(Number(id)) }, actorOf(request)));
      return { call: id, cancelled: true as const };
    },
  );
}
