/**
 * What is known of callers. One contact may have several numbers, one number has one contact.
 *
 * Callers become contacts, and their calls are counted, as their arrival is written to the journal: in the same
 * transaction, so that neither a kill nor a call that is turned away leaves a trace here. Until then a new caller has the
 * id that they will have (`ContactIds`). What is folded from the journal is written by `contact-rows.ts`.
 *
 * A number given to a contact that another one has is taken from that one; when it was the other's last, the other
 * turns out to be the same person: the two are merged, and the old id goes on to work.
 */
import type { Database } from 'better-sqlite3';
import type { Contact, ContactBook, ContactChange } from '../ports/store.ts';
import type { Instant } from '../shared/time.ts';
import { type ContactIds, folded, rowIdOf } from './contact-rows.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly language: string | null;
  readonly tags: string;
  readonly notes: string | null;
  readonly preferred_agent: string | null;
  readonly last_agent: string | null;
  readonly last_agent_at: number | null;
  readonly created_at: number;
  readonly last_call_at: number | null;
  readonly calls: number;
  /** JSON array. */
  readonly numbers: string;
}

const selectContact = `
  select c.*, (select json_group_array(number) from
               (select number from contact_number where contact = c.id order by number)) as numbers
  from contact as c`;

export function contactBook(db: Database, ids: ContactIds): ContactBook {
  const ownerOf = db.prepare<[string], number>('select contact from contact_number where number = ?').pluck();
  const byRow = db.prepare<[number], Row>(`${selectContact} where c.id = ?`);
  const byNumber = db.prepare<[string], Row>(
    `${selectContact} join contact_number as n on n.contact = c.id where n.number = ?`,
  );
  const byAlias = db.prepare<[number], Row>(
    `${selectContact} join contact_alias as a on a.contact = c.id where a.id = ?`,
  );
  const search = db.prepare<{ name: string; number: string | null; limit: number }, Row>(
    `${selectContact}
     where c.search_name like :name escape '\\'
        or (:number is not null and exists
            (select 1 from contact_number as n where n.contact = c.id and n.number like :number escape '\\'))
     order by coalesce(c.last_call_at, c.created_at) desc, c.id desc limit :limit`,
  );
  const newest = db.prepare<[number], Row>(
    `${selectContact} order by coalesce(c.last_call_at, c.created_at) desc, c.id desc limit ?`,
  );
  const make = db.prepare<[number, Instant]>('insert into contact (id, created_at) values (?, ?)');
  const setName = db.prepare<[string, string, number]>(
    'update contact set name = ?, search_name = ? where id = ?',
  );
  const setLanguage = db.prepare<[string, number]>('update contact set language = ? where id = ?');
  const setTags = db.prepare<[string, number]>('update contact set tags = ? where id = ?');
  const setNotes = db.prepare<[string, number]>('update contact set notes = ? where id = ?');
  const setAgent = db.prepare<[string | null, number]>('update contact set preferred_agent = ? where id = ?');
  const give = db.prepare<[string, number]>(
    'insert into contact_number (number, contact) values (?, ?) on conflict (number) do update set contact = excluded.contact',
  );
  const numbersLeft = db
    .prepare<[number], number>('select count(*) from contact_number where contact = ?')
    .pluck();
  const absorb = db.prepare<{
    id: number;
    name: string | null;
    searchName: string | null;
    language: string | null;
    tags: string;
    notes: string | null;
    preferredAgent: string | null;
    lastAgent: string | null;
    lastAgentAt: number | null;
    createdAt: number;
    lastCallAt: number | null;
    calls: number;
  }>(
    `update contact set
       name = coalesce(name, :name), search_name = coalesce(search_name, :searchName),
       language = coalesce(language, :language), tags = :tags, notes = coalesce(notes, :notes),
       preferred_agent = coalesce(preferred_agent, :preferredAgent),
       last_agent = iif(coalesce(last_agent_at, 0) >= coalesce(:lastAgentAt, 0), last_agent, :lastAgent),
       last_agent_at = nullif(max(coalesce(last_agent_at, 0), coalesce(:lastAgentAt, 0)), 0),
       created_at = min(created_at, :createdAt), calls = calls + :calls,
       last_call_at = nullif(max(coalesce(last_call_at, 0), coalesce(:lastCallAt, 0)), 0)
     where id = :id`,
  );
  const moveAliases = db.prepare<[number, number]>('update contact_alias set contact = ? where contact = ?');
  const addAlias = db.prepare<[number, number]>('insert into contact_alias (id, contact) values (?, ?)');
  const remove = db.prepare<[number]>('delete from contact where id = ?');

  const read = (id: number): Contact => contact(known(byRow.get(id)));
  const makeWith = (number: string, at: Instant): number => {
    const id = ids.promise(number);
    make.run(id, at);
    give.run(number, id);
    return id;
  };
  const name = (id: number, as: string): void => {
    setName.run(as, folded(as), id);
  };

  const recognise = (number: string, sentName: string | undefined, at: Instant) => {
    const row = byNumber.get(number);
    if (row !== undefined) return { contact: contact(row), isNew: false };
    const expected: Contact = {
      id: `c${ids.promise(number)}`,
      numbers: [number],
      ...(sentName && { name: sentName }),
      tags: [],
      createdAt: at,
      calls: 0,
    };
    return { contact: expected, isNew: true };
  };

  const set = db.transaction((number: string, change: ContactChange, at: Instant): Contact => {
    const id = ownerOf.get(number) ?? makeWith(number, at);
    if (change.name !== undefined) name(id, change.name);
    if (change.language !== undefined) setLanguage.run(change.language, id);
    if (change.tags !== undefined) setTags.run(JSON.stringify([...new Set(change.tags)]), id);
    if (change.notes !== undefined) setNotes.run(change.notes, id);
    if (change.preferredAgent !== undefined) setAgent.run(change.preferredAgent, id);
    for (const more of change.numbers ?? []) takeNumber(id, more);
    return read(id);
  });

  function takeNumber(id: number, number: string): void {
    const before = ownerOf.get(number);
    if (before === id) return;
    give.run(number, id);
    if (before === undefined || known(numbersLeft.get(before)) > 0) return;
    const other = known(byRow.get(before));
    const mine = known(byRow.get(id));
    const tags = [...new Set([...tagsOf(mine), ...tagsOf(other)])];
    absorb.run({
      id,
      name: other.name,
      searchName: other.name === null ? null : folded(other.name),
      language: other.language,
      tags: JSON.stringify(tags),
      notes: other.notes,
      preferredAgent: other.preferred_agent,
      lastAgent: other.last_agent,
      lastAgentAt: other.last_agent_at,
      createdAt: other.created_at,
      lastCallAt: other.last_call_at,
      calls: other.calls,
    });
    moveAliases.run(id, before);
    remove.run(before);
    addAlias.run(before, id);
  }

  return {
    withNumber: (number) =>
      asked(db, () => {
        const row = byNumber.get(number);
        return row && contact(row);
      }),
    recognise: (number, sentName, at) => asked(db, () => recognise(number, sentName, at)),
    set: (number, change, at) => asked(db, () => set.immediate(number, change, at)),
    byId: (id) =>
      asked(db, () => {
        const rowId = rowIdOf(id);
        if (rowId === undefined) return undefined;
        const row = byRow.get(rowId) ?? byAlias.get(rowId);
        return row && contact(row);
      }),
    find: (text, limit) =>
      asked(db, () => {
        const most = atLeastNone(limit);
        const wanted = text.trim();
        if (wanted === '') return newest.all(most).map(contact);
        return search
          .all({ name: part(folded(wanted)), number: numberPart(wanted), limit: most })
          .map(contact);
      }),
  };
}

function contact(row: Row): Contact {
  return {
    id: `c${row.id}`,
    numbers: JSON.parse(row.numbers) as string[],
    ...(row.name !== null && { name: row.name }),
    ...(row.language !== null && { language: row.language }),
    tags: tagsOf(row),
    ...(row.notes !== null && { notes: row.notes }),
    ...(row.preferred_agent !== null && { preferredAgent: row.preferred_agent }),
    ...(row.last_agent !== null && { lastAgent: row.last_agent }),
    ...(row.last_agent_at !== null && { lastAgentAt: row.last_agent_at }),
    createdAt: row.created_at,
    ...(row.last_call_at !== null && { lastCallAt: row.last_call_at }),
    calls: row.calls,
  };
}

const tagsOf = (row: Row): readonly string[] => JSON.parse(row.tags) as string[];

const part = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** People write numbers with spaces, dashes and brackets; none of them is stored. */
function numberPart(text: string): string | null {
  const bare = text.replaceAll(/[\s()/-]/g, '');
  return bare === '' ? null : part(bare);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A contact vanished within a transaction.');
  return value;
}
