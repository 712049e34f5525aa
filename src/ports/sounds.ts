/** Sounds that people bring for a plan to play: served by `prompts/`. */
import type { Language, Prompt } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface SoundKey {
  readonly name: string;
  readonly language: Language;
}

export interface LibrarySound extends SoundKey {
  readonly length: Duration;
  readonly bytes: number;
  readonly changedAt: Instant;
}

export type SoundKept =
  | { readonly kept: true; readonly sound: LibrarySound }
  | { readonly kept: false; readonly because: string };

export interface Sounds {
  /** By name, then language. */
  list(): Promise<readonly LibrarySound[]>;
  /** A WAVE file; undefined: there is none. */
  read(key: SoundKey): Promise<Uint8Array | undefined>;
  /** Replaces what there was. WAVE; MP3, Ogg and FLAC if a converter is installed. */
  keep(key: SoundKey, bytes: Uint8Array): Promise<SoundKept>;
  /** Whether there was one. */
  remove(key: SoundKey): Promise<boolean>;
  /** What callers with that language hear, as a WAVE file; undefined: nothing of it can be heard from here. */
  hear(prompt: Prompt, language: Language): Promise<Uint8Array | undefined>;
}
