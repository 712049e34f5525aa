import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('N23: a checkout that is moved is not installed and built again, one that is changed is', async () => {
  // @ts-expect-error a script of the set-up, without types
  const { fingerprint } = await import('../../../setup/ready.mjs');
  const place = await mkdtemp(join(tmpdir(), 'cordboard-moved-'));
  const [here, there] = [join(place, 'here'), join(place, 'there')];
  const of = (checkout: string): string =>
    fingerprint([join(checkout, 'src', 'a.ts'), join(checkout, 'src', 'b.ts')], '', checkout) as string;
  await mkdir(join(here, 'src'), { recursive: true });
  await writeFile(join(here, 'src', 'a.ts'), 'one');
  await writeFile(join(here, 'src', 'b.ts'), 'two');
  const before = of(here);
  await rename(here, there);
  expect(of(there)).toBe(before);
  const copy = join(place, 'copy');
  await cp(there, copy, { recursive: true });
  expect(of(copy), 'T18: nor one that is copied').toBe(before);
  await writeFile(join(there, 'src', 'b.ts'), 'three');
  expect(of(there)).not.toBe(before);
  await rm(place, { recursive: true, force: true });
});
