/** The table of webhooks. */
import type { Database } from 'better-sqlite3';
import type { Webhook, WebhookBook, WebhookRecord } from '../../ports/webhooks.ts';
import { asked } from './errors.ts';

interface Row {
  readonly facts: string;
  readonly secret: string;
  readonly oldSecret: string | null;
}

export function webhookBook(db: Database): WebhookBook {
  const all = db.prepare<[], Row>('select facts, secret, old_secret as oldSecret from webhook order by name');
  const keep = db.prepare<[string, string, string, string | null]>(
    `insert into webhook (name, facts, secret, old_secret) values (?, ?, ?, ?)
     on conflict (name) do update set facts = excluded.facts, secret = excluded.secret, old_secret = excluded.old_secret`,
  );
  const remove = db.prepare<[string]>('delete from webhook where name = ?');
  return {
    all: () =>
      asked(db, () =>
        all.all().map(({ facts, secret, oldSecret }) => {
          const { isRemoved, ...webhook } = JSON.parse(facts) as Webhook & Pick<WebhookRecord, 'isRemoved'>;
          return {
            webhook,
            secret,
            ...(oldSecret !== null && { oldSecret }),
            ...(isRemoved && { isRemoved }),
          };
        }),
      ),
    keep: ({ webhook, secret, oldSecret, isRemoved }) =>
      asked(db, () => {
        const facts = JSON.stringify({ ...webhook, ...(isRemoved && { isRemoved }) });
        keep.run(webhook.name, facts, secret, oldSecret ?? null);
      }),
    remove: (name) => asked(db, () => void remove.run(name)),
  };
}
