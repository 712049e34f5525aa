/** What went out by webhook and e-mail, or waits to, or was given up. */
import { refusals } from '../../contract/common.ts';
import {
  delivery,
  deliveryDetails,
  deliveryList,
  deliveryPath,
  deliveryQuery,
  mailTest,
  replayed,
  replayRequest,
  testOutcome,
} from '../../contract/webhook.ts';
import type { DeliveryQuery } from '../../ports/deliveries.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';
import { deliveryView, testView } from './view.ts';

export function deliveryRoutes(app: Api, { gate, outward }: Pick<ApiNeeds, 'gate' | 'outward'>): void {
  const config = { right: 'manage_webhooks' } as const;

  app.get(
    '/v1/deliveries',
    {
      config,
      schema: {
        summary:
          'List deliveries by webhook and e-mail in the log (14 days, or as the plan says), newest first',
        querystring: deliveryQuery,
        response: { 200: deliveryList, ...refusals },
      },
    },
    async (request) => {
      const { limit, call, ...more } = request.query;
      const query: DeliveryQuery = {
        ...defined(more),
        ...(call !== undefined && { call: callId(Number(call)) }),
      };
      return { deliveries: (await outward.deliveries.list(query, limit)).map(deliveryView) };
    },
  );

  app.get(
    '/v1/deliveries/:id',
    {
      config,
      schema: {
        summary: 'One delivery, with each attempt',
        params: deliveryPath,
        response: { 200: deliveryDetails, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const found = await outward.deliveries.find(id);
      if (!found) throw new Refusal('no_such_delivery', `there is no delivery ${id}`);
      const log = found.log.map(({ at, lasted, outcome, code, reason }) => ({
        at: iso(at),
        lastedMs: Math.round(lasted),
        outcome,
        ...defined({ code, reason }),
      }));
      return { ...deliveryView(found), log };
    },
  );

  app.post(
    '/v1/deliveries/:id/replay',
    {
      config,
      schema: {
        summary: 'Send a delivery again, with the same id',
        params: deliveryPath,
        response: { 200: delivery, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      return deliveryView(
        orRefuse(await gate.ask({ ask: 'replay_delivery', id }, actorOf(request))).delivery,
      );
    },
  );

  app.post(
    '/v1/deliveries/replay',
    {
      config,
      schema: {
        summary: 'Send all deliveries again that were given up, or those to one webhook',
        body: replayRequest,
        response: { 200: replayed, ...refusals },
      },
    },
    async (request) => {
      const asked = { ask: 'replay_dead' as const, ...defined(request.body) };
      const answer = orRefuse(await gate.ask(asked, actorOf(request)));
      return { replayed: answer.replayed };
    },
  );

  app.post(
    '/v1/mail/test',
    {
      config,
      schema: {
        summary: 'Send a test e-mail now, once, and say what came of it',
        body: mailTest,
        response: { 200: testOutcome, ...refusals },
      },
    },
    async (request) => {
      const { to } = request.body;
      return testView(orRefuse(await gate.ask({ ask: 'test_mail', to }, actorOf(request))).outcome);
    },
  );
}
