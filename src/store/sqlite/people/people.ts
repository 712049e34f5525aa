/** The tables of people and their sessions. */
import type { Database } from 'better-sqlite3';
import type { Person } from '../../../people/person.ts';
import type { Session } from '../../../people/session.ts';
import type { PasswordLink, PeopleBook, PersonRecord } from '../../../ports/people.ts';
import { asked } from '../errors.ts';

interface Row {
  readonly facts: string;
  readonly password: string | null;
  readonly sealed: string | null;
  readonly step: number | null;
}

export function peopleBook(db: Database): PeopleBook {
  const all = db.prepare<[], Row>(
    'select facts, password, second_factor as sealed, second_factor_step as step from person order by name',
  );
  const keep = db.prepare<[string, string, string | null, string | null, number | null]>(
    `insert into person (name, facts, password, second_factor, second_factor_step) values (?, ?, ?, ?, ?)
     on conflict (name) do update set facts = excluded.facts, password = excluded.password,
       second_factor = excluded.second_factor, second_factor_step = excluded.second_factor_step`,
  );
  const remove = db.prepare<[string]>('delete from person where name = ?');
  const sessions = db.prepare<[], Session>(
    'select id, person, created_at as createdAt, seen_at as seenAt, address from person_session',
  );
  const keepSession = db.prepare<[string, string, number, number, string]>(
    `insert into person_session (id, person, created_at, seen_at, address) values (?, ?, ?, ?, ?)
     on conflict (id) do update set seen_at = excluded.seen_at`,
  );
  const endSession = db.prepare<[string]>('delete from person_session where id = ?');
  const links = db.prepare<[], PasswordLink>('select id, person, expires_at as expiresAt from person_link');
  const keepLink = db.prepare<[string, string, number]>(
    'insert into person_link (id, person, expires_at) values (?, ?, ?)',
  );
  const dropLinksOf = db.prepare<[string]>('delete from person_link where person = ?');
  const dropLink = db.prepare<[string]>('delete from person_link where id = ?');
  return {
    all: () => asked(db, () => all.all().map(recordOf)),
    keep: ({ person, password, secondFactor }) =>
      asked(db, () => {
        const { sealed = null, step = null } = secondFactor ?? {};
        keep.run(person.name, JSON.stringify(person), password ?? null, sealed, step);
      }),
    remove: (name) => asked(db, () => void remove.run(name)),
    sessions: () => asked(db, () => sessions.all()),
    keepSession: ({ id, person, createdAt, seenAt, address }) =>
      asked(db, () => void keepSession.run(id, person, createdAt, seenAt, address)),
    endSessions: (ids) => asked(db, () => db.transaction(() => ids.forEach((id) => endSession.run(id)))()),
    links: () => asked(db, () => links.all()),
    keepLink: ({ id, person, expiresAt }) =>
      asked(db, () =>
        db.transaction(() => {
          dropLinksOf.run(person);
          keepLink.run(id, person, expiresAt);
        })(),
      ),
    dropLink: (id) => asked(db, () => void dropLink.run(id)),
  };
}

const recordOf = ({ facts, password, sealed, step }: Row): PersonRecord => ({
  person: JSON.parse(facts) as Person,
  ...(password !== null && { password }),
  ...(sealed !== null && { secondFactor: { sealed, ...(step !== null && { step }) } }),
});
