/** Contacts that turn out to be the same person, and the way back. To be called inside a transaction. */
import type { Database } from 'better-sqlite3';
import type { Contact } from '../../../ports/store.ts';
import type { Instant } from '../../../shared/time.ts';
import { folded, rowIdOf } from './contact-rows.ts';

interface MergeRow {
  readonly id: number;
  readonly other: number;
  readonly before: string;
  readonly mine: string;
  readonly merged: string;
}
type Kept = Contact & { readonly aliases: readonly number[] };

export function contactMerges(db: Database) {
  const keep = db.prepare(
    `insert into contact_merge (contact, other, at, by, before, mine, merged)
     values (:contact, :other, :at, :by, :before, :mine, :merged)`,
  );
  const last = db.prepare<[number], MergeRow>(
    'select id, other, before, mine, merged from contact_merge where contact = ? order by id desc limit 1',
  );
  const drop = db.prepare<[number]>('delete from contact_merge where id = ?');
  const aliasesOf = db.prepare<[number], number>('select id from contact_alias where contact = ?').pluck();
  const dropAlias = db.prepare<[number]>('delete from contact_alias where id = ?');
  const giveAlias = db.prepare<[number, number]>('update contact_alias set contact = ? where id = ?');
  const make = db.prepare(
    `insert into contact (id, name, search_name, language, tags, notes, email, no_surveys, surveyed_at, preferred_agent, last_agent, last_queue,
       last_agent_at, created_at, last_call_at, calls)
     values (:id, :name, :searchName, :language, :tags, :notes, :email, :noSurveys, :surveyedAt, :preferredAgent, :lastAgent, :lastQueue,
       :lastAgentAt, :createdAt, :lastCallAt, :calls)`,
  );
  const setBack = db.prepare(
    `update contact set name = :name, search_name = :searchName, language = :language, tags = :tags, notes = :notes,
       email = :email, no_surveys = :noSurveys, surveyed_at = :surveyedAt,
       preferred_agent = :preferredAgent, last_agent = :lastAgent, last_queue = :lastQueue, last_agent_at = :lastAgentAt,
       created_at = :createdAt, calls = max(0, calls - :theirCalls)
     where id = :id`,
  );
  const give = db.prepare<[number, string, number]>(
    'update contact_number set contact = ? where number = ? and contact = ?',
  );

  return {
    aliasesOf: (id: number): readonly number[] => aliasesOf.all(id),
    note(before: Kept, mine: Contact, merged: Contact, by: string, at: Instant): void {
      keep.run({
        contact: rowIdOf(merged.id),
        other: rowIdOf(before.id),
        at,
        by,
        before: JSON.stringify(before),
        mine: JSON.stringify(mine),
        merged: JSON.stringify(merged),
      });
    },
    /** The ids of the two; undefined: nothing was merged into it. */
    undo(now: Contact): { readonly contact: number; readonly other: number } | undefined {
      const contact = rowIdOf(now.id) ?? 0;
      const row = last.get(contact);
      if (!row) return undefined;
      const before = JSON.parse(row.before) as Kept;
      const [mine, merged] = [JSON.parse(row.mine) as Contact, JSON.parse(row.merged) as Contact];
      dropAlias.run(row.other);
      // Which of the two has refused since is unknown.
      const refuses = before.noSurveys || (now.noSurveys && !merged.noSurveys);
      make.run({ ...fieldsOf(before), noSurveys: refuses ? 1 : 0, id: row.other });
      for (const number of before.numbers) give.run(row.other, number, contact);
      for (const alias of before.aliases) giveAlias.run(row.other, alias);
      setBack.run({
        ...fieldsOf(unchangedSince(now, merged, mine)),
        id: contact,
        theirCalls: before.calls,
      });
      drop.run(row.id);
      return { contact, other: row.other };
    },
  };
}

/** What was changed after the merge stays; the rest is as before. */
function unchangedSince(now: Contact, merged: Contact, mine: Contact): Contact {
  const same = (field: keyof Contact): boolean =>
    JSON.stringify(now[field]) === JSON.stringify(merged[field]);
  const fields = Object.keys({ ...now, ...merged, ...mine }) as (keyof Contact)[];
  const chosen = fields.map((field) => [field, same(field) ? mine[field] : now[field]] as const);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined)) as unknown as Contact;
}

const fieldsOf = (contact: Contact) => ({
  name: contact.name ?? null,
  searchName: contact.name === undefined ? null : folded(contact.name),
  language: contact.language ?? null,
  tags: JSON.stringify(contact.tags),
  notes: contact.notes ?? null,
  email: contact.email ?? null,
  noSurveys: contact.noSurveys ? 1 : 0,
  surveyedAt: contact.surveyedAt ?? null,
  preferredAgent: contact.preferredAgent ?? null,
  lastAgent: contact.lastAgent ?? null,
  lastQueue: contact.lastQueue ?? null,
  lastAgentAt: contact.lastAgentAt ?? null,
  createdAt: contact.createdAt,
  lastCallAt: contact.lastCallAt ?? null,
  calls: contact.calls,
});
