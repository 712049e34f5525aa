/**
 * Prompts of a plan, made playable: text is spoken by a speech command, sound files are brought into the form of a
 * telephone line, and both are kept.
 *
 * Names of callers are kept apart, in `names`, because they can be erased. An earlier version kept them among the rest:
 * what it made is thrown away with the first erasure, and made again when it is played.
 *
 * Everything that is played lies in the cache folder under a plain name: Asterisk, which may be another user, needs to
 * read that folder only, and no odd file name reaches it.
 *
 * The form is 8 kHz, 16 bits, mono (`.wav`): what the telephone network carries. A wideband phone gets the same; two
 * files for each prompt would double the work for the few who would hear it.
 *
 * Invariants: nothing throws; a part that cannot be had is left out, never the whole prompt; the alarm is raised once
 * for each part, until it has been had again.
 */
import { access, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Prompt, PromptPart } from '../plan/model.ts';
import type { Log } from '../ports/log.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { Media } from '../ports/telephony.ts';
import type { Duration } from '../shared/time.ts';
import { spokenVersion } from './language.ts';
import { levelled, peak, resample } from './resample.ts';
import { type Made, SoundCache } from './sound-cache.ts';
import { convert, findSoundFile, lineRate } from './sound-file.ts';
import type { SoundLibrary } from './sound-library.ts';
import { type SpeechCommand, speak } from './speech.ts';
import { readWav, writeWav } from './wav.ts';

export interface SpokenPromptsSettings {
  /** Made if need be. */
  readonly cacheDir: string;
  /** undefined: nothing that speaks is installed; text is left out, with an alarm. */
  readonly speech: SpeechCommand | undefined;
  /** Where relative sound files are. */
  readonly planDir: string;
  /** Sounds that people have brought; if omitted: none. */
  readonly library?: Pick<SoundLibrary, 'find' | 'findAny'>;
  readonly log: Log;
  /** Something that an operator should look at. */
  readonly alarm: (what: string) => void;
  /** The path of what a caller has left; if omitted, or undefined: it cannot be seen from here. */
  readonly recordingFile?: (recording: string) => string | undefined;
  /** How long a text may take to be rendered. Default: 10 s. */
  readonly deadline?: Duration;
}

/** A caller waits for it now, or it is made ahead, so that none has to. */
type When = 'now' | 'ahead';

type Greeting = Extract<PromptPart, { kind: 'greeting' }>;

/** Two cores, and the calls have to be routed meanwhile. */
const atATime = 2;

const fullSaidAgainAfter: Duration = 60 * 60 * 1000;

export class SpokenPrompts implements Prompts {
  readonly #settings: SpokenPromptsSettings;
  readonly #cache: SoundCache;
  readonly #names: SoundCache;
  readonly #namesDir: string;
  readonly #alarmed = new Set<string>();
  #fullSaidUntil = 0;

  constructor(settings: SpokenPromptsSettings) {
    this.#settings = settings;
    this.#cache = new SoundCache(settings.cacheDir, atATime);
    this.#namesDir = join(settings.cacheDir, 'names');
    this.#names = new SoundCache(this.#namesDir, atATime);
  }

  async media(prompt: Prompt, language: Language): Promise<readonly Media[]> {
    const version = spokenVersion(prompt, language);
    if (version === undefined) return [];
    const parts = await Promise.all(
      version.parts.map((part) =>
        part.kind === 'greeting' ? this.#greeting(part, language) : this.#part(part, version.language, 'now'),
      ),
    );
    return parts.flat().filter((part) => part !== undefined);
  }

  async forgetNames(): Promise<void> {
    const { cacheDir } = this.#settings;
    const since = join(cacheDir, 'names-are-apart');
    if (!(await isThere(since))) {
      const files = await readdir(cacheDir, { withFileTypes: true }).catch(() => []);
      for (const file of files) if (file.isFile()) await rm(join(cacheDir, file.name), { force: true });
      await mkdir(cacheDir, { recursive: true });
      await writeFile(since, '');
    }
    await rm(this.#namesDir, { recursive: true, force: true });
  }

  /** One part after the other: a caller who needs a sound now never waits behind all of them. */
  async prepare(prompts: Iterable<Prompt>, until: AbortSignal): Promise<void> {
    for (const prompt of prompts) {
      for (const [language, parts] of Object.entries(prompt)) {
        for (const part of parts) {
          if (until.aborted) return;
          if (part.kind !== 'greeting') await this.#part(part, language, 'ahead');
        }
      }
    }
  }

  async #part(
    part: Exclude<PromptPart, Greeting>,
    language: Language,
    when: When,
  ): Promise<Media | undefined> {
    if (part.kind === 'text') return this.#text(part.text, language, when, part.ofCaller);
    if (part.kind === 'recording') return this.#recording(part.recording);
    if (part.kind === 'library') return this.#librarySound(part, language, when);
    if (part.kind !== 'file') return part;
    return (await this.#file(part.path)) ?? (part.text ? this.#text(part.text, language, when) : undefined);
  }

  /** One voice for all callers rather than the words of the plan: somebody has recorded it for this voicemail. */
  async #greeting({ sound, otherwise }: Greeting, language: Language): Promise<readonly Media[]> {
    const { library } = this.#settings;
    const file = (await library?.find(sound, language)) ?? (await library?.findAny(sound));
    const played = file === undefined ? undefined : await this.#file(file, `sound ${sound} of the library`);
    return played ? [played] : this.media(otherwise, language);
  }

