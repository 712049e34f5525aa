/** AMI's `RTCPReceived` and `RTCPSent` -> what the report says. Pure. */
import type { Direction } from '../../call/kept/quality.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { AmiMessage } from '../ami/ami-link.ts';

export interface RtcpReport {
  readonly channel: string;
  /** The far end reports on what it gets of us, and we on what we get of it. */
  readonly direction: Direction;
  /** In percent, since the last report. */
  readonly loss: number;
  /** In ticks of the RTP clock. */
  readonly jitter: number;
  readonly roundTrip?: Duration;
  /** RTP time of its sender: with the time that has passed it tells how fast that clock ticks. */
  readonly ticks?: number;
}

/**
 * Some phones (baresip 1.0) fill LSR and DLSR so that the difference wraps around, and Asterisk reports a round trip of hours.
 * No one talks over one of ten seconds: it is not known then.
 */
const longestRoundTrip: Duration = seconds(10);

/** Undefined: it is no such event, or one without a report (its sender has not got anything yet). */
export function rtcpReport(message: AmiMessage): RtcpReport | undefined {
  const { event } = message;
  if (event !== 'RTCPReceived' && event !== 'RTCPSent') return undefined;
  const loss = number(message['report0fractionlost']);
  const jitter = number(message['report0iajitter']);
  if (loss === undefined || jitter === undefined) return undefined;
  const isReceived = event === 'RTCPReceived';
  const roundTrip = isReceived ? (number(message['rtt']) ?? 0) * 1000 : 0;
  const ticks = number(message['sentrtp']);
  return {
    channel: String(message['uniqueid']),
    direction: isReceived ? 'to' : 'from',
    // In 256ths (RFC 3550, 6.4.1).
    loss: (Math.min(loss, 256) * 100) / 256,
    jitter,
    // 0: the far end has not had a report of ours to answer.
    ...(roundTrip > 0 && roundTrip <= longestRoundTrip ? { roundTrip } : {}),
    ...(ticks === undefined ? {} : { ticks }),
  };
}

function number(value: unknown): number | undefined {
  const read = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(read) && read >= 0 ? read : undefined;
}
