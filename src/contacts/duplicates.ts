/** Contacts that may be the same person: the same name, or numbers that end alike. */
import type { Contact } from '../ports/store.ts';
import { withoutAccents } from '../shared/letters.ts';
import { eachInSlices } from '../shared/slices.ts';

export interface Duplicates {
  readonly because: 'name' | 'number';
  readonly contacts: readonly Contact[];
}

/** A number within a country, without what stands before it: `+49 30 1234567` and `030 1234567`. */
const ending = 8;

export async function duplicatesIn(contacts: readonly Contact[]): Promise<readonly Duplicates[]> {
  return [
    ...(await groups(contacts, 'number', ({ numbers }) =>
      numbers.flatMap((number) => (number.length > ending ? [number.slice(-ending)] : [])),
    )),
    ...(await groups(contacts, 'name', ({ name = '' }) => (name.trim() === '' ? [] : [folded(name)]))),
  ];
}

const folded = (name: string): string =>
  withoutAccents(name.toLowerCase())
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Calls go on meanwhile. */
async function groups(
  contacts: readonly Contact[],
  because: Duplicates['because'],
  keysOf: (contact: Contact) => readonly string[],
): Promise<Duplicates[]> {
  const byKey = new Map<string, Set<Contact>>();
  await eachInSlices(contacts, (contact) => {
    for (const key of keysOf(contact)) {
      const same = byKey.get(key) ?? new Set();
      byKey.set(key, same.add(contact));
    }
  });
  return [...byKey.values()].flatMap((same) => (same.size > 1 ? [{ because, contacts: [...same] }] : []));
}
