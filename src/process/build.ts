/**
 * Which code decides: recorded turns are compared only with the code that took them. Made of the sources of the core, so
 * that a change of the API or the CLI does not make a recorded day worthless.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../shared/package-root.ts';
import { ownVersion } from './own-version.ts';

/** Written by `npm run build`; the same list is in `setup/ready.mjs`. */
const core = ['agents', 'call', 'plan', 'recorded', 'routing', 'shared'];

/** `0.1.0+3f2a…`: the version, and what the core is made of. */
export function buildOfCore(): string {
  return `${ownVersion()}+${isCompiled() ? compiled() : ofSources()}`;
}

const isCompiled = (): boolean => import.meta.url.endsWith('.js');

function compiled(): string {
  try {
    return readFileSync(join(packageRoot, 'dist', '.core'), 'utf8');
  } catch {
    // A package that somebody has made by hand; turns of two of them are told apart by their version only.
    return 'unknown';
  }
}

function ofSources(): string {
  const hash = createHash('sha256');
  for (const room of core) {
    const folder = join(packageRoot, 'src', room);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    for (const file of files.toSorted())
      hash.update(`\0${room}/${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
