/**
 * Music on hold from the sound library. Asterisk plays all that is in a folder, so each piece gets a folder of its own in the state
 * folder, with a copy: `music/NAME/music.wav`.
 */
import { copyFile, mkdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../plan/model.ts';
import type { SoundLibrary } from './sound-library.ts';

/** The folder of a piece, made or brought up to date; undefined: the library does not have it. */
export type MusicFolder = (sound: string, language: Language) => Promise<string | undefined>;

export function musicFolders(home: string, library: Pick<SoundLibrary, 'find'>): MusicFolder {
  return async (sound, language) => {
    const from = await library.find(sound, language);
    if (from === undefined) return undefined;
    const folder = join(home, 'music', sound);
    const to = join(folder, 'music.wav');
    const [now, before] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
    if (before?.size === now.size && before.mtimeMs === now.mtimeMs) return folder;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // What begins with a dot Asterisk does not play; and who hears the old one hears it to its end.
    const fresh = join(folder, '.music.wav');
    await copyFile(from, fresh);
    await utimes(fresh, now.atime, now.mtime);
    await rename(fresh, to);
    return folder;
  };
}
