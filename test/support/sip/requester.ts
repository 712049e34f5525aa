/** Sends requests to our server, and answers its challenges (401, 407) with the account's password. */
import { answerChallenge, type Login, parseChallenge } from './digest.ts';
import { allHeaders, type Header, type SipRequest, type SipResponse } from './message.ts';
import type { Destination, SipSocket } from './sip-socket.ts';
import type { ClientTransaction } from './transactions.ts';

export interface Attempt {
  /** Each attempt is a transaction of its own. */
  readonly onSent?: (transaction: ClientTransaction) => void;
  readonly onProvisional?: (response: SipResponse) => void;
}

export class Requester {
  readonly socket: SipSocket;
  readonly server: Destination;
  readonly #login: Login | undefined;

  constructor(socket: SipSocket, server: Destination, login: Login | undefined) {
    this.socket = socket;
    this.server = server;
    this.#login = login;
  }

  /**
   * The final response; undefined: none came in time. `build` makes the request anew for each attempt, with a CSeq
   * number one higher and the headers that are given to it.
   */
  async ask(
    build: (headers: readonly Header[]) => SipRequest,
    attempt: Attempt = {},
  ): Promise<SipResponse | undefined> {
    let authorization: readonly Header[] = [];
    for (let answered = 0; ; answered += 1) {
      const request = build(authorization);
      const transaction = this.socket.request(request, this.server, attempt.onProvisional);
      attempt.onSent?.(transaction);
      const response = await transaction.final;
      const next = response && this.#authorization(request, response, answered);
      if (next === undefined) return response;
      authorization = [next];
    }
  }

  /** undefined: not challenged, or not to be answered (again). */
  #authorization(request: SipRequest, response: SipResponse, answered: number): Header | undefined {
    const [asks, answers] =
      response.status === 407
        ? (['Proxy-Authenticate', 'Proxy-Authorization'] as const)
        : (['WWW-Authenticate', 'Authorization'] as const);
    if ((response.status !== 401 && response.status !== 407) || this.#login === undefined) return undefined;
    const challenge = allHeaders(response, asks)
      .map(parseChallenge)
      .find((known) => known !== undefined);
    // The same password again would be as wrong as before, unless only the nonce was too old.
    if (challenge === undefined || answered >= (challenge.stale ? 3 : 1)) return undefined;
    return [answers, answerChallenge(challenge, this.#login, { method: request.method, uri: request.uri })];
  }
}
