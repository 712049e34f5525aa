/**
 * What one side of a call says, 20 ms after 20 ms: a tone or silence, and in between the keys that are pressed. Pure:
 * whoever sends asks for the next packet when it is due.
 */
import { encode } from './g711.ts';
import { type KeyEvent, keyPress, type RtpPacket, writeKeyEvent } from './rtp-packet.ts';
import type { Codec } from './sdp.ts';
import { keyTone, silence, tone } from './tones.ts';

export const samplesPerPacket = 160;
const pauseBetweenKeys = 5;

type Frame =
  | { readonly kind: 'key event'; readonly event: KeyEvent; readonly first: boolean; readonly age: number }
  | { readonly kind: 'sound'; readonly samples: Int16Array };

export interface Format {
  readonly codec: Codec;
  readonly telephoneEvent?: number;
}

export class Mouth {
  /** Hertz; undefined: silence. */
  tone: number | undefined;
  readonly #source: number;
  #queue: Frame[] = [];
  #sent = 0;

  constructor(source: number) {
    this.#source = source;
  }

  /** Whether all keys pressed so far have been sent. */
  get quiet(): boolean {
    return this.#queue.length === 0;
  }

  /** As RFC 4733 events. */
  pressKey(key: string, milliseconds: number): void {
    const events = keyPress(key, milliseconds);
    this.#queue.push(
      ...events.map(
        (event, index) => ({ kind: 'key event', event, first: index === 0, age: index }) as const,
      ),
      ...this.#pause(),
    );
  }

  /** As the two tones of the key, in the audio. */
  whistleKey(key: string, milliseconds: number): void {
    const length = Math.max(2, Math.round(milliseconds / 20)) * samplesPerPacket;
    const samples = keyTone(key, length);
    for (let from = 0; from < length; from += samplesPerPacket) {
      this.#queue.push({ kind: 'sound', samples: samples.subarray(from, from + samplesPerPacket) });
    }
    this.#queue.push(...this.#pause());
  }

  next(format: Format): RtpPacket {
    const now = this.#sent * samplesPerPacket;
    const frame = this.#queue.shift() ?? { kind: 'sound', samples: this.#ordinary(now) };
    const sequence = this.#sent;
    this.#sent += 1;
    if (frame.kind === 'sound') {
      const payload = encode(format.codec, frame.samples);
      const marker = sequence === 0;
      return { payloadType: format.codec, marker, sequence, timestamp: now, source: this.#source, payload };
    }
    if (format.telephoneEvent === undefined) throw new Error('telephone events were not agreed on');
    return {
      payloadType: format.telephoneEvent,
      marker: frame.first,
      sequence,
      // All packets of one key press carry the time at which it began.
      timestamp: now - frame.age * samplesPerPacket,
      source: this.#source,
      payload: writeKeyEvent(frame.event),
    };
  }

  #ordinary(from: number): Int16Array {
    return this.tone === undefined ? silence(samplesPerPacket) : tone([this.tone], samplesPerPacket, from);
  }

  #pause(): Frame[] {
    return Array.from({ length: pauseBetweenKeys }, () => ({
      kind: 'sound',
      samples: silence(samplesPerPacket),
    }));
  }
}
