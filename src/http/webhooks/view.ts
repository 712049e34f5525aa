import type { DeliveryView, WebhookView } from '../../contract/webhook.ts';
import type { Delivery } from '../../ports/deliveries.ts';
import type { TestOutcome, Webhook } from '../../ports/webhooks.ts';
import { iso } from '../times.ts';

export const webhookView = (
  { name, url, events, request, enabled, isGone, createdAt, secretAt, oldSecretUntil }: Webhook,
  counts: { readonly waiting: number; readonly dead: number },
): WebhookView => ({
  name,
  url,
  events: [...events],
  ...(request && { request: { ...request, body: { ...request.body } } }),
  enabled,
  isGone: isGone === true,
  createdAt: iso(createdAt),
  secretAt: iso(secretAt),
  ...(oldSecretUntil !== undefined && { oldSecretUntil: iso(oldSecretUntil) }),
  ...counts,
});

export const deliveryView = ({
  id,
  channel,
  target,
  kind,
  call,
  seq,
  state,
  at,
  attempts,
  due,
  endedAt,
  mayBeTwice,
}: Delivery): DeliveryView => ({
  id,
  channel,
  target,
  kind,
  ...(call !== undefined && { call }),
  ...(seq !== undefined && { seq }),
  state,
  at: iso(at),
  attempts,
  ...(state === 'waiting' && { nextAttempt: iso(due) }),
  ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
  mayBeTwice,
});

export const testView = ({ delivered, code, reason, took }: TestOutcome) => ({
  delivered,
  ...(code !== undefined && { code }),
  ...(reason !== undefined && { reason }),
  tookMs: Math.round(took),
});
