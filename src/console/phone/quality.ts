/** How a talk sounds, as the browser measures it. */
export interface Quality {
  /** Of the packets that should have come, in percent. */
  readonly lossPercent: number;
  readonly jitterMs: number;
  /** If omitted: not known yet. */
  readonly roundTripMs?: number;
}

/** In both directions. */
export interface BothWays extends Quality {
  /** Of the packets that the page has sent, in percent, as the other side reports every five seconds. If omitted: not known yet. */
  readonly sentLossPercent?: number;
}

/** Since the talk began; undefined: nothing has come yet. */
export async function qualityOf(connection: RTCPeerConnection): Promise<Quality | undefined> {
  const both = await bothWaysOf(connection);
  if (!both) return undefined;
  const { sentLossPercent: _, ...quality } = both;
  return quality;
}

/** As `qualityOf`, with what the other side says of our sound. */
export async function bothWaysOf(connection: RTCPeerConnection): Promise<BothWays | undefined> {
  let quality: Quality | undefined;
  let roundTripMs: number | undefined;
  let sent = 0;
  let lostThere: number | undefined;
  for (const stat of (await connection.getStats()).values() as Iterable<Stat>) {
    const { packetsLost = 0, packetsReceived = 0, packetsSent = 0, jitter = 0 } = stat;
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
      const due = packetsLost + packetsReceived;
      if (due > 0)
        quality = { lossPercent: shareOf(packetsLost, due), jitterMs: Math.round(jitter * 10_000) / 10 };
    }
    if (stat.type === 'outbound-rtp' && stat.kind === 'audio') sent = packetsSent;
    if (stat.type === 'remote-inbound-rtp' && stat.kind === 'audio') lostThere = packetsLost;
    if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined)
      roundTripMs = Math.round(stat.currentRoundTripTime * 1000);
  }
  return (
    quality && {
      ...quality,
      ...(roundTripMs !== undefined && { roundTripMs }),
      ...(lostThere !== undefined && sent > 0 && { sentLossPercent: shareOf(lostThere, sent) }),
    }
  );
}

/** Packets that came twice count against those that were lost, down to less than none. */
const shareOf = (lost: number, of: number): number => Math.min(100, Math.max(0, (100 * lost) / of));

interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  /** Seconds, as is the round trip. */
  readonly jitter?: number;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
}
