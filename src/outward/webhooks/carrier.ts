/**
 * Carries messages to webhooks. What it sends of an event is read from the journal now, not when it happened: whoever was
 * erased meanwhile is erased here, too.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import { inBraces, tagPlace } from '../../contract/webhook-template.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delivery } from '../../ports/deliveries.ts';
import type { Store } from '../../ports/store.ts';
import type { RequestTemplate, Webhook } from '../../ports/webhooks.ts';
import { pause } from '../../shared/pause.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { Carried, Carrier } from '../deliveries/carrier.ts';
import { patienceIn } from '../deliveries/patience.ts';
import type { Poster, Reply } from '../http/post.ts';
import { signedHeaders } from '../http/signature.ts';
import { entryMessage, messageOf } from './messages.ts';
import { popsOf, type WebhookTargets, webhookOf } from './targets.ts';
import { asksFor, exampleValues, type Filled, fill, type Values } from './template.ts';
import { happenedIn, valuesOf } from './values.ts';

const deadline: Duration = seconds(10);
/** A phone rings for half a minute: who calls must be on the screen in the first of them. */
const popDeadline: Duration = seconds(3);
const popsAreGoodFor: Duration = seconds(30);
/** Of the body that is sent, and of the answer, which is not looked at. */
const mostSent = 256 * 1024;
const mostRead = 4096;

export interface WebhookCarrierNeeds {
  readonly targets: () => Pick<WebhookTargets, 'find' | 'secretsOf' | 'isGone' | 'forget'>;
  readonly poster: Pick<Poster, 'post'>;
  readonly store: {
    readonly journal: Pick<Store['journal'], 'after' | 'ofCall'>;
    readonly contacts: Pick<Store['contacts'], 'byId'>;
    readonly tickets: Pick<Store['tickets'], 'ofCall' | 'position'>;
  };
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** What an environment variable holds. */
  readonly secret: (variable: string) => string | undefined;
  /** Of Cordboard. */
  readonly version: string;
}

type Made = { readonly request: Partial<Filled> & Pick<Filled, 'body'> } | { readonly not: Carried };

export class WebhookCarrier implements Carrier {
  readonly atOnce = 8;
  readonly #needs: WebhookCarrierNeeds;

  constructor(needs: WebhookCarrierNeeds) {
    this.#needs = needs;
  }

  async carry(delivery: Delivery, signal: AbortSignal): Promise<Carried> {
    const targets = this.#needs.targets();
    const webhook = targets.find(webhookOf(delivery.target));
    if (!webhook) {
      // Made at the moment of the removal, or left over by an engine that was killed: no one can ask for it again.
      await targets.forget(webhookOf(delivery.target));
      return { is: 'withdrawn', reason: 'the webhook was removed' };
    }
    if (!webhook.enabled) return { is: 'refused', reason: 'the webhook is disabled' };
    const isPop = delivery.target === popsOf(webhook.name);
    if (isPop && this.#needs.clock.now() - delivery.at > popsAreGoodFor)
      return { is: 'refused', reason: 'too late: the phone no longer rings' };
    const made = await this.#make(delivery, webhook);
    if ('not' in made) return made.not;
    const reply = await this.#send(
      webhook,
      delivery.id,
      made.request,
      isPop ? popDeadline : deadline,
      signal,
    );
    const carried = carriedOf(reply);
    // Of a record that is named in the path, it says that there is no such record; the webhook itself is still there.
    const isOfRecord = webhook.request?.path?.includes('{{') === true;
    if (reply.answered && isOfRecord && (reply.status === 404 || reply.status === 410))
      return { is: 'refused', code: reply.status, reason: 'the other side has no such record' };
    if (reply.answered && reply.status === 410) await targets.isGone(webhook.name);
    return carried;
  }

