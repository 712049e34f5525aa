/** Sound files named by a plan: found, and brought into a form that Asterisk plays. */
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { resample } from './resample.ts';
import { readWav, writeWav } from './wav.ts';

/** What a telephone line carries. */
export const lineRate = 8000;

/** Formats that Asterisk reads by itself: copied as they are. */
const playable = new Set(['gsm', 'ulaw', 'ul', 'alaw', 'al', 'sln', 'sln16', 'g722', 'wav16']);
/** An hour of CD sound is ten times that; no one waits for it. */
const largest = 64 * 1024 * 1024;

export type Found =
  | { readonly ok: true; readonly path: string; readonly extension: string; readonly version: string }
  | { readonly ok: false; readonly because: string };

type Outcome = { readonly ok: true } | { readonly ok: false; readonly because: string };

/** `path`: absolute, or beside the plan and not above it. */
export async function findSoundFile(path: string, planDir: string): Promise<Found> {
  const full = resolve(planDir, path);
  const below = relative(planDir, full);
  if (!isAbsolute(path) && (below.startsWith('..') || isAbsolute(below))) {
    return { ok: false, because: 'it is outside the folder of the plan' };
  }
  const extension = extname(full).slice(1).toLowerCase();
  if (extension !== 'wav' && !playable.has(extension)) {
    return { ok: false, because: `Asterisk cannot play files with the extension "${extension}"` };
  }
  try {
    const file = await stat(full);
    if (!file.isFile()) return { ok: false, because: 'it is not a file' };
    if (file.size > largest) return { ok: false, because: 'it is larger than 64 MB' };
    return { ok: true, path: full, extension, version: `${file.mtimeMs} ${file.size}` };
  } catch (error) {
    return { ok: false, because: systemCode(error) === 'ENOENT' ? 'it is missing' : String(error) };
  }
}

const systemCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Writes what Asterisk can play to `output`; a WAVE file in the form of the line. */
export async function convert(file: { path: string; extension: string }, output: string): Promise<Outcome> {
  if (file.extension !== 'wav') {
    await copyFile(file.path, output);
    return { ok: true };
  }
  const read = readWav(await readFile(file.path));
  if (!read.ok) return read;
  await writeFile(output, writeWav(await resample(read.sound, lineRate)));
  return { ok: true };
}
