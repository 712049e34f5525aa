/**
 * A call's record, folded from its journal entries. Pure; works as well while the call is in progress.
 *
 * `waited` is the time that the caller spent in the phases `waiting` and `ringing`: looking for a person, whoever it
 * was, and however often they were passed on. The time in the phase `talking` is `talked`, `held`, `consulted`
 * (`talk-times.ts`), and `inVain`: what does not count, because anyone who had picked up was gone at once, or their phone
 * had vanished. These are sums over `phases`, so that a record can be checked against itself.
 */
import type { CallOutcome, OfferOutcome, PhaseName } from '../call/kept/call.ts';
import type { CallArrived, Caller } from '../call/kept/events.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { QueueName, VoicemailName } from '../plan/model.ts';
import { defined } from '../shared/defined.ts';
import { failureOf, type OfferCode } from '../shared/failures/table.ts';
import type { CallId, OfferId, RecordingId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';
import { type TalkTimes, talkTimes } from './talk-times.ts';

export interface CallRecord {
  readonly call: CallId;
  readonly arrivedAt: Instant;
  readonly via: CallArrived['via'];
  readonly dialled: string;
  readonly caller: Caller;
  readonly planVersion: number;
  /** If omitted: by the engine. */
  readonly servedBy?: 'safety_net';
  /**
   * In the order lived, without those that were left in the turn in which they were entered; the last one is still
   * going on unless the call has ended.
   */
  readonly phases: readonly PhaseSpan[];
  readonly offers: readonly OfferRecord[];
  /** The queue that they waited in last. */
  readonly queue?: QueueName;
  /** Whom the caller talked to, in order, each once. */
  readonly answeredBy: readonly string[];
  readonly waited: Duration;
  /** The caller heard a person. */
  readonly talked: Duration;
  /** The caller heard music during a talk: they were on hold, or the agent consulted somebody. */
  readonly held: Duration;
  /** Of a call that an agent made beside another: the two talked. */
  readonly consulted: Duration;
  /** What each of those who talked with the caller did with their time. */
  readonly participants: TalkTimes['others'];
  /** Whether all of it is known: false if events were missed while a hold lasted. */
  readonly heldForCertain: boolean;
  readonly inVain: Duration;
  readonly message?: {
    readonly voicemail: VoicemailName;
    readonly recording: RecordingId;
    readonly lasted: Duration;
  };
  /** If omitted: in progress. */
  readonly end?: { readonly outcome: CallOutcome; readonly at: Instant; readonly by: string };
}

export interface PhaseSpan {
  readonly phase: PhaseName;
  readonly since: Instant;
  readonly lasted: Duration;
  readonly because: string;
}

export interface OfferRecord {
  readonly offer: OfferId;
  readonly to: string;
  readonly madeAt: Instant;
  readonly rangAt?: Instant;
  /** If omitted: still open. */
  readonly outcome?: OfferOutcome;
  /** Why no one answered; calls of earlier versions have words alone. */
  readonly code?: OfferCode;
  readonly because?: string;
  readonly endedAt?: Instant;
  /** Somebody picked up after it had been withdrawn. */
  readonly answeredTooLate: boolean;
}

/**
 * @param entries of one call, in order
 * @param now what a call in progress is measured against
 * @returns nothing if the entries do not tell of a call's arrival
 */
export function callRecord(entries: readonly StoredEntry[], now: Instant): CallRecord | undefined {
  const arrival = entries.find(isOf('callArrived'));
  if (!arrival) return undefined;
  const ending = entries.find(isOf('callEnded'));
  const phases = phaseSpans(entries, ending?.at ?? now);
  const message = entries.findLast(isOf('messageLeft'));
  const queue = lastQueue(entries);
  const { caller, others: participants, inVain } = talkTimes(entries, now);
  return {
    call: arrival.call,
    arrivedAt: arrival.at,
    via: arrival.via,
    dialled: arrival.dialled,
    caller: arrival.caller,
    planVersion: arrival.planVersion,
    ...defined({ servedBy: arrival.servedBy }),
    phases,
    // What still rang when a consultation was joined to its call goes on there.
    offers: offers(entries).filter(({ outcome }) => outcome !== undefined || ending?.outcome !== 'joined'),
    ...defined({ queue }),
    answeredBy: answeredBy(entries),
    waited: timeIn(phases, ['waiting', 'ringing']),
    ...caller,
    participants,
    inVain,
    heldForCertain: entries.every(
      (entry) => entry.type !== 'resumed' || entry.who === 'caller' || entry.certain,
    ),
    ...(message && {
      message: { voicemail: message.voicemail, recording: message.recording, lasted: message.lasted },
    }),
    ...(ending && { end: { outcome: ending.outcome, at: ending.at, by: ending.by } }),
  };
}

function phaseSpans(entries: readonly StoredEntry[], until: Instant): PhaseSpan[] {
  const entered = entries.filter(isOf('phaseEntered')).filter((entry) => entry.phase !== 'ended');
  const spans = entered.map((entry, i) => ({
    phase: entry.phase,
    since: entry.at,
    lasted: Math.max(0, (entered[i + 1]?.at ?? until) - entry.at),
    because: entry.because,
  }));
  return spans.filter(({ lasted }, i) => lasted > 0 || i === spans.length - 1);
}

function answeredBy(entries: readonly StoredEntry[]): readonly string[] {
  const inVain = new Set(entries.filter(isOf('answeredInVain')).map(({ offer }) => offer));
  const talkers = entries.flatMap((entry) => {
    if (entry.type === 'connected') return inVain.has(entry.offer) ? [] : [entry.to];
    return entry.type === 'partyJoined' && entry.role !== 'supervising' ? [entry.who] : [];
  });
  return [...new Set(talkers)];
}

function lastQueue(entries: readonly StoredEntry[]): QueueName | undefined {
  const decisions = entries.map((entry) => ('decision' in entry ? entry.decision : undefined));
  return decisions.findLast((decision) => decision?.queue !== undefined)?.queue;
}

function timeIn(phases: readonly PhaseSpan[], names: readonly PhaseName[]): Duration {
  return phases.reduce((sum, span) => (names.includes(span.phase) ? sum + span.lasted : sum), 0);
}

function reasonOf({ code, because }: JournalEntryOf<'offerEnded'>): Pick<OfferRecord, 'code' | 'because'> {
  if (code !== undefined) return { code, because: failureOf(code).sentence };
  return because === undefined ? {} : { because };
}

function offers(entries: readonly StoredEntry[]): OfferRecord[] {
  const byId = new Map<OfferId, OfferRecord>();
  const change = (id: OfferId, facts: Partial<OfferRecord>) => {
    const known = byId.get(id);
    if (known) byId.set(id, { ...known, ...facts });
  };
  for (const entry of entries) {
    if (entry.type === 'offerMade') {
      const { offer, to, at: madeAt } = entry;
      byId.set(offer, { offer, to, madeAt, answeredTooLate: false });
    } else if (entry.type === 'offerRang') {
      change(entry.offer, { rangAt: entry.at });
    } else if (entry.type === 'connected') {
      change(entry.offer, { outcome: 'answered', endedAt: entry.at });
    } else if (entry.type === 'offerEnded') {
      // It was made for a consultation, whose search goes on in this call.
      if (!byId.has(entry.offer)) {
        const { offer, to, at, rangFor } = entry;
        byId.set(offer, { offer, to, madeAt: at - rangFor, answeredTooLate: false });
      }
      change(entry.offer, { outcome: entry.outcome, ...reasonOf(entry), endedAt: entry.at });
    } else if (entry.type === 'answeredInVain') {
      change(entry.offer, { outcome: 'no_answer', because: entry.because, endedAt: entry.at });
    } else if (entry.type === 'answeredTooLate') {
      change(entry.offer, { answeredTooLate: true });
    }
  }
  return [...byId.values()];
}

function isOf<Type extends StoredEntry['type']>(type: Type) {
  return (entry: StoredEntry): entry is JournalEntryOf<Type> & { readonly seq: number } =>
    entry.type === type;
}
