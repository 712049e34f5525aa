import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { greetingOf, greetingSound } from '../../../src/plan/rules/voicemails.ts';
import { bringSound } from '../../../src/prompts/bring-sound.ts';
import { soundDesk } from '../../../src/prompts/sound-desk.ts';
import { SoundLibrary } from '../../../src/prompts/sound-library.ts';
import type { SpeechCommand } from '../../../src/prompts/speech.ts';
import { SpokenPrompts } from '../../../src/prompts/spoken-prompts.ts';
import { readWav, writeWav } from '../../../src/prompts/wav.ts';
import { silentLog } from '../../support/memory-store.ts';
import { loudnessAt, tone } from './tones.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'library-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sounds = (): string => join(folder, 'sounds');
const library = (path = process.env['PATH'] ?? ''): SoundLibrary =>
  new SoundLibrary({ folder: sounds(), make: (from, to) => bringSound({ from, to, path }) });

const beep = (hertz = 440, seconds = 1, rate = 44_100): Buffer => writeWav(tone(hertz, rate, seconds));

function waveOf(bytes: Uint8Array | undefined) {
  const read = readWav(Buffer.from(bytes ?? []));
  if (!read.ok) throw new Error(read.because);
  return read.sound;
}

test('what somebody brings is kept in the form of the line, by name and language', async () => {
  const kept = await library().keep({ name: 'welcome', language: 'de' }, beep());
  expect(kept).toMatchObject({ kept: true, sound: { name: 'welcome', language: 'de', length: 1000 } });
  const sound = waveOf(await library().read({ name: 'welcome', language: 'de' }));
  expect(sound.rate).toBe(8000);
  expect(loudnessAt(440, sound)).toBeGreaterThan(10_000);
  expect(readdirSync(sounds()), 'nothing unfinished stays').toEqual(['welcome.de.wav']);
});

test('another one takes its place; deleted, there is none', async () => {
  const key = { name: 'welcome', language: 'en' };
  await library().keep(key, beep(440));
  await library().keep(key, beep(880, 2));
  expect(await library().list()).toMatchObject([{ ...key, length: 2000 }]);
  expect(loudnessAt(880, waveOf(await library().read(key)))).toBeGreaterThan(10_000);
  expect(await library().remove(key)).toBe(true);
  expect(await library().remove(key)).toBe(false);
  expect(await library().find('welcome', 'en')).toBeUndefined();
});

describe('refused, with the reason', () => {
  const refused = async (bytes: Uint8Array, path?: string): Promise<string> => {
    const kept = await library(path).keep({ name: 'x', language: 'en' }, bytes);
    expect(readdirSync(sounds())).toEqual([]);
    return kept.kept ? 'kept' : kept.because;
  };
  test('what is no sound', async () => {
    expect(await refused(Buffer.from('<html>no sound</html>'))).toBe(
      'it is not a WAVE, MP3, Ogg or FLAC file',
    );
    expect(await refused(Buffer.from('RIFF0000WAVE'))).not.toBe('kept');
    expect(await refused(Buffer.alloc(0))).not.toBe('kept');
  });
  test('silence, a click, and what is too long', async () => {
    expect(await refused(writeWav({ rate: 8000, samples: new Int16Array(8000) }))).toBe('it is silent');
    expect(await refused(beep(440, 0.05))).toBe('it is empty');
    expect(await refused(writeWav({ rate: 8000, samples: new Int16Array(8000 * 601).fill(9) }))).toBe(
      'it is longer than 10 minutes',
    );
  });
  test('MP3 where no converter is installed, with what to do', async () => {
    expect(await refused(Buffer.from('ID3\u0004 and more'), folder)).toMatch(
      /^MP3 files need ffmpeg or sox .* or upload a WAVE file$/,
    );
  });
  test('a converter that fails: no path of the machine is in its words', async () => {
    const program = join(folder, 'sox');
    writeFileSync(program, '#!/bin/sh\necho "sox FAIL: cannot open /secret/place" >&2\nexit 2\n', {
      mode: 0o755,
    });
    const because = await refused(Buffer.from('fLaC and more'), folder);
    expect(because).toMatch(/^it cannot be converted: sox FAIL/);
    expect(because).not.toContain('/secret');
  });
});

