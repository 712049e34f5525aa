import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFile } from '../../../src/shared/replace-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-replace-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file is replaced together with its mode, whatever the umask', async () => {
  const path = join(folder, 'secret');
  await writeFile(path, 'old', { mode: 0o644 });
  await replaceFile(path, 'new', 0o660);
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o660);
});

test('who reads meanwhile sees one text or another, whole', async () => {
  const path = join(folder, 'shared');
  const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
  await replaceFile(path, texts[0] ?? '');
  const writers = texts.map((text) => replaceFile(path, text));
  const seen = await Promise.all(Array.from({ length: 20 }, () => readFile(path, 'utf8')));
  await Promise.all(writers);
  for (const text of seen) expect(texts).toContain(text);
});

test('when it fails, nothing is left behind', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'by-a-folder'), { recursive: true });
  await expect(replaceFile(path, 'text')).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(folder)).toEqual(['taken']);
});
