/**
 * Reads HEPv3, in which Asterisk (res_hep_pjsip) sends a copy of each SIP message over UDP: a header, then chunks of
 * vendor, type, length and payload (HEP3 specification, chapter 3). Pure.
 */
import type { Instant } from '../shared/time.ts';

export interface HepPacket {
  readonly at: Instant;
  /** Address and port of the sender of the message, and of its receiver. */
  readonly source: string;
  readonly destination: string;
  /** What `capture_password` says; empty: none. */
  readonly password: string;
  readonly payload: Buffer;
}

const magic = 0x48_45_50_33; // "HEP3"
const headerLength = 6;
const chunkHeaderLength = 6;
/** Chunks of vendor 0, by type. */
const chunk = {
  sourceIpv4: 3,
  destinationIpv4: 4,
  sourceIpv6: 5,
  destinationIpv6: 6,
  sourcePort: 7,
  destinationPort: 8,
  seconds: 9,
  microseconds: 10,
  protocol: 11,
  password: 14,
  payload: 15,
} as const;
const protocolSip = 1;

/** Undefined: it is no HEPv3, is damaged, or carries something else than SIP. */
export function readHep(packet: Buffer): HepPacket | undefined {
  if (packet.length < headerLength || packet.readUInt32BE(0) !== magic) return undefined;
  const end = packet.readUInt16BE(4);
  if (end > packet.length) return undefined;
  const chunks = new Map<number, Buffer>();
  for (let at = headerLength; at + chunkHeaderLength <= end; ) {
    const [vendor, type, length] = [
      packet.readUInt16BE(at),
      packet.readUInt16BE(at + 2),
      packet.readUInt16BE(at + 4),
    ];
    if (length < chunkHeaderLength || at + length > end) return undefined;
    if (vendor === 0) chunks.set(type, packet.subarray(at + chunkHeaderLength, at + length));
    at += length;
  }
  const payload = chunks.get(chunk.payload);
  const seconds = numberIn(chunks.get(chunk.seconds));
  if (!payload || seconds === undefined || numberIn(chunks.get(chunk.protocol)) !== protocolSip)
    return undefined;
  const address = (ipv4: number, ipv6: number, port: number): string => {
    const host = ipv4In(chunks.get(ipv4)) ?? ipv6In(chunks.get(ipv6)) ?? '';
    return `${host}:${numberIn(chunks.get(port)) ?? 0}`;
  };
  return {
    at: seconds * 1000 + Math.floor((numberIn(chunks.get(chunk.microseconds)) ?? 0) / 1000),
    source: address(chunk.sourceIpv4, chunk.sourceIpv6, chunk.sourcePort),
    destination: address(chunk.destinationIpv4, chunk.destinationIpv6, chunk.destinationPort),
    password: chunks.get(chunk.password)?.toString() ?? '',
    payload,
  };
}

const numberIn = (bytes: Buffer | undefined): number | undefined =>
  bytes === undefined || bytes.length === 0 || bytes.length > 4
    ? undefined
    : bytes.readUIntBE(0, bytes.length);

const ipv4In = (bytes: Buffer | undefined): string | undefined =>
  bytes?.length === 4 ? bytes.join('.') : undefined;

function ipv6In(bytes: Buffer | undefined): string | undefined {
  if (bytes?.length !== 16) return undefined;
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16));
  return `[${groups.join(':')}]`;
}
