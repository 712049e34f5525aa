/**
 * A call that is over, as the spans of a trace: one for the call, and below it what its caller met. Pure; folded from the
 * entries of the call.
 *
 *     call
 *     |-- menu main, say, lookup         while nobody was asked for yet
 *     |-- waiting                        a visit of a queue
 *     |   `-- offer, offer, ...
 *     |-- talk                           one for each party
 *     |   `-- hold, consultation
 *     |-- transfer, recording, voicemail, survey, callback attempt
 *     `-- wrap-up                        made apart: it ends after the call (`wrapUpSpan`)
 *
 * Invariant: no number and no name of a person is in a span. So steps are named by what they do (`ring`), queues and menus
 * by their names in the plan, and people not at all.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallOutcome } from '../../call/kept/outcomes.ts';
import type { LegQuality } from '../../call/kept/quality.ts';
import { callRows } from '../../reports/records/call-fold.ts';
import type { CallRows } from '../../reports/records/rows.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { PairedSpans } from './paired-spans.ts';
import { type CallSpan, callKey, isWithin, talkKey } from './span.ts';

export interface CallTrace {
  readonly call: CallId;
  readonly arrivedAt: Instant;
  /** The call itself is the first. */
  readonly spans: readonly CallSpan[];
  /** Other calls that this one led to, or belongs to. */
  readonly linked: readonly CallId[];
}

/** A caller may wait for hours while phones ring for them. */
export const mostSpans = 256;

const failed: readonly CallOutcome[] = ['failed', 'exchange_restarted', 'overload'];

/** @param entries of one call, in order. Undefined: it is not over, or its beginning is not there. */
export function callTrace(entries: readonly StoredEntry[]): CallTrace | undefined {
  const [arrival] = entries;
  const end = entries.find((entry) => entry.type === 'callEnded');
  if (arrival?.type !== 'callArrived' || end?.type !== 'callEnded') return undefined;
  const rows = callRows(entries, end.at, () => false);
  if (!rows) return undefined;
  const below = [
    ...promptSpans(rows, end.at),
    ...visitSpans(rows, end.at),
    ...talkSpans(rows, end.at, entries),
    ...new PairedSpans(rows, end.at).of(entries),
  ].toSorted((a, b) => a.from - b.from);
  const leftOut = Math.max(0, below.length - (mostSpans - 1));
  const { source, tags, transfers, waited, talked, held, servedBySafetyNet } = rows.call;
  const root: CallSpan = {
    key: callKey,
    under: null,
    name: 'call',
    kind: source === 'outside' ? 'server' : 'internal',
    from: arrival.at,
    to: Math.max(arrival.at, end.at),
    attributes: {
      'cordboard.call.id': arrival.call,
      'cordboard.call.source': source,
      'cordboard.call.outcome': end.outcome,
      'cordboard.call.ended_by': kindOfWho(end.by),
      'cordboard.call.waited_ms': waited,
      'cordboard.call.talked_ms': talked,
      'cordboard.call.held_ms': held,
      'cordboard.call.transfers': transfers,
      'cordboard.call.tagged': tags.length > 0,
      'cordboard.call.by_safety_net': servedBySafetyNet,
      'cordboard.plan.version': arrival.planVersion,
      'cordboard.quality.mos': mosOf(entries, 'caller'),
      'cordboard.spans_left_out': leftOut === 0 ? undefined : leftOut,
    },
    ...(failed.includes(end.outcome) && { error: end.outcome }),
  };
  const spans = [root, ...below.slice(0, mostSpans - 1)];
  // What is left out may have something below it.
  const keys = new Set(spans.map(({ key }) => key));
  const linked = new Set(entries.flatMap((entry) => linkedIn(entry)));
  linked.delete(arrival.call);
  return {
    call: arrival.call,
    arrivedAt: arrival.at,
    spans: spans.map((span) =>
      span.under === null || keys.has(span.under) ? span : { ...span, under: callKey },
    ),
    linked: [...linked],
  };
}

