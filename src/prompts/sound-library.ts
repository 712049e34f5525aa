/**
 * The sound library: sounds that people bring, for a plan to play (`{ library: welcome }`). Each has a name, and one file
 * for each language; the files are `NAME.LANGUAGE.wav` in the state folder, in the form of a telephone line.
 *
 * Invariants: what is kept can be played; a file is whole or not there at all.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../plan/model.ts';
import type { LibrarySound, SoundKept, SoundKey } from '../ports/sounds.ts';
import { errorCode } from '../shared/error-code.ts';
import type { SoundMade } from './bring-sound.ts';

export interface SoundLibraryNeeds {
  /** Made if need be. */
  readonly folder: string;
  /** Brings the file at `from` into the form of the line, at `to`. */
  readonly make: (from: string, to: string) => Promise<SoundMade>;
  /** A sound is new, or another than before. */
  readonly kept?: (key: SoundKey) => void;
}

/** More than a plan needs, and a bound for those who upload by a program. */
const mostSounds = 1000;
const soundName = /^[a-z0-9][a-z0-9_-]{0,49}$/;
const soundLanguage = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

const fileName = /^([a-z0-9][a-z0-9_-]{0,49})\.([A-Za-z0-9-]+)\.wav$/;
const unfinished = /\.part$/;
const header = 44;
const bytesPerMillisecond = 16;

export const soundsIn = (home: string): string => join(home, 'sounds');

/** As it is called in a backup, beside the recordings of callers. */
export const backupName = ({ name, language }: SoundKey): string => `library.${name}.${language}.wav`;

/** The file of a sound in a backup; undefined: it is none of the library's. */
export function ownSoundFile(folder: string, inBackup: string): string | undefined {
  const file = /^library\.(.+)$/.exec(inBackup)?.[1];
  return file !== undefined && fileName.test(file) ? join(folder, file) : undefined;
}

export class SoundLibrary {
  readonly #needs: SoundLibraryNeeds;

  constructor(needs: SoundLibraryNeeds) {
    this.#needs = needs;
  }

  /** Replaces what there was. Any sound that `make` can read. */
  async keep(key: SoundKey, bytes: Uint8Array): Promise<SoundKept> {
    refuseOdd(key);
    const { folder } = this.#needs;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const came = join(folder, `${randomUUID()}.part`);
    try {
      await writeFile(came, bytes, { flag: 'wx', mode: 0o600 });
      return await this.keepFile(key, came);
    } finally {
      await rm(came, { force: true });
    }
  }

  /** The same with a file, which stays where it is. */
  async keepFile(key: SoundKey, came: string): Promise<SoundKept> {
    refuseOdd(key);
    const { folder, make } = this.#needs;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const isNew = (await this.find(key.name, key.language)) === undefined;
    if (isNew && (await this.list()).length >= mostSounds)
      return { kept: false, because: `there are ${mostSounds} sounds already` };
    const made = join(folder, `${randomUUID()}.part`);
    try {
      const outcome = await make(came, made);
      if (!outcome.ok) return { kept: false, because: outcome.because };
      await rename(made, this.#path(key));
      this.#needs.kept?.(key);
      const sound = await this.#look(key);
      if (sound) return { kept: true, sound };
      return { kept: false, because: 'it was deleted at the same moment' };
    } finally {
      await rm(made, { force: true });
    }
  }

  /** The file; undefined: there is none in this language. */
  async find(name: string, language: Language): Promise<string | undefined> {
    const key = { name, language };
    if (!isKey(key)) return undefined;
    return (await this.#look(key)) === undefined ? undefined : this.#path(key);
  }

  /** In whatever language there is. */
  async findAny(name: string): Promise<string | undefined> {
    for (const language of await this.#languagesOf(name)) {
      const found = await this.find(name, language);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async read(key: SoundKey): Promise<Buffer | undefined> {
    if (!isKey(key)) return undefined;
    return readFile(this.#path(key)).catch((error: unknown) => absentOr(error));
  }

  /** By name, then language. */
  async list(): Promise<readonly LibrarySound[]> {
    const names = await this.#files();
    const sounds: LibrarySound[] = [];
    for (const file of names.toSorted((a, b) => a.localeCompare(b))) {
      const [, name, language] = fileName.exec(file) ?? [];
      const sound = name && language ? await this.#look({ name, language }) : undefined;
      if (sound) sounds.push(sound);
    }
    return sounds;
  }

  /** Whether there was one. */
  async remove(key: SoundKey): Promise<boolean> {
    if (!isKey(key) || (await this.#look(key)) === undefined) return false;
    await rm(this.#path(key), { force: true });
    return true;
  }

  /** What an engine that was killed has left behind. */
  async tidy(): Promise<void> {
    for (const name of await this.#files())
      if (unfinished.test(name)) await rm(join(this.#needs.folder, name), { force: true });
  }

  /** By name only: callers wait for it, and there may be many other sounds. */
  async #languagesOf(name: string): Promise<readonly Language[]> {
    const languages = (await this.#files()).flatMap((file) => {
      const [, itsName, language] = fileName.exec(file) ?? [];
      return itsName === name && language !== undefined ? [language] : [];
    });
    return languages.toSorted((a, b) => a.localeCompare(b));
  }

  async #files(): Promise<readonly string[]> {
    return readdir(this.#needs.folder).catch((error: unknown) => absentOr(error) ?? []);
  }

  async #look(key: SoundKey): Promise<LibrarySound | undefined> {
    try {
      const { size, mtimeMs } = await stat(this.#path(key));
      const length = Math.max(0, Math.round((size - header) / bytesPerMillisecond));
      return { ...key, length, bytes: size, changedAt: Math.round(mtimeMs) };
    } catch (error) {
      return absentOr(error);
    }
  }

  #path({ name, language }: SoundKey): string {
    return join(this.#needs.folder, `${name}.${language}.wav`);
  }
}

const isKey = ({ name, language }: SoundKey): boolean => soundName.test(name) && soundLanguage.test(language);

/** Names are part of a path. */
function refuseOdd(key: SoundKey): void {
  if (!isKey(key)) throw new Error(`${JSON.stringify(key)} is not a name for a sound`);
}

function absentOr(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
