/** How a talk sounds, as the browser measures it. */
export interface Quality {
  /** Of the packets that should have come, in percent. */
  readonly lossPercent: number;
  readonly jitterMs: number;
  /** If omitted: not known yet. */
  readonly roundTripMs?: number;
}

/** Since the talk began; undefined: nothing has come yet. */
export async function qualityOf(connection: RTCPeerConnection): Promise<Quality | undefined> {
  let quality: Quality | undefined;
  let roundTripMs: number | undefined;
  for (const stat of (await connection.getStats()).values() as Iterable<Stat>) {
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
      const { packetsLost = 0, packetsReceived = 0, jitter = 0 } = stat;
      const due = packetsLost + packetsReceived;
      if (due > 0)
        quality = {
          lossPercent: Math.max(0, (100 * packetsLost) / due),
          jitterMs: Math.round(jitter * 10_000) / 10,
        };
    }
    if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined)
      roundTripMs = Math.round(stat.currentRoundTripTime * 1000);
  }
  return quality && { ...quality, ...(roundTripMs !== undefined && { roundTripMs }) };
}

interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  /** Seconds, as is the round trip. */
  readonly jitter?: number;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
}
