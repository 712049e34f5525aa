import { describe, expect, test } from 'vitest';
import { cutLine, displayWidth, table } from '../../../../src/cli/terminal/table.ts';

const wide = { colour: false, interactive: true, columns: 100 };
const COLUMNS = [{ title: 'NAME', flexible: true }, { title: 'N', right: true }, { title: 'NOTE' }];

describe('a table', () => {
  test('lines up, whatever alphabet a name is in', () => {
    expect(
      table(
        COLUMNS,
        [
          ['Anna', '1', 'x'],
          ['王伟', '12', 'y'],
          ['Jose\u0301', '3', 'z'],
          ['🎧 desk', '4', ''],
        ],
        wide,
      ),
    ).toEqual([
      'NAME      N  NOTE', //
      'Anna      1  x',
      '王伟     12  y',
      'Jose\u0301      3  z',
      '🎧 desk   4',
    ]);
  });

  test('cuts off the widest flexible column where the terminal is narrow', () => {
    const lines = table(COLUMNS, [['Bartholomew Featherstone', '1', 'kept']], { ...wide, columns: 24 });
    expect(lines[1]).toBe('Bartholomew Fe…  1  kept');
    expect(lines.every((line) => displayWidth(line) <= 24)).toBe(true);
  });

  test('leaves out columns, the highest rank first, where cutting is not enough', () => {
    const ranked = [
      { title: 'AGENT' },
      { title: 'NAME', flexible: true, rank: 1 },
      { title: 'QUEUES', flexible: true, rank: 2 },
    ];
    const row = ['anna', 'Bartholomew Featherstone', 'sales, support'];
    const titles = (columns: number) => table(ranked, [row], { ...wide, columns })[0]?.split(/ +/);
    expect(titles(25)).toEqual(['AGENT', 'NAME', 'QUEUES']);
    expect(titles(22)).toEqual(['AGENT', 'NAME']);
    expect(titles(12)).toEqual(['AGENT']);
    for (const columns of [5, 12, 22, 25, 40])
      for (const line of table(ranked, [row], { ...wide, columns }))
        expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    expect(table(ranked, [row], { ...wide, columns: 5, interactive: false })[0]).toContain('QUEUES');
  });

  test('never cuts what goes into a pipe', () => {
    const lines = table(COLUMNS, [['Bartholomew Featherstone', '1', '']], {
      ...wide,
      interactive: false,
      columns: 24,
    });
    expect(lines[1]).toContain('Bartholomew Featherstone');
  });

  test('has colours that do not move the columns', () => {
    const coloured = { ...wide, colour: true };
    const lines = table([{ title: 'A' }, { title: 'B' }], [[{ text: 'x', colour: 'red' }, 'y']], coloured);
    expect(lines[1]).toBe('\u001B[31mx\u001B[0m  y');
  });

  test('cleans every cell', () => {
    expect(table([{ title: 'A' }], [['a\u001B[2Jb\nc']], wide)[1]).toBe('a�[2Jb�c');
  });
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['王伟王伟', 6, '王伟…'],
  ['\u001B[31mabc\u001B[0mdef', 6, '\u001B[31mabc\u001B[0mdef'],
  ['\u001B[31mabcdefg\u001B[0m', 6, '\u001B[31mabcde…\u001B[0m'],
])('%j in %i places is %j', (line, width, cut) => {
  expect(cutLine(line, width)).toBe(cut);
});

test.each([
  ['a', 1],
  ['日本', 4],
  ['👍🏽', 2],
  ['👨‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['e\u0301', 1],
  ['', 0],
])('%s takes %i places', (text, places) => {
  expect(displayWidth(text)).toBe(places);
});

test('what a person takes for one character is not cut in two', () => {
  const terminal = { colour: false, interactive: true, columns: 12 };
  const [, line] = table([{ title: 'NAME', flexible: true }], [['Anna 🇩🇪🇩🇪🇩🇪🇩🇪🇩🇪']], terminal);
  expect(line).toBe('Anna 🇩🇪🇩🇪🇩🇪…');
});
