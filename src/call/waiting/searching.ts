/**
 * Waiting and ringing: the caller looks for somebody (`Search`), and as long as no one has answered, phones may ring.
 *
 * A queue's caller waits until an agent of the queue may take the call. A `ring` step does not wait: each of its agents
 * is asked once, and if none can be had the call goes on at once. A place (an outside number, an echo) is just rung.
 *
 * Here is what happens to the caller meanwhile. How the search begins is in `start-search.ts`, who is rung in
 * `find-agents.ts`, and what the phones that ring do in `ringing.ts`.
 */
import { type Duration, seconds } from '../../shared/time.ts';
import { withdrawAll } from '../actions/offers.ts';
import { answer, musicOf, playMusic } from '../actions/sound.ts';
import { listenForKeys, noKeyCame, takesKey } from '../callbacks/asking-for-callback.ts';
import type { Call, Searching } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { announce, awaitAnnouncement } from './announcements.ts';
import { leaveQueue, wayOutByKey } from './queue-limits.ts';
import { goBack } from './ring-exits.ts';
import { ringingPhones } from './ringing.ts';
import { awaitWidening, look, stageOf } from './widening.ts';

/** Said later while something else is being said. */
const announceAgainAfter: Duration = seconds(10);

export const searching = {
  ...ringingPhones,

  /** A callback, or a way out of the queue, if it has one for the key. */
  digitPressed(turn: Turn, call: Searching, digit: string): void {
    const { search } = call.phase;
    if (takesKey(turn, call, digit)) return;
    const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
    const flow = queue && wayOutByKey(turn, call, queue, digit);
    if (!queue || flow === undefined) return;
    leaveQueue(turn, withdrawAll(turn, call, 'caller_left_queue'), queue, flow, `key ${digit}`);
  },

  /** An announcement, a question or a greeting is over. */
  promptEnded(turn: Turn, call: Searching): void {
    const { playback: _, ...phase } = call.phase;
    const silent: Call = { ...call, phase };
    if (phase.dialogue) listenForKeys(turn, { ...call, phase });
    else turn.put(playMusic(turn, silent, musicOf(turn, call)));
  },

  keyWaitRanOut(turn: Turn, call: Searching): void {
    noKeyCame(turn, call);
  },

  announcementDue(turn: Turn, call: Searching): void {
    const { phase } = call;
    if (phase.search.for !== 'queue') return;
    if (phase.playback || phase.dialogue) {
      turn.put(turn.timer(call, { what: 'announcementDue', at: turn.now + announceAgainAfter }));
      return;
    }
    announce(turn, call);
  },

  pickUpDue(turn: Turn, call: Searching): void {
    if (call.answeredAt !== undefined) return;
    const answered = playMusic(turn, answer(turn, call), musicOf(turn, call));
    turn.put(awaitAnnouncement(turn, { ...answered, phase: call.phase }));
  },

  mayAskAgain(turn: Turn, call: Searching): void {
    turn.seek(call);
  },

  oneMoreDue(turn: Turn, call: Searching): void {
    turn.seek(call);
  },

  wideningDue(turn: Turn, call: Searching): void {
    const { search } = call.phase;
    const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
    if (search.for !== 'queue' || !queue) return;
    const { step, of, title } = stageOf(turn, queue, search);
    if (step > 0) {
      turn.journal({ type: 'searchWidened', call: call.id, queue: queue.name, step, of, title });
    }
    // A phone that rings goes on ringing; whether another one may ring beside it, the strategy says.
    turn.seek(awaitWidening(turn, call, search));
  },

  lookDue(turn: Turn, call: Searching): void {
    const { phase } = call;
    // While a phone rings, somebody is about to come.
    if (phase.name === 'waiting' && phase.search.for === 'queue')
      look(turn, { ...call, phase }, phase.search);
  },

  asideRanOut(turn: Turn, call: Searching): void {
    turn.next(withdrawAll(turn, call, 'step_time_over'));
  },

  /** A queue that an agent asked for the caller is no step of the caller's: they go on where they came from. */
  patienceRanOut(turn: Turn, call: Searching): void {
    const alone = withdrawAll(turn, call, 'step_time_over');
    const { back } = call.phase.search;
    if (back) goBack(turn, alone, back, 'the transfer reached no one');
    else turn.next(alone);
  },
};
