/** A call's journal without times and ids: what was lived, step by step, and what was decided. */
import type { JournalEntry } from '../../src/call/journal.ts';
import type { Decision } from '../../src/routing/decision.ts';

export const spine = (entries: readonly JournalEntry[]): readonly string[] => entries.flatMap(vertebra);

function vertebra(entry: JournalEntry): string[] {
  switch (entry.type) {
    case 'stepReached':
      return [`${entry.flow}: ${entry.step}`];
    case 'phaseEntered':
      return [`${entry.phase} because ${entry.because}`];
    case 'keyPressed':
      return [`key ${entry.key} leads to ${entry.leadsTo}`];
    case 'noKeyPressed':
      return [`no key, attempt ${entry.attempt}`];
    case 'conditionAsked':
      return [`${entry.condition}: ${entry.holds}, ${entry.because}`];
    case 'leftQueue':
      return [`left queue ${entry.queue}: ${entry.because}`];
    case 'nobodyFree':
      return [`nobody: ${weighed(entry.decision)}`];
    case 'offerMade':
      return [`offered to ${entry.to}${entry.decision ? `: ${weighed(entry.decision)}` : ''}`];
    case 'offerRang':
      return [`rings at ${entry.to}`];
    case 'offerEnded':
      return [`offer to ${entry.to} ${entry.outcome}: ${entry.because}`];
    case 'connected':
      return [`connected with ${entry.to}`];
    case 'messageLeft':
      return [`message in ${entry.voicemail}`];
    case 'callEnded':
      return [`ended: ${entry.outcome} by ${entry.by}`];
    default:
      return [];
  }
}

/** Who was chosen and why the others were not; how long somebody has been idle is a matter of the day. */
const weighed = ({ chosen, strategy, excluded }: Decision): string =>
  [chosen.join('+') || 'none', strategy, ...excluded.map(({ agent, rule }) => `${agent} ${rule.rule}`)].join(
    ', ',
  );
