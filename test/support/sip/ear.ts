/** What one side of a call hears: counts packets, keeps the last half second of sound, and the keys that came. */
import { decode } from './g711.ts';
import { type RtpPacket, readKeyEvent } from './rtp-packet.ts';
import { isTone, loudness } from './tones.ts';

const keptSamples = 4000;
const judgedSamples = 800;
const freshFor = 250;
/** What a silent side sends is less. */
const audible = 40;

export class Ear {
  /** Audio packets that came. */
  packets = 0;
  /** Packets that should have come in between, by their sequence numbers. */
  missing = 0;
  /** Keys that came as RFC 4733 events, each once. */
  keys = '';
  #sound: Int16Array = new Int16Array(0);
  #lastLoudAt = Number.NEGATIVE_INFINITY;
  #longestSilence = 0;
  #lastAudioAt = Number.NEGATIVE_INFINITY;
  #expected: { source: number; sequence: number } | undefined;
  #lastKeyAt: number | undefined;

  /** `at`: milliseconds of any clock that only goes forward. */
  receive(packet: RtpPacket, telephoneEvent: number | undefined, at: number): void {
    this.#count(packet);
    if (packet.payloadType === telephoneEvent) {
      const event = readKeyEvent(packet.payload);
      if (event === undefined || packet.timestamp === this.#lastKeyAt) return;
      this.#lastKeyAt = packet.timestamp;
      this.keys += event.key;
      return;
    }
    if (packet.payloadType !== 0 && packet.payloadType !== 8) return;
    this.packets += 1;
    this.#lastAudioAt = at;
    const samples = decode(packet.payloadType, packet.payload);
    if (samples.some((sample) => Math.abs(sample) > audible)) this.#isLoud(at);
    this.#sound = joined(this.#sound, samples);
  }

  /** Silence counts from now on. */
  beginsToListen(now: number): void {
    this.#lastLoudAt = now;
    this.#longestSilence = 0;
  }

  /** Since it began to listen: the longest time, in milliseconds, in which nothing came, or nothing but silence. */
  longestSilence(now: number): number {
    return Math.max(this.#longestSilence, now - this.#lastLoudAt);
  }

  #isLoud(at: number): void {
    this.#longestSilence = Math.max(this.#longestSilence, at - this.#lastLoudAt);
    this.#lastLoudAt = at;
  }

  /** Whether that tone is what has mainly been heard for the last 100 ms. */
  hearsTone(frequency: number, now: number): boolean {
    return isTone(this.#recent(now), frequency);
  }

  /** Root mean square of the last 100 ms; 0 when nothing comes. */
  loudness(now: number): number {
    return loudness(this.#recent(now));
  }

  /** What to tell when something else was expected. */
  describe(now: number): string {
    const age = Math.round(now - this.#lastAudioAt);
    const last =
      this.packets === 0
        ? 'none'
        : `the last ${age} ms ago with a loudness of ${Math.round(this.loudness(now))}`;
    return `${this.packets} audio packets came (${last}), ${this.missing} missing, keys "${this.keys}"`;
  }

  #recent(now: number): Int16Array {
    if (now - this.#lastAudioAt > freshFor || this.#sound.length < judgedSamples) return new Int16Array(0);
    return this.#sound.subarray(-judgedSamples);
  }

  #count(packet: RtpPacket): void {
    // A new source begins a new count: Asterisk takes one when it changes what it plays.
    if (this.#expected?.source === packet.source) {
      const ahead = (packet.sequence - this.#expected.sequence) & 0xffff;
      if (ahead < 1000) this.missing += ahead;
    }
    this.#expected = { source: packet.source, sequence: (packet.sequence + 1) & 0xffff };
  }
}

function joined(before: Int16Array, more: Int16Array): Int16Array {
  const all = new Int16Array(before.length + more.length);
  all.set(before);
  all.set(more, before.length);
  return all.slice(-keptSamples);
}
