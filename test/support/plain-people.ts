/** The people of a house in plain maps. */
import type { Session } from '../../src/people/session.ts';
import type { PasswordLink, PeopleBook, PersonRecord } from '../../src/ports/people.ts';

export class PlainPeople implements PeopleBook {
  readonly #people = new Map<string, PersonRecord>();
  readonly #sessions = new Map<string, Session>();
  readonly #links = new Map<string, PasswordLink>();

  all = async () =>
    [...this.#people.values()].toSorted((a, b) => (a.person.name < b.person.name ? -1 : 1)).map(copy);
  keep = async (record: PersonRecord) => void this.#people.set(record.person.name, copy(record));
  remove = async (name: string) => {
    this.#people.delete(name);
    for (const [id, { person }] of this.#sessions) if (person === name) this.#sessions.delete(id);
    for (const [id, { person }] of this.#links) if (person === name) this.#links.delete(id);
  };
  sessions = async () => [...this.#sessions.values()];
  keepSession = async (session: Session) => void this.#sessions.set(session.id, session);
  endSessions = async (ids: readonly string[]) => ids.forEach((id) => this.#sessions.delete(id));
  links = async () => [...this.#links.values()];
  keepLink = async (link: PasswordLink) => {
    for (const [id, { person }] of this.#links) if (person === link.person) this.#links.delete(id);
    this.#links.set(link.id, link);
  };
  dropLink = async (id: string) => void this.#links.delete(id);
}

const copy = <T>(value: T): T => structuredClone(value);
