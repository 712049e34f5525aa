/** Sounds to test with. */
import type { Sound } from '../../../src/prompts/wav.ts';

export function tone(hertz: number, rate: number, seconds: number, loudness = 10_000): Sound {
  const samples = Int16Array.from({ length: Math.round(rate * seconds) }, (_, index) =>
    Math.round(loudness * Math.sin((2 * Math.PI * hertz * index) / rate)),
  );
  return { rate, samples };
}

/** How loud a tone of that frequency is within the sound (Goertzel), 0 to 32768. The edges are left out. */
export function loudnessAt(hertz: number, { rate, samples }: Sound): number {
  const middle = samples.subarray(Math.floor(samples.length / 4), Math.floor((samples.length * 3) / 4));
  let sine = 0;
  let cosine = 0;
  for (const [index, sample] of middle.entries()) {
    sine += sample * Math.sin((2 * Math.PI * hertz * index) / rate);
    cosine += sample * Math.cos((2 * Math.PI * hertz * index) / rate);
  }
  return (2 * Math.hypot(sine, cosine)) / middle.length;
}
