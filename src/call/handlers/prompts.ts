/** A prompt that a phase plays has ended, or was never heard; or the one that asks at a number outside for the key was not. */
import { callOf, type PlaybackId } from '../../shared/ids.ts';
import { type Call, legsIn } from '../kept/call.ts';
import type { Event } from '../kept/events.ts';
import { noticeUnheard } from '../recording/telling.ts';
import { rowsOf } from '../rows.ts';
import type { Turn } from '../turn/turn.ts';

export function promptEnds(
  turn: Turn,
  { playback, played }: Pick<Extract<Event, { type: 'promptEnded' }>, 'playback' | 'played'>,
): void {
  const id = callOf(playback);
  const call = id === undefined ? undefined : turn.call(id);
  if (!call) return;
  if (!played) keyIsNotAskedFor(turn, call, playback);
  if (!('playback' in call.phase) || call.phase.playback !== playback) return;
  if (played) rowsOf(call).promptEnded?.(turn, call);
  else goesUnheard(turn, call);
}

function goesUnheard(turn: Turn, call: Call): void {
  turn.journal({ type: 'promptFailed', call: call.id, code: 'prompt_incomplete' });
  const unheard = noticeUnheard(turn, call);
  const rows = rowsOf(unheard);
  if (rows.promptUnheard) rows.promptUnheard(turn, unheard);
  else rows.promptEnded?.(turn, unheard);
}

function keyIsNotAskedFor(turn: Turn, call: Call, playback: PlaybackId): void {
  for (const offer of call.offers) {
    const leg = legsIn(offer).find(({ asked }) => asked === playback);
    if (leg === undefined) continue;
    turn.journal({ type: 'promptFailed', call: call.id, code: 'prompt_incomplete' });
    rowsOf(call).keyNotAskedFor?.(turn, call, offer, leg);
    return;
  }
}
