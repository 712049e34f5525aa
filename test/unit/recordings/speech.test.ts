/** Whether somebody speaks in a message: a voice that is built here, and what a line has that is none. */
import { expect, test } from 'vitest';
import { hasSpeech, type Samples } from '../../../src/recordings/speech.ts';
import { Seeded } from '../../support/seeded.ts';

const rate = 8000;
const sound = (lasts: number, at: (t: number) => number): Samples => ({
  rate,
  samples: Int16Array.from({ length: lasts * rate }, (_, i) =>
    Math.max(-32768, Math.min(32767, Math.round(at(i / rate)))),
  ),
});
const noise = (loudness: number) => {
  const chance = new Seeded(7);
  return () => (chance.next() + chance.next() + chance.next() + chance.next() - 2) * loudness;
};
const sine = (frequency: number, t: number): number => Math.sin(2 * Math.PI * frequency * t);

/** Syllables of a fifth of a second, whose pitch glides and whose vowels (two formants) change. */
function voice(lasts: number, loudness: number, background = 10): Samples {
  const [hiss, vowels] = [
    noise(background),
    [
      [700, 1200],
      [400, 2000],
      [300, 900],
      [500, 1500],
    ],
  ];
  let phase = 0;
  return sound(lasts, (t) => {
    const syllable = Math.floor(t * 4);
    const within = (t * 4) % 1;
    phase += (110 + 20 * Math.sin(2 * t) + 15 * within) / rate;
    if (within > 0.8) return hiss();
    const [first = 0, second = 0] = vowels[syllable % vowels.length] ?? [];
    const sincePulse = (phase % 1) / 115;
    const vowel =
      Math.exp(-sincePulse * 300) * sine(first, sincePulse) +
      0.5 * Math.exp(-sincePulse * 400) * sine(second, sincePulse);
    return loudness * Math.sin(Math.PI * (within / 0.8)) * vowel + hiss();
  });
}

test('a voice is found, loud or soft, in silence or in noise', () => {
  expect([8000, 800, 250].map((loudness) => hasSpeech(voice(2, loudness)))).toEqual([true, true, true]);
  expect(hasSpeech(voice(3, 6000, 500))).toBe(true);
});

const cadence = (frequencies: readonly number[], on: number, off: number): Samples =>
  sound(6, (t) => (t % (on + off) < on ? frequencies.reduce((sum, f) => sum + 3000 * sine(f, t), 0) : 0));

test.each([
  ['silence', sound(3, () => 0)],
  ['the hiss of a line', sound(5, noise(60))],
  ['loud noise', sound(5, noise(4000))],
  ['the busy tone of Europe', cadence([425], 0.48, 0.48)],
  ['the busy tone of North America', cadence([480, 620], 0.5, 0.5)],
  ['congestion', cadence([425], 0.24, 0.24)],
  ['ringing', cadence([440, 480], 2, 4)],
  ['a dial tone', cadence([350, 440], 6, 0)],
  ['a fax', cadence([1100], 0.5, 3)],
  ['keys', cadence([770, 1336], 0.12, 0.1)],
])('%s is no speech', (_, line) => {
  expect(hasSpeech(line)).toBe(false);
});
