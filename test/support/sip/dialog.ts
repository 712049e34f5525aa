/** A dialog (RFC 3261, section 12): what two phones remember of each other during a call. */
import { randomBytes } from 'node:crypto';
import { parseAddress } from './address.ts';
import {
  allHeaders,
  cseqOf,
  type Header,
  header,
  mustHave,
  type SipRequest,
  type SipResponse,
} from './message.ts';

export const newTag = (): string => randomBytes(6).toString('hex');

export class Dialog {
  readonly callId: string;
  readonly localTag: string;
  /** Our address with our tag, theirs with theirs once they have said it. */
  readonly #local: string;
  #remote: string;
  #remoteTarget: string;
  #routes: readonly string[] = [];
  #sequence: number;
  /** Where we are reached. */
  readonly contact: string;

  /** `local` and `remote`: header values without tags. */
  static asCaller(local: string, remote: string, target: string, contact: string): Dialog {
    const tag = newTag();
    return new Dialog(`${newTag()}@127.0.0.1`, tag, `${local};tag=${tag}`, remote, target, contact);
  }

  static asCalled(invite: SipRequest, contact: string): Dialog {
    const tag = newTag();
    const target = parseAddress(mustHave(invite, 'Contact')).uri;
    const local = `${mustHave(invite, 'To')};tag=${tag}`;
    const dialog = new Dialog(
      mustHave(invite, 'Call-ID'),
      tag,
      local,
      mustHave(invite, 'From'),
      target,
      contact,
    );
    dialog.#routes = allHeaders(invite, 'Record-Route');
    return dialog;
  }

  private constructor(
    callId: string,
    localTag: string,
    local: string,
    remote: string,
    target: string,
    contact: string,
  ) {
    this.callId = callId;
    this.localTag = localTag;
    this.#local = local;
    this.#remote = remote;
    this.#remoteTarget = target;
    this.contact = contact;
    this.#sequence = 0;
  }

  /** A 200 to our INVITE says who took the call. */
  accepted(response: SipResponse): void {
    this.#remote = mustHave(response, 'To');
    this.#routes = allHeaders(response, 'Record-Route').toReversed();
    this.moved(response);
  }

  /** A Contact in a re-INVITE, or in an answer, is where the next request goes. */
  moved(message: SipRequest | SipResponse): void {
    const contact = header(message, 'Contact');
    if (contact !== undefined) this.#remoteTarget = parseAddress(contact).uri;
  }

  /** How the other side of this dialog knows it, for a Replaces header (RFC 3891). */
  get replaces(): string {
    const theirs = /;tag=([^;>]+)/.exec(this.#remote)?.[1] ?? '';
    return `${this.callId};to-tag=${theirs};from-tag=${this.localTag}`;
  }

  request(method: string, headers: readonly Header[] = [], body = ''): SipRequest {
    this.#sequence += 1;
    return this.#make(method, this.#sequence, headers, body);
  }

  /** Carries the number of the INVITE that it acknowledges. */
  acknowledgement(invite: SipRequest): SipRequest {
    return this.#make('ACK', cseqOf(invite).number, [], '');
  }

  #make(method: string, sequence: number, headers: readonly Header[], body: string): SipRequest {
    return {
      kind: 'request',
      method,
      uri: this.#remoteTarget,
      headers: [
        ['Max-Forwards', '70'],
        ...this.#routes.map((route) => ['Route', route] as const),
        ['From', this.#local],
        ['To', this.#remote],
        ['Call-ID', this.callId],
        ['CSeq', `${sequence} ${method}`],
        ['Contact', this.contact],
        ...headers,
      ],
      body,
    };
  }
}
