/** Writes what the journal says about contacts (`projections/contacts.ts`), inside the transaction of the commit. */
import type { Database } from 'better-sqlite3';
import { exhausted } from '../../../shared/exhausted.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ContactRowChange } from '../../projections/contacts.ts';

/** Numbers of which a promise is remembered at a time; of more the oldest are forgotten, and get another id. */
const mostPromises = 10_000;

/** Ids for contacts that are yet to be made. */
export class ContactIds {
  readonly #promised = new Map<string, number>();
  #last: number;

  constructor(db: Database) {
    this.#last =
      db
        .prepare<[], number>(
          `select max(coalesce((select max(id) from contact), 0), coalesce((select max(id) from contact_alias), 0),
                      coalesce((select value from counter where name = 'last contact'), 0))`,
        )
        .pluck()
        .get() ?? 0;
  }

  /** The same for the same number. */
  promise(number: string): number {
    const id = this.#promised.get(number) ?? ++this.#last;
    this.#promised.set(number, id);
    const [oldest] = this.#promised.keys();
    if (this.#promised.size > mostPromises && oldest !== undefined) this.#promised.delete(oldest);
    return id;
  }

  /** These numbers get another id when they call again. */
  forget(numbers: readonly string[]): void {
    for (const number of numbers) this.#promised.delete(number);
  }

  get last(): number {
    return this.#last;
  }

  another(): number {
    return ++this.#last;
  }
}

export function storeContactChanges(db: Database, ids: ContactIds): (change: ContactRowChange) => void {
  const ownerOf = db.prepare<[string], number>('select contact from contact_number where number = ?').pluck();
  const isTaken = db
    .prepare<{ id: number }, number>(
      `select exists (select 1 from contact where id = :id union all select 1 from contact_alias where id = :id)`,
    )
    .pluck();
  const make = db.prepare<[number, Instant]>('insert into contact (id, created_at) values (?, ?)');
  const give = db.prepare<[string, number]>('insert into contact_number (number, contact) values (?, ?)');
  const count = db.prepare<{ id: number; at: Instant; name: string | null; searchName: string | null }>(
    `update contact set calls = calls + 1, last_call_at = max(coalesce(last_call_at, 0), :at),
       search_name = iif(name is null, :searchName, search_name), name = coalesce(name, :name)
     where id = :id`,
  );
  // A contact who has never called is as old as the last time that somebody took note of them (`retention`).
  const noted = db.prepare<{ id: number; at: Instant }>(
    `update contact set noted_at = max(coalesce(noted_at, 0), :at) where id = :id and last_call_at is null`,
  );
  const speaks = db.prepare<{ id: number; language: string }>(
    `update contact set language = :language ${whereMerged}`,
  );
  const surveyed = db.prepare<{ id: number; at: Instant }>(
    `update contact set surveyed_at = max(coalesce(surveyed_at, 0), :at) ${whereMerged}`,
  );
  const talked = db.prepare<{ id: number; agent: string | null; queue: string | null; at: Instant | null }>(
    `update contact set last_agent = :agent, last_queue = :queue, last_agent_at = :at ${whereMerged}`,
  );
  const tagsOf = db.prepare<{ id: number }, { id: number; tags: string }>(
    `select id, tags from contact ${whereMerged}`,
  );
  const setTags = db.prepare<[string, number]>('update contact set tags = ? where id = ?');
  const makeWith = (number: string, wanted: number, at: Instant): number => {
    const id = isTaken.get({ id: wanted }) === 1 ? ids.another() : wanted;
    make.run(id, at);
    give.run(number, id);
    return id;
  };
  return (change) => {
    const wanted = rowIdOf(change.contact);
    if (wanted === undefined) return;
    switch (change.change) {
      case 'called': {
        const { number, at, name } = change;
        const id = ownerOf.get(number) ?? makeWith(number, wanted, at);
        count.run({ id, at, name: name ?? null, searchName: name === undefined ? null : folded(name) });
        break;
      }
      case 'reached': {
        const { number, at } = change;
        noted.run({ id: ownerOf.get(number) ?? makeWith(number, wanted, at), at });
        break;
      }
      case 'speaks':
        speaks.run({ id: wanted, language: change.language });
        break;
      case 'surveyed':
        surveyed.run({ id: wanted, at: change.at });
        break;
      case 'tagged': {
        const row = tagsOf.get({ id: wanted });
        if (!row) break;
        const tags = [...new Set([...(JSON.parse(row.tags) as string[]), ...change.tags])];
        setTags.run(JSON.stringify(tags), row.id);
        break;
      }
      case 'talked':
        talked.run({
          id: wanted,
          agent: change.with?.agent ?? null,
          queue: change.with?.queue ?? null,
          at: change.with?.at ?? null,
        });
        break;
      default:
        exhausted(change);
    }
  };
}

const whereMerged = 'where id = coalesce((select contact from contact_alias where id = :id), :id)';

/** An id that is none of ours is no one's. */
export function rowIdOf(id: string): number | undefined {
  const digits = /^c(\d{1,15})$/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** SQLite folds the case of ASCII only; this folds all of it, and accents: `muller` finds `Müller`. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
