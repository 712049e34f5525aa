/** Webhooks: addresses that are told what happens; and what was delivered, by webhook and by e-mail. */
import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';
import { entriesBySubject } from './journal/entry.ts';
import { offer } from './live/me.ts';
import { deliveryChannel, deliveryOutcome, deliveryState } from './values.ts';
import { requestTemplate } from './webhook-template.ts';

type Subject = keyof typeof entriesBySubject;
export const eventSubjects = Object.keys(entriesBySubject) as Subject[];
const typesOf = (subject: Subject): string[] =>
  entriesBySubject[subject].map(({ shape }) => shape.type.value);
/** Of each type of event, what it is about. */
export const subjectOfEvent: ReadonlyMap<string, Subject> = new Map(
  eventSubjects.flatMap((subject) => typesOf(subject).map((type) => [type, subject] as const)),
);

/** What can be chosen. */
export const webhookEvent = z
  .string()
  .refine(
    (text) => text === 'all' || text === 'screenPop' || text in entriesBySubject || subjectOfEvent.has(text),
    'expected the type of an event, or screenPop, call, agent, system, all; docs/webhooks.md lists them',
  )
  .describe('Type of an event, or `call`, `agent`, `system`, `all`, or `screenPop`.');

export const webhookName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected small letters, digits and -, at most 40')
  .describe('Name, such as crm.');
export const webhookPath = z.object({ name: webhookName });

const url = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .describe('Where messages are sent: https://crm.example.com/calls.');
const events = z
  .array(webhookEvent)
  .min(1)
  .max(200)
  .describe('What is sent. docs/webhooks.md lists all events.');

export const webhookRequest = z.object({
  name: webhookName,
  url,
  events,
  request: requestTemplate.exactOptional(),
});
export const webhookChange = z.object({
  url: url.optional(),
  events: events.optional(),
  request: requestTemplate.nullable().optional().describe('null: the message of Cordboard again.'),
  enabled: z
    .boolean()
    .optional()
    .describe('False: nothing is sent, and what happens meanwhile is not sent later.'),
});

export const webhook = z.object({
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  request: requestTemplate.optional(),
  enabled: z.boolean(),
  isGone: z.boolean().describe('It was disabled because it answered 410 (gone).'),
  createdAt: moment,
  secretAt: moment.describe('When its secret was made.'),
  oldSecretUntil: moment
    .optional()
    .describe('Until then messages carry a signature with the old secret, too.'),
  waiting: z.number().int().describe('Deliveries that wait to be sent.'),
  dead: z.number().int().describe('Deliveries that were given up.'),
});
export const webhookList = z.object({ webhooks: z.array(webhook) });
export type WebhookView = z.infer<typeof webhook>;

const secret = z.string().describe('whsec_...: to check signatures with. It is shown only now.');
export const webhookAdded = z.object({ webhook, secret });
export const webhookSecret = z.object({
  secret,
  oldSecretUntil: moment.describe('Until then messages carry a signature with the old secret, too.'),
});
export const webhookRemoved = z.object({ removed: z.string() });
export const testOutcome = z.object({
  delivered: z.boolean(),
  code: z.number().int().optional().describe('HTTP status, or reply code of SMTP.'),
  reason: z.string().optional().describe('Why it was not delivered.'),
  tookMs: lengthMs,
});

/** What is sent for an event of the journal. */
export const webhookMessage = z.object({
  type: z.string().describe('Type of the event.'),
  timestamp: moment.describe('When it happened.'),
  data: z.unknown().describe('The event, as docs/events.md describes it.'),
});
/** What is sent when a phone begins to ring for an agent. The same as `offer` of the topic `me` of `/v1/live`. */
export const screenPopMessage = webhookMessage.extend({
  type: z.literal('screenPop'),
  data: z.object({ agent: z.string().describe('Name of the agent whose phone rings.'), offer }),
});

export const deliveryQuery = z.object({
  channel: deliveryChannel.optional(),
  target: z.string().max(100).optional().describe('Name of a webhook.'),
  state: deliveryState.optional(),
  call: z.string().max(20).optional().describe('Only about this call.'),
  before: z.string().max(200).optional().describe('Only older ones than this delivery.'),
  limit: limit(500, 50),
});
export const deliveryPath = z.object({ id: z.string().min(1).max(200).describe('Id of the delivery.') });

export const delivery = z.object({
  id: z.string().describe('The webhook-id of a webhook; the left part of the Message-ID of an e-mail.'),
  channel: deliveryChannel,
  target: z.string().describe('Name of the webhook; `smtp` for e-mails.'),
  kind: z.string().describe('Type of the event, or what the e-mail is about.'),
  call: z.string().optional(),
  seq: z.number().int().optional().describe('Number of the event in the journal.'),
  state: deliveryState,
  at: moment.describe('When it was added, or sent again by hand.'),
  attempts: z.number().int(),
  nextAttempt: moment.optional(),
  endedAt: moment.optional().describe('When it arrived or was given up.'),
  mayBeTwice: z
    .boolean()
    .describe('An attempt ended without an answer, so the receiver may have it twice, with the same id.'),
});
export const deliveryList = z.object({ deliveries: z.array(delivery) });
export type DeliveryView = z.infer<typeof delivery>;

const attempt = z.object({
  at: moment,
  lastedMs: lengthMs,
  outcome: deliveryOutcome,
  code: z.number().int().optional().describe('HTTP status, or reply code of SMTP.'),
  reason: z.string().optional(),
});
export const deliveryDetails = delivery.extend({ log: z.array(attempt).describe('Each attempt.') });

export const replayRequest = z.object({
  channel: deliveryChannel.optional(),
  target: z.string().max(100).optional(),
});
export const replayed = z.object({ replayed: z.number().int().describe('So many are sent again.') });
export const mailTest = z.object({ to: z.email().max(200) });
