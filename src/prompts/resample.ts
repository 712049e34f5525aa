/** Makes sound fit for a telephone line: the sample rate that it carries, and a level that is the same for all. */
import type { Sound } from './wav.ts';

/** How far the filter looks to either side, in periods of the lower rate. More: a steeper edge, and more work. */
const reach = 12;
/** The filter closes at this share of the lower rate's limit (half the rate), so that nothing folds back. */
const openUpTo = 0.92;
/** Output samples between two breaths: about a millisecond or two of work. */
const stretch = 8000;

/**
 * Band-limited: a low-pass (windowed sinc) keeps what the lower rate cannot carry from folding back as noise. Gives way
 * to other work now and then, because calls are routed by the same thread.
 */
export async function resample({ rate, samples }: Sound, to: number): Promise<Sound> {
  if (rate === to) return { rate, samples };
  const filter = new PolyphaseFilter(rate, to);
  const result = new Int16Array(Math.round((samples.length * to) / rate));
  for (let start = 0; start < result.length; start += stretch) {
    filter.write(result, start, Math.min(start + stretch, result.length), samples);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { rate: to, samples: result };
}

/** The places of output samples between input samples repeat; for each of these phases the weights are worked out once. */
class PolyphaseFilter {
  readonly #phases: readonly Float32Array[];
  /** Input samples to each output sample, as a fraction: `#step` / number of phases. */
  readonly #step: number;
  readonly #half: number;

  constructor(from: number, to: number) {
    const common = greatestCommonDivisor(from, to);
    this.#step = from / common;
    const cutoff = Math.min(1, to / from) * openUpTo;
    this.#half = Math.ceil(reach / cutoff);
    const count = to / common;
    this.#phases = Array.from({ length: count }, (_, phase) => this.#weights(phase / count, cutoff));
  }

  #weights(offset: number, cutoff: number): Float32Array {
    const weights = new Float32Array(2 * this.#half);
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      const distance = tap - this.#half + 1 - offset;
      const weight = sinc(distance * cutoff) * hann(distance / this.#half);
      weights[tap] = weight;
      sum += weight;
    }
    return weights.map((weight) => weight / sum);
  }

  write(output: Int16Array, start: number, end: number, input: Int16Array): void {
    for (let index = start; index < end; index++) {
      const place = index * this.#step;
      const weights = this.#phases[place % this.#phases.length];
      if (weights === undefined) return;
      const first = Math.floor(place / this.#phases.length) - this.#half + 1;
      let sum = 0;
      const from = Math.max(0, -first);
      const until = Math.min(weights.length, input.length - first);
      for (let tap = from; tap < until; tap++) sum += (weights[tap] ?? 0) * (input[first + tap] ?? 0);
      output[index] = Math.max(-32768, Math.min(32767, Math.round(sum)));
    }
  }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const hann = (x: number): number => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The loudest sample, 0 to 32768. */
export function peak({ samples }: Sound): number {
  let loudest = 0;
  for (let index = 0; index < samples.length; index++) {
    loudest = Math.max(loudest, Math.abs(samples[index] ?? 0));
  }
  return loudest;
}

/** -3 dB below what can be carried: loud, with room for the rounding of codecs. */
const fullPeak = 23_197;

/** Makes the loudest moment of every prompt the same. Silence stays silence. */
export function levelled(sound: Sound): Sound {
  const loudest = peak(sound);
  if (loudest === 0) return sound;
  return {
    rate: sound.rate,
    samples: sound.samples.map((sample) => Math.round((sample * fullPeak) / loudest)),
  };
}
