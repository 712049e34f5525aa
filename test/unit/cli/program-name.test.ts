import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calledAs } from '../../../src/cli/program-name.ts';

test('cordboard where it is installed; by npx in a checkout, whatever npm puts on the path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-path-'));
  const [bin, modules] = [join(folder, 'bin'), join(folder, 'node_modules', '.bin')];
  for (const one of [bin, modules]) {
    await mkdir(one, { recursive: true });
    await writeFile(join(one, 'cordboard'), '');
  }
  expect(calledAs(`/nowhere:${bin}`)).toBe('cordboard');
  expect(calledAs(`/nowhere:${modules}:`)).toBe('npx cordboard');
  await rm(folder, { recursive: true });
});
