/**
 * Whether a message has speech. Callers who hang up late leave silence, noise of the line, the busy tone of their
 * exchange, or the whistle of a fax; no agent should have to listen to that. Pure.
 *
 * A voice differs from all of these in two ways at once: its pitch repeats within a moment (noise has none), and pitch and
 * loudness change from one moment to the next (tones stay as they are). A frame counts as spoken if it stands out of the
 * background, is periodic as a voice is, and is not part of a steady tone. `enough` of them make a message.
 *
 * Measured in `test/unit/recordings/speech.test.ts`; the figures are in docs/decisions.md.
 */

/** 16-bit PCM, one channel. */
export interface Samples {
  readonly rate: number;
  readonly samples: Int16Array;
}

const frameMs = 20;
/** Pitches of voices, in hertz. */
const [lowest, highest] = [70, 400];
/** Of the autocorrelation at the pitch: a vowel has 0.7 and more, noise 0.3. */
const periodic = 0.5;
/** A frame stands out by so much from the quietest tenth, and is not below what a line carries of itself. */
const outOfBackground = 4;
const audible = 30;
/** So many frames before and after are looked at for a steady tone: its loudness and its zero crossings hardly change. */
const around = 4;
const steadyLoudness = 0.12;
const steadyCrossings = 0.1;
/** 120 ms of speech: a short "yes". */
const enough = 6;

interface Frame {
  readonly loudness: number;
  readonly crossings: number;
  readonly periodicity: number;
}

export function hasSpeech(sound: Samples): boolean {
  return spokenFrames(sound) >= enough;
}

/** So many frames of 20 ms are spoken. */
export function spokenFrames({ rate, samples: raw }: Samples): number {
  const samples = withoutRumble(raw);
  const size = Math.round((rate * frameMs) / 1000);
  const frames: Frame[] = [];
  for (let at = 0; at + 2 * size <= samples.length; at += size) frames.push(frameAt(samples, at, size, rate));
  const floor = Math.max(audible, quietest(frames) * outOfBackground);
  let spoken = 0;
  frames.forEach(({ loudness, periodicity }, nth) => {
    if (loudness >= floor && periodicity >= periodic && !isByTone(frames, nth)) spoken++;
  });
  return spoken;
}

/** Hum, wind and bumps lie below 130 Hz, and a telephone carries little of a voice there. */
const rumbleStays = 0.9;

function withoutRumble(samples: Int16Array): Int16Array {
  return highPassed(highPassed(samples));
}

function highPassed(samples: Int16Array): Int16Array {
  const passed = new Int16Array(samples.length);
  let [before, value] = [samples[0] ?? 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const now = samples[i] ?? 0;
    value = now - before + rumbleStays * value;
    passed[i] = Math.max(-32768, Math.min(32767, value));
    before = now;
  }
  return passed;
}

/** The loudness below which a tenth of all frames lie; where someone talks without a pause, it is not the voice's. */
function quietest(frames: readonly Frame[]): number {
  const sorted = frames.map(({ loudness }) => loudness).toSorted((a, b) => a - b);
  const tenth = sorted[Math.floor(sorted.length / 10)] ?? 0;
  return Math.min(tenth, (sorted.at(-1) ?? 0) / (2 * outOfBackground));
}

function frameAt(samples: Int16Array, at: number, size: number, rate: number): Frame {
  let sum = 0;
  let mean = 0;
  for (let i = at; i < at + size; i++) mean += samples[i] ?? 0;
  mean /= size;
  let crossings = 0;
  let before = 0;
  for (let i = at; i < at + size; i++) {
    const value = (samples[i] ?? 0) - mean;
    sum += value * value;
    if (value > 0 !== before > 0) crossings++;
    before = value;
  }
  const loudness = Math.sqrt(sum / size);
  return {
    loudness,
    crossings,
    periodicity: loudness < audible ? 0 : periodicityAt(samples, at, size, rate, mean),
  };
}

/** The best match of the sound with itself, a period of a voice later. */
function periodicityAt(samples: Int16Array, at: number, size: number, rate: number, mean: number): number {
  let best = 0;
  const [shortest, longest] = [Math.floor(rate / highest), Math.ceil(rate / lowest)];
  for (let lag = shortest; lag <= longest; lag++) {
    let [product, one, other] = [0, 0, 0];
    for (let i = at; i < at + size && i + lag < samples.length; i++) {
      const a = (samples[i] ?? 0) - mean;
      const b = (samples[i + lag] ?? 0) - mean;
      product += a * b;
      one += a * a;
      other += b * b;
    }
    if (one > 0 && other > 0) best = Math.max(best, product / Math.sqrt(one * other));
  }
  return best;
}

/** At the edges of a tone, where it is switched, it is not steady. */
const edge = 2;

function isByTone(frames: readonly Frame[], nth: number): boolean {
  for (let each = nth - edge; each <= nth + edge; each++) if (isTone(frames, each)) return true;
  return false;
}

/** Part of at least so many frames that are alike: neither the loudness nor the pitch of a voice stays so. */
function isTone(frames: readonly Frame[], nth: number): boolean {
  for (let from = Math.max(0, nth - around); from <= nth; from++) {
    const part = frames.slice(from, from + around + 1);
    if (part.length === around + 1 && isSteady(part)) return true;
  }
  return false;
}

function isSteady(frames: readonly Frame[]): boolean {
  return (
    spread(frames.map(({ loudness }) => loudness)) < steadyLoudness &&
    spread(frames.map(({ crossings }) => crossings)) < steadyCrossings
  );
}

/** The standard deviation, as a share of the mean. */
function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (mean === 0) return 0;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