/** An agent's time after the call: it may begin before the call is over, and ends when they say so. */
export function wrapUpSpan(
  started: StoredEntry & { readonly type: 'wrapUpStarted' },
  ended: StoredEntry & { readonly type: 'wrapUpEnded' },
): CallSpan {
  return {
    key: `wrap-up ${started.seq}`,
    under: callKey,
    name: 'wrap-up',
    kind: 'internal',
    from: started.at,
    to: Math.max(started.at, ended.at),
    attributes: { 'cordboard.call.id': started.call, 'cordboard.wrap_up.ended_by': kindOfWho(ended.by) },
  };
}

const kinds = ['caller', 'agent', 'plan', 'engine', 'exchange', 'time', 'result', 'echo'];

/**
 * The journal names who ended it: `agent anna`, the number of an outside party, the person who asked for it by the API.
 * Here only the kind is told.
 */
function kindOfWho(by: string): string {
  const [first = ''] = by.split(' ');
  if (kinds.includes(first)) return first;
  return /^\+?\d/.test(first) ? 'outside' : 'other';
}

function promptSpans({ prompts }: CallRows, end: Instant): readonly CallSpan[] {
  return prompts.map(({ step, since, until, left }, nth) => {
    const [does = '', name] = step.split(' ');
    return {
      key: `prompt ${nth}`,
      under: callKey,
      // What is said may be a name.
      name: does === 'menu' ? `menu ${name}` : does || 'prompt',
      kind: 'internal',
      from: since,
      to: Math.max(since, until ?? end),
      attributes: { 'cordboard.menu': does === 'menu' ? name : undefined, 'cordboard.left_here': left },
    };
  });
}

function visitSpans({ visits }: CallRows, end: Instant): readonly CallSpan[] {
  return visits.map(({ queue, enteredAt, leftAt, outcome, transferredIn }, nth) => ({
    key: `waiting ${nth}`,
    under: callKey,
    name: `waiting ${queue}`,
    kind: 'internal',
    from: enteredAt,
    to: Math.max(enteredAt, leftAt ?? end),
    attributes: {
      'cordboard.queue': queue,
      'cordboard.waiting.outcome': outcome,
      'cordboard.waiting.by_transfer': transferredIn,
    },
    ...(outcome === 'failed' && { error: 'failed' }),
  }));
}

function talkSpans(
  { parties }: CallRows,
  end: Instant,
  entries: readonly StoredEntry[],
): readonly CallSpan[] {
  const vanished = entries.filter((entry) => entry.type === 'phoneVanished');
  return parties.map((party, nth) => {
    const { who, role, since, until = end, held, consulted, inVain } = party;
    const gone = vanished.find((entry) => entry.to === who && isWithin(entry.at, party, end));
    const error = gone ? (gone.code ?? 'phone_vanished') : inVain ? 'answered_in_vain' : undefined;
    return {
      key: talkKey(nth),
      under: callKey,
      name: 'talk',
      kind: 'internal',
      from: since,
      to: Math.max(since, until),
      attributes: {
        'cordboard.talk.role': role,
        'cordboard.talk.held_ms': held,
        'cordboard.talk.consulted_ms': consulted,
        'cordboard.quality.mos': mosOf(entries, who),
      },
      ...(error !== undefined && { error }),
    };
  });
}

/** The worse direction of the leg; of several legs, of the worst. */
function mosOf(entries: readonly StoredEntry[], who: string): number | undefined {
  const heard = entries.flatMap((entry) =>
    entry.type === 'quality' && entry.stage === 'over' && entry.who === who ? directions(entry) : [],
  );
  return heard.length === 0 ? undefined : Math.min(...heard);
}
const directions = ({ to, from }: LegQuality): readonly number[] =>
  [to, from].flatMap((direction) => (direction ? [direction.mos] : []));

function linkedIn(entry: StoredEntry): readonly CallId[] {
  if (entry.type === 'callArrived') return entry.beside === undefined ? [] : [entry.beside];
  if (entry.type === 'consultBegan' || entry.type === 'warmTransfer') return [entry.aside];
  if (entry.type === 'secondCallMade') return [entry.second];
  if (entry.type === 'callbackBooked') return [entry.callback];
  if (entry.type === 'callsJoined' || entry.type === 'pickedUp') return [entry.other];
  return [];
}
