/**
 * What the dialplan notes of the calls that it serves by itself (asterisk-conf/extensions.conf), read back: a line for
 * each event, with the event, the caller's channel, milliseconds since 1970, and what more there is.
 *
 *     arrived  1795302863.0 1795302863599 from-line PJSIP/line1-00000000 .101 .%2B49301234567 . [handed]
 *     behind   1795302863.0 1795302863600
 *     rings    1795302863.0 1795302876187 PJSIP/boris
 *     missed   1795302863.0 1795302896187 PJSIP/boris NOANSWER
 *     answered 1795302863.0 1795302876194 PJSIP/boris
 *     left     1795302863.0 1795302876289 PJSIP/boris
 *     records  1795302863.0 1795302895136 safety-net-1795302876.0
 *     returned 1795302863.0 1795302876288
 *     ended    1795302863.0 1795302876289 FAILED
 *
 * `handed`: an engine had the caller, and the stand-in has sent them here. `returned`, by the engine: it has such a caller
 * again (Asterisk may die with them, and would write down no end). `FAILED`: the last attempt to reach an engine;
 * `SUCCESS`, if an engine had the call when it ended.
 *
 * Lines may be cut short by a kill or a full disk, or be of somebody else's making: what cannot be read is no event.
 */
import type { OfferOutcome } from '../../call/kept/call.ts';
import type { ServedCall, ServedRing } from '../../call/kept/events.ts';
import { type LegId, legId, type RecordingId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import { arrivalOf } from '../arrival.ts';
import { uriDecoded } from '../uri-decode.ts';

/** `until` and `outcome`, undefined: it still rings. */
type NotedRing = Omit<ServedRing, 'until' | 'outcome'> & Partial<ServedRing>;

/** A call that the net has had, whether or not it is over. */
export interface NotedCall {
  readonly channel: string;
  readonly arrival: ReturnType<typeof arrivalOf>;
  readonly arrivedAt: Instant;
  /** An engine had them before, and knows their leg. */
  readonly handed: boolean;
  readonly rung: readonly NotedRing[];
  readonly message?: { readonly recording: RecordingId; readonly since: Instant };
  /** Others waited before, and came first. */
  readonly behindOthers: boolean;
  /** The agent who answered hung up. */
  readonly leftByAgent: boolean;
  /** Of the last line. */
  readonly lastAt: Instant;
  readonly ended: boolean;
  /** An engine has taken them again: the call is in its journal. */
  readonly returned: boolean;
}

/** By the caller's channel, in the order of arrival. */
export function notedCalls(text: string): ReadonlyMap<string, NotedCall> {
  const calls = new Map<string, NotedCall>();
  for (const line of text.split('\n')) {
    const [event = '', channel = '', time = '', ...more] = line.trimEnd().split(' ');
    if (!/^\d{12,14}$/.test(time)) continue;
    const at = Number(time);
    const before = calls.get(channel);
    const after =
      event === 'arrived' ? arrived(before, channel, at, more) : before && next(before, event, at, more);
    if (after) calls.set(channel, after);
  }
  return calls;
}

/** @param lengthOf of a recording; undefined: nothing was kept */
export function served(call: NotedCall, lengthOf: (recording: string) => Duration | undefined): ServedCall {
  const { arrival, arrivedAt, behindOthers, rung, message, lastAt, leftByAgent, ended } = call;
  const lasted = message && lengthOf(message.recording);
  return {
    leg: legOf(call),
    ...arrival,
    arrivedAt,
    ...(behindOthers ? { behindOthers } : {}),
    rung: rung.map((ring) => ({ outcome: 'withdrawn', until: lastAt, ...ring })),
    ...(message && lasted !== undefined ? { message: { ...message, lasted } } : {}),
    endedAt: lastAt,
    endedBy: leftByAgent ? 'far_end' : ended ? 'caller' : 'unknown',
  };
}

/** Of one who was handed over, the leg is already in the journal, with the call that the engine had. */
export const legOf = ({ channel, handed }: Pick<NotedCall, 'channel' | 'handed'>): LegId =>
  legId(handed ? `${channel}+net` : channel);

/** One who is handed over again has been with an engine meanwhile. */
function arrived(
  before: NotedCall | undefined,
  channel: string,
  at: Instant,
  more: readonly string[],
): NotedCall | undefined {
  const now = newCall(channel, at, more);
  return before === undefined || now?.handed === true ? now : before;
}

function newCall(channel: string, at: Instant, more: readonly string[]): NotedCall | undefined {
  const [context = '', name = '', ...encoded] = more;
  const handed = encoded[3] === 'handed';
  const [dialled, number, callerName] = encoded.map(decoded);
  if (dialled === undefined || number === undefined || callerName === undefined) return undefined;
  return {
    channel: copied(channel),
    arrival: arrivalOf({
      id: channel,
      name,
      dialplan: { context, exten: dialled },
      caller: { number, name: callerName },
    }),
    arrivedAt: at,
    handed,
    rung: [],
    behindOthers: false,
    leftByAgent: false,
    lastAt: at,
    ended: false,
    returned: false,
  };
}

function next(call: NotedCall, event: string, at: Instant, more: readonly string[]): NotedCall {
  if (call.ended) return call;
  const [first = '', status = ''] = more;
  const phone = first.replace(/^PJSIP\//, '');
  const now: NotedCall = { ...call, lastAt: at };
  switch (event) {
    case 'behind':
      return { ...now, behindOthers: true };
    case 'rings':
      return { ...now, rung: [...call.rung, { phone, at }] };
    case 'missed':
      return withRing(now, phone, { outcome: missedBy.get(status) ?? 'failed', until: at });
    case 'answered':
      return withRing(now, phone, { outcome: 'answered', until: at });
    case 'left':
      return { ...now, leftByAgent: true };
    case 'records':
      return { ...now, message: { recording: first as RecordingId, since: at } };
    case 'returned':
      return { ...now, returned: true };
    case 'ended':
      return { ...now, ended: true, returned: call.returned || first === 'SUCCESS' };
    default:
      return call;
  }
}

/** As Dial() calls it. */
const missedBy: ReadonlyMap<string, OfferOutcome> = new Map([
  ['NOANSWER', 'no_answer'],
  ['BUSY', 'busy'],
  ['CHANUNAVAIL', 'unreachable'],
  ['CANCEL', 'withdrawn'],
]);

function withRing(call: NotedCall, phone: string, how: Pick<ServedRing, 'outcome' | 'until'>): NotedCall {
  const ring = call.rung.findLast((each) => each.phone === phone && each.outcome === undefined);
  return { ...call, rung: call.rung.map((each) => (each === ring ? { ...each, ...how } : each)) };
}

/** Written with a dot before it. Undefined: it was cut short. */
export function decoded(text: string): string | undefined {
  if (!text.startsWith('.')) return undefined;
  return uriDecoded(text.slice(1));
}

/** A part of a string keeps all of it in memory; the channels of these calls are remembered for long, the file is not. */
const copied = (text: string): string => Buffer.from(text).toString();