  /** One attempt, with values that no caller has. */
  async test(webhook: Webhook, id: string): Promise<Carried> {
    const now = this.#needs.clock.now();
    const { request: template, name } = webhook;
    const tags = tagsIn(template);
    const made = template
      ? this.#filled(template, { ...exampleValues(new Date(now).toISOString()), tags })
      : { request: { body: JSON.stringify(messageOf('test', now, { webhook: name })) } };
    return 'not' in made ? made.not : carriedOf(await this.#send(webhook, id, made.request, deadline));
  }

  async #send(
    webhook: Webhook,
    id: string,
    { body, path = '', method = 'POST', headers = {} }: Partial<Filled> & Pick<Filled, 'body'>,
    within: Duration,
    signal?: AbortSignal,
  ): Promise<Reply> {
    if (Buffer.byteLength(body) > mostSent)
      return { answered: false, why: 'refused', reason: 'the message is too large' };
    const secrets = this.#needs.targets().secretsOf(webhook.name);
    if (secrets === undefined)
      return {
        answered: false,
        why: 'failed',
        reason: 'its secret cannot be read on this machine: rotate it',
        mayHaveArrived: false,
      };
    const timestamp = Math.floor(this.#needs.clock.now() / 1000);
    return await this.#needs.poster.post({
      method,
      url: path === '' ? webhook.url : `${webhook.url.replace(/\/+$/, '')}${path}`,
      headers: {
        'content-type': 'application/json',
        ...headers,
        'user-agent': `Cordboard/${this.#needs.version}`,
        ...signedHeaders(id, timestamp, body, secrets),
      },
      body,
      deadline: within,
      mostBytes: mostRead,
      ...(signal && { signal }),
    });
  }

  async #make(delivery: Delivery, { request: template }: Webhook): Promise<Made> {
    const entry = await this.#entryOf(delivery);
    if (!template) {
      const body = delivery.body ?? (entry && JSON.stringify(entryMessage(entry)));
      return body === undefined ? notInJournal : { request: { body } };
    }
    const { kind: type, call, body } = delivery;
    if (!entry && body === undefined) return notInJournal;
    if (entry && asksFor(template, 'ticket', 'ticket.subject', 'note')) await this.#ticketsUpTo(entry.seq);
    const happened = entry
      ? happenedIn(entry)
      : { type, at: delivery.at, call, agent: popAgentOf(body ?? '') };
    return this.#filled(template, await valuesOf(happened, this.#needs.store, this.#needs.clock.now()));
  }

  #filled(template: RequestTemplate, values: Values): Made {
    const filled = fill(template, values, this.#needs.secret);
    if (!('fault' in filled)) return { request: filled };
    const { fault: reason, unset } = filled;
    // A variable can be set, with a restart; what is not known of a call now is not known later.
    return { not: unset ? { is: 'later', reason } : { is: 'refused', reason } };
  }

  /** Tickets are derived from the same entry, a moment after its commit. */
  async #ticketsUpTo(seq: number): Promise<void> {
    const { store, clock } = this.#needs;
    for (let tries = 0; tries < 20 && (await store.tickets.position()) < seq; tries++)
      await pause(clock, 100);
  }

  async #entryOf({ seq }: Delivery): Promise<StoredEntry | undefined> {
    if (seq === undefined) return undefined;
    const [entry] = await this.#needs.store.journal.after(seq - 1, 1);
    return entry?.seq === seq ? entry : undefined;
  }
}

const notInJournal: Made = { not: { is: 'refused', reason: 'the event is no longer in the journal' } };

const popAgentOf = (body: string): string | undefined => {
  const { data } = JSON.parse(body) as { readonly data?: { readonly agent?: string } };
  return data?.agent;
};

/** Of each tag that a template asks for, one. */
const tagsIn = (template: RequestTemplate | undefined): string[] =>
  [...JSON.stringify(template ?? '').matchAll(inBraces)].flatMap(([, name = '']) => {
    const tag = tagPlace.exec(name)?.[1];
    return tag === undefined ? [] : [`${tag} test`];
  });

export function carriedOf(reply: Reply): Carried {
  if (!reply.answered) {
    const { reason } = reply;
    // An address that we do not call may become one by a change of a name or of a setting.
    if (reply.why === 'refused') return { is: 'later', reason };
    return { is: 'later', reason, mayHaveArrived: reply.mayHaveArrived };
  }
  const { status: code } = reply;
  if (code >= 200 && code < 300) return { is: 'sent', code };
  if (code === 410) return { is: 'refused', code, reason: 'it is gone: the webhook was disabled' };
  if (code >= 300 && code < 400) return { is: 'later', code, reason: 'redirects are not followed' };
  const reason = `it answered ${code}`;
  // These are about the one message.
  if ([400, 409, 413, 415, 422].includes(code)) return { is: 'later', code, reason, notOthers: true };
  const retryAfter = patienceIn(reply.retryAfter);
  return { is: 'later', code, reason, ...(retryAfter !== undefined && { retryAfter }) };
}
