/** A call that a softphone makes. */
import { addressHeader, parseAddress } from './address.ts';
import { Dialog } from './dialog.ts';
import { type Header, header, type SipResponse } from './message.ts';
import { type DigitsBy, PhoneCall } from './phone-call.ts';
import type { Requester } from './requester.ts';
import { RtpSession } from './rtp-session.ts';
import type { ClientTransaction } from './transactions.ts';
import { until } from './until.ts';

export interface Dialling {
  readonly to: string;
  /** User part of From; anything may stand in it. */
  readonly fromNumber: string;
  readonly fromName: string;
  /** Where our own phone is reached. */
  readonly contact: string;
  readonly digitsBy: DigitsBy;
  readonly extraHeaders: readonly Header[];
}

export class OutgoingCall extends PhoneCall {
  /** Each provisional status, as it came. */
  readonly progress: number[] = [];
  readonly #extraHeaders: readonly Header[];
  #transaction: ClientTransaction | undefined;
  #givenUp = false;

  /** The INVITE is on its way when this resolves. */
  static async dial(requester: Requester, dialling: Dialling): Promise<OutgoingCall> {
    const { host, port } = requester.server;
    const from = addressHeader(dialling.fromName, dialling.fromNumber, host);
    const target = addressHeader('', dialling.to, `${host}:${port}`);
    const dialog = Dialog.asCaller(from, target, parseAddress(target).uri, dialling.contact);
    const call = new OutgoingCall(requester, dialog, await RtpSession.open(), dialling);
    call.#invite().catch((error: unknown) => requester.socket.complaints.push(String(error)));
    return call;
  }

  private constructor(requester: Requester, dialog: Dialog, audio: RtpSession, dialling: Dialling) {
    super(requester, dialog, audio, dialling.digitsBy, { number: dialling.to, name: '', state: 'calling' });
    this.#extraHeaders = dialling.extraHeaders;
  }

  async hangUp(): Promise<void> {
    if (this.state === 'up') {
      await this.bye();
      return;
    }
    if (this.state === 'ended') return;
    this.#givenUp = true;
    // A CANCEL may only follow a first sign of life (RFC 3261, section 9.1).
    await until('the INVITE gets a response', () => this.#heard(), { otherwise: () => this.describe() });
    const transaction = this.#transaction;
    if (this.state === 'calling' || this.state === 'ringing') {
      if (transaction) await this.requester.socket.cancel(transaction.request, this.requester.server).final;
    }
    await this.untilState('ended');
  }

  async #invite(): Promise<void> {
    const response = await this.requester.ask(
      (headers) => {
        const all: Header[] = [
          ['Content-Type', 'application/sdp'],
          ['Allow', allowed],
          ...this.#extraHeaders,
          ...headers,
        ];
        return this.dialog.request('INVITE', all, this.offerSdp());
      },
      {
        onSent: (transaction) => (this.#transaction = transaction),
        onProvisional: (provisional) => this.#progressed(provisional),
      },
    );
    if (response !== undefined && response.status < 300) await this.#answered(response);
    else this.#refused(response);
  }

  #progressed(response: SipResponse): void {
    this.progress.push(response.status);
    if (response.status > 100) this.become('ringing');
    // Early media: an announcement before the call is answered.
    if (response.body !== '') this.agreeOn(response.body);
  }

  async #answered(response: SipResponse): Promise<void> {
    this.dialog.accepted(response);
    const transaction = this.#transaction;
    if (transaction) {
      const ack = this.dialog.acknowledgement(transaction.request);
      this.requester.socket.acknowledge(transaction, ack);
    }
    this.become('up');
    this.agreeOn(response.body);
    // They picked up while we gave up: then the call stands, and has to be ended as such.
    if (this.#givenUp) await this.bye();
  }

  #refused(response: SipResponse | undefined): void {
    this.status = response?.status;
    this.reason = response && header(response, 'Reason');
    this.ended(this.#givenUp ? 'us' : 'them');
  }

  #heard(): boolean {
    return this.state === 'ended' || this.#transaction?.provisional !== undefined;
  }
}

export const allowed = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, NOTIFY, UPDATE';
