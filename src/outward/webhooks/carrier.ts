/**
 * Carries messages to webhooks. What it sends of an event is read from the journal now, not when it happened: whoever was
 * erased meanwhile is erased here, too.
 */
import type { Clock } from '../../ports/clock.ts';
import type { Delivery } from '../../ports/deliveries.ts';
import type { Store } from '../../ports/store.ts';
import type { Webhook } from '../../ports/webhooks.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { Carried, Carrier } from '../deliveries/carrier.ts';
import { patienceIn } from '../deliveries/patience.ts';
import type { Poster, Reply } from '../http/post.ts';
import { signedHeaders } from '../http/signature.ts';
import { entryMessage } from './messages.ts';
import { popsOf, type WebhookTargets, webhookOf } from './targets.ts';

const deadline: Duration = seconds(10);
/** A phone rings for half a minute: who calls must be on the screen in the first of them. */
const popDeadline: Duration = seconds(3);
const popsAreGoodFor: Duration = seconds(30);
/** Of the body that is sent, and of the answer, which is not looked at. */
const mostSent = 256 * 1024;
const mostRead = 4096;

export interface WebhookCarrierNeeds {
  readonly targets: () => Pick<WebhookTargets, 'find' | 'secretsOf' | 'isGone'>;
  readonly poster: Pick<Poster, 'post'>;
  readonly journal: Pick<Store['journal'], 'after'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Of Cordboard. */
  readonly version: string;
}

export class WebhookCarrier implements Carrier {
  readonly atOnce = 8;
  readonly #needs: WebhookCarrierNeeds;

  constructor(needs: WebhookCarrierNeeds) {
    this.#needs = needs;
  }

  async carry(delivery: Delivery, signal: AbortSignal): Promise<Carried> {
    const targets = this.#needs.targets();
    const webhook = targets.find(webhookOf(delivery.target));
    if (!webhook) return { is: 'refused', reason: 'the webhook was removed' };
    if (!webhook.enabled) return { is: 'refused', reason: 'the webhook is disabled' };
    const isPop = delivery.target === popsOf(webhook.name);
    if (isPop && this.#needs.clock.now() - delivery.at > popsAreGoodFor)
      return { is: 'refused', reason: 'too late: the phone no longer rings' };
    const body = delivery.body ?? (await this.#bodyOf(delivery));
    if (body === undefined) return { is: 'refused', reason: 'the event is no longer in the journal' };
    const reply = await this.send(webhook, delivery.id, body, isPop ? popDeadline : deadline, signal);
    if (reply.answered && reply.status === 410) await targets.isGone(webhook.name);
    return carriedOf(reply);
  }

  /** One attempt. */
  async send(
    webhook: Webhook,
    id: string,
    body: string,
    within: Duration = deadline,
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
      url: webhook.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': `Cordboard/${this.#needs.version}`,
        ...signedHeaders(id, timestamp, body, secrets),
      },
      body,
      deadline: within,
      mostBytes: mostRead,
      ...(signal && { signal }),
    });
  }

  async #bodyOf({ seq }: Delivery): Promise<string | undefined> {
    if (seq === undefined) return undefined;
    const [entry] = await this.#needs.journal.after(seq - 1, 1);
    return entry?.seq === seq ? JSON.stringify(entryMessage(entry)) : undefined;
  }
}

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
