/** A sound library in memory; whatever begins with RIFF is a sound of a second. */
import type { LibrarySound, Sounds } from '../../src/ports/sounds.ts';

export function plainSounds(now = 0): Sounds {
  const kept = new Map<string, LibrarySound & { readonly wave: Uint8Array }>();
  const at = (name: string, language: string): string => `${name}.${language}`;
  return {
    list: async () =>
      [...kept.entries()]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([, { wave: _, ...sound }]) => sound),
    read: async ({ name, language }) => kept.get(at(name, language))?.wave,
    keep: async ({ name, language }, bytes) => {
      if (Buffer.from(bytes).toString('latin1', 0, 4) !== 'RIFF')
        return { kept: false, because: 'it is not a WAVE, MP3, Ogg or FLAC file' };
      const sound = { name, language, length: 1000, bytes: bytes.length, changedAt: now };
      kept.set(at(name, language), { ...sound, wave: bytes });
      return { kept: true, sound };
    },
    remove: async ({ name, language }) => kept.delete(at(name, language)),
    hear: async () => Buffer.from('RIFF of a prompt'),
  };
}
