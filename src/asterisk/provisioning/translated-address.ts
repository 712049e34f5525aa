/** Of a machine behind NAT: its own address, and the one by which it is known outside. */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

export interface Translated {
  readonly local: string;
  readonly public: string;
}

/**
 * The own address is the one that this machine would send from; nothing is sent for it.
 * @param outside an address, or a name of one
 * @returns undefined: there is no way outside just now, or nothing is translated
 */
export async function translated(outside: string): Promise<Translated | undefined> {
  const socket = createSocket(isIPv6(outside) ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((done, failed) => {
      socket.once('error', failed);
      socket.connect(9, outside, done);
    });
    const [local, remote] = [socket.address().address, socket.remoteAddress().address];
    return local === remote ? undefined : { local, public: remote };
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}
