/** Addresses that are told what happens. */
import { refusals } from '../../contract/common.ts';
import {
  testOutcome,
  type WebhookView,
  webhook,
  webhookAdded,
  webhookChange,
  webhookList,
  webhookPath,
  webhookRemoved,
  webhookRequest,
  webhookSecret,
} from '../../contract/webhook.ts';
import type { Webhook } from '../../ports/webhooks.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';
import { testView, webhookView } from './view.ts';

export function webhookRoutes(app: Api, { gate, outward }: Pick<ApiNeeds, 'gate' | 'outward'>): void {
  const config = { right: 'manage_webhooks' } as const;
  const viewOf = async (one: Webhook): Promise<WebhookView> =>
    webhookView(one, await outward.deliveries.countsOf('webhook', one.name));
  const named = (name: string): Webhook => {
    const found = outward.webhooks.find(name);
    if (!found) throw new Refusal('no_such_webhook', `there is no webhook ${name}`);
    return found;
  };

  app.get(
    '/v1/webhooks',
    {
      config,
      schema: {
        summary: 'List webhooks, and how many deliveries wait or were given up',
        response: { 200: webhookList, ...refusals },
      },
    },
    async () => ({ webhooks: await Promise.all(outward.webhooks.all().map(viewOf)) }),
  );

  app.post(
    '/v1/webhooks',
    {
      config,
      schema: {
        summary: 'Add a webhook. The answer has its secret, which is not shown again',
        body: webhookRequest,
        response: { 200: webhookAdded, ...refusals },
      },
    },
    async (request) => {
      const answer = orRefuse(
        await gate.ask({ ask: 'add_webhook', webhook: request.body }, actorOf(request)),
      );
      return { webhook: await viewOf(named(request.body.name)), secret: answer.secret };
    },
  );

  app.get(
    '/v1/webhooks/:name',
    {
      config,
      schema: { summary: 'One webhook', params: webhookPath, response: { 200: webhook, ...refusals } },
    },
    async (request) => viewOf(named(request.params.name)),
  );

  app.patch(
    '/v1/webhooks/:name',
    {
      config,
      schema: {
        summary: 'Change the address or the events of a webhook, or disable it',
        params: webhookPath,
        body: webhookChange,
        response: { 200: webhook, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const change = defined(request.body);
      orRefuse(await gate.ask({ ask: 'change_webhook', name, change }, actorOf(request)));
      return viewOf(named(name));
    },
  );

  app.delete(
    '/v1/webhooks/:name',
    {
      config,
      schema: {
        summary: 'Remove a webhook, with all that waits to be sent to it',
        params: webhookPath,
        response: { 200: webhookRemoved, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      orRefuse(await gate.ask({ ask: 'remove_webhook', name }, actorOf(request)));
      return { removed: name };
    },
  );

  app.post(
    '/v1/webhooks/:name/secret',
    {
      config,
      schema: {
        summary: 'Make a new secret. For 24 hours messages carry signatures with both',
        params: webhookPath,
        response: { 200: webhookSecret, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { secret, oldSecretUntil } = orRefuse(
        await gate.ask({ ask: 'rotate_webhook_secret', name }, actorOf(request)),
      );
      return { secret, oldSecretUntil: iso(oldSecretUntil) };
    },
  );

  app.post(
    '/v1/webhooks/:name/test',
    {
      config,
      schema: {
        summary: 'Send a message of the type `test` now, once, and say what came of it',
        params: webhookPath,
        response: { 200: testOutcome, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { outcome } = orRefuse(await gate.ask({ ask: 'test_webhook', name }, actorOf(request)));
      return testView(outcome);
    },
  );
}
