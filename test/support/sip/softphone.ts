/**
 * A SIP phone for tests: real SIP and real sound over UDP on loopback, one socket, as many calls as you like.
 *
 * A phone has a user name and, unless it is a stranger, a password at one server; it may register there, make calls with
 * any number in From, and do with calls that come whatever `whenRung` says. Vocabulary and life of a call: `phone-call.ts`.
 */
import { addressHeader } from './address.ts';
import { newTag } from './dialog.ts';
import { IncomingCall } from './incoming-call.ts';
import { Lamps } from './lamps.ts';
import { type Header, header, type SipRequest } from './message.ts';
import { allowed, OutgoingCall } from './outgoing-call.ts';
import type { DigitsBy, PhoneCall } from './phone-call.ts';
import { Requester } from './requester.ts';
import { responseTo } from './responses.ts';
import { type Destination, SipSocket } from './sip-socket.ts';
import type { ServerTransaction } from './transactions.ts';
import { until } from './until.ts';

export interface Account {
  readonly user: string;
  /** None: challenges are not answered. */
  readonly password?: string;
  readonly server: Destination;
  /** `rfc4733` unless said. */
  readonly digitsBy?: DigitsBy;
}

/** `ignore`: not even a sign of life. */
export type WhenRung = 'ring' | 'answer' | 'decline' | 'busy' | 'ignore';

export interface CallOptions {
  /** The account's user name unless said. */
  readonly fromNumber?: string;
  readonly fromName?: string;
  readonly extraHeaders?: readonly Header[];
}

export class Softphone {
  readonly account: Account;
  whenRung: WhenRung = 'ring';
  /** Each call of this phone, oldest first. */
  readonly calls: PhoneCall[] = [];
  /** OPTIONS that came: how often the server has looked whether we are there. */
  looks = 0;
  /** What it was told in NOTIFYs: message lamp and busy lamps. */
  readonly lamps = new Lamps();
  readonly #socket: SipSocket;
  readonly #requester: Requester;
  readonly #contact: string;
  readonly #digitsBy: DigitsBy;
  readonly #registration = { callId: `${newTag()}@127.0.0.1`, tag: newTag(), sequence: 0 };

  static async open(account: Account): Promise<Softphone> {
    return new Softphone(account, await SipSocket.open());
  }

