/** Contacts as files that the import reads back, and contacts that may be the same person. */
import { expect, test } from 'vitest';
import { duplicatesIn } from '../../../src/contacts/duplicates.ts';
import { csvHead, csvRow, vcard } from '../../../src/contacts/export.ts';
import { readContacts } from '../../../src/contacts/import/read.ts';
import type { Contact } from '../../../src/ports/store.ts';

const person = (id: string, more: Partial<Contact>): Contact => ({
  id,
  numbers: [],
  tags: [],
  createdAt: 0,
  calls: 0,
  ...more,
});
const all = [
  person('c1', {
    numbers: ['+4930111111', '+4915111111'],
    name: 'Jörg, "der Große"',
    tags: ['vip', 'press'],
    notes: 'line one\nline two; and, so on',
    language: 'de',
    preferredAgent: 'anna',
  }),
  person('c2', { numbers: ['+4940222222'], name: '=HYPERLINK("http://bad")' }),
  person('c3', { numbers: ['+4940333333'], name: '王伟 '.repeat(30).trim() }),
];

async function readBack(kind: 'csv' | 'vcard', text: string) {
  const known = { country: 'DE', agents: ['anna'], tags: ['vip', 'press'] };
  const found: { number: string; change: object }[] = [];
  for await (const part of readContacts({ file: { bytes: Buffer.from(text), kind }, known })) {
    if (part.kind === 'rejected') throw new Error(JSON.stringify(part.rejected));
    if (part.kind === 'contacts') found.push(...part.contacts);
  }
  return found;
}

test('what was saved as CSV is imported as it was; no cell is a formula', async () => {
  const text = `\uFEFF${csvHead}${all.map(csvRow).join('')}`;
  expect(text).toContain("'=HYPERLINK");
  const [first, , third] = await readBack('csv', text);
  expect(first?.number).toBe('+4930111111');
  expect(first?.change).toMatchObject({
    name: 'Jörg, "der Große"',
    tags: ['vip', 'press'],
    language: 'de',
    preferredAgent: 'anna',
    numbers: ['+4915111111'],
  });
  expect(third?.change).toMatchObject({ name: all[2]?.name });
});

test('a name that only begins like a number is no formula either', () => {
  const cellOf = (name: string): string =>
    csvRow(person('c4', { numbers: ['+4930111111'], name })).split(',')[1] ?? '';
  for (const name of ["+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", '+ 1*HYPERLINK(A1)', '@SUM(A1)'])
    expect(cellOf(name).replace(/^"/, '')).toBe(`'${name}`);
  const numbers = csvRow(person('c5', { numbers: ['+4930111111', '+4930222222'] })).split(',')[0];
  expect(numbers).toBe('+4930111111 ::: +4930222222');
});

test('what was saved as vCard is imported with name, numbers and tags; lines are folded', async () => {
  const text = all.map(vcard).join('');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const [first, , third] = await readBack('vcard', text);
  expect(first?.change).toMatchObject({ name: 'Jörg, "der Große"', numbers: ['+4915111111'] });
  expect(third?.change).toMatchObject({ name: all[2]?.name });
});

test('duplicates: the same name whatever its accents, or numbers that end alike', async () => {
  const found = await duplicatesIn([
    person('c1', { name: 'Jörg Müller', numbers: ['+49301234567'] }),
    person('c2', { name: 'jorg  muller', numbers: ['+4940999999'] }),
    person('c3', { name: 'Shop', numbers: ['00301234567'] }),
    person('c4', { numbers: ['100'] }),
    person('c5', { numbers: ['100'] }),
  ]);
  expect(found.map(({ because, contacts }) => [because, contacts.map(({ id }) => id)])).toEqual([
    ['number', ['c1', 'c3']],
    ['name', ['c1', 'c2']],
  ]);
});
