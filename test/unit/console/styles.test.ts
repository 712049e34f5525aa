/** The styles of a page stay when the next one is shown: two that have the same class for two things spoil each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../../src/console', import.meta.url));

/** Classes by which a file styles elements on its own: `.hours li`, not `.is-tv .hours` and not `.button.large`. */
function classesOf(file: string): string[] {
  const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','));
  return selectors.flatMap((selector) => /^\s*\.([\w-]+)(?![\w.-])/.exec(selector)?.[1] ?? []);
}

test('no class is styled by two files', () => {
  const files = new Map<string, Set<string>>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isStyle))
    for (const name of classesOf(file)) files.set(name, (files.get(name) ?? new Set()).add(file));
  expect(files.size).toBeGreaterThan(100);
  expect([...files].filter(([, found]) => found.size > 1).map(([name, found]) => [name, ...found])).toEqual(
    [],
  );
});

const isStyle = (file: string): boolean => file.endsWith('.css');
