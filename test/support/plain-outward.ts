/** What goes out of the house, without a house: webhooks and deliveries can be asked for, and nothing is sent. */
import { Desk } from '../../src/outward/desk.ts';
import { Poster } from '../../src/outward/http/post.ts';
import { WebhookTargets } from '../../src/outward/webhooks/targets.ts';
import type { OutwardDesk } from '../../src/ports/outward.ts';
import type { WebhookBook } from '../../src/ports/webhooks.ts';
import { Destinations } from '../../src/shared/destinations.ts';
import { PlainDeliveries } from './plain-deliveries.ts';

const emptyWebhooks: WebhookBook = {
  all: async () => [],
  keep: async () => undefined,
  remove: async () => undefined,
};

/** @param now what its clock says */
export function plainOutward(now: () => number = () => 0): OutwardDesk & { book: PlainDeliveries } {
  const book = new PlainDeliveries();
  const poster = new Poster(new Destinations(['crm.internal']));
  const webhooks = new WebhookTargets(
    {
      book: emptyWebhooks,
      deliveries: book,
      clock: { now },
      key: Buffer.alloc(32, 7),
      problemWith: (url) => poster.problemWith(url),
      subjectOf: () => 'call',
      send: async () => ({ delivered: true, code: 204, took: 12 }),
      newest: async () => 0,
      changed: () => undefined,
    },
    [],
  );
  const desk = new Desk({ webhooks, book, clock: { now }, smtp: undefined, unpause: () => undefined });
  return Object.assign(desk, { book });
}
