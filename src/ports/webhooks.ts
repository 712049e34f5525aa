/**
 * Webhooks: addresses that are told what happens, signed as the Standard Webhooks scheme says
 * (https://www.standardwebhooks.com). A secret is shown once, when it is made; what is stored is encrypted.
 */
import type { Instant } from '../shared/time.ts';
import type { Refused } from './refused.ts';

/** A request in the shape of the other side's API, with placeholders (`contract/webhook-template.ts`). */
export interface RequestTemplate {
  /** Default: POST. */
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Follows the address. */
  readonly path?: string;
  /** Secrets stand in environment variables: no value here is one. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Webhook {
  /** Small letters, digits and `-`. */
  readonly name: string;
  readonly url: string;
  /** Types of events, or `all`, `call`, `agent`, `system` for all of a subject. */
  readonly events: readonly string[];
  /** What is sent in place of our message. */
  readonly request?: RequestTemplate;
  readonly enabled: boolean;
  /** It was disabled by itself: the other side said that it is gone (410). */
  readonly isGone?: true;
  readonly createdAt: Instant;
  /** It is told of entries after this one: the newest when it was added or enabled. */
  readonly afterSeq: number;
  /** When its secret was made. */
  readonly secretAt: Instant;
  /** Until then messages are signed with the secret before it, too. */
  readonly oldSecretUntil?: Instant;
}

export interface WebhookRecord {
  readonly webhook: Webhook;
  /** Encrypted. */
  readonly secret: string;
  readonly oldSecret?: string;
  /** It is no more. What was to be sent there goes first, so that a kill leaves nothing of it. */
  readonly isRemoved?: true;
}

export interface WebhookBook {
  /** By name. */
  all(): Promise<readonly WebhookRecord[]>;
  /** In place of what was kept of it. */
  keep(record: WebhookRecord): Promise<void>;
  remove(name: string): Promise<void>;
}

export type WebhookFields = Pick<Webhook, 'name' | 'url' | 'events' | 'request'>;
export type WebhookChange = Partial<Pick<Webhook, 'url' | 'events' | 'enabled'>> & {
  /** null: our message again. */
  readonly request?: RequestTemplate | null;
};

/** What became of a message that was sent at once. */
export interface TestOutcome {
  readonly delivered: boolean;
  /** Status of HTTP. */
  readonly code?: number;
  readonly reason?: string;
  /** Milliseconds. */
  readonly took: number;
}

type Done<Given = object> = ({ readonly done: true } & Given) | Refused;

export interface Webhooks {
  all(): readonly Webhook[];
  find(name: string): Webhook | undefined;
  add(fields: WebhookFields): Promise<Done<{ readonly secret: string }>>;
  change(name: string, change: WebhookChange): Promise<Done>;
  /** With all that waits to be sent there. */
  remove(name: string): Promise<Done>;
  /** The secret before it stays valid for a day. */
  rotate(name: string): Promise<Done<{ readonly secret: string; readonly oldSecretUntil: Instant }>>;
  /** Sends a message of the type `test` now, once. */
  test(name: string): Promise<Done<{ readonly outcome: TestOutcome }>>;
}
