/**
 * Who brings a call, read from a caller's channel: the dialplan's context says which kind (`from-line`, `from-trunk`,
 * `from-phone`), the channel's name which one (`PJSIP/line1-0000002a`).
 */
import type { CallArrived } from '../call/kept/events.ts';
import type { AriChannel } from './ari/ari-event.ts';

export type Arrival = Omit<CallArrived, 'type' | 'at' | 'leg'>;

export function arrivalOf(
  channel: Pick<AriChannel, 'name' | 'caller'> & {
    readonly dialplan: Pick<AriChannel['dialplan'], 'context' | 'exten'>;
  },
): Arrival {
  return {
    via: { kind: kindOf(channel.dialplan.context), name: endpointOf(channel.name) },
    dialled: channel.dialplan.exten,
    callerNumber: channel.caller.number,
    callerName: channel.caller.name,
  };
}

/** The phone, line or trunk at the other end of a channel: `PJSIP/anna-0000002a` is `anna`. */
export function endpointOf(channelName: string): string {
  return channelName.replace(/^[^/]*\//, '').replace(/-[0-9a-f]+$/, '');
}

function kindOf(context: string): Arrival['via']['kind'] {
  if (context === 'from-phone') return 'phone';
  if (context === 'from-trunk') return 'trunk';
  // A dialplan of the operator's own may bring calls from anywhere; they get the rights of a stranger.
  return 'line';
}
