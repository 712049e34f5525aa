/**
 * What goes out of the house: e-mails, webhooks, alarms. A **delivery** is kept before it is sent, and until it has
 * arrived or was given up (a **dead letter**). Each attempt is noted before it begins, so that after a kill it is known
 * what may have arrived already.
 */
import type { CallId } from '../shared/ids.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';

export type Channel = 'mail' | 'webhook' | 'helpdesk';

export interface NewDelivery {
  /** The same at each attempt. What is added twice is delivered once. */
  readonly id: string;
  readonly channel: Channel;
  /** Where to: what fails there keeps other targets from nothing. */
  readonly target: string;
  /** Deliveries of a lane go one after the other, in the order in which they were added. Default: its own. */
  readonly lane?: string;
  /** What it is about: `voicemail`, `callEnded`. */
  readonly kind: string;
  /** Whose personal data are in it: it is erased with them. */
  readonly call?: CallId;
  /** Of what it is made of when it is sent: an entry of the journal; for a helpdesk, an event of a ticket. */
  readonly seq?: number;
  /** What is sent, if it is not made of an entry. Dropped once it has arrived. */
  readonly body?: string;
  readonly at: Instant;
}

/** How long what is over stays in the log, unless the plan says otherwise. */
export const deliveriesKeptFor: Duration = minutes(14 * 24 * 60);

export const deliveryStates = ['waiting', 'sent', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface Delivery extends NewDelivery {
  readonly lane: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Of the next attempt. */
  readonly due: Instant;
  /** When it arrived, or was given up. */
  readonly endedAt?: Instant;
  /** An attempt was cut off: it may have arrived then, too. */
  readonly mayBeTwice: boolean;
}

export interface Attempt {
  readonly at: Instant;
  readonly lasted: Duration;
  readonly outcome: 'sent' | 'failed' | 'interrupted';
  /** What the other side said: a status of HTTP, a reply code of SMTP. */
  readonly code?: number;
  readonly reason?: string;
}

/** What follows an attempt. */
export type Next =
  | { readonly state: 'sent' }
  | { readonly state: 'dead' }
  | { readonly state: 'waiting'; readonly due: Instant };

export interface DeliveryQuery {
  readonly channel?: Channel;
  readonly target?: string;
  readonly state?: DeliveryState;
  readonly call?: CallId;
  /** Only older ones than this. */
  readonly before?: string;
}

export interface DeliveryBook {
  /** Those whose id is known are left out; how many were new. */
  add(deliveries: readonly NewDelivery[]): Promise<number>;
  /** The same, and notes that the reader of the journal with that name has read so far. Both or neither. */
  addFrom(reader: string, seq: number, deliveries: readonly NewDelivery[]): Promise<number>;
  /** How far that reader of the journal has come; undefined: it has never read. */
  positionOf(reader: string): Promise<number | undefined>;
  forgetReader(reader: string): Promise<void>;
  /** Where something waits to go, and since when it is due. */
  targets(): Promise<
    readonly { readonly channel: Channel; readonly target: string; readonly due: Instant }[]
  >;
  /** The first that are due there, none of which waits for an earlier one of its lane. */
  due(channel: Channel, target: string, now: Instant, limit: number): Promise<readonly Delivery[]>;
  /** An attempt begins. */
  begin(id: string, at: Instant): Promise<void>;
  /** It is over. */
  end(id: string, attempt: Attempt, next: Next, mayBeTwice: boolean): Promise<void>;
  /** At start: attempts that a kill has cut off are due again, and said to be so. How many. */
  interrupted(now: Instant): Promise<number>;
  /** Those that are over since before then; since when the oldest is. */
  countOver(endedBefore: Instant): Promise<{ readonly count: number; readonly oldest?: Instant }>;
  /** Of the oldest that wait for that target, those that were added before: dead. Some at a time. How many. */
  giveUp(channel: Channel, target: string, addedBefore: Instant, now: Instant): Promise<number>;
  /** The newest first. */
  list(query: DeliveryQuery, limit: number): Promise<readonly Delivery[]>;
  find(id: string): Promise<(Delivery & { readonly log: readonly Attempt[] }) | undefined>;
  /** Dead ones, and sent ones that are made of the journal, wait again. False: there is none such, or what it held is gone. */
  replay(id: string, now: Instant): Promise<boolean>;
  /** Forgets those that arrived or died before; so many at once. How many. */
  prune(endedBefore: Instant, limit: number): Promise<number>;
  /** Forgets everything for a target that is no more. */
  dropTarget(channel: Channel, target: string): Promise<void>;
  /** How many wait for a target, and how many are dead. */
  countsOf(channel: Channel, target: string): Promise<{ readonly waiting: number; readonly dead: number }>;
}
