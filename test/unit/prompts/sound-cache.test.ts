import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Make, SoundCache } from '../../../src/prompts/sound-cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const sound: Make = async (path) => {
  await writeFile(path, 'sound');
  return { ok: true };
};

test('at most so many are made at the same time, and all are made', async () => {
  const cache = new SoundCache(folder, 2);
  let now = 0;
  let most = 0;
  const make: Make = async (path) => {
    now++;
    most = Math.max(most, now);
    for (let breaths = 0; breaths < 20; breaths++) await breath();
    now--;
    return sound(path);
  };
  const made = await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => cache.get([key], 'wav', make)),
  );
  expect(made.every((one) => one.ok)).toBe(true);
  expect(most).toBe(2);
  expect(readdirSync(folder)).toHaveLength(7);
});

test('while it is made, it is not there by half', async () => {
  const cache = new SoundCache(folder, 1);
  const made = await cache.get(['a'], 'wav', async (path) => {
    await writeFile(path, 'so');
    expect(readdirSync(folder).filter((name) => name.endsWith('.wav'))).toEqual([]);
    return sound(path);
  });
  expect(made.ok && readFileSync(made.path, 'utf8')).toBe('sound');
});

test('what failed, even by throwing, is tried again after a while and takes no place', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const cache = new SoundCache(folder, 1);
  const tries = vi.fn(() => Promise.reject(new Error('out of order')));
  expect(await cache.get(['a'], 'wav', tries)).toEqual({ ok: false, because: 'out of order' });
  expect(await cache.get(['a'], 'wav', tries)).toEqual({ ok: false, because: 'out of order' });
  expect(tries).toHaveBeenCalledTimes(1);
  expect(await cache.get(['b'], 'wav', sound)).toMatchObject({ ok: true });
  vi.setSystemTime(Date.now() + 31_000);
  expect(await cache.get(['a'], 'wav', sound)).toMatchObject({ ok: true });
});

test('a sound that somebody deleted is made again', async () => {
  const cache = new SoundCache(folder, 1);
  const made = await cache.get(['a'], 'wav', sound);
  rmSync(made.ok ? made.path : '');
  await cache.get(['a'], 'wav', sound);
  expect(readdirSync(folder)).toHaveLength(1);
});
