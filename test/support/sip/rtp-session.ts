/** The audio of one call: a UDP socket on loopback, a mouth that sends every 20 ms, an ear for what comes. */
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { Ear } from './ear.ts';
import { Mouth } from './mouth.ts';
import { readRtp, writeRtp } from './rtp-packet.ts';
import type { AudioOffer } from './sdp.ts';
import { passes, until } from './until.ts';

const packetTime = 20;

export class RtpSession {
  readonly mouth: Mouth;
  readonly ear = new Ear();
  readonly port: number;
  /** So much of our sound, in milliseconds, went out more than one packet late: this process had no time. */
  lateBy = 0;
  /** When the first packet with the tone of now went out; undefined: none has. */
  toneSince: number | undefined;
  #toneSent: number | undefined;
  /** The network loses each of so many packets; undefined: none. */
  loses: number | undefined;
  readonly #socket: Socket;
  #agreed: AudioOffer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reporting: NodeJS.Timeout | undefined;
  #sent = 0;
  #isQuiet = false;
  #stalledUntil = 0;

  static async open(): Promise<RtpSession> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, '127.0.0.1', resolve);
    });
    return new RtpSession(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.address().port;
    this.mouth = new Mouth(randomInt(1, 2 ** 32 - 1));
    socket.on('message', (datagram) => {
      const packet = readRtp(datagram);
      if (packet) this.ear.receive(packet, this.#agreed?.telephoneEvent, performance.now());
    });
    // A far end that has closed its port is no fault of ours: the call's end tells it.
    socket.on('error', () => undefined);
  }

  /** Begins to send there; given again, what was agreed on last holds. */
  connect(agreed: AudioOffer): void {
    this.#agreed = agreed;
    if (this.#timer !== undefined) return;
    const start = performance.now();
    // The time of each packet is counted from the start, so that late timers do not add up.
    const tick = (): void => {
      if (performance.now() < this.#stalledUntil) {
        this.#timer = setTimeout(tick, this.#stalledUntil - performance.now());
        return;
      }
      if (this.#isQuiet) this.#sent = Math.ceil((performance.now() - start) / packetTime);
      const sentBefore = this.#sent;
      while (start + this.#sent * packetTime <= performance.now()) this.#send();
      if (this.#stalledUntil === 0) this.lateBy += Math.max(0, this.#sent - sentBefore - 2) * packetTime;
      this.#stalledUntil = 0;
      this.#timer = setTimeout(tick, Math.max(1, start + this.#sent * packetTime - performance.now()));
    };
    tick();
  }

  /** Packets that went out. */
  get sent(): number {
    return this.#sent;
  }

  /** Resolves when the keys have been sent, each 100 ms long. */
  async pressKeys(keys: string, how: 'rfc4733' | 'in-band'): Promise<void> {
    for (const key of keys) {
      if (how === 'rfc4733') this.mouth.pressKey(key, 100);
      else this.mouth.whistleKey(key, 100);
    }
    await until('the keys were sent', () => this.mouth.quiet, { within: 2000 + keys.length * 400 });
    // The last frame is only taken from the queue then; it is heard one packet later.
    await passes(packetTime);
  }

  async hearsTone(frequency: number, within = 15_000): Promise<void> {
    await until(
      `a tone of ${frequency} Hz is heard`,
      () => this.ear.hearsTone(frequency, performance.now()),
      {
        within,
        otherwise: () => this.ear.describe(performance.now()),
      },
    );
  }

  /** Anything that is not silence. */
  async hearsSomething(within = 15_000): Promise<void> {
    await until('something is heard', () => this.ear.loudness(performance.now()) > 200, {
      within,
      otherwise: () => this.ear.describe(performance.now()),
    });
  }

  /** Sends no sound until it speaks again: what phones do that hold a call. */
  set isQuiet(quiet: boolean) {
    this.#isQuiet = quiet;
  }

  /** As a network does: nothing arrives for so many milliseconds, and then all of it at once. */
  stalls(time: number): void {
    this.#stalledUntil = performance.now() + time;
  }

  /** Sends no more sound: muted, or gone. */
  fallsSilent(): void {
    clearTimeout(this.#timer);
  }

  /** Sends an empty receiver report (RFC 3550, 6.4.2) now and then, as phones do. Returns how to stop. */
  reports(every: number): () => void {
    const report = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]);
    const send = (): void => {
      if (this.#agreed) this.#socket.send(report, this.#agreed.port + 1, this.#agreed.host);
    };
    this.#reporting = setInterval(send, every);
    send();
    return () => clearInterval(this.#reporting);
  }

  close(): void {
    clearInterval(this.#reporting);
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  #send(): void {
    this.#sent += 1;
    const agreed = this.#agreed;
    const codec = agreed?.codecs[0];
    if (agreed === undefined || codec === undefined) return;
    if (this.mouth.tone !== this.#toneSent) {
      this.#toneSent = this.mouth.tone;
      this.toneSince = this.mouth.tone === undefined ? undefined : performance.now();
    }
    const events = agreed.telephoneEvent;
    const format = events === undefined ? { codec } : { codec, telephoneEvent: events };
    const packet = writeRtp(this.mouth.next(format));
    if (this.loses !== undefined && this.#sent % this.loses === 0) return;
    this.#socket.send(packet, agreed.port, agreed.host);
  }
}
