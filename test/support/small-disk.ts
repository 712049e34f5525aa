/** A small file system in memory, so the write errors are true ones. To mount it takes root. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns how to take it away again. */
export function smallDisk(folder: string, size = '40m'): () => void {
  const options = ['-t', 'tmpfs', '-o', `size=${size},mode=0700`];
  execFileSync('mount', [...options, 'cordboard-test', folder], { stdio: 'pipe' });
  return () => void execFileSync('umount', ['--lazy', folder]);
}

/** Where a test may not, there is no full disk to try. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-mount-'));
  try {
    smallDisk(folder)();
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

/** Until not a byte more can be written. */
export function fill(file: string): void {
  for (let size = 1024 * 1024; size >= 1; )
    try {
      appendFileSync(file, Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 2);
    }
}
