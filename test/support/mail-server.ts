/** An SMTP server that takes mails, or does what a bad one does. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came: header lines, an empty line, the body. */
  readonly raw: string;
}

export interface MailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Connections so far. */
  connections(): number;
  readonly close: () => Promise<void>;
}

export interface Behaviour {
  readonly port?: number;
  readonly login?: { readonly user: string; readonly password: string };
  /** What it answers to a recipient: a reply code, 250 if undefined. */
  readonly recipient?: (address: string) => number | undefined;
  /** What it answers after the data. `cut`: it takes the mail and is gone before it answers. */
  readonly data?: (nth: number) => number | 'cut' | undefined;
  readonly tls?: SMTPServerOptions;
}

export async function mailServer(behaviour: Behaviour = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  let connections = 0;
  let taken = 0;
  const { login, recipient, data, tls } = behaviour;
  const refused = (code: number): Error => Object.assign(new Error('refused'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: tls === undefined ? ['STARTTLS'] : [],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    ...tls,
    onConnect: (_session, then) => {
      connections += 1;
      then();
    },
    onAuth: ({ username, password }, _session, then) =>
      username === login?.user && password === login?.password
        ? then(null, { user: username })
        : then(refused(535)),
    onRcptTo: ({ address }, _session, then) => {
      const code = recipient?.(address);
      then(code === undefined ? null : refused(code));
    },
    onData: (stream, session, then) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        taken += 1;
        const says = data?.(taken);
        const { mailFrom, rcptTo } = session.envelope;
        if (typeof says !== 'number')
          received.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(parts).toString(),
          });
        if (says === 'cut') server.connections.forEach((each) => (each as { close(): void }).close());
        else then(says === undefined ? null : refused(says));
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(behaviour.port ?? 0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    received,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

export const headerOf = ({ raw }: ReceivedMail, name: string): string | undefined =>
  new RegExp(`^${name}:(.*(?:\r\n[ \t].*)*)$`, 'im').exec(raw.split('\r\n\r\n', 1)[0] ?? '')?.[1]?.trim();
