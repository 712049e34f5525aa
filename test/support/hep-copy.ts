/** What Asterisk sends to the engine about a SIP message: HEPv3, written as res_hep writes it. */
export interface Copy {
  readonly at: number;
  readonly source: string;
  readonly destination: string;
  readonly text: string;
  readonly password?: string;
  /** 1 unless said: SIP. */
  readonly protocol?: number;
}

export function hepCopy({ at, source, destination, text, password = '', protocol = 1 }: Copy): Buffer {
  const [sourceHost, sourcePort] = split(source);
  const [destinationHost, destinationPort] = split(destination);
  const chunks = [
    chunk(1, byte(2)),
    chunk(2, byte(17)),
    chunk(7, short(sourcePort)),
    chunk(8, short(destinationPort)),
    chunk(9, long(Math.floor(at / 1000))),
    chunk(10, long((at % 1000) * 1000)),
    chunk(11, byte(protocol)),
    chunk(12, long(1)),
    chunk(3, Buffer.from(sourceHost.split('.').map(Number))),
    chunk(4, Buffer.from(destinationHost.split('.').map(Number))),
    ...(password === '' ? [] : [chunk(14, Buffer.from(password))]),
    chunk(15, Buffer.from(text)),
  ];
  const body = Buffer.concat(chunks);
  return Buffer.concat([Buffer.from('HEP3'), short(body.length + 6), body]);
}

const chunk = (type: number, value: Buffer): Buffer =>
  Buffer.concat([short(0), short(type), short(value.length + 6), value]);
const byte = (value: number): Buffer => Buffer.from([value]);
function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
function split(address: string): readonly [string, number] {
  const [host = '', port = '0'] = address.split(':');
  return [host, Number(port)];
}

/** A request or a response of a dialog, with lines end as on the wire. */
export function sipText(
  start: string,
  headers: Readonly<Record<string, string>>,
  body: readonly string[] = [],
): string {
  const lines = [start, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\r\n')}\r\n\r\n${body.map((line) => `${line}\r\n`).join('')}`;
}
