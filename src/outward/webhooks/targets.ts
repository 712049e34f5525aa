/** The webhooks there are, with their secrets. What is asked of them is decided here; the gate has let it pass. */
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryBook } from '../../ports/deliveries.ts';
import type { Refused } from '../../ports/refused.ts';
import type {
  TestOutcome,
  Webhook,
  WebhookBook,
  WebhookChange,
  WebhookFields,
  WebhookRecord,
  Webhooks,
} from '../../ports/webhooks.ts';
import { defined } from '../../shared/defined.ts';
import { seal, unseal } from '../../shared/seal.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';
import { newSecret } from '../http/signature.ts';

/** How long the secret before a new one is still used. */
const overlap: Duration = minutes(24 * 60);
const most = 50;

export interface TargetsNeeds {
  readonly book: WebhookBook;
  readonly deliveries: Pick<DeliveryBook, 'dropTarget'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Encrypts the secrets; 32 bytes. */
  readonly key: Buffer;
  /** What is wrong with an address; undefined: nothing. */
  readonly problemWith: (url: string) => string | undefined;
  /** Of a type of event, what it is about: `call`, `agent`, `system`. */
  readonly subjectOf: (type: string) => string | undefined;
  /** Sends a test message now. */
  readonly send: (webhook: Webhook) => Promise<TestOutcome>;
  /** One is added or enabled, and is told of what happens from now on: after this entry. */
  readonly newest: () => Promise<number>;
  /** There is one more, or one less, or it has changed. */
  readonly changed: (name: string) => void;
}

export class WebhookTargets implements Webhooks {
  readonly #needs: TargetsNeeds;
  readonly #records: Map<string, WebhookRecord>;
  /** Those that are removed, and of which something may be kept yet; undefined: no one is at it. */
  readonly #leaving: Map<string, Promise<void> | undefined>;

