import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pages } from '../../../src/contract/pages/pages.ts';

const docs = new URL('../../../docs/', import.meta.url);

test.each(Object.keys(pages))('docs/%s is current: node setup/contract-docs.mjs', (name) => {
  expect(readFileSync(new URL(name, docs), 'utf8')).toBe(pages[name]?.());
});
