import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Licences {
  readonly path: string;
  readonly licences: () => readonly { readonly name: string; readonly licence: string }[];
  readonly questionable: (
    found: readonly { readonly licence: string }[],
  ) => readonly { readonly licence: string }[];
  readonly rendered: () => string;
}
const script = new URL('../../../setup/licences.mjs', import.meta.url).href;

test('docs/licences.md is current, and every licence has been looked at', async () => {
  const { path, licences, questionable, rendered } = (await import(script)) as Licences;
  expect(readFileSync(path, 'utf8')).toBe(rendered());
  expect(questionable(licences())).toEqual([]);
  expect(licences().length).toBeGreaterThan(10);
});

test('a licence that nobody has looked at is told', async () => {
  const { questionable } = (await import(script)) as Licences;
  const told = questionable([
    { licence: 'GPL-3.0' },
    { licence: '(MIT OR GPL-3.0)' },
    { licence: 'not said' },
  ]);
  expect(told.map(({ licence }) => licence)).toEqual(['GPL-3.0', 'not said']);
});

test('packages with advisories are overridden, and stay so', () => {
  const lock: { packages: Record<string, { version?: string; name?: string }> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  );
  const at = (name: string) => lock.packages[`node_modules/${name}`];
  // ari-client wants `request`, which is abandoned and open to advisories; this is its maintained heir.
  expect(at('request')?.name).toBe('@cypress/request');
  expect(Number(at('form-data')?.version?.split('.')[0])).toBeGreaterThanOrEqual(4);
  expect(Number(at('tough-cookie')?.version?.split('.')[0])).toBeGreaterThanOrEqual(5);
});
