import { describe, expect, test } from 'vitest';
import { displayWidth, table } from '../../../../src/cli/terminal/table.ts';

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
