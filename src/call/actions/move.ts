/** The one way from a phase to another: what the old phase held is released here, and nowhere else. */
import {
  type Call,
  type CallIn,
  type CallTimer,
  type Phase,
  type PhaseName,
  pauseIn,
  timerEndsWith,
} from '../kept/call.ts';
import { hasRoom, isParted } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { noteResumed } from './hold-ends.ts';

export function moveTo(turn: Turn, call: Call, phase: Phase, because: string): Call {
  release(turn, call, phase);
  const searchGoesOn = isSearching[call.phase.name] && isSearching[phase.name];
  const moved: Call = {
    ...call,
    ...(wasMuted(call) ? { unmuted: true } : {}),
    ...pauseIn(call),
    phase,
    phaseSince: turn.now,
    timers: searchGoesOn ? call.timers.filter((timer) => outlivesPhase(timer, phase)) : [],
  };
  turn.put(moved);
  turn.journal({ type: 'phaseEntered', call: call.id, phase: phase.name, because });
  return moved;
}

const wasMuted = ({ phase }: Call): boolean =>
  phase.name === 'talking' && phase.conversation.parties[0].muted !== undefined;

/** A caller who was asked something is still to answer, although a phone rings by now, or rings no more. */
const outlivesPhase = ({ what }: CallTimer, next: Phase): boolean =>
  timerEndsWith[what] !== 'phase' ||
  (what === 'keyWaitRanOut' && 'dialogue' in next && next.dialogue !== undefined);

type Release<Name extends PhaseName> = (turn: Turn, call: CallIn<Name>, next: Phase) => void;

const holdsNothing = (): void => undefined;

/**
 * What only the phase that is left needs ends here: a row for each phase, so that a new one without its row does not
 * compile. Offers and agents have been seen to before (`offers.ts`).
 */
const releases: { readonly [Name in PhaseName]: Release<Name> } = {
  arriving: holdsNothing,
  listening: endPrompt,
  choosing: endPrompt,
  asking: endPrompt,
  spelling: endPrompt,
  consenting: endPrompt,
  logging_in: endPrompt,
  hearing_messages: endPrompt,
  recording_sound: endPrompt,
  hearing_alarm: endPrompt,
  saying_goodbye: endPrompt,
  leaving_message: endPrompt,
  answering_survey: endPrompt,
  waiting: endSearch,
  ringing: endSearch,
  // The caller has been reached, or their leg has ended.
  awaiting_callback: holdsNothing,
  calling_back: holdsNothing,
  talking(turn, call, next) {
    endPrompt(turn, call, next);
    const { conversation } = call.phase;
    if (hasRoom(conversation)) turn.command({ do: 'removeBridge', call: call.id, bridge: conversation.room });
    endHolds(turn, call, next);
    const { leg, muted, lentTo } = conversation.parties[0];
    // Whoever talks with the caller next knows nothing of it.
    if (muted && lentTo === undefined && next.name !== 'ended')
      turn.command({ do: 'mute', call: call.id, leg, muted: false });
  },
  ended(_turn, call, next) {
    throw new Error(`call ${call.id} has ended, and can't be ${next.name}`);
  },
};

function release(turn: Turn, call: Call, next: Phase): void {
  (releases[call.phase.name] as Release<PhaseName>)(turn, call, next);
}

/** What is being said may go on in the next phase. */
function endPrompt(turn: Turn, { id, phase }: Call, next: Phase): void {
  const playback = 'playback' in phase ? phase.playback : undefined;
  const goesOn = 'playback' in next && next.playback === playback;
  if (playback && next.name !== 'ended' && !goesOn) turn.command({ do: 'stopPlaying', call: id, playback });
}

function endSearch(turn: Turn, call: Call, next: Phase): void {
  endPrompt(turn, call, next);
  if (!isSearching[next.name] && call.offers.length > 0)
    throw new Error(`call ${call.id} leaves offers behind`);
}

/** Where a search goes on, and with it the timers that end with it. */
const isSearching: Readonly<Record<PhaseName, boolean>> = {
  arriving: false,
  listening: false,
  choosing: false,
  asking: false,
  spelling: false,
  consenting: false,
  logging_in: false,
  hearing_messages: false,
  recording_sound: false,
  hearing_alarm: false,
  waiting: true,
  ringing: true,
  awaiting_callback: true,
  calling_back: true,
  talking: false,
  leaving_message: false,
  answering_survey: false,
  saying_goodbye: false,
  ended: false,
};

/** Music that a holder has left behind never ends by itself: it would be heard beside whatever comes next. */
function endHolds(turn: Turn, call: CallIn<'talking'>, next: Phase): void {
  const holders = call.phase.conversation.parties.filter(({ holds }) => holds);
  for (const party of holders) noteResumed(turn, call, party, 'the conversation is over');
  // Whoever is out of the room for it leaves no music of Asterisk's behind, and music of ours goes on.
  const isAsterisks = call.hears !== 'music' && holders.some((party) => !isParted(party));
  if (isAsterisks && next.name !== 'ended') turn.command({ do: 'stopMusic', call: call.id, leg: call.leg });
}
