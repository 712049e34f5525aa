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
import type { Contact, ContactBook, ContactChange, ContactOutcome } from '../../../ports/store.ts';
import { inSlices } from '../../../shared/slices.ts';
import type { Instant } from '../../../shared/time.ts';
import { countBefore } from '../counting.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';
import { type ContactIds, folded, rowIdOf } from './contact-rows.ts';
import { contactMerges } from './merges.ts';

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly language: string | null;
  readonly tags: string;
  readonly notes: string | null;
  readonly email: string | null;
  readonly no_surveys: number;
  readonly surveyed_at: number | null;
  readonly preferred_agent: string | null;
  readonly last_agent: string | null;
  readonly last_queue: string | null;
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

interface QuietRow extends Row {
  readonly since: Instant;
}

/** Before all of them. */
const first = { since: Number.MIN_SAFE_INTEGER, id: 0 };

interface Found {
  readonly id: number;
  /** Of the last call, or of the first time that they were heard of. */
  readonly at: Instant;
}

/** Found ones that are kept until they are compared. */
const mostAside = 2000;

const newestOf = (found: readonly Found[], most: number): Found[] =>
  found.toSorted((a, b) => b.at - a.at || b.id - a.id).slice(0, most);

/** Contacts that are looked through at once. */
const idsAtOnce = 200;

