/** Tickets that another ticket system has of ours, and what it has told us already. */
import type { Instant } from '../shared/time.ts';

export interface HelpdeskLink {
  /** Ours. */
  readonly ticket: number;
  /** Its id there. */
  readonly theirs: number;
  /** The state in which both sides last agreed, in their words. Only who leaves it has changed something. */
  readonly agreed?: string;
  /** Their clock, at that moment: what they tell of an earlier one is out of date. */
  readonly agreedAt?: Instant;
  /** The login of the owner there, as far as we were told. */
  readonly owner?: string;
}

export interface HelpdeskBook {
  /** The last event of all tickets. */
  newestEvent(): Promise<number>;
  link(ticket: number): Promise<HelpdeskLink | undefined>;
  linkOf(theirs: number): Promise<HelpdeskLink | undefined>;
  keep(link: HelpdeskLink): Promise<void>;
  /** `begun`: it was before, and nobody knows how far it came. */
  begin(what: string, at: Instant): Promise<'new' | 'begun' | 'done'>;
  done(what: string): Promise<void>;
  prune(begunBefore: Instant): Promise<void>;
}

/** Where the other system tells us of its changes. */
export interface HelpdeskDoor {
  take(told: {
    readonly body: Buffer;
    readonly signature: string | undefined;
    readonly delivery: string | undefined;
  }): Promise<HelpdeskTaken>;
}

/** `ignored`: it is none of our tickets. `known`: it came before. */
export type HelpdeskTaken = 'taken' | 'known' | 'ignored' | 'wrong_signature' | 'not_understood';

/** Deliveries of a ticket to a helpdesk go one after the other, and are erased with it. */
export const helpdeskLane = (ticket: number): string => `helpdesk ticket ${ticket}`;