  private constructor(account: Account, socket: SipSocket) {
    this.account = account;
    this.#socket = socket;
    const { user, password } = account;
    this.#requester = new Requester(
      socket,
      account.server,
      password === undefined ? undefined : { user, password },
    );
    this.#contact = addressHeader('', user, `127.0.0.1:${socket.port}`);
    this.#digitsBy = account.digitsBy ?? 'rfc4733';
    socket.onRequest = (transaction) => this.#receive(transaction);
  }

  /** Start lines that went and came last; and what should not have come. */
  get trace(): readonly string[] {
    return [...this.#socket.trace, ...this.#socket.complaints];
  }

  /** Where calls to this phone can be sent without a registration: `host:port`. */
  get address(): string {
    return `127.0.0.1:${this.#socket.port}`;
  }

  /** The final SIP status: 200 when the phone is known now. */
  async register(expires = 600): Promise<number> {
    const response = await this.#requester.ask((headers) => this.#registerRequest(expires, headers));
    if (response === undefined)
      throw new Error(`${this.account.user}: nobody answers REGISTER; ${this.trace.join(', ')}`);
    return response.status;
  }

  /** A lamp key for that extension from now on (RFC 4235); the final SIP status. */
  async watch(extension: string): Promise<number> {
    const { user, server } = this.account;
    const [callId, tag] = [`${newTag()}@127.0.0.1`, newTag()];
    let sequence = 0;
    const response = await this.#requester.ask((headers) => ({
      kind: 'request',
      method: 'SUBSCRIBE',
      uri: `sip:${extension}@${server.host}:${server.port}`,
      headers: [
        ['Max-Forwards', '70'],
        ['From', `${addressHeader('', user, server.host)};tag=${tag}`],
        ['To', addressHeader('', extension, server.host)],
        ['Call-ID', callId],
        ['CSeq', `${(sequence += 1)} SUBSCRIBE`],
        ['Contact', this.#contact],
        ['Event', 'dialog'],
        ['Accept', 'application/dialog-info+xml'],
        ['Expires', '600'],
        ...headers,
      ],
      body: '',
    }));
    return response?.status ?? 0;
  }

  async unregister(): Promise<number> {
    return await this.register(0);
  }

  /** Resolves when the INVITE is on its way; the call tells the rest. */
  async call(to: string, options: CallOptions = {}): Promise<OutgoingCall> {
    const call = await OutgoingCall.dial(this.#requester, {
      to,
      fromNumber: options.fromNumber ?? this.account.user,
      fromName: options.fromName ?? '',
      contact: this.#contact,
      digitsBy: this.#digitsBy,
      extraHeaders: options.extraHeaders ?? [],
    });
    this.calls.push(call);
    return call;
  }

  /** The call that rings here now. */
  get ringing(): IncomingCall | undefined {
    return this.calls.findLast(
      (call): call is IncomingCall => call instanceof IncomingCall && call.state === 'ringing',
    );
  }

  /** The call that is talked on now. */
  get talking(): PhoneCall | undefined {
    return this.calls.findLast((call) => call.state === 'up');
  }

  /** Waits until a call rings that is not picked up yet. */
  async rings(within = 15_000): Promise<IncomingCall> {
    await until(`the phone of ${this.account.user} rings`, () => this.ringing !== undefined, {
      within,
      otherwise: () =>
        `its calls are ${this.calls.map((call) => call.state).join(', ') || 'none'}; SIP: ${this.trace.join(', ')}`,
    });
    const call = this.ringing;
    if (call === undefined) throw new Error('it stopped ringing at once');
    return call;
  }

  async hangUpAll(): Promise<void> {
    const left = this.calls.filter((call) => call.state !== 'ended');
    await Promise.all(left.map(async (call) => await call.hangUp()));
  }

  /** Hangs up whatever is left. */
  async close(): Promise<void> {
    try {
      await this.hangUpAll();
    } finally {
      this.#socket.close();
    }
  }

  /** As when somebody pulls the plug: no word to anybody. */
  vanish(): void {
    this.#socket.close();
  }

  #receive(transaction: ServerTransaction): void {
    const { request } = transaction;
    const call = this.calls.find(({ callId }) => callId === header(request, 'Call-ID'));
    if (call) call.receive(transaction);
    else if (request.method === 'INVITE')
      this.#rung(transaction).catch((error: unknown) => this.#complain(error));
    else if (request.method === 'OPTIONS') this.#lookedAt(transaction);
    else if (request.method === 'NOTIFY') {
      this.lamps.notified(request);
      transaction.respond(responseTo(request, 200, 'OK', { toTag: newTag() }));
    } else if (request.method === 'BYE') transaction.respond(responseTo(request, 481, 'Call Does Not Exist'));
    else transaction.respond(responseTo(request, 405, 'Method Not Allowed', { toTag: newTag() }));
  }

  #lookedAt(transaction: ServerTransaction): void {
    this.looks += 1;
    const headers = [['Allow', allowed]] as const;
    transaction.respond(responseTo(transaction.request, 200, 'OK', { toTag: newTag(), headers }));
  }

  async #rung(transaction: ServerTransaction): Promise<void> {
    if (this.whenRung === 'ignore') return;
    const options = { contact: this.#contact, digitsBy: this.#digitsBy };
    const call = await IncomingCall.receive(this.#requester, transaction, options);
    this.calls.push(call);
    if (this.whenRung === 'busy') call.busy();
    else if (this.whenRung === 'decline') call.decline();
    else {
      call.ring();
      if (this.whenRung === 'answer') await call.answer();
    }
  }

  #complain(error: unknown): void {
    this.#socket.complaints.push(String(error));
  }

  #registerRequest(expires: number, headers: readonly Header[]): SipRequest {
    const { user, server } = this.account;
    const { callId, tag } = this.#registration;
    this.#registration.sequence += 1;
    const address = addressHeader('', user, server.host);
    return {
      kind: 'request',
      method: 'REGISTER',
      uri: `sip:${server.host}:${server.port}`,
      headers: [
        ['Max-Forwards', '70'],
        ['From', `${address};tag=${tag}`],
        ['To', address],
        ['Call-ID', callId],
        ['CSeq', `${this.#registration.sequence} REGISTER`],
        ['Contact', `${this.#contact};expires=${expires}`],
        ['Allow', allowed],
        ...headers,
      ],
      body: '',
    };
  }
}
