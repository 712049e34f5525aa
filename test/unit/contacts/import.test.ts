/** Files of contacts as Excel, Google and Outlook write them. What is not certain is refused, and says where and why. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ContactFile, type ImportPart, mostRows } from '../../../src/contacts/import/file.ts';
import { readContacts } from '../../../src/contacts/import/read.ts';

const known = { country: 'DE', agents: ['anna'], tags: ['vip', 'blocked'] };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(file: string | Uint8Array, more: Partial<ContactFile> = {}) {
  const bytes = typeof file === 'string' ? utf8(file) : file;
  const parts: ImportPart[] = [];
  for await (const part of readContacts({ file: { kind: 'csv', bytes, ...more }, known })) parts.push(part);
  const of = <Kind extends ImportPart['kind']>(kind: Kind) =>
    parts.filter((part) => part.kind === kind) as Extract<ImportPart, { kind: Kind }>[];
  const [unreadable] = of('unreadable');
  return {
    contacts: of('contacts').flatMap((part) => part.contacts),
    rejected: of('rejected').flatMap((part) =>
      part.rejected.map(({ line, column, message }) => `${line} ${column ?? '-'}: ${message}`),
    ),
    warnings: of('warnings').flatMap((part) => part.warnings),
    unreadable: unreadable && `${unreadable.message}; ${unreadable.hint ?? ''}`,
  };
}

const numbersOf = async (file: string) => (await read(file)).contacts.map(({ number }) => number);

describe('encodings (N10)', () => {
  const text = 'number,name\r\n+4930555010,Frau Müller\r\n';
  const latin1 = Uint8Array.from(text, (char) => char.charCodeAt(0));
  const utf16 = (mark: boolean, big = false): Uint8Array => {
    const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`)],
    ['UTF-16 as Excel\'s "Unicode text"', utf16(true)],
    ['UTF-16, the other way round', utf16(true, true)],
  ])('%s is read', async (_, bytes) => {
    expect((await read(bytes)).contacts).toEqual([
      { line: 2, number: '+4930555010', change: { name: 'Frau Müller' } },
    ]);
  });

  test('Latin-1 is refused with the line, and spoils no name', async () => {
    const { contacts, unreadable } = await read(latin1);
    expect(contacts).toEqual([]);
    expect(unreadable).toMatch(/^line 2 is not UTF-8; .*CSV UTF-8.*windows-1252/);
  });

  test('Latin-1 is read if it is said that it is', async () => {
    expect((await read(latin1, { encoding: 'windows-1252' })).contacts[0]?.change.name).toBe('Frau Müller');
  });

  test('UTF-16 without a mark is refused, or read if it is said that it is', async () => {
    expect((await read(utf16(false))).unreadable).toContain('UTF-16');
    expect((await read(utf16(false), { encoding: 'utf-16le' })).contacts).toHaveLength(1);
  });

  test('a name whose characters were lost before is refused', async () => {
    expect((await read('number,name\n+4930555010,M\uFFFDller\n')).rejected).toEqual([
      expect.stringContaining('2 name: a character in it was lost'),
    ]);
  });
});

describe('quotes and line breaks (N11)', () => {
  test.each([
    ['at the end', 'number,name\n+4989555010,x\n\n+4989555011,"unclosed\n+4989555012,b\n', 'line 4 opens'],
    ['closed by that of another row', 'number,name\n+4989555010,"un\n+4989555011,"b"\n', 'line 2 has'],
    ['in the middle of a field', 'number,name\n+4989555010,un"closed\n', 'line 2 has'],
    ['behind a closed field', 'number,name\n+4989555010,"a" b\n', 'line 2 has'],
    ['with the line ends of Windows', 'number,name\r\n"a\r\nb",c\r\n+4989555010,"un\r\n', 'line 4 opens'],
  ])('a quote that is not closed, %s: nothing is taken over', async (_, text, said) => {
    const { contacts, unreadable } = await read(text);
    expect(contacts).toEqual([]);
    expect(unreadable).toContain(said);
  });

  test('a line break in a name is refused, in notes it is kept', async () => {
    const { contacts, rejected } = await read(
      'number,name,notes\n+4989555010,"a\nb",\n+4989555011,c,"d\r\ne"\n+4989555012,f,\n',
    );
    expect(rejected).toEqual(['2 name: it contains a line break or another control character']);
    expect(contacts.map(({ line, change }) => [line, change.notes])).toEqual([
      [4, 'd\ne'],
      [6, undefined],
    ]);
  });
});

describe('separators and headings', () => {
  test.each([
    ['commas', 'number,name\n+4930555010,"A, B"\n'],
    ['semicolons, as Excel writes where the comma is taken', 'number;name\r\n+4930555010;A, B\r\n'],
    ['tabs', 'number\tname\n+4930555010\tA, B\n'],
    ["Excel's sep line", 'sep=;\r\nnumber;name\r\n+4930555010;A, B\r\n'],
    ['old line ends, and headings in capitals', 'NUMBER;Name\r+4930555010;A, B\r'],
    ['separators in a quoted heading', '"number";"name"\n+4930555010;"A, B"\n'],
  ])('%s', async (_, text) => {
    expect((await read(text)).contacts).toMatchObject([{ number: '+4930555010', change: { name: 'A, B' } }]);
  });

  test.each([
    ['doubled', 'number,name,name\n', 'line 1: there are 2 columns "name" (2 and 3)'],
    ['unknown', 'number,titel\n', 'no such column: titel'],
    ['without the number', 'name\n', 'there is no column "number"'],
    ['nothing at all', '\n\n', 'the file is empty'],
    ['too many rows', `number\n${'1\n'.repeat(mostRows + 1)}`, 'more than 200000 rows'],
    ['too many columns', `${'x,'.repeat(300)}\n`, 'has 301 fields'],
  ])('headings that are %s refuse the file', async (_, text, said) => {
    expect((await read(text)).unreadable).toContain(said);
  });
});

describe('numbers (A5, A6)', () => {
  test.each([
    ['493055501.0', 'it has decimals'],
    ['493055501,00', 'it has decimals'],
    ['4.93055502E+11', 'rounded'],
    ['4,93055502E+11', 'rounded'],
    ['030 5550037\n030 5550038', 'more than one number'],
    ['030 5550031; 030 5550032', 'more than one number'],
    ['030 5550031, 030 5550032', 'more than one number'],
    ['030 5550031 / 0171 5550032', 'more than one number'],
    ['030 5550031 or +49 171 5550032', 'more than one number'],
    ['+4930 5550031 +49171 5550032', 'more than one number'],
    ['03055500310305550032', '20 digits'],
    ['+4930123456789012', '16 digits'],
    ['+49 30', 'no possible number'],
    ['030 12', 'no possible number in DE'],
    ['030 1234 ext 5', 'not a number'],
    ['=cmd|calc!A0', 'more than one number'],
    ['n/a', 'not a number'],
  ])('"%s" is refused', async (number, said) => {
    const { contacts, rejected } = await read(`number,name\n"${number}",X\n`);
    expect(contacts).toEqual([]);
    expect(rejected).toEqual([expect.stringMatching(/^2 number: /)]);
    expect(rejected[0]).toContain(said);
  });

  test.each([
    ['+49 (0)30 5550008', '+49305550008'],
    ['0049 (0) 30 / 555 00 08', '+49305550008'],
    ['+49(0)170-5550199', '+491705550199'],
    ['+44 (0) 20 7946 0123', '+442079460123'],
    ['(030) 5550-008', '+49305550008'],
    ['030.5550.008', '+49305550008'],
    ['030/5550008', '+49305550008'],
    ['\u202A+49 30\u00A05550008\u202C', '+49305550008'],
    ['+49 30 5550\u2011008', '+49305550008'],
    ['\uFF0B\uFF14\uFF19305550008', '+49305550008'],
    ['tel:+49-30-5550008', '+49305550008'],
    ['100', '100'],
    ['+390612345678', '+390612345678'],
  ])('"%s" is %s', async (number, right) => {
    expect(await numbersOf(`number\n"${number}"\n`)).toEqual([right]);
  });

  test('a number that stands in the file twice is refused the second time, whatever its form', async () => {
    const { contacts, rejected } = await read('number,name\n+49 30 555010,right\n030555010,other\n');
    expect(contacts.map(({ change }) => change.name)).toEqual(['right']);
    expect(rejected).toEqual(['3 -: +4930555010 is already on line 2']);
  });
});

test('tags that the plan does not know are warned of, once each', async () => {
  const { contacts, warnings } = await read('number;tags\n+4930555010;vlp blocked\n+4930555011;vip vlp\n');
  expect(contacts.map(({ change }) => change.tags)).toEqual([
    ['vlp', 'blocked'],
    ['vip', 'vlp'],
  ]);
  expect(warnings).toEqual(['the plan has no tag vlp (line 2 and 1 more)']);
});

describe('address books', () => {
  test("Google's", async () => {
    const { contacts, rejected, warnings } = await read(
      'First Name,Middle Name,Last Name,Organization Name,Notes,Photo,Labels,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n' +
        'Karin,,König,,good customer,,vip ::: * myContacts,k@example.com,Mobile,+49 170 5550101 ::: 030 5550102,Work,030 5550103\n' +
        ',,,Meier GmbH,,,* myContacts,,,+49 (0)30 5550104,,\n' +
        'Only,,Mail,,,,,m@example.com,,,,\n' +
        'Half,,Right,,,,,,,030 5550105,,12345E9\n',
    );
    expect(contacts).toEqual([
      {
        line: 2,
        number: '+491705550101',
        change: {
          name: 'Karin König',
          tags: ['vip'],
          notes: 'good customer',
          email: 'k@example.com',
          numbers: ['+49305550102', '+49305550103'],
        },
      },
      { line: 3, number: '+49305550104', change: { name: 'Meier GmbH' } },
      { line: 5, number: '+49305550105', change: { name: 'Half Right' } },
    ]);
    expect(rejected).toEqual([expect.stringMatching(/^5 Phone 2 - Value: "12345E9": .*rounded/)]);
    expect(warnings).toEqual([
      '1 without a telephone number: skipped',
      'unused columns: Photo, Phone 1 - Label, Phone 2 - Label',
    ]);
  });

  test("Outlook's, whose fax is no number to call", async () => {
    const { contacts } = await read(
      '"Title","First Name","Last Name","Company","Business Fax","Business Phone","Mobile Phone","Categories","Notes"\r\n' +
        '"Dr.","Eva","Braun","ACME","030 5550999","030 5550106","","VIP Kunden;vip",""\r\n',
    );
    expect(contacts).toEqual([
      { line: 2, number: '+49305550106', change: { name: 'Dr. Eva Braun', tags: ['VIP-Kunden', 'vip'] } },
    ]);
  });

  test('vCards of all versions', async () => {
    const { contacts, rejected } = await read(
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        'FN:Karin König',
        'N:König;Karin;;;',
        'TEL;TYPE=CELL:+49 170 5550101',
        'item1.TEL;TYPE=WORK:030 5550102',
        'TEL;TYPE=FAX,WORK:030 5550999',
        'NOTE:first line\\nsecond\\, still',
        ' the second',
        'CATEGORIES:vip,Kunden Nord',
        'END:VCARD',
        'BEGIN:VCARD',
        'VERSION:2.1',
        'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=\r\n=BCrgen;;Dr.;',
        'TEL;CELL:0170 5550103',
        'END:VCARD',
        'BEGIN:VCARD',
        'VERSION:4.0',
        'FN:Otto',
        'TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-5550104;ext=5',
        'TEL:12 34 E9',
        'END:VCARD',
      ].join('\r\n'),
      { kind: 'vcard' },
    );
    expect(contacts).toEqual([
      {
        line: 1,
        number: '+491705550101',
        change: {
          name: 'Karin König',
          tags: ['vip', 'Kunden-Nord'],
          notes: 'first line\nsecond, stillthe second',
          numbers: ['+49305550102'],
        },
      },
      { line: 12, number: '+491705550103', change: { name: 'Dr. Jürgen Müller' } },
      { line: 18, number: '+49305550104', change: { name: 'Otto' } },
    ]);
    expect(rejected).toEqual([expect.stringContaining('18 Phone 1 - Value: "12 34 E9"')]);
  });

  test.each([
    ['is not ended', 'BEGIN:VCARD\nFN:X\n', 'the card on line 1 has no end'],
    ['begins within another', 'BEGIN:VCARD\nBEGIN:VCARD\n', 'line 2: a card begins before'],
    ['is something else', 'number,name\n', 'line 1'],
  ])('a vCard that %s is refused', async (_, text, said) => {
    expect((await read(text, { kind: 'vcard' })).unreadable).toContain(said);
  });

  test("Excel's own workbooks", async () => {
    const bytes = readFileSync(new URL('../../support/files/contacts.xlsx', import.meta.url));
    const { contacts, rejected } = await read(bytes, { kind: 'xlsx' });
    expect(contacts).toEqual([
      { line: 2, number: '+49305550101', change: { name: 'Müller & Söhne', tags: ['vip'] } },
      { line: 4, number: '+4930555010', change: { name: 'As a number' } },
    ]);
    expect(rejected).toEqual([
      expect.stringContaining('3 number: "4930555012.5": it has decimals'),
      expect.stringContaining('5 number: "4.93e+21": a spreadsheet has rounded it'),
      '6 number: no number',
    ]);
    expect((await read('PK no workbook', { kind: 'xlsx' })).unreadable).toContain('not an Excel workbook');
  });
});