export function contactBook(db: Database, ids: ContactIds): ContactBook {
  const ownerOf = db.prepare<[string], number>('select contact from contact_number where number = ?').pluck();
  const byRow = db.prepare<[number], Row>(`${selectContact} where c.id = ?`);
  const byNumber = db.prepare<[string], Row>(
    `${selectContact} join contact_number as n on n.contact = c.id where n.number = ?`,
  );
  const byAlias = db.prepare<[number], Row>(
    `${selectContact} join contact_alias as a on a.contact = c.id where a.id = ?`,
  );
  const highest = db.prepare<[], number | null>('select max(id) from contact').pluck();
  const search = db.prepare<{ from: number; to: number; name: string; number: string | null }, Found>(
    `select c.id, coalesce(c.last_call_at, c.created_at) as at from contact as c
     where c.id > :from and c.id <= :to and (c.search_name like :name escape '\\'
        or (:number is not null and exists
            (select 1 from contact_number as n where n.contact = c.id and n.number like :number escape '\\')))`,
  );
  const newest = db.prepare<[number, number], Found>(
    'select id, coalesce(last_call_at, created_at) as at from contact where id > ? and id <= ?',
  );
  const tagged = db.prepare<[number, number, string], Row>(
    `${selectContact} where c.id > ? and c.id <= ? and instr(c.tags, ?) > 0`,
  );
  const walk = db.prepare<[number, number], Row>(`${selectContact} where c.id > ? order by c.id limit ?`);
  const quietAt = 'coalesce(c.last_call_at, c.noted_at, c.created_at)';
  const quiet = db.prepare<{ at: Instant; since: Instant; id: number; limit: number }, QuietRow>(
    `${selectContact.replace('c.*', `c.*, ${quietAt} as since`)}
     where ${quietAt} < :at and ${quietAt} >= :since and (${quietAt}, c.id) > (:since, :id) order by ${quietAt}, c.id limit :limit`,
  );
  const note = db.prepare<[Instant, number]>('update contact set noted_at = ? where id = ?');
  const noteUncalled = db.prepare<[Instant, string]>(
    `update contact set noted_at = ? where last_call_at is null
     and id = (select contact from contact_number where number = ?)`,
  );
  const make = db.prepare<[number, Instant]>('insert into contact (id, created_at) values (?, ?)');
  const setName = db.prepare<[string, string, number]>(
    'update contact set name = ?, search_name = ? where id = ?',
  );
  const setLanguage = db.prepare<[string, number]>('update contact set language = ? where id = ?');
  const setTags = db.prepare<[string, number]>('update contact set tags = ? where id = ?');
  const setNotes = db.prepare<[string, number]>('update contact set notes = ? where id = ?');
  const setEmail = db.prepare<[string | null, number]>('update contact set email = ? where id = ?');
  const setNoSurveys = db.prepare<[number, number]>('update contact set no_surveys = ? where id = ?');
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
    email: string | null;
    noSurveys: number;
    surveyedAt: number | null;
    preferredAgent: string | null;
    lastAgent: string | null;
    lastQueue: string | null;
    lastAgentAt: number | null;
    createdAt: number;
    lastCallAt: number | null;
    calls: number;
  }>(
    `update contact set
       name = coalesce(name, :name), search_name = coalesce(search_name, :searchName),
       language = coalesce(language, :language), tags = :tags, notes = coalesce(notes, :notes),
       email = coalesce(email, :email), no_surveys = max(no_surveys, :noSurveys),
       surveyed_at = nullif(max(coalesce(surveyed_at, 0), coalesce(:surveyedAt, 0)), 0),
       preferred_agent = coalesce(preferred_agent, :preferredAgent),
       last_agent = iif(coalesce(last_agent_at, 0) >= coalesce(:lastAgentAt, 0), last_agent, :lastAgent),
       last_queue = iif(coalesce(last_agent_at, 0) >= coalesce(:lastAgentAt, 0), last_queue, :lastQueue),
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
    note.run(at, id);
    if (change.name !== undefined) name(id, change.name);
    if (change.language !== undefined) setLanguage.run(change.language, id);
    if (change.tags !== undefined) setTags.run(JSON.stringify([...new Set(change.tags)]), id);
    if (change.notes !== undefined) setNotes.run(change.notes, id);
    if (change.email !== undefined) setEmail.run(change.email, id);
    if (change.noSurveys !== undefined) setNoSurveys.run(change.noSurveys ? 1 : 0, id);
    if (change.preferredAgent !== undefined) setAgent.run(change.preferredAgent, id);
    for (const more of change.numbers ?? []) takeNumber(id, more);
    return read(id);
  });

  const outcomeOf = (number: string, change: ContactChange): ContactOutcome => {
    const row = byNumber.get(number);
    if (row === undefined) return { kind: 'created' };
    const before = contact(row);
    return changes(before, change) ? { kind: 'changed', before } : { kind: 'same' };
  };
  const setAll = db.transaction((all: Parameters<ContactBook['setAll']>[0], at: Instant): ContactOutcome[] =>
    all.map(({ number, change }) => {
      const outcome = outcomeOf(number, change);
      if (outcome.kind === 'same') noteUncalled.run(at, number);
      else set(number, change, at);
      return outcome;
    }),
  );

  const merges = contactMerges(db);
  const merge = db.transaction((number: string, other: string, by: string, at: Instant) => {
    const [mine, theirs] = [byNumber.get(number), byNumber.get(other)];
    if (!mine || !theirs) return 'unknown';
    if (mine.id === theirs.id) return 'same';
    const [before, after] = [contact(theirs), contact(mine)];
    const aliases = merges.aliasesOf(theirs.id);
    for (const more of before.numbers) takeNumber(mine.id, more);
    const merged = read(mine.id);
    merges.note({ ...before, aliases }, after, merged, by, at);
    return merged;
  });
  const unmerge = db.transaction((number: string) => {
    const row = byNumber.get(number);
    const undone = row && merges.undo(contact(row));
    return undone && { contact: read(undone.contact), other: read(undone.other) };
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
      email: other.email,
      noSurveys: other.no_surveys,
      surveyedAt: other.surveyed_at,
      preferredAgent: other.preferred_agent,
      lastAgent: other.last_agent,
      lastQueue: other.last_queue,
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
    setAll: (all, at, dryRun) =>
      asked(db, () =>
        dryRun ? all.map(({ number, change }) => outcomeOf(number, change)) : setAll.immediate(all, at),
      ),
    walk: (after, limit) =>
      asked(db, () => walk.all((after && rowIdOf(after)) || 0, atLeastNone(limit)).map(contact)),
    quietSince: (at, limit, after) =>
      asked(db, () => {
        const { since, id } = after ? { since: after.since, id: rowIdOf(after.contact.id) ?? 0 } : first;
        const rows = quiet.all({ at, since, id, limit: atLeastNone(limit) });
        return rows.map((row) => ({ contact: contact(row), since: row.since }));
      }),
    countQuiet: countBefore(db, { rows: 'contact as c where true', at: quietAt, id: 'c.id' }),
    withTag: async (tag, limit) => {
      const found: Contact[] = [];
      const last = (await asked(db, () => highest.get())) ?? 0;
      const starts = Array.from({ length: Math.ceil(last / idsAtOnce) }, (_, nth) => nth * idsAtOnce);
      await inSlices(starts, (slice) =>
        asked(db, () => {
          for (const from of slice)
            for (const row of tagged.all(from, from + idsAtOnce, JSON.stringify(tag)))
              if (tagsOf(row).includes(tag)) found.push(contact(row));
        }),
      );
      return found.slice(0, atLeastNone(limit));
    },
    merge: (number, other, by, at) => asked(db, () => merge.immediate(number, other, by, at)),
    unmerge: (number) => asked(db, () => unmerge.immediate(number)),
    byId: (id) =>
      asked(db, () => {
        const rowId = rowIdOf(id);
        if (rowId === undefined) return undefined;
        const row = byRow.get(rowId) ?? byAlias.get(rowId);
        return row && contact(row);
      }),
    find: async (text, limit) => {
      const wanted = text.trim();
      const like = { name: part(folded(wanted)), number: numberPart(wanted) };
      const most = atLeastNone(limit);
      const last = (await asked(db, () => highest.get())) ?? 0;
      let found: Found[] = [];
      const starts = Array.from({ length: Math.ceil(last / idsAtOnce) }, (_, nth) => nth * idsAtOnce);
      await inSlices(starts, (slice) =>
        asked(db, () => {
          for (const from of slice) {
            const to = from + idsAtOnce;
            found.push(...(wanted === '' ? newest.all(from, to) : search.all({ from, to, ...like })));
          }
          // Not after each slice: of thousands that is work of its own.
          if (found.length > most + mostAside) found = newestOf(found, most);
        }),
      );
      const contacts: Contact[] = [];
      await inSlices(newestOf(found, most), (slice) =>
        asked(db, () => {
          for (const { id } of slice) {
            const row = byRow.get(id);
            if (row) contacts.push(contact(row));
          }
        }),
      );
      return contacts;
    },
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
    ...(row.email !== null && { email: row.email }),
    ...(row.no_surveys === 1 && { noSurveys: true as const }),
    ...(row.surveyed_at !== null && { surveyedAt: row.surveyed_at }),
    ...(row.preferred_agent !== null && { preferredAgent: row.preferred_agent }),
    ...(row.last_agent !== null && { lastAgent: row.last_agent }),
    ...(row.last_queue !== null && { lastQueue: row.last_queue }),
    ...(row.last_agent_at !== null && { lastAgentAt: row.last_agent_at }),
    createdAt: row.created_at,
    ...(row.last_call_at !== null && { lastCallAt: row.last_call_at }),
    calls: row.calls,
  };
}

const tagsOf = (row: Row): readonly string[] => JSON.parse(row.tags) as string[];

/** Whether anything of the contact would be another. */
function changes(before: Contact, change: ContactChange): boolean {
  const { name, language, tags, notes, email, noSurveys, preferredAgent, numbers = [] } = change;
  const differs = (now: unknown, then: unknown): boolean => now !== undefined && now !== then;
  return (
    differs(name, before.name) ||
    differs(language, before.language) ||
    differs(notes, before.notes) ||
    (email !== undefined && email !== (before.email ?? null)) ||
    (noSurveys !== undefined && noSurveys !== (before.noSurveys ?? false)) ||
    differs(preferredAgent ?? undefined, before.preferredAgent) ||
    (preferredAgent === null && before.preferredAgent !== undefined) ||
    (tags !== undefined && JSON.stringify([...new Set(tags)]) !== JSON.stringify(before.tags)) ||
    numbers.some((number) => !before.numbers.includes(number))
  );
}

const part = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** People write numbers with spaces, dashes and brackets; none of them is stored. */
function numberPart(text: string): string | null {
  const bare = text.replaceAll(/[\s()/-]/g, '');
  return bare === '' ? null : part(bare);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A contact disappeared within a transaction.');
  return value;
}
