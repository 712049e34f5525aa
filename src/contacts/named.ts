/** Which contacts a search means: by the beginnings of words of their names, in any order, or by a part of a number. */
import type { Contact, ContactBook } from '../ports/store.ts';
import { withoutAccents } from '../shared/letters.ts';

/** Contacts that have this in common. */
export interface Named {
  readonly contacts: readonly string[];
  /** The words of the search that are no part of their names. */
  readonly rest: readonly string[];
}

/** Each word is a look through all contacts. */
const mostWords = 4;
/** For each word, those who called last. */
const mostNamed = 200;
/** A shorter one is a part of very many numbers. */
const shortestNumber = 5;

export async function contactsNamed(
  text: string,
  contacts: Pick<ContactBook, 'find'>,
): Promise<readonly Named[]> {
  const words = [...new Set(text.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, mostWords);
  const meant = new Map<string, Contact>();
  for (const word of words.filter((each) => !/^\d/.test(each) || each.length >= shortestNumber))
    for (const contact of await contacts.find(word, mostNamed)) meant.set(contact.id, contact);
  const alike = new Map<string, { contacts: string[]; rest: readonly string[] }>();
  for (const contact of meant.values()) {
    const rest = words.filter((word) => !isNamed(contact, word));
    if (rest.length === words.length) continue;
    const known = alike.get(rest.join(' '));
    if (known) known.contacts.push(contact.id);
    else alike.set(rest.join(' '), { contacts: [contact.id], rest });
  }
  return [...alike.values()];
}

function isNamed({ name = '', numbers }: Contact, word: string): boolean {
  if (/^\d/.test(word))
    return word.length >= shortestNumber && numbers.some((number) => number.includes(word));
  const wanted = withoutAccents(word);
  return withoutAccents(name)
    .split(/[^\p{L}\p{N}]+/u)
    .some((each) => each.startsWith(wanted));
}
