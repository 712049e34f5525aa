/**
 * A call as a phone sees it, whichever side began it.
 *
 *   calling ──> ringing ──> up ──> ended          calling: dialled, nothing heard yet (only for calls that we make)
 *      └───────────┴────────────────^             ringing: there, or here
 */
import { randomInt } from 'node:crypto';
import type { Dialog } from './dialog.ts';
import { type Header, header, type SipRequest } from './message.ts';
import type { Requester } from './requester.ts';
import { responseTo } from './responses.ts';
import type { RtpSession } from './rtp-session.ts';
import { type AudioOffer, answerSdp, type Direction, readSdp, writeSdp } from './sdp.ts';
import type { ClientTransaction, ServerTransaction } from './transactions.ts';
import { until } from './until.ts';

export type CallState = 'calling' | 'ringing' | 'up' | 'ended';
/** `in-band` offers no telephone events, so that Asterisk listens for tones. */
export type DigitsBy = 'rfc4733' | 'info' | 'in-band';

const telephoneEvent = 101;

export abstract class PhoneCall {
  readonly audio: RtpSession;
  /** What the display shows of the other side. */
  readonly number: string;
  readonly name: string;
  endedBy: 'us' | 'them' | undefined;
  /** The final SIP status of a call that was never answered. */
  status: number | undefined;
  /** The Reason header that came with the end. */
  reason: string | undefined;
  /** What the other side has said of a transfer at last. */
  referred: number | undefined;
  /** What the display shows after the last word of the other side (P-Asserted-Identity); none: what it showed at first. */
  displayed: { readonly number: string; readonly name: string } | undefined;
  /** Re-INVITEs and UPDATEs that came and were answered. */
  renegotiated = 0;
  protected readonly dialog: Dialog;
  protected readonly requester: Requester;
  readonly #digitsBy: DigitsBy;
  readonly #session = randomInt(1, 2 ** 31);
  #state: CallState;
  #offersMade = 0;
  #agreed: AudioOffer | undefined;

  protected constructor(
    requester: Requester,
    dialog: Dialog,
    audio: RtpSession,
    digitsBy: DigitsBy,
    shown: { number: string; name: string; state: CallState },
  ) {
    this.requester = requester;
    this.dialog = dialog;
    this.audio = audio;
    this.#digitsBy = digitsBy;
    this.number = shown.number;
    this.name = shown.name;
    this.#state = shown.state;
  }

  get state(): CallState {
    return this.#state;
  }

  get callId(): string {
    return this.dialog.callId;
  }

  /** Ends the call in the way that fits its state. Done when the other side has agreed. */
  abstract hangUp(): Promise<void>;

  async untilState(wanted: CallState, within = 15_000): Promise<void> {
    await until(
      `the call with ${this.number} is ${wanted}`,
      () => this.#state === wanted || (this.#state === 'ended' && wanted !== 'ended' && this.#isOver(wanted)),
      { within, otherwise: () => this.describe() },
    );
  }

  /** Keys, one after the other, in the way that this phone sends them. */
  async sendDigits(keys: string): Promise<void> {
    if (this.#digitsBy !== 'info') {
      await this.audio.pressKeys(keys, this.#digitsBy);
      return;
    }
    for (const key of keys) {
      const type = [['Content-Type', 'application/dtmf-relay']] as const;
      const body = `Signal=${key}\r\nDuration=160\r\n`;
      const response = await this.requester.ask((headers) =>
        this.dialog.request('INFO', [...type, ...headers], body),
      );
      if (response?.status !== 200) throw new Error(`INFO was answered by ${response?.status ?? 'nothing'}`);
    }
  }

  /** The hold button (RFC 3264, section 8.4): a new offer within the call. Done when the other side has agreed. */
  async offers(direction: Direction): Promise<void> {
    this.#offersMade += 1;
    const sdp = writeSdp(this.ourOffer, this.#session, direction, this.#session + this.#offersMade);
    let sent: ClientTransaction | undefined;
    const response = await this.requester.ask(
      (headers) => this.dialog.request('INVITE', [['Content-Type', 'application/sdp'], ...headers], sdp),
      { onSent: (transaction) => (sent = transaction) },
    );
    if (sent && response) this.requester.socket.acknowledge(sent, this.dialog.acknowledgement(sent.request));
    if (response?.status !== 200)
      throw new Error(`a re-INVITE was answered by ${response?.status ?? 'nothing'}`);
  }

  /**
   * REFER: the other side is to be brought to whom is dialled. The final SIP status; like most phones, this one hangs up as soon
   * as it is told that all is well.
   */
  async transfer(to: string, more: readonly Header[] = []): Promise<number | undefined> {
    return await this.#refer(`<sip:${to}@127.0.0.1>`, more);
  }

  /** How the other side knows this call, for a Replaces header. */
  get replaces(): string {
    return this.dialog.replaces;
  }

  /** REFER with Replaces: the far ends of the two calls are to be put together. */
  async transferTogether(other: PhoneCall): Promise<number | undefined> {
    return await this.#refer(
      `<sip:${other.number}@127.0.0.1?Replaces=${encodeURIComponent(other.replaces)}>`,
      [],
    );
  }

  async #refer(to: string, more: readonly Header[]): Promise<number | undefined> {
    const target = ['Refer-To', to] as const;
    const response = await this.requester.ask((headers) =>
      this.dialog.request('REFER', [target, ...more, ...headers]),
    );
    if (response === undefined || response.status >= 300) return response?.status;
    await until(
      'the transfer is said to go well, or not',
      () => this.referred !== undefined || more.length > 0,
      {
        otherwise: () => this.describe(),
      },
    );
    if (this.state === 'up' && this.referred !== 503 && this.referred !== 404) await this.bye();
    return response.status;
  }

