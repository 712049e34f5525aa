/** The sound library as people use it, and what callers hear of a prompt. */
import { readFile } from 'node:fs/promises';
import type { Prompts } from '../ports/prompts.ts';
import type { Sounds } from '../ports/sounds.ts';
import { lineRate } from './sound-file.ts';
import type { SoundLibrary } from './sound-library.ts';
import { readWav, writeWav } from './wav.ts';

export function soundDesk(library: SoundLibrary, prompts: Pick<Prompts, 'media'>): Sounds {
  return {
    list: () => library.list(),
    read: (key) => library.read(key),
    keep: (key, bytes) => library.keep(key, bytes),
    remove: (key) => library.remove(key),
    hear: async (prompt, language) => {
      const heard: Int16Array[] = [];
      for (const media of await prompts.media(prompt, language)) {
        // Numbers and sounds of Asterisk are on its own disk, in its own formats.
        if (media.kind !== 'file' || !media.path.endsWith('.wav')) continue;
        const read = readWav(await readFile(media.path));
        if (read.ok && read.sound.rate === lineRate) heard.push(read.sound.samples);
      }
      return heard.length === 0 ? undefined : writeWav({ rate: lineRate, samples: joined(heard) });
    },
  };
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
