/** Of a machine behind NAT: its own address, and the one by which it is known outside. */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

export interface Translated {
  readonly local: string;
  readonly public: string;
}

/** Milliseconds. Callers are not served before the plan is in Asterisk, so a name server that does not answer must not hold it up. */
const isFoundWithin = 2000;

/**
 * The own address is the one that this machine would send from; nothing is sent for it. The two are the same where nothing is
 * translated.
 * @param outside an address, or a name of one
 * @returns undefined: there is no way outside just now, or no such name
 */
export async function translated(outside: string): Promise<Translated | undefined> {
  const socket = createSocket(isIPv6(outside) ? 'udp6' : 'udp4');
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((done, failed) => {
      timer = setTimeout(() => failed(new Error('not found in time')), isFoundWithin);
      socket.once('error', failed);
      socket.connect(9, outside, done);
    });
    return { local: socket.address().address, public: socket.remoteAddress().address };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    // Its name may still be looked for, and not be found.
    socket.on('error', () => undefined);
    socket.close();
  }
}
