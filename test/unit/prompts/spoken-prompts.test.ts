import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PromptPart } from '../../../src/plan/model.ts';
import type { Media } from '../../../src/ports/telephony.ts';
import type { SpeechCommand } from '../../../src/prompts/speech.ts';
import { SpokenPrompts } from '../../../src/prompts/spoken-prompts.ts';
import { readWav, type Sound, writeWav } from '../../../src/prompts/wav.ts';
import { silentLog } from '../../support/memory-store.ts';
import { loudnessAt, tone } from './tones.ts';

let folder: string;
let alarms: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prompts-'));
  alarms = [];
  mkdirSync(join(folder, 'plan'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A speech command that notes what it is asked. */
function talker(how = 'well', ...more: string[]): SpeechCommand {
  const script = join(import.meta.dirname, 'talker.mjs');
  const args = [join(folder, 'notes'), '{output}', '{language}', how, ...more];
  return { identity: how, template: [process.execPath, script, ...args] };
}

const asked = (): { text: string; language: string }[] =>
  existsSync(join(folder, 'notes'))
    ? readFileSync(join(folder, 'notes'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { text: string; language: string })
    : [];

const spoken = (speech: SpeechCommand | undefined = talker(), deadline = 10_000): SpokenPrompts =>
  new SpokenPrompts({
    cacheDir: join(folder, 'cache'),
    planDir: join(folder, 'plan'),
    speech,
    log: silentLog,
    alarm: (what) => alarms.push(what),
    deadline,
  });

const say = (text: string): PromptPart => ({ kind: 'text', text });
const file = (path: string, text?: string): PromptPart => ({ kind: 'file', path, ...(text && { text }) });

function sound(media: Media | undefined): Sound {
  if (media?.kind !== 'file') throw new Error(`no file was given: ${JSON.stringify(media)}`);
  const read = readWav(readFileSync(media.path));
  if (!read.ok) throw new Error(read.because);
  return read.sound;
}

test('text becomes 8 kHz sound in the cache folder', async () => {
  const media = await spoken().media({ en: [say('Welcome.')] }, 'en');
  expect(media).toHaveLength(1);
  const { rate, samples } = sound(media[0]);
  expect({ rate, length: samples.length }).toEqual({ rate: 8000, length: 4000 });
  expect(media[0]).toMatchObject({ path: expect.stringMatching(/\/cache\/[0-9a-f]+\.wav$/) });
  expect(asked()).toEqual([{ text: 'Welcome.', language: 'en' }]);
  expect(readdirSync(join(folder, 'cache')), 'nothing unfinished stays').toHaveLength(1);
});

test('the same text is rendered once: at the same time, later, and after a restart', async () => {
  const prompt = { en: [say('Welcome.'), say('Welcome.')] };
  const prompts = spoken();
  const [first, second] = await Promise.all([prompts.media(prompt, 'en'), prompts.media(prompt, 'en')]);
  expect(second).toEqual(first);
  expect(await spoken().media(prompt, 'en')).toEqual(first);
  expect(asked()).toHaveLength(1);
});

test('another language, text or command is another sound', async () => {
  const prompts = spoken();
  await prompts.media({ en: [say('a'), say('b')], de: [say('a')] }, 'en');
  await prompts.media({ en: [say('a'), say('b')], de: [say('a')] }, 'de');
  await spoken({ ...talker(), identity: 'another' }).media({ en: [say('a')] }, 'en');
  expect(asked()).toHaveLength(4);
});

test.each([
  ['de', 'de'],
  ['DE', 'de'],
  ['de-AT', 'de'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['fr', 'en'],
  ['', 'en'],
])('who asks for %j hears %s', async (language, heard) => {
  await spoken().media({ en: [say('x')], de: [say('x')], 'pt-BR': [say('x')] }, language);
  expect(asked()).toEqual([{ text: 'x', language: heard }]);
});

test("parts stay in their order; numbers, digits and Asterisk's own sounds go through as they are", async () => {
  const parts: PromptPart[] = [
    { kind: 'sound', name: 'beep' },
    say('You are number'),
    { kind: 'number', number: 3 },
    { kind: 'digits', digits: '12' },
  ];
  const media = await spoken().media({ en: parts }, 'en');
  expect(media.map((part) => part.kind)).toEqual(['sound', 'file', 'number', 'digits']);
});

test.each([
  ['failing', /code 3: no such voice/],
  ['silent', /silence/],
  ['garbage', /no sound/],
  ['idle', /wrote no sound/],
])(
  'a %s command leaves the part out, raises one alarm, and is not asked again at once',
  async (how, reason) => {
    const prompts = spoken(talker(how));
    const prompt = { en: [say('Welcome.'), { kind: 'number', number: 1 } as const] };
    for (const _ of [1, 2, 3])
      expect(await prompts.media(prompt, 'en')).toEqual([{ kind: 'number', number: 1 }]);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatch(reason);
    expect(alarms[0]).toContain('Welcome.');
    expect(asked()).toHaveLength(1);
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  },
);

test('a command that never ends is ended at the deadline', async () => {
  expect(await spoken(talker('never'), 300).media({ en: [say('Hi')] }, 'en')).toEqual([]);
  expect(alarms[0]).toContain('longer than 0.3 s');
});

test('a command that is not there, and none at all, are told', async () => {
  const missing = { identity: 'x', template: [join(folder, 'no-such-program')] };
  expect(await spoken(missing).media({ en: [say('Hi')] }, 'en')).toEqual([]);
  const none = new SpokenPrompts({
    cacheDir: join(folder, 'cache'),
    planDir: folder,
    speech: undefined,
    log: silentLog,
    alarm: (what) => alarms.push(what),
  });
  expect(await none.media({ en: [say('Hi'), say('You')] }, 'en')).toEqual([]);
  expect(alarms).toEqual([expect.stringContaining('ENOENT'), expect.stringContaining('install espeak-ng')]);
});

test.each([
  '"; rm -rf / #',
  '-v whisper --version',
  '$(touch pwned) `touch pwned`',
  '<speak>loud</speak> & {output} {language}',
  '你好，世界',
  'ß'.repeat(5000),
])('the text %j reaches the command as it is, by standard input or as an argument', async (text) => {
  expect(await spoken(talker()).media({ en: [say(text)] }, 'en')).toHaveLength(1);
  expect(await spoken(talker('argument', '{text}')).media({ en: [say(text)] }, 'en')).toHaveLength(1);
  expect(asked().map((one) => one.text.trim())).toEqual([text, text]);
  expect(alarms).toEqual([]);
});

test('text with nothing to say is nothing, without an alarm', async () => {
  expect(await spoken().media({ en: [say(''), say(' \n'), say('...'), say('\u0000\u0007')] }, 'en')).toEqual(
    [],
  );
  expect(await spoken().media({}, 'en')).toEqual([]);
  expect(asked()).toEqual([]);
  expect(alarms).toEqual([]);
});

test.each([
  [8000, 1],
  [16_000, 1],
  [22_050, 2],
  [44_100, 2],
  [48_000, 1],
])('a WAVE file of %d Hz with %d channel(s) is brought into the form of the line', async (rate, channels) => {
  const original = tone(1000, rate, 1);
  const samples = Int16Array.from(
    { length: original.samples.length * channels },
    (_, index) => original.samples[Math.floor(index / channels)] ?? 0,
  );
  const wav = writeWav({ rate, samples });
  wav.writeUInt16LE(channels, 22);
  writeFileSync(join(folder, 'plan', 'hello.wav'), wav);
  const [media] = await spoken().media({ en: [file('hello.wav')] }, 'en');
  const heard = sound(media);
  expect(heard.rate).toBe(8000);
  expect(heard.samples.length).toBe(8000);
  expect(loudnessAt(1000, heard)).toBeGreaterThan(9800);
});

test('a file of another kind is kept as it is, under a plain name', async () => {
  writeFileSync(join(folder, 'plan', 'odd, name&.gsm'), 'gsm frames');
  const [media] = await spoken().media({ en: [file('odd, name&.gsm')] }, 'en');
  expect(media).toMatchObject({ kind: 'file', path: expect.stringMatching(/\/cache\/[0-9a-f]+\.gsm$/) });
  expect(media?.kind === 'file' && readFileSync(media.path, 'utf8')).toBe('gsm frames');
});

test('a file that was replaced is heard as it is now', async () => {
  const path = join(folder, 'plan', 'hello.wav');
  const prompts = spoken();
  writeFileSync(path, writeWav(tone(1000, 8000, 1)));
  expect(sound((await prompts.media({ en: [file('hello.wav')] }, 'en'))[0]).samples.length).toBe(8000);
  writeFileSync(path, writeWav(tone(1000, 8000, 2)));
  expect(sound((await prompts.media({ en: [file('hello.wav')] }, 'en'))[0]).samples.length).toBe(16_000);
});

test('for a missing file its text is spoken, or the part is left out; either way there is an alarm', async () => {
  const prompts = spoken();
  expect(await prompts.media({ en: [file('gone.wav', 'Hello')] }, 'en')).toHaveLength(1);
  expect(asked()).toEqual([{ text: 'Hello', language: 'en' }]);
  expect(await prompts.media({ en: [file('lost.wav')] }, 'en')).toEqual([]);
  expect(await prompts.media({ en: [file('lost.wav')] }, 'en')).toEqual([]);
  expect(alarms).toEqual([
    'sound file gone.wav cannot be played: it is missing',
    'sound file lost.wav cannot be played: it is missing',
  ]);
});

test('a file above the plan is refused unless it is named in full; so are odd ones', async () => {
  const outside = join(folder, 'outside.wav');
  writeFileSync(outside, writeWav(tone(1000, 8000, 1)));
  writeFileSync(join(folder, 'plan', 'text.wav'), 'not sound');
  const prompts = spoken();
  for (const path of [
    '../outside.wav',
    'x/../../outside.wav',
    '/etc/passwd',
    'text.wav',
    'nul\0.wav',
    '',
    '.',
  ]) {
    expect(await prompts.media({ en: [file(path)] }, 'en')).toEqual([]);
  }
  expect(alarms).toHaveLength(7);
  expect(await prompts.media({ en: [file(outside)] }, 'en')).toHaveLength(1);
});

test('a cache folder that cannot be written costs the sound, not the call', async () => {
  writeFileSync(join(folder, 'cache'), 'in the way');
  expect(await spoken().media({ en: [say('Hi')] }, 'en')).toEqual([]);
  expect(alarms).toHaveLength(1);
});

test('what is prepared is not rendered again, in any of its languages', async () => {
  const prompts = spoken();
  const prompt = { en: [say('Hi'), file('gone.wav')], de: [say('Hallo')] };
  await prompts.prepare([prompt], new AbortController().signal);
  expect(asked()).toHaveLength(2);
  expect(alarms, 'the operator hears of it before a caller does').toHaveLength(1);
  await prompts.media(prompt, 'de');
  await prompts.media(prompt, 'en');
  expect(asked()).toHaveLength(2);
});

const cached = (): string[] =>
  readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wav'))
    .toSorted();
const name = (text: string): PromptPart => ({ kind: 'text', text, ofCaller: true });

test('names of callers are kept apart, and forgotten alone; no alarm names them', async () => {
  const prompts = spoken();
  await prompts.forgetNames();
  await prompts.media({ en: [say('A call from'), name('Wilhelmina')] }, 'en');
  const [text, sound] = cached();
  expect([text, sound]).toEqual([expect.not.stringContaining('names'), expect.stringMatching(/^names/)]);
  await prompts.forgetNames();
  expect(cached()).toEqual([text]);
  await prompts.media({ en: [say('A call from'), name('Wilhelmina')] }, 'en');
  // Two parts of a prompt are rendered at the same time.
  expect(asked().map((each) => each.text)).toHaveLength(3);
  expect(asked().filter((each) => each.text === 'Wilhelmina')).toHaveLength(2);
  await prompts.forgetNames();
  writeFileSync(join(folder, 'cache', 'names'), 'in the way');
  await prompts.media({ en: [name('Zacharias')] }, 'en');
  expect(alarms).toEqual([expect.stringContaining('the name of a caller (en) cannot be spoken')]);
});

test('an earlier version kept names among the rest: all that it made is forgotten once, and made anew', async () => {
  mkdirSync(join(folder, 'cache'), { recursive: true });
  writeFileSync(join(folder, 'cache', 'of-an-earlier-version.wav'), 'Wilhelmina');
  const prompts = spoken();
  await prompts.media({ en: [say('Hi')] }, 'en');
  await prompts.forgetNames();
  expect(cached()).toEqual([]);
  expect(await prompts.media({ en: [say('Hi')] }, 'en')).toHaveLength(1);
  await prompts.forgetNames();
  expect(cached()).toHaveLength(1);
});
