/** A program that is told what happens: it checks signatures, and does what a bad one does. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedHook {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HookReceiver {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedHook[];
  /** What it answers from now on: a status, nothing at all, or whatever it likes. */
  behaves(how: number | 'silent' | 'cut' | ((hook: ReceivedHook, response: ServerResponse) => void)): void;
  close(): Promise<void>;
}

export async function hookReceiver(at = 0): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  let how: Parameters<HookReceiver['behaves']>[0] = 204;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const { type, data } = JSON.parse(body) as Pick<ReceivedHook, 'type' | 'data'>;
      const hook = { id: String(request.headers['webhook-id']), type, data, headers: request.headers, body };
      received.push(hook);
      if (typeof how === 'function') how(hook, response);
      else if (how === 'cut') request.socket.destroy();
      else if (how !== 'silent') response.writeHead(how).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    behaves: (next) => {
      how = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As the docs tell receivers to do it. */
export function isSignedWith(secret: string, { headers, body }: ReceivedHook): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const mine = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(content)
    .digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((each) => Buffer.from(each.slice(3), 'base64'))
    .some((theirs) => theirs.length === mine.length && timingSafeEqual(theirs, mine));
}
