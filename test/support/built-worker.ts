/** Programs of threads (`src/workers/`), built as `npm run build` builds them. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { Workers, type WorkersOptions } from '../../src/workers/workers.ts';

export interface BuiltThread {
  readonly program: string;
  readonly remove: () => void;
}

export interface BuiltWorkers {
  readonly workers: Workers;
  close(): Promise<void>;
}

/** @param name of the file in `src/workers/` */
export async function builtThread(name: string): Promise<BuiltThread> {
  // In this checkout, so that the thread finds its packages.
  const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'worker-'));
  const source = fileURLToPath(new URL(`../../src/workers/${name}.ts`, import.meta.url));
  const bundle = await rolldown({ input: source, platform: 'node', external: ['better-sqlite3'] });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: 'worker.mjs',
    chunkFileNames: '[name].mjs',
  });
  await bundle.close();
  return {
    program: join(folder, 'worker.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function builtWorkers(options: Omit<WorkersOptions, 'program'> = {}): Promise<BuiltWorkers> {
  const { program, remove } = await builtThread('worker');
  const workers = new Workers({ ...options, program });
  return {
    workers,
    close: async () => {
      await workers.close();
      remove();
    },
  };
}
