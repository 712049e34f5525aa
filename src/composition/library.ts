/** The sound library, whose sounds are converted in a thread of their own. */
import { SoundLibrary, type SoundLibraryNeeds, soundsIn } from '../prompts/sound-library.ts';
import { defined } from '../shared/defined.ts';
import type { Workers } from '../workers/workers.ts';

export async function openLibrary(
  home: string,
  workers: Workers,
  kept: SoundLibraryNeeds['kept'],
): Promise<SoundLibrary> {
  const library = new SoundLibrary({
    folder: soundsIn(home),
    ...defined({ kept }),
    make: async (from, to) => {
      const path = process.env['PATH'] ?? '';
      for await (const made of workers.run('bringSound', { from, to, path })) return made;
      return { ok: false, because: 'it was not read to its end' };
    },
  });
  await library.tidy();
  return library;
}
