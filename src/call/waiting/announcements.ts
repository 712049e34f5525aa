/**
 * What waiting callers are told of their place and their wait, and that they may be called back. They stay where they
 * are meanwhile, and phones ring meanwhile: anyone who answers interrupts it.
 *
 * It is spoken only when it helps: a place when it has got better, a wait as long as it is reliable and something new.
 */
import type { Announcements, CallbackTerms, Plan, Prompt, PromptPart } from '../../plan/model.ts';
import type { Estimate, Interval } from '../../routing/estimate.ts';
import { type Instant, minutes } from '../../shared/time.ts';
import { speak, together } from '../actions/sound.ts';
import { type Call, hasLeg, type QueueSearch, type Searching } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { type QueuePosition, queuePosition } from './queue-position.ts';

/** The call has its clock for what it is to be told next, if there is something. */
export function awaitAnnouncement(turn: Turn, call: Searching): Call {
  const { search } = call.phase;
  if (search.for !== 'queue' || !hasLeg(call)) return call;
  if (call.timers.some(({ what }) => what === 'announcementDue')) return call;
  const due = nextAnnouncement(turn, call, search);
  return due === undefined
    ? call
    : turn.timer(call, { what: 'announcementDue', at: Math.max(turn.now, due) });
}

/** Tells the caller what is due now. */
export function announce(turn: Turn, call: Searching): void {
  const { search } = call.phase;
  if (search.for !== 'queue') return;
  const queue = turn.queue(search.queue, call);
  const seen = queuePosition(turn, call, search);
  const wanted = queue?.announce;
  const isDue = wanted !== undefined && announcementAt(wanted, search) <= turn.now;
  const callback =
    queue?.callback && mayOffer(call, queue.callback, search, turn.now, () => waitOf(call, seen))
      ? queue.callback
      : undefined;
  const place = isDue && wanted.place && isBetter(seen.place, search) ? seen.place : undefined;
  const estimate = isDue && wanted.wait ? waitOf(call, seen) : undefined;
  const wait = estimate?.reliable && isNews(estimate, search) ? estimate : undefined;
  const offers = callback !== undefined && (isDue || !search.callbackOffered) ? callback : undefined;
  const { spoken } = turn.planOf(call);
  const pieces = [
    ...(place === undefined ? [] : placeInWords(spoken, place)),
    ...(wait === undefined ? [] : waitInWords(spoken, wait)),
    ...(isDue && wanted.say ? [wanted.say] : []),
    ...(offers ? [offers.say] : []),
  ];
  const interval = wait && { low: wait.low, high: wait.high };
  const told = {
    at: turn.now,
    ...kept(search.told),
    ...(place && { place }),
    ...(interval && { wait: interval }),
  };
  const next: QueueSearch = {
    ...search,
    ...(isDue ? { told: { ...told, at: turn.now } } : {}),
    ...(callback ? { callbackOffered: true } : {}),
  };
  const informed: Searching = { ...call, phase: { ...call.phase, search: next } };
  if (pieces.length === 0) {
    turn.put(awaitAnnouncement(turn, informed));
    return;
  }
  turn.journal({
    type: 'announced',
    call: call.id,
    queue: search.queue,
    place: seen.place,
    placeSaid: place !== undefined,
    ...(interval ? { wait: interval } : {}),
    ...(estimate?.reliable === false ? { waitUnsaid: estimate.because } : {}),
    callbackOffered: offers !== undefined,
  });
  const { call: spokenTo, playback } = speak(turn, informed, together(...pieces));
  const speaking: Searching = { ...spokenTo, phase: { ...informed.phase, playback } };
  turn.put(awaitAnnouncement(turn, speaking));
}

/** Not for a caller for whom a phone rings: that may be over in a moment, or start again. */
const waitOf = ({ phase }: Searching, { estimate }: QueuePosition): Estimate =>
  phase.name === 'ringing' ? { reliable: false, because: 'a phone rings for them' } : estimate();

function nextAnnouncement(turn: Turn, call: Searching, search: QueueSearch): Instant | undefined {
  const queue = turn.queue(search.queue, call);
  if (call.answeredAt === undefined && !queue?.announce?.answers) return undefined;
  const times = queue?.announce ? [announcementAt(queue.announce, search)] : [];
  if (queue?.callback && !search.callbackOffered && mayBook(call)) {
    const isDue = mayOffer(call, queue.callback, search, turn.now, () =>
      waitOf(call, queuePosition(turn, call, search)),
    );
    times.push(isDue ? turn.now : search.since + queue.callback.offerAfter);
  }
  return times.length === 0 ? undefined : Math.min(...times);
}

const announcementAt = ({ firstAfter, every }: Announcements, { told, since }: QueueSearch): Instant =>
  told ? told.at + every : since + firstAfter;

/** Somebody inside has a phone of ours, and who was called back already is served here. */
const mayBook = (call: Call): boolean => call.via.kind === 'line' || call.via.kind === 'trunk';

function mayOffer(
  call: Call,
  { offerAfter, offerFromWait }: CallbackTerms,
  search: QueueSearch,
  now: Instant,
  estimate: () => Estimate,
): boolean {
  if (!mayBook(call)) return false;
  if (search.callbackOffered === true || now - search.since >= offerAfter) return true;
  const expected = offerFromWait === undefined ? undefined : estimate();
  return offerFromWait !== undefined && expected?.reliable === true && expected.high >= offerFromWait;
}

const kept = (told: QueueSearch['told']) => told ?? {};

const isBetter = (place: number, { told }: QueueSearch): boolean =>
  told?.place === undefined || place < told.place;

const isNews = ({ low, high }: Interval, { told }: QueueSearch): boolean =>
  told?.wait === undefined || low !== told.wait.low || high !== told.wait.high;

function placeInWords(spoken: Plan['spoken'], place: number): (Prompt | PromptPart)[] {
  return place === 1 ? [spoken['you are next']] : [spoken['your place in the queue is'], number(place)];
}

function waitInWords(spoken: Plan['spoken'], { low, high }: Interval): (Prompt | PromptPart)[] {
  const most = number(high / minutes(1));
  if (low > 0) {
    return [spoken['the wait is between'], number(low / minutes(1)), spoken.and, most, spoken.minutes];
  }
  if (high <= minutes(1)) return [spoken['the wait is less than a minute']];
  return [spoken['the wait is less than'], most, spoken.minutes];
}

const number = (value: number): PromptPart => ({ kind: 'number', number: Math.round(value) });
