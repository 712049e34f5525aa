/**
 * Sends a request to an address that others have chosen. The name is resolved first, each address is judged, and the
 * connection goes to an address that was judged: a name that changes its mind in between gains nothing. Redirects are not
 * followed; the answer is read up to a bound; everything has one deadline.
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { type Destinations, withoutBrackets } from '../../shared/destinations.ts';
import { signalAfter } from '../../shared/signal-after.ts';
import type { Duration } from '../../shared/time.ts';

export interface Outgoing {
  /** Default: POST. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly deadline: Duration;
  /** Bytes of the answer; more is cut off. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal;
}

export type Reply =
  | {
      readonly answered: true;
      readonly status: number;
      readonly body: string;
      /** It was longer than what may be read. */
      readonly isCut: boolean;
      readonly retryAfter?: string;
    }
  /** `refused`: we do not call this address. */
  | { readonly answered: false; readonly why: 'refused'; readonly reason: string }
  /** `mayHaveArrived`: the whole request was sent. */
  | {
      readonly answered: false;
      readonly why: 'failed';
      readonly reason: string;
      readonly mayHaveArrived: boolean;
    };

export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const ask: Resolve = (host) => lookup(host, { all: true });
/** Idle connections are closed before most servers close them. */
const idle: Duration = 4000;

export class Poster {
  readonly #destinations: Destinations;
  readonly #resolve: Resolve;
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: 16, timeout: idle });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: 16, timeout: idle });

  constructor(destinations: Destinations, resolve: Resolve = ask) {
    this.#destinations = destinations;
    this.#resolve = resolve;
  }

  /** What is wrong with it as an address to call; undefined: nothing that can be seen without asking for its name. */
  problemWith(text: string): string | undefined {
    if (!URL.canParse(text)) return 'it is not a URL such as https://crm.example.com/calls';
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it must begin with https://';
    if (url.username !== '' || url.password !== '') return 'it must not have a user name or password in it';
    if (url.protocol === 'http:' && !this.#destinations.isNamed(url.hostname))
      return 'it must begin with https://; without TLS only hosts in CORDBOARD_INTERNAL_TARGETS are called';
    const host = withoutBrackets(url.hostname);
    if (isIP(host) !== 0 && !this.#destinations.mayCall(host, host)) return notAllowed(host);
    return undefined;
  }

  async post({
    method = 'POST',
    url: text,
    headers,
    body,
    deadline,
    mostBytes,
    signal,
  }: Outgoing): Promise<Reply> {
    const problem = this.problemWith(text);
    if (problem !== undefined) return { answered: false, why: 'refused', reason: problem };
    const url = new URL(text);
    const host = withoutBrackets(url.hostname);
    const stop = AbortSignal.any([signalAfter(deadline), ...(signal ? [signal] : [])]);
    const sent = { whole: false };
    try {
      const found = await orAborted(this.#resolve(host), stop);
      const allowed = found.filter(({ address }) => this.#destinations.mayCall(address, host));
      const [first] = found;
      if (first === undefined) throw new Error(`${host} has no address`);
      if (allowed.length === 0)
        return { answered: false, why: 'refused', reason: notAllowed(`${host} (${first.address})`) };
      return await this.#send(url, { method, headers, body, mostBytes, stop, addresses: allowed, sent });
    } catch (error) {
      const isLate = stop.aborted && signal?.aborted !== true;
      const reason = isLate ? `no answer within ${deadline / 1000} s` : reasonOf(error);
      return { answered: false, why: 'failed', reason, mayHaveArrived: sent.whole };
    }
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #send(
    url: URL,
    {
      method,
      headers,
      body,
      mostBytes,
      stop,
      addresses,
      sent,
    }: Pick<Outgoing, 'headers' | 'body' | 'mostBytes'> & {
      readonly method: string;
      readonly stop: AbortSignal;
      readonly addresses: readonly { readonly address: string; readonly family: number }[];
      readonly sent: { whole: boolean };
    },
  ): Promise<Reply> {
    const bytes = Buffer.from(body);
    const options = {
      method,
      headers: { ...headers, 'content-length': bytes.length },
      signal: stop,
      lookup: pinnedTo(addresses),
    };
    return new Promise((resolve, reject) => {
      const answered = (response: IncomingMessage): void =>
        void read(response, mostBytes).then(resolve, reject);
      const request: ClientRequest =
        url.protocol === 'https:'
          ? httpsRequest(url, { ...options, agent: this.#https }, answered)
          : httpRequest(url, { ...options, agent: this.#http }, answered);
      request.on('error', reject);
      request.end(bytes, () => {
        sent.whole = true;
      });
    });
  }
}

/** The name is asked for no more: it is at these addresses. */
function pinnedTo(addresses: readonly { readonly address: string; readonly family: number }[]) {
  return (
    _host: string,
    options: { readonly all?: boolean | undefined },
    then: (error: null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    const [first] = addresses;
    if (options.all === true) then(null, [...addresses]);
    else then(null, first?.address ?? '', first?.family);
  };
}

async function read(response: IncomingMessage, mostBytes: number): Promise<Reply> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    // Leaving the loop ends the connection.
    if (size > mostBytes) break;
  }
  const retryAfter = response.headers['retry-after'];
  return {
    answered: true,
    status: response.statusCode ?? 0,
    body: Buffer.concat(parts).subarray(0, mostBytes).toString(),
    isCut: size > mostBytes,
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

const notAllowed = (what: string): string =>
  `${what} is an address inside your network; CORDBOARD_INTERNAL_TARGETS can allow it`;

/** Without the address: the log has the name of the webhook already. */
const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? (('code' in error && String(error.code)) || error.message).slice(0, 200)
    : 'failed';

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return await new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    work.then(resolve, reject);
  });
}
