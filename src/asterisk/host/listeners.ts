/**
 * Checks that Asterisk really listens. A port in use is not an error for Asterisk: it continues with SIP or HTTP
 * silently disabled. So each listener gets a request that only our Asterisk can answer.
 */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { z } from 'zod';
import { signalAfter } from '../../shared/signal-after.ts';
import { httpGet } from '../http-get.ts';

const asteriskInfo = z.object({ system: z.object({ version: z.string() }) });

export type AriAnswer =
  | { readonly state: 'ready'; readonly version: string }
  /** It answers, but has not loaded all of its modules. */
  | { readonly state: 'booting' }
  | { readonly state: 'refused' }
  | { readonly state: 'silent'; readonly because: string };

export interface AriLogin {
  /** Without `/ari` and without a slash at its end. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export async function askAri(ari: AriLogin, deadline = 2_000): Promise<AriAnswer> {
  try {
    const { status, body } = await httpGet(ari, '/asterisk/info', signalAfter(deadline));
    if (status === 401 || status === 403) return { state: 'refused' };
    if (status === 503) return { state: 'booting' };
    if (status !== 200) return { state: 'silent', because: `it answers ${status}` };
    const description = asteriskInfo.parse(JSON.parse(body));
    return { state: 'ready', version: description.system.version };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { state: 'silent', because: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** How many channels there are, in whosever hands; undefined: it cannot be asked. */
export async function channelsOn(ari: AriLogin, deadline = 2_000): Promise<number | undefined> {
  try {
    const { status, body } = await httpGet(ari, '/channels', signalAfter(deadline));
    return status === 200 ? z.array(z.unknown()).parse(JSON.parse(body)).length : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an Asterisk's manager interface greets. */
export function amiGreets(host: string, port: number, deadline = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (greets: boolean): void => {
      socket.destroy();
      resolve(greets);
    };
    socket.setTimeout(deadline, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => resolve(false));
    socket.once('data', (data) => end(data.toString().startsWith('Asterisk Call Manager')));
  });
}

/** Sends OPTIONS (RFC 3261, 11) over UDP. Any answer from a server that calls itself Cordboard will do. */
export function sipAnswers(address: string, port: number, deadline = 500): Promise<boolean> {
  const host = reachable(address);
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const end = (answers: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answers);
    };
    const timer = setTimeout(() => end(false), deadline);
    socket.on('error', () => end(false));
    socket.on('message', (message) => end(/^(server|user-agent): *cordboard\b/im.test(message.toString())));
    socket.bind(0, () => {
      const local = socket.address().port;
      const authority = host.includes(':') ? `[${host}]` : host;
      const request = [
        `OPTIONS sip:ping@${authority}:${port} SIP/2.0`,
        `Via: SIP/2.0/UDP ${authority}:${local};branch=z9hG4bK${token()};rport`,
        'Max-Forwards: 5',
        `From: <sip:ping@${authority}>;tag=${token()}`,
        `To: <sip:ping@${authority}:${port}>`,
        `Call-ID: ${token()}`,
        'CSeq: 1 OPTIONS',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n');
      socket.send(request, port, host);
    });
  });
}

/** The address to knock at for one that is listened on. */
export function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}

const token = (): string => randomBytes(8).toString('hex');
