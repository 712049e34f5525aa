import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let folder: string;
beforeEach(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), 'articles-'));
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});
const types = async (...words: string[]) => desk.types(['articles', ...words]);

test('an article is added from a file, found, changed, restored and removed', async () => {
  const file = join(folder, 'returns.md');
  writeFileSync(file, '# Return goods\n\nWithin **14** days.\n');
  expect((await types()).err).toContain('no article found');
  expect(
    (await types('add', file, '--tags', 'shop, goods', '--queues', 'sales', '--language', 'en')).out,
  ).toBe('article 1, version 1: Return goods\n');
  expect((await types('find', '14 days')).out).toMatch(/ 1 +Return goods +en +shop, goods/);
  expect((await types('set', '1', '--title', 'Returns', '--language', 'none')).out).toContain(
    'version 2: Returns',
  );
  expect((await types('show', '1')).out).toBe('Within **14** days.\n');
  expect((await types('versions', '1')).out).toMatch(/2 .* Returns\n +1 .* Return goods/);
  expect((await types('restore', '1', '--to', '1')).out).toContain('version 3: Return goods');
  expect((await types('remove', '1')).out).toContain('article 1 is deleted');
  expect([(await types('show', '1')).code, (await types('set', '1')).code]).toEqual([1, 2]);
  const wrong = await types('add', file, '--queues', 'nowhere');
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('the plan has no queue nowhere')]);
});

test('a folder of files is imported, and exported the same', async () => {
  writeFileSync(join(folder, 'a.md'), '---\ntitle: Hours\nqueues: [ sales ]\n---\n\nNine to five.\n');
  writeFileSync(join(folder, 'b.csv'), 'title,tags,text\nPrices,shop;prices,"See, below"\n,,none\n');
  const dry = await types('import', folder, '--dry-run');
  expect([dry.code, dry.out]).toEqual([1, expect.stringContaining('2 would be new')]);
  const done = await types('import', folder);
  expect(done.out).toMatch(/b\.csv:3: .*it has no title/);
  expect(done.out).toContain('2 new, 0 changed, 0 unchanged; 1 fault');
  const out = join(folder, 'out');
  expect((await types('export', out)).out).toContain('2 articles in');
  expect(readdirSync(out).toSorted()).toEqual(['1-hours.md', '2-prices.md']);
  expect(readFileSync(join(out, '2-prices.md'), 'utf8')).toBe(
    '---\ntitle: Prices\ntags: [ shop, prices ]\nid: 2\n---\n\nSee, below\n\n',
  );
  expect((await types('import', out)).out).toBe('0 new, 0 changed, 2 unchanged; no faults\n');
  expect((await types('export', join(folder, 'all.csv'))).code).toBe(0);
  expect((await types('export', join(folder, 'all.csv'))).err).toContain('exists already');
  expect((await types('import', 'x.pdf')).code).toBe(2);
});
