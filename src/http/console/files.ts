/** The built console in memory: a few hundred kilobytes, each file with its compressed forms as the build made them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { eachInSlices } from '../../shared/slices.ts';

export interface ConsoleFile {
  readonly type: string;
  readonly etag: string;
  /** Its name has a hash of what is in it, so it never changes. */
  readonly isImmutable: boolean;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

/** By path from the root, such as `assets/main-x7.js`; always with an `index.html`. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

/** Hundreds of files, while calls go on. Undefined: it has not been built, as when the engine runs from its sources. */
export async function readConsole(folder: string): Promise<ConsoleFiles | undefined> {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const files = new Map<string, ConsoleFile>();
  await eachInSlices(readdirSync(folder, { recursive: true, encoding: 'utf8' }), (name) => {
    const type = types[extname(name)];
    if (type === undefined) return;
    const path = name.replaceAll(sep, '/');
    const plain = readFileSync(join(folder, name));
    const compressed = (ending: string) =>
      existsSync(join(folder, name + ending)) ? readFileSync(join(folder, name + ending)) : undefined;
    const br = compressed('.br');
    const gzip = compressed('.gz');
    files.set(path, {
      type,
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      isImmutable: path.startsWith('assets/'),
      plain,
      ...(br && { br }),
      ...(gzip && { gzip }),
    });
  });
  return files;
}
