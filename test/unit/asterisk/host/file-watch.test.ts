import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileWatch } from '../../../../src/asterisk/host/file-watch.ts';

test('a certificate that was not there for a moment, while it was replaced, has changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-watch-'));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  for (const file of [certificate, key]) writeFileSync(file, 'old');
  const watch = new FileWatch([certificate, key]);
  expect([await watch.haveChanged(), await watch.haveChanged()]).toEqual([false, false]);
  rmSync(certificate);
  expect(await watch.haveChanged()).toBe(false);
  writeFileSync(certificate, 'renewed');
  expect([await watch.haveChanged(), await watch.haveChanged()]).toEqual([true, false]);
  rmSync(folder, { recursive: true });
});

test('a certificate that was renewed while no one looked has changed, and so has one of which nothing is known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-watch-'));
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, 'old');
  const first = new FileWatch([certificate]);
  await first.haveChanged();
  const next = (): FileWatch => {
    const watch = new FileWatch([certificate]);
    watch.goOnFrom(first.seen);
    return watch;
  };
  expect(await next().haveChanged()).toBe(false);
  writeFileSync(certificate, 'renewed');
  expect(await next().haveChanged()).toBe(true);
  const unknown = new FileWatch([certificate]);
  unknown.goOnFrom(undefined);
  expect([await unknown.haveChanged(), await unknown.haveChanged()]).toEqual([true, false]);
  rmSync(folder, { recursive: true });
});
