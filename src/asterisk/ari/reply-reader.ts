/**
 * Reads HTTP replies that come one behind the other over a connection, in whatever pieces (RFC 9112). Asterisk gives
 * each reply's length; a proxy in between may send it in chunks instead.
 */
export interface Incoming {
  readonly status: number;
  readonly body: string;
  /** The server closes the connection behind it. */
  readonly isLast: boolean;
}

const endOfHead = Buffer.from('\r\n\r\n');
const endOfLine = Buffer.from('\r\n');
/** No head of a reply is so long; beyond it something else is at the other end. */
const longestHead = 65_536;

export class ReplyReader {
  #data: Buffer = Buffer.alloc(0);
  /** What came was no HTTP, and where the next reply begins is not known. */
  isLost = false;

  /** The replies that are complete with this. */
  read(data: Buffer): readonly Incoming[] {
    this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
    const replies: Incoming[] = [];
    for (;;) {
      const reply = this.isLost ? undefined : this.#next();
      if (reply === undefined) return replies;
      // 1xx: only says that more is to come.
      if (reply.status >= 200) replies.push(reply);
    }
  }

  #next(): Incoming | undefined {
    const end = this.#data.indexOf(endOfHead);
    if (end < 0) {
      this.isLost = this.#data.length > longestHead;
      return undefined;
    }
    const head = this.#data.toString('latin1', 0, end);
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN);
    const start = end + endOfHead.length;
    if (Number.isNaN(status)) {
      this.isLost = true;
      return undefined;
    }
    const whole = /\r\ntransfer-encoding: *chunked/i.test(head)
      ? this.#chunks(start)
      : this.#ofLength(start, Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0));
    if (whole === undefined) return undefined;
    this.#data = this.#data.subarray(whole.end);
    return { status, body: whole.body, isLast: /\r\nconnection: *close/i.test(head) };
  }

  #ofLength(start: number, length: number): { body: string; end: number } | undefined {
    const end = start + length;
    return this.#data.length < end ? undefined : { body: this.#data.toString('utf8', start, end), end };
  }

  #chunks(start: number): { body: string; end: number } | undefined {
    const parts: Buffer[] = [];
    for (let at = start; ; ) {
      const line = this.#data.indexOf(endOfLine, at);
      if (line < 0) return undefined;
      const size = Number.parseInt(this.#data.toString('latin1', at, line), 16);
      if (Number.isNaN(size)) {
        this.isLost = true;
        return undefined;
      }
      const from = line + endOfLine.length;
      const end = from + size + endOfLine.length;
      if (this.#data.length < end) return undefined;
      if (size === 0) return { body: Buffer.concat(parts).toString('utf8'), end };
      parts.push(this.#data.subarray(from, from + size));
      at = end;
    }
  }
}
