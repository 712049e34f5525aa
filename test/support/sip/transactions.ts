/**
 * SIP transactions over UDP (RFC 3261, section 17): a request and its responses, repeated until the other side has them.
 *
 * Timers are those of the RFC (T1 500 ms, T2 4 s), but a request that nobody answers is given up after 8 s, not 32, so
 * that a test fails while its reader still remembers it.
 */
import { allHeaders, cseqOf, mustHave, type SipRequest, type SipResponse } from './message.ts';

export const t1 = 500;
const t2 = 4000;
const givenUpAfter = 8000;

type Send = (message: SipRequest | SipResponse) => void;

/** Calls `again` after T1, 2 T1, 4 T1 ..., at most T2 apart, until it is stopped. */
class Repetition {
  #timer: NodeJS.Timeout | undefined;

  constructor(again: () => void, longest: number) {
    const wait = (delay: number): void => {
      this.#timer = setTimeout(() => {
        again();
        wait(Math.min(delay * 2, longest));
      }, delay);
    };
    wait(t1);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

export class ClientTransaction {
  readonly request: SipRequest;
  /** undefined: none came in time. */
  readonly final: Promise<SipResponse | undefined>;
  provisional: SipResponse | undefined;
  readonly #send: Send;
  readonly #onProvisional: (response: SipResponse) => void;
  readonly #repetition: Repetition;
  readonly #deadline: NodeJS.Timeout;
  #resolve: (response: SipResponse | undefined) => void = () => undefined;
  #acknowledgement: SipRequest | undefined;

  constructor(request: SipRequest, send: Send, onProvisional: (response: SipResponse) => void) {
    this.request = request;
    this.#send = send;
    this.#onProvisional = onProvisional;
    this.final = new Promise((resolve) => (this.#resolve = resolve));
    send(request);
    this.#repetition = new Repetition(() => send(request), request.method === 'INVITE' ? 64 * t1 : t2);
    this.#deadline = setTimeout(() => this.stop(), givenUpAfter);
  }

  receive(response: SipResponse): void {
    const invite = this.request.method === 'INVITE';
    if (response.status < 200) {
      // A phone may ring for long: only silence is given up.
      if (invite) this.#quiet();
      this.provisional = response;
      this.#onProvisional(response);
      return;
    }
    this.#quiet();
    if (invite && response.status >= 300) this.#acknowledgement = refusalAcknowledged(this.request, response);
    // A final response that comes again means that our ACK was lost.
    if (this.#acknowledgement) this.#send(this.#acknowledgement);
    this.#resolve(response);
  }

  /** The ACK to a 200 belongs to the dialog, which makes it; it is sent again whenever the 200 is. */
  acknowledge(ack: SipRequest): void {
    this.#acknowledgement = ack;
    this.#send(ack);
  }

  stop(): void {
    this.#quiet();
    this.#resolve(undefined);
  }

  #quiet(): void {
    this.#repetition.stop();
    clearTimeout(this.#deadline);
  }
}

/** RFC 3261, section 17.1.1.3: the ACK to a refusal belongs to the transaction. */
function refusalAcknowledged(invite: SipRequest, response: SipResponse): SipRequest {
  const copied = ['From', 'Call-ID', 'Route'].flatMap((name) =>
    allHeaders(invite, name).map((value) => [name, value] as const),
  );
  return {
    kind: 'request',
    method: 'ACK',
    uri: invite.uri,
    headers: [
      ['Via', mustHave(invite, 'Via')],
      ...copied,
      ['To', mustHave(response, 'To')],
      ['CSeq', `${cseqOf(invite).number} ACK`],
      ['Max-Forwards', '70'],
    ],
    body: '',
  };
}

export class ServerTransaction {
  readonly request: SipRequest;
  /** Whether the ACK to our final response has come. */
  acknowledged = false;
  cancelled = false;
  onCancel: () => void = () => undefined;
  readonly #send: Send;
  #last: SipResponse | undefined;
  #repetition: Repetition | undefined;

  constructor(request: SipRequest, send: Send) {
    this.request = request;
    this.#send = send;
  }

  get answered(): boolean {
    return this.#last !== undefined && this.#last.status >= 200;
  }

  /** Nothing is sent once a final response was. */
  respond(response: SipResponse): void {
    if (this.answered) return;
    this.#last = response;
    this.#send(response);
    if (response.status >= 200 && this.request.method === 'INVITE') {
      this.#repetition = new Repetition(() => this.#send(response), t2);
    }
  }

  /** The same request has come again: our response was lost, or is late. */
  repeat(): void {
    if (this.#last) this.#send(this.#last);
  }

  cancel(): void {
    this.cancelled = true;
    this.onCancel();
  }

  acknowledge(): void {
    this.acknowledged = true;
    this.stop();
  }

  stop(): void {
    this.#repetition?.stop();
  }
}
