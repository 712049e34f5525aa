/** The one way from a phase to another: what the old phase held is released here, and nowhere else. */
import type { BridgeId, PlaybackId } from '../../shared/ids.ts';
import { type Call, type CallIn, type CallTimer, type Phase, timerEndsWith } from '../kept/call.ts';
import { noteResumed } from './hold-ends.ts';
import type { Turn } from '../turn/turn.ts';

export function moveTo(turn: Turn, call: Call, phase: Phase, because: string): Call {
  release(turn, call, phase);
  const searchGoesOn = isSearch(call.phase) && isSearch(phase);
  const moved: Call = {
    ...call,
    phase,
    phaseSince: turn.now,
    timers: searchGoesOn ? call.timers.filter((timer) => outlivesPhase(timer, phase)) : [],
  };
  turn.put(moved);
  turn.journal({ type: 'phaseEntered', call: call.id, phase: phase.name, because });
  return moved;
}

/** A caller who was asked something is still to answer, although a phone rings by now, or rings no more. */
const outlivesPhase = ({ what }: CallTimer, next: Phase): boolean =>
  timerEndsWith[what] !== 'phase' ||
  (what === 'keyWaitRanOut' && 'dialogue' in next && next.dialogue !== undefined);

/** Stops what only the phase that is left needs. Offers and agents have been seen to before (`offers.ts`). */
function release(turn: Turn, call: Call, next: Phase): void {
  const { phase } = call;
  switch (phase.name) {
    case 'arriving':
      return;
    case 'listening':
    case 'choosing':
    case 'spelling':
    case 'logging_in':
    case 'saying_goodbye':
    case 'leaving_message':
      if (phase.playback && next.name !== 'ended') stopPlaying(turn, call, phase.playback);
      return;
    case 'talking':
      removeBridge(turn, call, phase.conversation.room);
      endHolds(turn, { ...call, phase }, next);
      return;
    case 'waiting':
    case 'ringing':
      if (
        phase.playback &&
        next.name !== 'ended' &&
        !('playback' in next && next.playback === phase.playback)
      ) {
        stopPlaying(turn, call, phase.playback);
      }
      if (!isSearch(next) && call.offers.length > 0) throw new Error(`call ${call.id} leaves offers behind`);
      return;
    case 'awaiting_callback':
    case 'calling_back':
      // The caller has been reached, or their leg has ended.
      return;
    case 'ended':
      throw new Error(`call ${call.id} has ended, and can't be ${next.name}`);
  }
}

const isSearch = (phase: Phase): boolean =>
  phase.name === 'waiting' ||
  phase.name === 'ringing' ||
  phase.name === 'awaiting_callback' ||
  phase.name === 'calling_back';

/** Music that a holder has left behind never ends by itself: it would be heard beside whatever comes next. */
function endHolds(turn: Turn, call: CallIn<'talking'>, next: Phase): void {
  const holders = call.phase.conversation.parties.filter(({ holds }) => holds);
  for (const party of holders) noteResumed(turn, call, party, 'the talk is over');
  if (holders.length > 0 && next.name !== 'ended')
    turn.command({ do: 'stopMusic', call: call.id, leg: call.leg });
}

function stopPlaying(turn: Turn, call: Call, playback: PlaybackId): void {
  turn.command({ do: 'stopPlaying', call: call.id, playback });
}

function removeBridge(turn: Turn, call: Call, bridge: BridgeId): void {
  turn.command({ do: 'removeBridge', call: call.id, bridge });
}
