/**
 * Prompts that Asterisk never ends: a phase that waits for the end of a prompt would keep its call for ever. At each look it is
 * noted which ones are playing, and those that play for longer than they can are over.
 */
import { stat } from 'node:fs/promises';
import type { Media } from '../../ports/telephony.ts';
import type { PlaybackId } from '../../shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../../shared/time.ts';

/** A busy Asterisk, and sound that waits for its turn. */
const margin: Duration = seconds(60);
/** Of a prompt whose length is not known. A sound of the library has at most ten minutes, and a prompt has a few. */
export const longestPrompt: Duration = minutes(30);
const longestDigit: Duration = seconds(2);
/** Of the slowest that Asterisk plays, so that a length is never too short: 8 kHz, 16 bits. */
const bytesPerMillisecond = 16;

export class EndlessPrompts {
  /** What is played, until it is seen no more. */
  readonly #media = new Map<PlaybackId, readonly Media[]>();
  readonly #since = new Map<PlaybackId, Instant>();

  begins(playback: PlaybackId, media: readonly Media[]): void {
    this.#media.set(playback, media);
  }

  /** @param playing as Asterisk says now */
  async overdue(playing: readonly PlaybackId[], now: Instant): Promise<readonly PlaybackId[]> {
    const isPlaying = new Set(playing);
    for (const seen of [this.#media, this.#since])
      for (const playback of seen.keys()) if (!isPlaying.has(playback)) seen.delete(playback);
    const late: PlaybackId[] = [];
    for (const playback of isPlaying) {
      const since = this.#since.get(playback) ?? now;
      this.#since.set(playback, since);
      // Most prompts are shorter than that, and no file is looked at for them.
      if (now - since <= margin) continue;
      const length = await lengthOf(this.#media.get(playback));
      if (now - since > length + margin) late.push(playback);
    }
    return late;
  }
}

/** At most so long. */
export async function lengthOf(media: readonly Media[] | undefined): Promise<Duration> {
  if (media === undefined) return longestPrompt;
  let length = 0;
  for (const part of media) {
    if (part.kind === 'digits') length += part.digits.length * longestDigit;
    else if (part.kind === 'file' && part.path.endsWith('.wav')) length += await ofFile(part.path);
    else return longestPrompt;
  }
  return Math.min(length, longestPrompt);
}

async function ofFile(path: string): Promise<Duration> {
  try {
    return (await stat(path)).size / bytesPerMillisecond;
  } catch {
    return longestPrompt;
  }
}
