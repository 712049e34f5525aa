/** Webhooks, in a plain map. */
import type { WebhookBook, WebhookRecord } from '../../src/ports/webhooks.ts';

export class PlainWebhooks implements WebhookBook {
  readonly #all = new Map<string, WebhookRecord>();

  async all(): Promise<readonly WebhookRecord[]> {
    return [...this.#all.values()].toSorted((a, b) => (a.webhook.name < b.webhook.name ? -1 : 1));
  }
  async keep(record: WebhookRecord): Promise<void> {
    this.#all.set(record.webhook.name, structuredClone(record));
  }
  async remove(name: string): Promise<void> {
    this.#all.delete(name);
  }
}