  constructor(needs: TargetsNeeds, records: readonly WebhookRecord[]) {
    this.#needs = needs;
    const here = records.filter(({ isRemoved }) => !isRemoved);
    this.#records = new Map(here.map((record) => [record.webhook.name, record]));
    this.#leaving = new Map(
      records.flatMap(({ webhook, isRemoved }) => (isRemoved ? [[webhook.name, undefined]] : [])),
    );
  }

  static async load(needs: TargetsNeeds): Promise<WebhookTargets> {
    return new WebhookTargets(needs, await needs.book.all());
  }

  /** Those that were being removed when the engine was killed. */
  async finishRemovals(): Promise<void> {
    for (const name of this.#leaving.keys()) await this.forget(name);
  }

  all(): readonly Webhook[] {
    return [...this.#records.values()].map(({ webhook }) => webhook);
  }

  find(name: string): Webhook | undefined {
    return this.#records.get(name)?.webhook;
  }

  /** Those that want an event of that type. */
  wanting(type: string): readonly Webhook[] {
    const subject = this.#needs.subjectOf(type);
    return this.all().filter(
      ({ enabled, events }) =>
        enabled &&
        // What is no event of the journal has to be chosen by name.
        (events.includes(type) ||
          (subject !== undefined && (events.includes('all') || events.includes(subject)))),
    );
  }

  /** The newest first. Undefined: they were sealed with another key, as after a restore on another machine. */
  secretsOf(name: string): readonly string[] | undefined {
    const record = this.#records.get(name);
    if (!record) return undefined;
    const { key, clock } = this.#needs;
    const { oldSecretUntil = 0 } = record.webhook;
    const isOldValid = record.oldSecret !== undefined && clock.now() < oldSecretUntil;
    const sealed = [record.secret, ...(isOldValid && record.oldSecret ? [record.oldSecret] : [])];
    const opened = sealed.flatMap((each) => unseal(key, each, boundTo(name)) ?? []);
    return opened.length === 0 ? undefined : opened;
  }

  async add({ name, url, events, request }: WebhookFields) {
    if (this.#records.has(name)) return refused('webhook_exists', `there is a webhook ${name} already`);
    if (this.#records.size >= most) return refused('too_many_webhooks', `there are ${most} webhooks already`);
    // One of that name that was removed goes with all that was to be sent there.
    if (this.#leaving.has(name)) await this.forget(name);
    const problem = this.#needs.problemWith(url);
    if (problem !== undefined) return refused('target_not_allowed', problem);
    const fault = this.#faultOf({ url, events, ...defined({ request }) });
    if (fault !== undefined) return refused('bad_request', fault);
    const afterSeq = await this.#needs.newest();
    const now = this.#needs.clock.now();
    const secret = newSecret();
    await this.#keep({
      webhook: {
        name,
        url,
        events: unique(events),
        ...defined({ request }),
        enabled: true,
        createdAt: now,
        afterSeq,
        secretAt: now,
      },
      secret: this.#seal(name, secret),
    });
    return { done: true, secret } as const;
  }

  async change(name: string, { url, events, request, enabled }: WebhookChange) {
    const record = this.#records.get(name);
    if (!record) return absent(name);
    const problem = url === undefined ? undefined : this.#needs.problemWith(url);
    if (problem !== undefined) return refused('target_not_allowed', problem);
    const { isGone, request: requestBefore, ...before } = record.webhook;
    const template = request === undefined ? requestBefore : (request ?? undefined);
    const webhook: Webhook = {
      ...before,
      ...(isGone && enabled !== true && url === undefined && { isGone }),
      ...(url !== undefined && { url }),
      ...(events && { events: unique(events) }),
      ...defined({ request: template }),
      ...(enabled !== undefined && { enabled }),
      ...(enabled === true && !before.enabled && { afterSeq: await this.#needs.newest() }),
    };
    const fault = this.#faultOf(webhook);
    if (fault !== undefined) return refused('bad_request', fault);
    await this.#keep({ ...record, webhook });
    return { done: true } as const;
  }

  async remove(name: string) {
    const record = this.#records.get(name);
    if (!record) return absent(name);
    await this.#needs.book.keep({ ...record, isRemoved: true });
    this.#records.delete(name);
    this.#leaving.set(name, undefined);
    await this.forget(name);
    this.#needs.changed(name);
    return { done: true } as const;
  }

  /** Of one that is no more: all that was sent or is to be sent there, and then the webhook itself. */
  forget(name: string): Promise<void> {
    const work =
      this.#leaving.get(name) ??
      this.#forget(name).then(
        () => void this.#leaving.delete(name),
        (error: unknown) => {
          this.#leaving.set(name, undefined);
          throw error;
        },
      );
    this.#leaving.set(name, work);
    return work;
  }

  async #forget(name: string): Promise<void> {
    const { book, deliveries } = this.#needs;
    for (const target of [name, popsOf(name)]) await deliveries.dropTarget('webhook', target);
    await book.remove(name);
  }

  async rotate(name: string) {
    const record = this.#records.get(name);
    if (!record) return absent(name);
    const now = this.#needs.clock.now();
    const secret = newSecret();
    const oldSecretUntil: Instant = now + overlap;
    await this.#keep({
      webhook: { ...record.webhook, secretAt: now, oldSecretUntil },
      secret: this.#seal(name, secret),
      oldSecret: record.secret,
    });
    return { done: true, secret, oldSecretUntil } as const;
  }

  async test(name: string) {
    const webhook = this.find(name);
    if (!webhook) return absent(name);
    return { done: true, outcome: await this.#needs.send(webhook) } as const;
  }

  /** The other side says that it is no more: it is not told anything from now on. */
  async isGone(name: string): Promise<void> {
    const record = this.#records.get(name);
    if (record) await this.#keep({ ...record, webhook: { ...record.webhook, enabled: false, isGone: true } });
  }

  /** Each event makes a request, and so a record in the other system: only those that were meant. */
  #faultOf({ url, events, request }: Pick<Webhook, 'url' | 'events' | 'request'>): string | undefined {
    if (!request) return undefined;
    if (/[?#]/.test(url)) return 'write what follows ? in the path of the request, not in the address';
    const other = events.find((one) => one !== 'screenPop' && this.#needs.subjectOf(one) !== 'call');
    return other === undefined
      ? undefined
      : `a webhook with a request takes single events of calls, such as callEnded or resultSet, and screenPop, not ${other}`;
  }

  async #keep(record: WebhookRecord): Promise<void> {
    await this.#needs.book.keep(record);
    this.#records.set(record.webhook.name, record);
    this.#needs.changed(record.webhook.name);
  }

  #seal(name: string, secret: string): string {
    return seal(this.#needs.key, secret, boundTo(name));
  }
}

/** Screen pops have a lane of their own: they do not wait until a target that fails is tried again. */
export const popsOf = (name: string): string => `${name}/pops`;
export const webhookOf = (target: string): string => target.split('/')[0] ?? target;

const boundTo = (name: string): string => `webhook ${name}`;
const unique = (events: readonly string[]): readonly string[] => [...new Set(events)];
const refused = (code: Refused['code'], because: string): Refused => ({ done: false, code, because });
const absent = (name: string): Refused => refused('no_such_webhook', `there is no webhook ${name}`);
