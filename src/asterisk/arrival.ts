/**
 * Who brings a call, read from a caller's channel: the dialplan's context says which kind (`from-line`, `from-trunk`,
 * `from-phone`), the channel's name which one (`PJSIP/line1-0000002a`), and the arguments of Stasis() what else there is
 * to know of the caller ([who-calls] in asterisk-conf/extensions.conf).
 */
import type { CallArrived } from '../call/kept/events.ts';
import { readDialled } from '../plan/rules/dialled.ts';
import { defined } from '../shared/defined.ts';
import type { AriChannel } from './ari/ari-event.ts';
import { identitiesIn } from './asserted-identity.ts';
import { clickOf } from './ids.ts';

export type Arrival = Omit<CallArrived, 'type' | 'at' | 'leg'>;

export function arrivalOf(
  channel: Pick<AriChannel, 'id' | 'name' | 'caller'> & {
    readonly dialplan: Pick<AriChannel['dialplan'], 'context' | 'exten'> & { readonly app_data?: string };
  },
): Arrival {
  const { context, exten, app_data: given = '' } = channel.dialplan;
  const via = { kind: kindOf(context), name: endpointOf(channel.name) };
  const click = clickOf(channel.id);
  return {
    via,
    ...readDialled(exten),
    ...(click && defined({ clickedAt: click.at, ticket: click.ticket })),
    ...callerOf(channel.caller, given.split(',').slice(1)),
  };
}

/** The phone, line or trunk at the other end of a channel: `PJSIP/anna-0000002a` is `anna`. */
export function endpointOf(channelName: string): string {
  return channelName.replace(/^[^/]*\//, '').replace(/-[0-9a-f]+$/, '');
}

type CallerSent = Pick<Arrival, 'callerNumber' | 'callerName' | 'networkNumber'>;

/** Of callers who withhold their number neither it nor their name gets any further than this. */
function callerOf(sent: AriChannel['caller'], about: readonly string[]): CallerSent {
  const [encoded = ''] = about.flatMap((word) => (/^asserted=(.*)$/s.exec(word) ?? []).slice(1));
  const asserted = identitiesIn(encoded);
  const { number, name } = asserted ?? sent;
  if (!about.includes('withheld')) return { callerNumber: number, callerName: name };
  const isKnown = about.includes('trusted') && number !== '';
  return { callerNumber: '', callerName: '', ...(isKnown ? { networkNumber: number } : {}) };
}

function kindOf(context: string): Arrival['via']['kind'] {
  if (context === 'from-phone') return 'phone';
  if (context === 'from-trunk') return 'trunk';
  // A dialplan of the operator's own may bring calls from anywhere; they get the rights of a stranger.
  return 'line';
}
