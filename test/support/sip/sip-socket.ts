/** One UDP socket on loopback and the SIP transactions that run over it. */
import { randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import {
  branchOf,
  cseqOf,
  mustHave,
  parseMessage,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  serialiseMessage,
} from './message.ts';
import { responseTo } from './responses.ts';
import { ClientTransaction, ServerTransaction } from './transactions.ts';

export interface Destination {
  readonly host: string;
  readonly port: number;
}

export class SipSocket {
  readonly port: number;
  /** A new request, never an ACK or a CANCEL. */
  onRequest: (transaction: ServerTransaction) => void = () => undefined;
  /** What should not have come, for the failure messages of tests. */
  readonly complaints: string[] = [];
  /** Start lines that went and came, for the same. */
  readonly trace: string[] = [];
  readonly #socket: Socket;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();

  static async open(): Promise<SipSocket> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, '127.0.0.1', resolve);
    });
    return new SipSocket(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.address().port;
    socket.on('message', (datagram, from) => this.#receive(datagram.toString('utf8'), from));
    socket.on('error', (error) => this.complaints.push(`the socket said: ${error.message}`));
  }

  /** Adds the Via header. */
  request(
    request: SipRequest,
    to: Destination,
    onProvisional: (response: SipResponse) => void = () => undefined,
  ): ClientTransaction {
    const withVia = this.#withVia(request, `z9hG4bK${randomBytes(8).toString('hex')}`);
    const transaction = new ClientTransaction(withVia, (message) => this.#send(message, to), onProvisional);
    this.#clients.set(keyOf(withVia), transaction);
    return transaction;
  }

  /** A CANCEL, which carries the branch of what it cancels. */
  cancel(invite: SipRequest, to: Destination): ClientTransaction {
    const kept = new Set(['via', 'from', 'to', 'call-id', 'max-forwards', 'route']);
    const cancel: SipRequest = {
      ...invite,
      method: 'CANCEL',
      headers: [
        ...invite.headers.filter(([name]) => kept.has(name.toLowerCase())),
        ['CSeq', `${cseqOf(invite).number} CANCEL`],
      ],
      body: '',
    };
    const transaction = new ClientTransaction(
      cancel,
      (message) => this.#send(message, to),
      () => undefined,
    );
    this.#clients.set(keyOf(cancel), transaction);
    return transaction;
  }

  /** The ACK to a 200 is a message of its own, with a branch of its own. */
  acknowledge(invite: ClientTransaction, ack: SipRequest): void {
    invite.acknowledge(this.#withVia(ack, `z9hG4bK${randomBytes(8).toString('hex')}`));
  }

  close(): void {
    for (const transaction of [...this.#clients.values(), ...this.#servers.values()]) transaction.stop();
    this.#socket.close();
  }

  #receive(text: string, from: RemoteInfo): void {
    // Empty lines keep a connection alive, and mean nothing.
    if (text.trim() === '') return;
    try {
      const message = parseMessage(text);
      this.#note('<', message);
      if (message.kind === 'response') this.#receiveResponse(message);
      else this.#receiveRequest(message, { host: from.address, port: from.port });
    } catch (error) {
      this.complaints.push(`${String(error)}: ${text}`);
    }
  }

  #receiveResponse(response: SipResponse): void {
    const transaction = this.#clients.get(keyOf(response));
    if (transaction) transaction.receive(response);
    else this.complaints.push(`a response to nothing: ${response.status} ${response.reason}`);
  }

  #receiveRequest(request: SipRequest, from: Destination): void {
    if (request.method === 'ACK') {
      this.#inviteOf(request)?.acknowledge();
      return;
    }
    const known = this.#servers.get(keyOf(request));
    if (known) {
      known.repeat();
      return;
    }
    const transaction = new ServerTransaction(request, (message) => this.#send(message, from));
    this.#servers.set(keyOf(request), transaction);
    if (request.method === 'CANCEL') this.#cancelled(transaction);
    else this.onRequest(transaction);
  }

  #cancelled(cancel: ServerTransaction): void {
    const invite = this.#servers.get(`INVITE ${branchOf(cancel.request)}`);
    if (invite === undefined) {
      cancel.respond(responseTo(cancel.request, 481, 'Transaction Does Not Exist'));
      return;
    }
    cancel.respond(responseTo(cancel.request, 200, 'OK'));
    // After a final response a CANCEL has no effect (section 9.2).
    if (!invite.answered) invite.cancel();
  }

  /** The ACK to a refusal has the branch of its INVITE, that to a 200 has not: the call and the number tell for both. */
  #inviteOf(ack: SipRequest): ServerTransaction | undefined {
    return [...this.#servers.values()].find(
      ({ request }) => request.method === 'INVITE' && nameOf(request) === nameOf(ack),
    );
  }

  #send(message: SipMessage, to: Destination): void {
    this.#note('>', message);
    this.#socket.send(serialiseMessage(message), to.port, to.host);
  }

  #withVia(request: SipRequest, branch: string): SipRequest {
    const via = `SIP/2.0/UDP 127.0.0.1:${this.port};rport;branch=${branch}`;
    return { ...request, headers: [['Via', via], ...request.headers] };
  }

  #note(direction: '<' | '>', message: SipMessage): void {
    const what =
      message.kind === 'request' ? `${message.method} ${message.uri}` : `${message.status} ${message.reason}`;
    this.trace.push(`${direction} ${what} (${mustHave(message, 'CSeq')})`);
    if (this.trace.length > 40) this.trace.shift();
  }
}

const nameOf = (request: SipRequest): string => `${mustHave(request, 'Call-ID')} ${cseqOf(request).number}`;
const keyOf = (message: SipMessage): string => `${cseqOf(message).method} ${branchOf(message)}`;
