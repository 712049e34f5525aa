/** A provider's exchange at an address of its own on loopback: it sends what it is told to, header by header. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface Carrier {
  /** Sends an INVITE for what stands before the @, with these headers beside the usual ones. */
  calls(dialled: string, from: string, headers?: readonly string[]): Promise<CarrierCall>;
  close(): void;
}

export interface CarrierCall {
  /** The final status; undefined: it has none yet. */
  readonly status: () => number | undefined;
  /** The same INVITE comes along another way: from another port; its final status. */
  fork(): Promise<number>;
  /** Takes back a call that has not been answered. */
  cancel(): void;
}

const sdp = (address: string): string =>
  [
    'v=0',
    `o=- 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    'm=audio 40000 RTP/AVP 0',
    '',
  ].join('\r\n');

export async function carrier(address: string, port: number): Promise<Carrier> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  const own = `${address}:${socket.address().port}`;
  const finals = new Map<string, number>();
  let made = 0;
  const send = (lines: readonly string[], body = ''): string => {
    const text = `${[...lines, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`;
    socket.send(text, port, '127.0.0.1');
    return text;
  };
  const headersOf = (method: string, uri: string, call: string, from: string, to: string): string[] => [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${own};branch=z9hG4bK-${call};rport`,
    `From: ${from};tag=${call}`,
    `To: ${to}`,
    `Call-ID: ${call}`,
    `CSeq: 1 ${method}`,
    'Max-Forwards: 70',
  ];
  const open = new Map<string, { uri: string; from: string }>();
  socket.on('message', (datagram) => {
    const text = datagram.toString('utf8');
    const status = Number(/^SIP\/2\.0 (\d+)/.exec(text)?.[1] ?? 0);
    const call = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
    const to = /^To: *(.+)$/im.exec(text)?.[1]?.trim() ?? '';
    const invite = open.get(call);
    if (status < 200 || invite === undefined || !/^CSeq: *1 INVITE/im.test(text)) return;
    finals.set(call, status);
    if (status >= 300) send(headersOf('ACK', invite.uri, call, invite.from, to));
  });
  return {
    calls: async (dialled, from, headers = []) => {
      made += 1;
      const call = `carrier-${own.replaceAll(/[.:]/g, '-')}-${made}`;
      const uri = `sip:${dialled}@127.0.0.1:${port}`;
      open.set(call, { uri, from });
      const more = [`Contact: <sip:carrier@${own}>`, ...headers, 'Content-Type: application/sdp'];
      const invite = send(
        [...headersOf('INVITE', uri, call, from, `<sip:anybody@127.0.0.1>`), ...more],
        sdp(address),
      );
      return {
        status: () => finals.get(call),
        fork: async () => {
          const other = createSocket('udp4');
          other.bind(0, address);
          await once(other, 'listening');
          const way = `${address}:${other.address().port}`;
          const text = invite.replace(own, way).replace(`z9hG4bK-${call}`, `z9hG4bK-${call}-fork`);
          const final = new Promise<number>((resolve) => {
            other.on('message', (datagram) => {
              const status = Number(/^SIP\/2\.0 (\d+)/.exec(datagram.toString('utf8'))?.[1] ?? 0);
              if (status >= 200) resolve(status);
            });
          });
          other.send(text, port, '127.0.0.1');
          const status = await final;
          other.close();
          return status;
        },
        cancel: () => send(headersOf('CANCEL', uri, call, from, `<sip:anybody@127.0.0.1>`)),
      };
    },
    close: () => socket.close(),
  };
}