  /** A request of the other side within the call. */
  receive(transaction: ServerTransaction): void {
    const { request } = transaction;
    switch (request.method) {
      case 'BYE':
        transaction.respond(responseTo(request, 200, 'OK'));
        this.reason = header(request, 'Reason');
        this.ended('them');
        return;
      case 'INVITE':
      case 'UPDATE':
        this.displayed = identityIn(header(request, 'P-Asserted-Identity')) ?? this.displayed;
        this.#renegotiate(transaction);
        return;
      case 'NOTIFY':
        this.#notified(request.body);
        transaction.respond(responseTo(request, 200, 'OK'));
        return;
      case 'INFO':
        transaction.respond(responseTo(request, 200, 'OK'));
        return;
      default:
        transaction.respond(responseTo(request, 405, 'Method Not Allowed'));
    }
  }

  /** For the reader of a failure. */
  describe(): string {
    const end = this.endedBy === undefined ? '' : ` by ${this.endedBy}, status ${this.status ?? 'none'}`;
    return `it is ${this.#state}${end}; SIP so far: ${this.requester.socket.trace.slice(-12).join(', ')}`;
  }

  protected get ourOffer(): AudioOffer {
    const offer: AudioOffer = { host: '127.0.0.1', port: this.audio.port, codecs: [0, 8] };
    return this.#digitsBy === 'in-band' ? offer : { ...offer, telephoneEvent };
  }

  protected offerSdp(): string {
    return writeSdp(this.ourOffer, this.#session);
  }

  /** The other side has answered our offer: sound may flow. */
  protected agreeOn(answer: string): void {
    const theirs = readSdp(answer);
    if (theirs === undefined) return;
    this.#agreed = theirs;
    this.audio.connect(theirs);
  }

  /** Answers an offer; undefined: no audio in common. */
  protected answerSdp(offer: string): string | undefined {
    const theirs = readSdp(offer);
    const answer = theirs && answerSdp(theirs, this.ourOffer);
    if (theirs === undefined || answer === undefined) return undefined;
    this.#agreed = { ...answer, host: theirs.host, port: theirs.port };
    return writeSdp(answer, this.#session);
  }

  protected startAudio(): void {
    if (this.#agreed) this.audio.connect(this.#agreed);
  }

  protected become(state: 'ringing' | 'up'): void {
    if (this.#state !== 'ended') this.#state = state;
  }

  protected ended(by: 'us' | 'them'): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.endedBy = by;
    this.audio.close();
  }

  protected async bye(): Promise<void> {
    this.ended('us');
    const response = await this.requester.ask((headers) => this.dialog.request('BYE', headers));
    // 481: they hung up in the same moment.
    if (response?.status !== 200 && response?.status !== 481) {
      throw new Error(`BYE was answered by ${response?.status ?? 'nothing'}`);
    }
  }

  /** What has become of a transfer (RFC 3515): `SIP/2.0 200 OK`. */
  #notified(fragment: string): void {
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(fragment)?.[1] ?? 0);
    if (status >= 200) this.referred = status;
  }

  #renegotiate(transaction: ServerTransaction): void {
    const request: SipRequest = transaction.request;
    this.renegotiated += 1;
    this.dialog.moved(request);
    const sdp = request.body === '' ? this.offerSdp() : this.answerSdp(request.body);
    if (sdp === undefined) {
      transaction.respond(responseTo(request, 488, 'Not Acceptable Here'));
      return;
    }
    this.startAudio();
    const withoutOffer = request.method === 'UPDATE' && request.body === '';
    transaction.respond(
      responseTo(request, 200, 'OK', { contact: this.dialog.contact, ...(withoutOffer ? {} : { sdp }) }),
    );
  }

  #isOver(wanted: CallState): never {
    throw new Error(`the call with ${this.number} will never be ${wanted}: ${this.describe()}`);
  }
}

/** `"Maria" <sip:+4930123456@127.0.0.1>` */
function identityIn(asserted: string | undefined): PhoneCall['displayed'] {
  const [, name = '', number = ''] = /^(?:"([^"]*)"|[^<]*)?\s*<sips?:([^@>]*)/.exec(asserted ?? '') ?? [];
  return asserted === undefined ? undefined : { number, name };
}
