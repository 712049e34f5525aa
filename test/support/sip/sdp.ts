/** Offers and answers for one stream of telephone audio (RFC 4566, RFC 3264): PCMU, PCMA, telephone-event. */
export interface AudioOffer {
  readonly host: string;
  readonly port: number;
  /** Payload types in order of preference: 0 PCMU, 8 PCMA. */
  readonly codecs: readonly Codec[];
  /** Payload type of RFC 4733 events; none: digits go in the audio, or in SIP INFO. */
  readonly telephoneEvent?: number;
}

export type Codec = 0 | 8;
/** `sendonly`: the other side is put on hold. */
export type Direction = 'sendrecv' | 'sendonly' | 'inactive';

const rtpmaps: Readonly<Record<Codec, string>> = { 0: 'PCMU/8000', 8: 'PCMA/8000' };

/** `version` grows with each offer of one session. */
export function writeSdp(
  offer: AudioOffer,
  session: number,
  direction: Direction = 'sendrecv',
  version = session,
): string {
  const events = offer.telephoneEvent;
  const payloads = [...offer.codecs, ...(events === undefined ? [] : [events])];
  const lines = [
    'v=0',
    `o=- ${session} ${version} IN IP4 ${offer.host}`,
    's=-',
    `c=IN IP4 ${offer.host}`,
    't=0 0',
    `m=audio ${offer.port} RTP/AVP ${payloads.join(' ')}`,
    ...offer.codecs.map((codec) => `a=rtpmap:${codec} ${rtpmaps[codec]}`),
    ...(events === undefined ? [] : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-16`]),
    'a=ptime:20',
    `a=${direction}`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** undefined: no audio that we could speak. */
export function readSdp(text: string): AudioOffer | undefined {
  const lines = text.split(/\r?\n/);
  const audio = lines.findIndex((line) => line.startsWith('m=audio '));
  if (audio < 0) return undefined;
  const [, port, , ...payloads] = (lines[audio] ?? '').slice(2).split(' ');
  const next = lines.findIndex((line, index) => index > audio && line.startsWith('m='));
  const media = lines.slice(audio, next < 0 ? undefined : next);
  // A connection line of the stream overrides that of the session.
  const host = connectionIn(media) ?? connectionIn(lines.slice(0, audio));
  const codecs = payloads.map(Number).filter((payload): payload is Codec => payload === 0 || payload === 8);
  const events = media
    .map((line) => /^a=rtpmap:(\d+) telephone-event\/8000/.exec(line)?.[1])
    .find((payload) => payload !== undefined);
  if (host === undefined || codecs.length === 0 || !(Number(port) > 0)) return undefined;
  return {
    host,
    port: Number(port),
    codecs,
    ...(events === undefined ? {} : { telephoneEvent: Number(events) }),
  };
}

/** What both can speak, in the order of the offer; undefined: nothing. */
export function answerSdp(offer: AudioOffer, ours: AudioOffer): AudioOffer | undefined {
  const codecs = offer.codecs.filter((codec) => ours.codecs.includes(codec));
  if (codecs.length === 0) return undefined;
  const both = ours.telephoneEvent !== undefined && offer.telephoneEvent !== undefined;
  return {
    host: ours.host,
    port: ours.port,
    codecs,
    // The payload number of the offer is taken over, so that it is the same both ways.
    ...(both && offer.telephoneEvent !== undefined ? { telephoneEvent: offer.telephoneEvent } : {}),
  };
}

const connectionIn = (lines: readonly string[]): string | undefined =>
  lines.find((line) => line.startsWith('c='))?.split(' ')[2];
