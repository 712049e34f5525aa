/**
 * When a waiting call widens: by the time waited at the latest, and before that where the plan says so and a long wait
 * is to be expected.
 *
 * The wait to be expected is looked at when the caller begins to wait, and then every twenty seconds while a step that
 * may come early is next; each look brings one step at most. What came early stays: the call never narrows again.
 *
 * A look plays the floor forward, which takes milliseconds in which nothing is decided. So a long line has longer pauses
 * between its looks, from the first on: there are two a second at most, however many wait.
 */
import type { Queue } from '../../plan/model.ts';
import type { Estimate } from '../../routing/estimate.ts';
import { nextStep, type Stage, stageAt } from '../../routing/widening.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { remind } from '../actions/remind.ts';
import type { Call, CallIn, QueueSearch } from '../kept/call.ts';
import type { Expected } from '../kept/journal/waiting.ts';
import type { Turn } from '../turn/turn.ts';
import { queuePosition } from './queue-position.ts';

const lookEvery: Duration = seconds(20);
/** Two callers of one queue are not looked at in less. */
const apart: Duration = seconds(0.5);

/** The step in force now. */
export const stageOf = (turn: Turn, queue: Queue, { since, widened }: QueueSearch): Stage =>
  stageAt(queue, turn.now - since, widened);

/** The timer that brings the next step of widening. */
export function awaitWidening<C extends Call>(turn: Turn, call: C, search: QueueSearch): C {
  const queue = turn.queue(search.queue, call);
  const next = queue && nextStep(queue, turn.now - search.since, search.widened);
  return remind(turn, call, 'wideningDue', next && search.since + next.after);
}

/** The timer that looks at the wait to be expected, where a step may come early. */
export function awaitLook<C extends Call>(turn: Turn, call: C, search: QueueSearch): C {
  const queue = turn.queue(search.queue, call);
  const next = queue && nextStep(queue, turn.now - search.since, search.widened);
  if (next?.fromWait === undefined) return remind(turn, call, 'lookDue', undefined);
  const pause = Math.max(lookEvery, turn.waitingFor(search.queue).length * apart);
  const before = search.lookedAt ?? search.since - lookEvery;
  return remind(turn, call, 'lookDue', Math.max(turn.now, before + pause));
}

/** Looks at the wait to be expected, and widens if it is too long. */
export function look(turn: Turn, call: CallIn<'waiting'>, before: QueueSearch): void {
  const queue = turn.queue(before.queue, call);
  const from = queue && nextStep(queue, turn.now - before.since, before.widened)?.fromWait;
  if (!queue || from === undefined) return;
  const expected = longWait(queuePosition(turn, call, before).estimate(), from);
  const { step } = stageOf(turn, queue, before);
  const search: QueueSearch = {
    ...before,
    lookedAt: turn.now,
    ...(expected ? { widened: step + 1 } : {}),
  };
  const looked = awaitLook(turn, { ...call, phase: { ...call.phase, search } }, search);
  if (!expected) {
    turn.put(looked);
    return;
  }
  const { of, title } = stageOf(turn, queue, search);
  turn.journal({
    type: 'searchWidened',
    call: call.id,
    queue: queue.name,
    step: step + 1,
    of,
    title,
    expected,
  });
  turn.put(awaitWidening(turn, looked, search));
  turn.seek(looked);
}

/** What is expected, if it is so long: by the middle of the interval, or by all of one that is too wide to be told. */
function longWait(estimate: Estimate, from: Duration): Expected | undefined {
  const { low } = estimate;
  if (!estimate.reliable) return low !== undefined && low >= from ? { low } : undefined;
  return (estimate.low + estimate.high) / 2 >= from ? { low: estimate.low, high: estimate.high } : undefined;
}
