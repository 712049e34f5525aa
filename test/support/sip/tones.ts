/** Tones: made for one side to say, found again on the other side. Samples are 16 bits at 8000 a second. */
export const samplesPerSecond = 8000;

/** Low and high frequency of each key (ITU-T Q.23). */
const keyFrequencies: Readonly<Record<string, readonly [number, number]>> = {
  '1': [697, 1209],
  '2': [697, 1336],
  '3': [697, 1477],
  '4': [770, 1209],
  '5': [770, 1336],
  '6': [770, 1477],
  '7': [852, 1209],
  '8': [852, 1336],
  '9': [852, 1477],
  '*': [941, 1209],
  '0': [941, 1336],
  '#': [941, 1477],
};

/** The sum of some frequencies, `from` samples after their beginning, so that pieces fit together. */
export function tone(frequencies: readonly number[], length: number, from = 0): Int16Array {
  const amplitude = 9000 / Math.max(1, frequencies.length);
  return Int16Array.from({ length }, (_, index) =>
    frequencies.reduce(
      (sum, frequency) =>
        sum + amplitude * Math.sin((2 * Math.PI * frequency * (from + index)) / samplesPerSecond),
      0,
    ),
  );
}

export const silence = (length: number): Int16Array => new Int16Array(length);

export function keyTone(key: string, length: number, from = 0): Int16Array {
  const frequencies = keyFrequencies[key];
  if (frequencies === undefined) throw new Error(`no such key: ${key}`);
  return tone(frequencies, length, from);
}

/**
 * The share of the sound's power that lies at that frequency (Goertzel's algorithm): near 1 for the tone alone, near 0
 * for anything else. Its sharpness is the sample rate over the number of samples: 10 Hz for 100 ms.
 */
export function shareOfTone(samples: Int16Array, frequency: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / samplesPerSecond);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + coefficient * last - before];
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  const power = last * last + before * before - coefficient * last * before;
  return (2 * power) / (samples.length * energy);
}

/** Root mean square; a tone of ours has about 6400, speech 500 to 5000, silence less than 50. */
export function loudness(samples: Int16Array): number {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
}

/** Whether that tone is what is mainly heard. */
export const isTone = (samples: Int16Array, frequency: number): boolean =>
  loudness(samples) > 300 && shareOfTone(samples, frequency) > 0.6;
