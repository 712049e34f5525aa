import { z } from 'zod';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { notFound } from '../errors.ts';
import { callbackCancelled, callbackList } from '../../contract/callback.ts';
import { refusals } from '../../contract/common.ts';
import { callbackView } from './view.ts';

const path = z.object({ id: z.string().regex(/^\d{1,15}$/, 'the number of a call, such as 1042') });

export function callbackRoutes(app: Api, { operations }: ApiNeeds): void {
  app.get(
    '/v1/callbacks',
    {
      schema: {
        summary: 'Callbacks that have not reached their callers, the longest waiting first',
        response: { 200: callbackList, ...refusals },
      },
    },
    async () => {
      const now = operations.now();
      const views = operations.calls().flatMap((call) => callbackView(call, now));
      return { callbacks: views.toSorted((a, b) => a.since.localeCompare(b.since)) };
    },
  );

  app.delete(
    '/v1/callbacks/:id',
    {
      schema: {
        summary: 'Take a callback off the list; nobody is called',
        params: path,
        response: { 200: callbackCancelled, ...refusals },
      },
    },
    async ({ params }) => {
      const cancelled = await operations.cancelCallback(callId(Number(params.id)), 'api');
      if (!cancelled.done) throw notFound(cancelled.because, 'GET /v1/callbacks lists those that wait');
      return { call: params.id, cancelled: true as const };
    },
  );
}
