/** The API's values in words for people. */

import type { AgentStateName, RefusedLogInView } from '../../contract/agent.ts';
import type { CallerView, CallSummary } from '../../contract/call.ts';
import type { WallClock } from '../../reports/wording.ts';
import { spellDuration } from '../../shared/time.ts';
import { valueInWords } from '../../shared/value-in-words.ts';
import type { Cell } from './table.ts';
import { type Colour, clean } from './terminal.ts';

/** `1m 05s`; empty for no time, so that a table stays quiet. */
export const duration = (ms: number | undefined): string =>
  ms === undefined || ms <= 0 ? '' : spellDuration(ms);

/** The time alone for moments of the same day as `now`, else with the date. */
export function moment(clock: WallClock, iso: string, now: number): string {
  const at = Date.parse(iso);
  const date = clock.date(at);
  return date === clock.date(now) ? clock.time(at) : `${date} ${clock.time(at)}`;
}

export const since = (iso: string | undefined, now: number): string =>
  iso === undefined ? '' : spellDuration(now - Date.parse(iso));

/** `wrong password, 12s ago, from 192.0.2.7, 3 times`. */
export function refusedWords({ why, at, from, times }: RefusedLogInView, now: number): string {
  return `${valueInWords(why)}, ${since(at, now)} ago, from ${from}${times > 1 ? `, ${times} times` : ''}`;
}

export function callerWords({ name, number }: CallerView): string {
  return [name, number].filter(Boolean).join(' ') || 'number withheld';
}

const STATES: Readonly<Record<AgentStateName, Colour | undefined>> = {
  talking: 'cyan',
  ringing: 'yellow',
  calling: 'cyan',
  hanging_up: undefined,
  wrapping_up: 'yellow',
  logged_out: 'dim',
  paused: 'yellow',
  unreachable: 'red',
  phone_busy: 'red',
  free: 'green',
};

export function stateCell(state: AgentStateName, more = ''): Cell {
  const colour = STATES[state];
  const words = valueInWords(state);
  const text = more ? `${words} (${more})` : words;
  return colour === undefined ? text : { text, colour };
}

const OUTCOMES: Readonly<Record<string, Colour>> = {
  answered: 'green',
  abandoned: 'red',
  exchange_restarted: 'red',
  failed: 'red',
  voicemail: 'yellow',
};

/** What a live call is doing, or how a past one ended. */
export function callStateCell(call: CallSummary): Cell {
  if (call.state === 'live') {
    const held = call.onHold ? `, on hold by ${clean(call.onHold.by)}` : '';
    return { text: valueInWords(call.phase ?? 'live') + held, colour: 'cyan' };
  }
  const colour = OUTCOMES[call.outcome ?? ''];
  const outcome = valueInWords(call.outcome ?? 'ended');
  const text = call.servedBy === undefined ? outcome : `${outcome} (${valueInWords(call.servedBy)})`;
  return colour === undefined ? text : { text, colour };
}
