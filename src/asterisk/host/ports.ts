/** The loopback ports of Asterisk's HTTP and AMI: chosen once, and kept as long as they are free at each start. */

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { defined } from '../../shared/defined.ts';
import { errorCode } from '../../shared/error-code.ts';
import { replaceFile } from '../../shared/replace-file.ts';
import { readJson } from './secrets.ts';

const portsSchema = z.object({
  http: z.int(),
  ami: z.int(),
  /** UDP, on which the engine gets copies of SIP messages; if omitted: an earlier version chose the ports. */
  copies: z.int().optional(),
});

export type LoopbackPorts = z.infer<typeof portsSchema>;

const portsPath = (base: string): string => join(base, 'ports.json');

/** Those of the last start, by which a running Asterisk is found again. */
export async function keptPorts(base: string): Promise<LoopbackPorts | undefined> {
  return portsSchema.safeParse(await readJson(portsPath(base))).data;
}

/** For a new start: the kept ones if they are free, else others. */
export async function choosePorts(base: string): Promise<LoopbackPorts> {
  const kept = await keptPorts(base);
  if (
    kept !== undefined &&
    (await isFreeTcp('127.0.0.1', kept.http)) &&
    (await isFreeTcp('127.0.0.1', kept.ami))
  ) {
    return kept;
  }
  const [http, ami] = await freeTcpPorts(2);
  if (http === undefined || ami === undefined) throw new Error('no free port on loopback');
  const chosen = { http, ami, ...defined({ copies: kept?.copies }) };
  await replaceFile(portsPath(base), `${JSON.stringify(chosen)}\n`);
  return chosen;
}

/** The port for copies of SIP messages: chosen once, so that an Asterisk that runs on sends them to the next engine, too. */
export async function portForCopies(base: string, ports: LoopbackPorts): Promise<number> {
  if (ports.copies !== undefined) return ports.copies;
  for (let nth = 0; nth < tries; nth++) {
    const copies = range.from + Math.floor(Math.random() * (range.to - range.from + 1));
    if ((await bindProblem('udp', '127.0.0.1', copies)) !== undefined) continue;
    await replaceFile(portsPath(base), `${JSON.stringify({ ...ports, copies })}\n`);
    return copies;
  }
  throw new Error('no free UDP port on loopback');
}

/** Below the range from which Linux takes ports for outgoing connections, which would collide sooner or later. */
const range = { from: 21_000, to: 31_999 };
const tries = 200;

/** Different ones, free at this moment, at random so that two that choose at once hardly meet. */
export async function freeTcpPorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let nth = 0; nth < tries && found.size < count; nth++) {
    const port = range.from + Math.floor(Math.random() * (range.to - range.from + 1));
    if (await isFreeTcp('127.0.0.1', port)) found.add(port);
  }
  return [...found];
}

const isFreeTcp = async (address: string, port: number): Promise<boolean> =>
  (await bindProblem('tcp', address, port)) === undefined;

/** Why one cannot listen there, as an error code such as EADDRINUSE or EACCES; undefined: one can. */
export function bindProblem(
  protocol: 'tcp' | 'udp',
  address: string,
  port: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (protocol === 'tcp') {
      const server = createServer();
      server.once('error', (error) => resolve(errorCode(error) ?? error.message));
      server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
      return;
    }
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      socket.close();
      resolve(errorCode(error) ?? error.message);
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}
