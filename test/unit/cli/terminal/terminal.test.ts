import { describe, expect, test } from 'vitest';
import { printFindings } from '../../../../src/cli/terminal/findings.ts';
import { clean, paint, printJson, type Terminal } from '../../../../src/cli/terminal/terminal.ts';
import { callerWords, duration, moment } from '../../../../src/cli/terminal/words.ts';
import { wallClock } from '../../../../src/reports/wording.ts';
import { valueInWords } from '../../../../src/shared/value-in-words.ts';

const harmful: [string, string][] = [
  ['an escape sequence', '\u001B[31mred'],
  ['a C1 control sequence', '\u009B31mred'],
  ['a bell', 'ding\u0007'],
  ['a line break', 'a\nb'],
  ['a carriage return that writes over', 'good\rbad'],
  ['a delete', 'a\u007Fb'],
  ['writing turned around', '\u202Egnp.exe'],
  ['an isolate', '\u2066a'],
  ['a line separator', 'a\u2028b'],
];

test.each(harmful)('%s does not reach a terminal', (_what, text) => {
  expect(clean(text)).not.toMatch(/[\p{Cc}\u2028-\u202E\u2066-\u2069]/u);
});

test('what people are called stays as it is', () => {
  for (const name of ['Karin König', 'Борис', '王伟', 'أحمد', 'O’Neill', '👩‍💻'])
    expect(clean(name)).toBe(name);
});

test('the same problem at the same place is shown once, with how often', async () => {
  const lines: string[] = [];
  const found = (message: string, line: number) =>
    ({
      severity: 'warning',
      file: 'x.yaml',
      line,
      column: 1,
      message,
      code: 'x',
      hint: 'add an agent',
    }) as never;
  await printFindings(
    [found('VIPs wait', 7), found('VIPs who speak French wait', 7), found('VIPs wait', 9)],
    {
      out: (line: string) => void lines.push(line.trim()),
      colour: false,
      workingDirectory: '/',
    } as unknown as Terminal,
  );
  expect(lines).toEqual([
    'x.yaml:7:1: warning: VIPs wait',
    'hint: add an agent',
    'and 1 more like this',
    'x.yaml:9:1: warning: VIPs wait',
    'hint: add an agent',
  ]);
});

describe('colour', () => {
  test('is there only where it is wanted', () => {
    expect(paint({ colour: false }, 'red', 'x')).toBe('x');
    expect(paint({ colour: true }, 'red', 'x')).toBe('\u001B[31mx\u001B[0m');
    expect(paint({ colour: true }, undefined, 'x')).toBe('x');
  });
});

test('JSON on a terminal has its control characters escaped, and still says the same', () => {
  const out: string[] = [];
  const value = { name: '\u009B2J\u202E\u0007' };
  const terminal = { out: (text: string) => out.push(text), interactive: false };
  printJson(terminal, value);
  expect(out[0]).not.toMatch(/[\p{Cc}\u202E]/u);
  expect(JSON.parse(out[0] ?? '')).toEqual(value);
});

describe('words', () => {
  const clock = wallClock('Europe/Berlin');
  const now = Date.parse('2026-11-21T09:30:00Z');
  test('moments of another day have their date', () => {
    expect(moment(clock, '2026-11-21T09:29:00Z', now)).toBe('10:29:00');
    expect(moment(clock, '2026-11-20T23:30:00Z', now)).toBe('00:30:00');
    expect(moment(clock, '2026-11-20T22:30:00Z', now)).toBe('20 Nov 2026 23:30:00');
  });
  test('callers without a number are said to have none', () => {
    expect(callerWords({ isNew: true, tags: [] })).toBe('number withheld');
    expect(callerWords({ isNew: true, tags: [], name: 'Eva', number: '+491' })).toBe('Eva +491');
  });
  test('phases are words', () => {
    expect(valueInWords('leaving_message')).toBe('leaving message');
  });
  test('no time is no words', () => {
    expect([duration(0), duration(undefined), duration(65_000)]).toEqual(['', '', '1m 05s']);
  });
});
