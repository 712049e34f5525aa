/** The sound library, whose sounds are converted in a thread of their own. */
import { SoundLibrary, soundsIn } from '../prompts/sound-library.ts';
import type { Workers } from '../workers/workers.ts';

export async function openLibrary(home: string, workers: Workers): Promise<SoundLibrary> {
  const library = new SoundLibrary({
    folder: soundsIn(home),
    make: async (from, to) => {
      const path = process.env['PATH'] ?? '';
      for await (const made of workers.run('bringSound', { from, to, path })) return made;
      return { ok: false, because: 'it was not read to its end' };
    },
  });
  await library.tidy();
  return library;
}
