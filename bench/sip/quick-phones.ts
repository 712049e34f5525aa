/**
 * Phones that pick up at once, talk for a moment and hang up, many behind one port; and that note how long each is
 * left alone: from its BYE to the next INVITE that reaches it. No sound is sent.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

export interface QuickPhonesOptions {
  readonly port: number;
  /** Milliseconds from the ACK to our BYE. */
  readonly talkFor: number;
}

export class QuickPhones {
  /** Milliseconds from each BYE of a phone to the next INVITE for it. */
  readonly leftAlone: number[] = [];
  readonly #socket: Socket;
  readonly #options: QuickPhonesOptions;
  readonly #freeSince = new Map<string, number>();
  /** Answers by Call-ID, for requests that are sent again. */
  readonly #answered = new Map<string, string>();
  readonly #talking = new Set<string>();

  static async open(options: QuickPhonesOptions): Promise<QuickPhones> {
    const socket = createSocket('udp4');
    await new Promise<void>((bound) => socket.bind(options.port, '127.0.0.1', bound));
    return new QuickPhones(socket, options);
  }

  private constructor(socket: Socket, options: QuickPhonesOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data, from) => this.#hear(data.toString('latin1'), from));
  }

  /** Forgets what was measured; phones that are free now do not count. */
  restart(): void {
    this.leftAlone.length = 0;
    this.#freeSince.clear();
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.#socket.close(closed));
  }

  #hear(text: string, from: RemoteInfo): void {
    const method = /^([A-Z]+) sip:/.exec(text)?.[1];
    if (method === 'INVITE') this.#ring(text, from);
    else if (method === 'ACK') this.#talk(text, from);
    else if (method === 'BYE' || method === 'CANCEL' || method === 'OPTIONS') {
      this.#talking.delete(header(text, 'Call-ID'));
      this.#send(reply(text, '200 OK'), from);
    }
  }

  #ring(invite: string, from: RemoteInfo): void {
    const call = header(invite, 'Call-ID');
    const before = this.#answered.get(call);
    if (before !== undefined) return this.#send(before, from);
    const phone = /^INVITE sip:([^@]+)@/.exec(invite)?.[1] ?? '';
    const since = this.#freeSince.get(phone);
    if (since !== undefined) this.leftAlone.push(performance.now() - since);
    this.#freeSince.delete(phone);
    this.#send(reply(invite, '180 Ringing', phone), from);
    const answer = reply(invite, '200 OK', phone, this.#sound());
    this.#answered.set(call, answer);
    this.#send(answer, from);
  }

  #talk(ack: string, from: RemoteInfo): void {
    const call = header(ack, 'Call-ID');
    if (this.#talking.has(call)) return;
    this.#talking.add(call);
    setTimeout(() => {
      this.#answered.delete(call);
      // Whoever was called says good-bye: From and To change places.
      if (!this.#talking.delete(call)) return;
      const phone = /sip:([^@>;]+)@/.exec(header(ack, 'To'))?.[1] ?? '';
      const target = /^ACK (\S+)/.exec(ack)?.[1] ?? '';
      this.#send(this.#bye(ack, phone, target), from);
      this.#freeSince.set(phone, performance.now());
    }, this.#options.talkFor);
  }

  #bye(ack: string, phone: string, own: string): string {
    const { port } = this.#options;
    const target = /sip:([^@>;]+)@/.exec(header(ack, 'From'))?.[1] ?? 'cordboard';
    const server = own === '' ? '' : `127.0.0.1`;
    return [
      `BYE sip:${target}@${server} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${Math.random().toString(36).slice(2)};rport`,
      'Max-Forwards: 70',
      `From: ${header(ack, 'To')}`,
      `To: ${header(ack, 'From')}`,
      `Call-ID: ${header(ack, 'Call-ID')}`,
      'CSeq: 1 BYE',
      `Contact: <sip:${phone}@127.0.0.1:${port}>`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  }

  #sound(): string {
    const lines = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
    return [...lines, `m=audio 9 RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', 'a=sendrecv', ''].join('\r\n');
  }

  #send(text: string, to: RemoteInfo): void {
    this.#socket.send(text, to.port, to.address);
  }
}

const header = (text: string, name: string): string =>
  new RegExp(`^${name}: *(.*?)\\r?$`, 'im').exec(text)?.[1] ?? '';

function reply(request: string, status: string, phone?: string, body = ''): string {
  const kept = request.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq|Record-Route):/i.test(line));
  const to = header(request, 'To');
  const port = /sip:[^@]+@[^:;> ]+:(\d+)/.exec(request)?.[1] ?? '5060';
  return [
    `SIP/2.0 ${status}`,
    ...kept,
    `To: ${to.includes('tag=') ? to : `${to};tag=quick`}`,
    ...(phone === undefined ? [] : [`Contact: <sip:${phone}@127.0.0.1:${port}>`]),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
