/** A call that rings a softphone. */
import { parseAddress, parseUri } from './address.ts';
import { Dialog } from './dialog.ts';
import { header, mustHave } from './message.ts';
import { type DigitsBy, PhoneCall } from './phone-call.ts';
import type { Requester } from './requester.ts';
import { responseTo } from './responses.ts';
import { RtpSession } from './rtp-session.ts';
import type { ServerTransaction } from './transactions.ts';
import { until } from './until.ts';

export class IncomingCall extends PhoneCall {
  /** How their offer fits ours; undefined: not at all. */
  readonly #sdp: string | undefined;
  readonly #invite: ServerTransaction;

  static async receive(
    requester: Requester,
    invite: ServerTransaction,
    options: { contact: string; digitsBy: DigitsBy },
  ): Promise<IncomingCall> {
    const dialog = Dialog.asCalled(invite.request, options.contact);
    return new IncomingCall(requester, dialog, await RtpSession.open(), options.digitsBy, invite);
  }

  private constructor(
    requester: Requester,
    dialog: Dialog,
    audio: RtpSession,
    digitsBy: DigitsBy,
    invite: ServerTransaction,
  ) {
    const from = parseAddress(mustHave(invite.request, 'From'));
    const shown = { number: parseUri(from.uri).user, name: from.displayName, state: 'ringing' } as const;
    super(requester, dialog, audio, digitsBy, shown);
    this.#invite = invite;
    this.#sdp = invite.request.body === '' ? this.offerSdp() : this.answerSdp(invite.request.body);
    invite.onCancel = () => this.#cancelled();
    // It may have come while the socket for the sound was being opened.
    if (invite.cancelled) this.#cancelled();
  }

  /** Of the INVITE that came. */
  header(name: string): string | undefined {
    return header(this.#invite.request, name);
  }

  /** Lets the other side hear that it rings here. */
  ring(): void {
    this.#respond(180, 'Ringing');
  }

  /** Done when the other side knows. */
  async answer(): Promise<void> {
    if (this.state !== 'ringing') throw new Error(`there is nothing to answer: ${this.describe()}`);
    if (this.#sdp === undefined) {
      this.refuse(488, 'Not Acceptable Here');
      throw new Error(`no audio in common with ${this.#invite.request.body}`);
    }
    this.#respond(200, 'OK', this.#sdp);
    this.become('up');
    this.startAudio();
    await until('the answer is acknowledged', () => this.#invite.acknowledged, {
      otherwise: () => this.describe(),
    });
  }

  /** Picks up, and puts the phone down in the same breath. */
  async answerAndGo(): Promise<void> {
    if (this.#sdp === undefined) throw new Error('no audio in common');
    this.#respond(200, 'OK', this.#sdp);
    this.become('up');
    await this.bye();
  }

  /** A 200 that says nothing of where sound may be sent. */
  answerWithoutSdp(): void {
    this.#respond(200, 'OK');
    this.become('up');
  }

  decline(): void {
    this.refuse(603, 'Decline');
  }

  busy(): void {
    this.refuse(486, 'Busy Here');
  }

  /** As a phone does whose user has forwarded all calls. */
  forwardsTo(uri: string): void {
    this.refuse(302, 'Moved Temporarily', `<${uri}>`);
  }

  refuse(status: number, reason: string, contact = this.dialog.contact): void {
    if (this.state !== 'ringing') return;
    this.#invite.respond(
      responseTo(this.#invite.request, status, reason, { toTag: this.dialog.localTag, contact }),
    );
    this.status = status;
    this.ended('us');
  }

  async hangUp(): Promise<void> {
    if (this.state === 'up') await this.bye();
    else this.decline();
  }

  #cancelled(): void {
    this.#respond(487, 'Request Terminated');
    this.status = 487;
    this.reason = header(this.#invite.request, 'Reason');
    this.ended('them');
  }

  #respond(status: number, reason: string, sdp?: string): void {
    const parts = { toTag: this.dialog.localTag, contact: this.dialog.contact };
    this.#invite.respond(
      responseTo(this.#invite.request, status, reason, sdp === undefined ? parts : { ...parts, sdp }),
    );
  }
}
