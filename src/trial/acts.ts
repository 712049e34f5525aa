/** What people do in a trial besides answering their phones: hold, transfer, ask a colleague, pick up for one. */
import type { TalkAction } from '../call/kept/events.ts';
import { parseDuration } from '../plan/words/duration.ts';
import type { Duration } from '../shared/time.ts';

/** `talk`: by the agent who serves the caller, so long after the caller was answered first. `dials`: so long after the call came in. */
export type Act = { readonly after: Duration } & (
  | { readonly does: 'talk'; readonly action: TalkAction }
  | { readonly does: 'transfer'; readonly to: string }
  | { readonly does: 'dials'; readonly agent: string; readonly what: string }
);

export const actForms = [
  '10s hold',
  '20s unhold',
  '10s transfer clara',
  '10s consult clara',
  '20s swap',
  '20s complete',
  '20s merge',
  '20s cancel',
  '10s warm clara',
  '10s fetch clara',
  '10s drop clara',
  '10s park',
  '5s boris dials *80',
] as const;

const alone = ['hold', 'unhold', 'swap', 'complete', 'merge', 'cancel', 'park'] as const;

const withWhom: Readonly<Record<string, (to: string) => TalkAction>> = {
  consult: (to) => ({ do: 'consult', to }),
  warm: (to) => ({ do: 'join', to, onAnswer: 'hand_over' }),
  fetch: (to) => ({ do: 'join', to, onAnswer: 'join' }),
  drop: (who) => ({ do: 'drop', who }),
};

/** One of the kinds of `actForms`; anything else: undefined. */
export function parseAct(text: string): Act | undefined {
  const [, length = '', verb = '', rest] = /^(\S+) (\S+)(?: (.+))?$/.exec(text.trim()) ?? [];
  const after = parseDuration(length);
  if (after === undefined) return undefined;
  const [, what] = /^dials (\S+)$/.exec(rest ?? '') ?? [];
  if (what !== undefined) return { after, does: 'dials', agent: verb, what };
  const simple = alone.find((each) => each === verb);
  if (simple !== undefined)
    return rest === undefined ? { after, does: 'talk', action: { do: simple } } : undefined;
  if (rest === undefined) return undefined;
  if (verb === 'transfer') return { after, does: 'transfer', to: rest };
  const action = Object.hasOwn(withWhom, verb) ? withWhom[verb]?.(rest) : undefined;
  return action && { after, does: 'talk', action };
}