  /** Another language rather than nothing; but the plan's own words come before that. */
  async #librarySound(
    { name, text, textIn }: Extract<PromptPart, { kind: 'library' }>,
    language: Language,
    when: When,
  ): Promise<Media | undefined> {
    const { library } = this.#settings;
    const own = await library?.find(name, language);
    const what = `sound ${name} of the library`;
    const played = own === undefined ? undefined : await this.#file(own, what);
    if (played) return played;
    if (text !== undefined) return this.#text(text, textIn ?? language, when);
    const other = await library?.findAny(name);
    if (other !== undefined) return this.#file(other, what);
    this.#raise(`library ${name}`, `${what} is missing, so callers do not hear it`);
    return undefined;
  }

  #recording(recording: string): Media | undefined {
    const path = this.#settings.recordingFile?.(recording);
    return path === undefined ? undefined : { kind: 'file', path };
  }

  async #text(raw: string, language: Language, when: When, ofCaller = false): Promise<Media | undefined> {
    const text = speakable(raw);
    if (text === '') return undefined;
    const { speech } = this.#settings;
    if (speech === undefined) {
      this.#raise('no speech', 'no text can be spoken: install espeak-ng, or set CORDBOARD_SPEECH');
      return undefined;
    }
    const cache = ofCaller ? this.#names : this.#cache;
    const made = await cache.get(['text', speech.identity, language, text], 'wav', (path) =>
      this.#render(speech, text, language, path, when),
    );
    if (ofCaller) return this.#played(made, `the name of a caller (${language}) cannot be spoken`);
    const opening = text.length > 60 ? `${text.slice(0, 60)}...` : text;
    return this.#played(made, `text "${opening}" (${language}) cannot be spoken`);
  }

  async #render(
    speech: SpeechCommand,
    text: string,
    language: Language,
    path: string,
    when: When,
  ): Promise<{ ok: true } | { ok: false; because: string }> {
    const raw = `${path}.raw.wav`;
    try {
      const { deadline = 10_000 } = this.#settings;
      const spoken = await speak(speech, text, language, raw, { deadline, isUrgent: when === 'now' });
      if (!spoken.ok) return spoken;
      const file = await readFile(raw).catch(() => Buffer.alloc(0));
      if (file.length === 0) return { ok: false, because: 'the speech command wrote no sound' };
      const read = readWav(file);
      if (!read.ok) return { ok: false, because: `the speech command wrote no sound: ${read.because}` };
      const sound = await resample(read.sound, lineRate);
      if (peak(sound) === 0) return { ok: false, because: 'the speech command produced only silence' };
      await writeFile(path, writeWav(levelled(sound)));
      return { ok: true };
    } finally {
      await rm(raw, { force: true });
    }
  }

  async #file(path: string, what = `sound file ${path}`): Promise<Media | undefined> {
    const file = await findSoundFile(path, this.#settings.planDir);
    const made: Made = file.ok
      ? await this.#cache.get(['file', file.path, file.version], file.extension, (to) => convert(file, to))
      : file;
    return this.#played(made, `${what} cannot be played`);
  }

  async #played(made: Made, complaint: string): Promise<Media | undefined> {
    if (made.ok) {
      this.#alarmed.delete(complaint);
      return { kind: 'file', path: made.path };
    }
    // Then all that are yet to be made fail: one alarm, and not one for each of hundreds.
    if (await isFull(this.#settings.cacheDir)) this.#raiseFull(`${complaint}: ${made.because}`);
    else this.#raise(complaint, `${complaint}: ${made.because}`);
    return undefined;
  }

  #raiseFull(what: string): void {
    if (Date.now() < this.#fullSaidUntil) return;
    this.#fullSaidUntil = Date.now() + fullSaidAgainAfter;
    this.#settings.alarm(
      `${what}; the disk for prompts is full, and others may be missing for the same reason`,
    );
  }

  #raise(about: string, what: string): void {
    if (this.#alarmed.has(about)) return;
    this.#alarmed.add(about);
    this.#settings.alarm(what);
  }
}

/** Less than a long prompt needs: what of it had been written is deleted before the disk is asked. One that cannot be asked is not full. */
const isFull = (folder: string): Promise<boolean> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize < 2 * 1024 * 1024,
    () => false,
  );

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** White space as single blanks, no control characters; empty: there is nothing in it that has a sound. */
function speakable(raw: string): string {
  const text = raw
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .trim();
  return /[\p{L}\p{N}\p{S}]/u.test(text) ? text : '';
}
