/** A call's journal without times and ids: what was lived, step by step, and what was decided. */
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import type { Decision } from '../../src/routing/decision.ts';

export const spine = (entries: readonly JournalEntry[]): readonly string[] =>
  entries.flatMap((entry) => {
    const tell = vertebrae[entry.type] as ((entry: JournalEntry) => string) | undefined;
    return tell ? [tell(entry)] : [];
  });

const vertebrae: { readonly [Type in JournalEntry['type']]?: (entry: JournalEntryOf<Type>) => string } = {
  stepReached: ({ flow, step }) => `${flow}: ${step}`,
  phaseEntered: ({ phase, because }) => `${phase} because ${because}`,
  nameSpelled: ({ keys, names }) => `spelled ${keys}: ${names.join(', ')}`,
  nameChosen: ({ name }) => `chose ${name}`,
  leftDirectory: ({ because }) => `left the directory: ${because}`,
  keyPressed: ({ key, leadsTo }) => `key ${key} leads to ${leadsTo}`,
  noKeyPressed: ({ attempt }) => `no key, attempt ${attempt}`,
  conditionAsked: ({ condition, holds, because }) => `${condition}: ${holds}, ${because}`,
  leftQueue: ({ queue, because }) => `left queue ${queue}: ${because}`,
  nobodyFree: ({ decision }) => `nobody: ${weighed(decision)}`,
  offerMade: ({ to, decision }) => `offered to ${to}${decision ? `: ${weighed(decision)}` : ''}`,
  offerRang: ({ to }) => `rings at ${to}`,
  offerEnded: ({ to, outcome, code, because }) => `offer to ${to} ${outcome}: ${code ?? because}`,
  connected: ({ to }) => `connected with ${to}`,
  messageLeft: ({ voicemail }) => `message in ${voicemail}`,
  callEnded: ({ outcome, by }) => `ended: ${outcome} by ${by}`,
};

/** Who was chosen and why the others were not; how long somebody has been idle is a matter of the day. */
const weighed = ({ chosen, strategy, excluded }: Decision): string =>
  [chosen.join('+') || 'none', strategy, ...excluded.map(({ agent, rule }) => `${agent} ${rule.rule}`)].join(
    ', ',
  );
