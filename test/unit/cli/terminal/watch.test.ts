import { expect, test } from 'vitest';
import { watch } from '../../../../src/cli/terminal/watch.ts';

test('lines that are too long are cut, so that the first ones stay in sight', async () => {
  const stop = new AbortController();
  const written: string[] = [];
  const terminal = {
    interactive: true,
    colour: false,
    columns: 10,
    rows: 4,
    out: (text: string) => written.push(text),
    err: () => undefined,
    write: (text: string) => {
      written.push(text);
      if (text.includes('first')) stop.abort();
    },
    environment: {},
    workingDirectory: '/',
    interrupted: stop.signal,
  };
  await watch(terminal, async () => ['first', 'x'.repeat(35), 'third', 'fourth']);
  const drawn = written.find((text) => text.includes('first'));
  expect(drawn).toContain('xxxxxxxxx…');
  expect(drawn).not.toContain('xxxxxxxxxx');
  expect(drawn?.split('\n')).toHaveLength(3);
});
