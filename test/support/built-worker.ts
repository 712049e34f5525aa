/** The program of the threads (`src/workers/worker.ts`), built as `npm run build` builds it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { Workers, type WorkersOptions } from '../../src/workers/workers.ts';

export interface BuiltWorkers {
  readonly workers: Workers;
  close(): Promise<void>;
}

export async function builtWorkers(options: Omit<WorkersOptions, 'program'> = {}): Promise<BuiltWorkers> {
  // In this checkout, so that the thread finds its packages.
  const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'worker-'));
  const source = fileURLToPath(new URL('../../src/workers/worker.ts', import.meta.url));
  const bundle = await rolldown({ input: source, platform: 'node', external: ['better-sqlite3'] });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: 'worker.mjs',
    chunkFileNames: '[name].mjs',
  });
  await bundle.close();
  const workers = new Workers({ ...options, program: join(folder, 'worker.mjs') });
  return {
    workers,
    close: async () => {
      await workers.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
