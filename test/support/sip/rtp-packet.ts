/** RTP packets (RFC 3550, section 5.1) and the digits in them (RFC 4733, section 2.3). */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  /** In samples, 8000 a second. */
  readonly timestamp: number;
  readonly source: number;
  readonly payload: Buffer;
}

export function writeRtp(packet: RtpPacket): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(0x80, 0);
  head.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1);
  head.writeUInt16BE(packet.sequence & 0xffff, 2);
  head.writeUInt32BE(packet.timestamp >>> 0, 4);
  head.writeUInt32BE(packet.source >>> 0, 8);
  return Buffer.concat([head, packet.payload]);
}

/** undefined: not RTP. */
export function readRtp(datagram: Buffer): RtpPacket | undefined {
  if (datagram.length < 12) return undefined;
  const first = datagram.readUInt8(0);
  if (first >> 6 !== 2) return undefined;
  let start = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (datagram.length < start + 4) return undefined;
    start += 4 + datagram.readUInt16BE(start + 2) * 4;
  }
  const padding = (first & 0x20) === 0 ? 0 : datagram.readUInt8(datagram.length - 1);
  if (start + padding > datagram.length) return undefined;
  const second = datagram.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    source: datagram.readUInt32BE(8),
    payload: datagram.subarray(start, datagram.length - padding),
  };
}

export interface KeyEvent {
  readonly key: string;
  readonly end: boolean;
  /** In samples since the key went down. */
  readonly duration: number;
}

const keys = '0123456789*#ABCD';

export function writeKeyEvent(event: KeyEvent): Buffer {
  const code = keys.indexOf(event.key);
  if (code < 0 || event.key.length !== 1) throw new Error(`no such key: ${event.key}`);
  const payload = Buffer.alloc(4);
  payload.writeUInt8(code, 0);
  payload.writeUInt8((event.end ? 0x80 : 0) | 10, 1); // -10 dBm0, as loud as a phone
  payload.writeUInt16BE(event.duration, 2);
  return payload;
}

/** undefined: an event that is no key. */
export function readKeyEvent(payload: Buffer): KeyEvent | undefined {
  if (payload.length < 4) return undefined;
  const key = keys[payload.readUInt8(0)];
  if (key === undefined) return undefined;
  return { key, end: (payload.readUInt8(1) & 0x80) !== 0, duration: payload.readUInt16BE(2) };
}

/**
 * The events of one key press, one for each 20 ms: the duration grows, the last says `end` and is sent three times,
 * because a lost end would leave the key down.
 */
export function keyPress(key: string, milliseconds: number): KeyEvent[] {
  const packets = Math.max(2, Math.round(milliseconds / 20));
  const growing = Array.from({ length: packets }, (_, index) => ({
    key,
    end: index === packets - 1,
    duration: (index + 1) * 160,
  }));
  const last = growing.slice(-1);
  return [...growing, ...last, ...last];
}