test('names that are part of a path are refused, whatever they are', async () => {
  await library().keep({ name: 'welcome', language: 'en' }, beep());
  for (const name of ['../welcome', 'a/b', 'A', '', '.', 'x'.repeat(51)]) {
    await expect(library().keep({ name, language: 'en' }, beep())).rejects.toThrow('not a name');
    expect(await library().read({ name, language: 'en' })).toBeUndefined();
    expect(await library().remove({ name, language: 'en' })).toBe(false);
  }
  expect(await library().find('welcome', '../en')).toBeUndefined();
});

describe('a prompt with a sound of the library', () => {
  const talker: SpeechCommand = {
    identity: 'talker',
    template: [
      process.execPath,
      join(import.meta.dirname, 'talker.mjs'),
      '/dev/null',
      '{output}',
      '{language}',
      'well',
    ],
  };
  const alarms: string[] = [];
  const prompts = (): SpokenPrompts =>
    new SpokenPrompts({
      cacheDir: join(folder, 'cache'),
      planDir: folder,
      speech: talker,
      library: library(),
      log: silentLog,
      alarm: (what) => alarms.push(what),
    });
  const hears = async (language: string, text?: string) => {
    const part = { kind: 'library', name: 'welcome', ...(text && { text, textIn: 'en' }) } as const;
    const heard = await soundDesk(library(), prompts()).hear({ en: [part], de: [part] }, language);
    return heard && waveOf(heard);
  };

  test('is played in the language of the caller, and at once when it has been replaced', async () => {
    await library().keep({ name: 'welcome', language: 'en' }, beep(440));
    await library().keep({ name: 'welcome', language: 'de' }, beep(880));
    expect(loudnessAt(880, (await hears('de'))!)).toBeGreaterThan(10_000);
    await library().keep({ name: 'welcome', language: 'de' }, beep(660, 2));
    expect(loudnessAt(660, (await hears('de'))!)).toBeGreaterThan(10_000);
  });

  test('is spoken from its text where it is missing; without a text, another language is heard', async () => {
    await library().keep({ name: 'welcome', language: 'en' }, beep(440, 3));
    expect((await hears('de', 'Hello.'))?.samples.length).toBe(4000);
    expect((await hears('de'))?.samples.length).toBe(24_000);
  });

  test('a recorded greeting comes before that of the plan, in another language rather than not', async () => {
    const greeting = { en: [{ kind: 'text', text: 'Hello.' } as const] };
    const voicemail = { name: 'Sales', greeting, longest: 60_000 };
    const lasts = async (language: string): Promise<number | undefined> => {
      const heard = await soundDesk(library(), prompts()).hear(greetingOf(voicemail, language), language);
      return heard && waveOf(heard).samples.length;
    };
    const planned = await lasts('en');
    expect(planned).toBe(4000);
    const key = { name: greetingSound('Sales'), language: 'de' };
    await library().keep(key, beep(440, 3));
    expect(await lasts('de')).toBe(24_000);
    expect(await lasts('en')).toBe(24_000);
    await library().keep({ ...key, language: 'en' }, beep(440, 2));
    expect(await lasts('en')).toBe(16_000);
    for (const language of ['de', 'en']) await library().remove({ ...key, language });
    expect(await lasts('en')).toBe(planned);
    expect(alarms).toEqual([]);
  });

  test('is left out with an alarm where there is nothing', async () => {
    expect(await hears('de')).toBeUndefined();
    expect(alarms).toContain('sound welcome of the library is missing, so callers do not hear it');
  });
});
