/** test/faults.md names the test that holds each case: the test is there. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('test/faults.md', 'utf8');
const rows = [...page.matchAll(/^\| ([NTAF]\d+) \| .+ \| (.+) \|$/gm)].map(([, name = '', tests = '']) => ({
  name,
  tests,
}));

test('each case has a row, in order', () => {
  const wanted = [
    ...Array.from({ length: 30 }, (_, nth) => `N${nth + 1}`),
    ...Array.from({ length: 18 }, (_, nth) => `T${nth + 1}`),
    ...Array.from({ length: 8 }, (_, nth) => `A${nth + 1}`),
    ...rows.filter(({ name }) => name.startsWith('F')).map((_, nth) => `F${nth + 1}`),
  ];
  expect(rows.map(({ name }) => name)).toEqual(wanted);
});

test('each test that a case names is there', () => {
  const missing = rows.flatMap(({ name, tests }) => {
    let text = '';
    let file = '';
    return tests.split(' · ').flatMap((part) => {
      const [, path, title = part] = /^`([^`]+)`: (.+)$/.exec(part) ?? [];
      if (path !== undefined) {
        file = path;
        text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      }
      return text.includes(title) ? [] : [`${name}: ${file} has no test "${title}"`];
    });
  });
  expect(missing).toEqual([]);
});
