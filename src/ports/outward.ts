/** What went out of the house, or waits to, and how it is sent again. */
import type { Channel, Delivery, DeliveryBook } from './deliveries.ts';
import type { Refused } from './refused.ts';
import type { TestOutcome, Webhooks } from './webhooks.ts';

export interface OutwardDesk {
  readonly webhooks: Webhooks;
  readonly deliveries: Pick<DeliveryBook, 'list' | 'find' | 'countsOf'>;
  /** Sends a delivery again, with the same id. */
  replay(id: string): Promise<{ readonly done: true; readonly delivery: Delivery } | Refused>;
  /** All dead ones. How many. */
  replayDead(channel: Channel | undefined, target: string | undefined): Promise<number>;
  /** Sends a mail now, once. */
  testMail(to: string): Promise<{ readonly done: true; readonly outcome: TestOutcome } | Refused>;
}
