/**
 * Keys that somebody is still pressing, in a saved call: `030123` is kept as `0 3 0 1 2 3`. A number or PIN that is keyed in
 * would be taken for a phone number after each key, by its form, and be kept for good among the personal values. So it is
 * in the saved call only, which is gone when the call ends.
 */
import type { Call } from '../../call/kept/call.ts';

export const withKeysApart = (call: Call): Call =>
  withKeys(withoutEntries(call), (keys) => keys.replaceAll(/(?<=.)(?=.)/g, ' '));

export const withKeysTogether = (call: Call): Call => withKeys(call, (keys) => keys.replaceAll(' ', ''));

/** What callers key in for a lookup may be a PIN: it is not stored at all, and after a restart they are asked again. */
function withoutEntries(call: Call): Call {
  const { phase } = call;
  if (phase.name === 'asking' && phase.typed !== '') return { ...call, phase: { ...phase, typed: '' } };
  if (phase.name !== 'listening' || phase.ahead === undefined) return call;
  const { ahead: _, ...rest } = phase;
  return { ...call, phase: rest };
}

/** A call in which no one presses keys is the same object. */
function withKeys(call: Call, change: (keys: string) => string): Call {
  const { phase, typedAhead } = call;
  const ahead = typedAhead === '' ? call : { ...call, typedAhead: change(typedAhead) };
  if ('typed' in phase && phase.typed !== '')
    return { ...ahead, phase: { ...phase, typed: change(phase.typed) } };
  if (!('dialogue' in phase) || phase.dialogue?.asks !== 'which' || phase.dialogue.typed === '') return ahead;
  return {
    ...ahead,
    phase: { ...phase, dialogue: { ...phase.dialogue, typed: change(phase.dialogue.typed) } },
  };
}
