/** Somebody who speaks SIP from another address of loopback, and has no password. */
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { passes } from './until.ts';

export interface Stranger {
  /** The first line of the answer to a REGISTER without a password; none: there was no answer in time. */
  registers(user: string): Promise<string | undefined>;
  /** A REGISTER with a wrong password; its answer. */
  guesses(user: string, password: string): Promise<string | undefined>;
  /** An INVITE without a password. */
  invites(number: string): Promise<string | undefined>;
  close(): void;
}

export async function stranger(address: string, port: number): Promise<Stranger> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  const own = `${address}:${socket.address().port}`;
  let heard: string | undefined;
  let sent = 0;
  socket.on('message', (datagram) => {
    heard ??= datagram.toString('utf8');
  });
  const asks = async (method: string, target: string, user: string, more: readonly string[] = []) => {
    sent += 1;
    heard = undefined;
    const lines = [
      `${method} sip:${target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${own};branch=z9hG4bK-${own}-${sent};rport`,
      `From: <sip:${user}@127.0.0.1>;tag=stranger${sent}`,
      `To: <sip:${user}@127.0.0.1>`,
      `Call-ID: stranger-${own}-${sent}`,
      `CSeq: ${sent} ${method}`,
      `Contact: <sip:${user}@${own}>`,
      'Max-Forwards: 70',
      ...more,
      'Content-Length: 0',
    ];
    socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, '127.0.0.1');
    for (let waited = 0; heard === undefined && waited < 400; waited += 10) await passes(10);
    return heard;
  };
  const firstLine = (message: string | undefined): string | undefined => message?.split('\r\n')[0];
  return {
    registers: async (user) => firstLine(await asks('REGISTER', '127.0.0.1', user)),
    guesses: async (user, password) => {
      const challenge = await asks('REGISTER', '127.0.0.1', user);
      const realm = /realm="([^"]*)"/.exec(challenge ?? '')?.[1] ?? '';
      const nonce = /nonce="([^"]*)"/.exec(challenge ?? '')?.[1] ?? '';
      const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
      const [a1, a2] = [md5(`${user}:${realm}:${password}`), md5('REGISTER:sip:127.0.0.1')];
      const response = md5(`${a1}:${nonce}:00000001:abc:auth:${a2}`);
      const digest = `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="sip:127.0.0.1", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="abc"`;
      return firstLine(await asks('REGISTER', '127.0.0.1', user, [`Authorization: ${digest}`]));
    },
    invites: async (number) => firstLine(await asks('INVITE', `${number}@127.0.0.1`, 'anna')),
    close: () => socket.close(),
  };
}
