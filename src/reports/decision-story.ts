/** A decision in sentences: which agents were considered, in which order, and the rule that excluded each of the others. */
import type { JournalEntryOf } from '../call/kept/journal.ts';
import type { Decision, Exclusion, NearestChange } from '../routing/decision.ts';
import { spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import type { WallClock } from './wording.ts';

/** Shorter than what a person would call waiting. */
const AT_ONCE = 500;

export const inQueue = (decision: Decision) => (decision.queue ? ` in queue ${decision.queue}` : '');

const waited = (decision: Decision) =>
  decision.waited < AT_ONCE ? 'at once' : `after ${spellDuration(decision.waited)}`;

export function offerInWords(entry: JournalEntryOf<'offerMade'>): string {
  if (!entry.decision) return `offered to ${entry.to} (${entry.offer})`;
  return (
    `offered to ${entry.to} (${entry.offer})${inQueue(entry.decision)}, ` +
    `chosen by "${entry.decision.strategy}", ${waited(entry.decision)}`
  );
}

export function noneFreeInWords(decision: Decision): string {
  const looked = decision.waited < AT_ONCE ? '' : `, ${waited(decision)}`;
  return `no agent${inQueue(decision)} can take the call${looked}`;
}

/** What was decided, one line for each. */
export function decisionLines(decision: Decision, clock: WallClock): string[] {
  const { needs, widening, points, beyond, nearest = [] } = decision;
  const excluded = new Set(decision.excluded.map(({ agent }) => agent));
  const more = Object.entries(beyond?.excluded ?? {}).map(
    ([rule, count]) => `${count} ${valueInWords(rule)}`,
  );
  return [
    ...(needs === undefined ? [] : [`needs ${needs}`]),
    ...(widening ? [`widened, step ${widening.step} of ${widening.of}: ${widening.title}`] : []),
    ...(points === undefined ? [] : [`${points} points in the order of waiting callers`]),
    ...decision.ranked.map(({ agent, because }, i) => {
      const chosen = decision.chosen.includes(agent) ? ' (chosen)' : '';
      return `${i + 1}. ${agent}: ${because}${chosen}`;
    }),
    ...(beyond && beyond.ranked > 0 ? [`and ${beyond.ranked} more after them`] : []),
    ...excludedInWords(decision, clock),
    ...(more.length > 0 ? [`also excluded: ${more.join(', ')}`] : []),
    ...nearest
      .filter((change) => change.kind !== 'agent' || !excluded.has(change.agent))
      .map((change) => nearestInWords(change, clock)),
    ...(decision.ranked.length + decision.excluded.length === 0 ? ['there was no agent to ask'] : []),
  ];
}

/** Agents that the same rule excluded are in one line, and so are those that no other rule excluded. */
function excludedInWords({ excluded, nearest = [] }: Decision, clock: WallClock): string[] {
  const byRule = new Map<string, string[]>();
  for (const { agent, rule } of excluded) {
    const words = describeExclusion(rule, clock);
    byRule.set(words, [...(byRule.get(words) ?? []), agent]);
  }
  const only = excluded
    .map(({ agent }) => agent)
    .filter((agent) => nearest.some((change) => change.kind === 'agent' && change.agent === agent));
  return [
    ...[...byRule].map(([words, agents]) => `${agents.join(', ')}: ${words}`),
    ...(only.length === 0 ? [] : [`without that rule, ${only.join(' or ')} would have been chosen`]),
  ];
}

function nearestInWords(change: NearestChange, clock: WallClock): string {
  if (change.kind === 'widening') {
    return `at ${clock.time(change.at)} it widens, step ${change.step}: ${change.title}`;
  }
  if (change.kind === 'runner_up') return `${change.agent} would have been chosen if they had ${change.had}`;
  return `${change.agent} would have been chosen without: ${describeExclusion(change.rule, clock)}`;
}

/** The rule that kept an agent from a call, in a few words. */
export function describeExclusion(rule: Exclusion, clock: WallClock): string {
  switch (rule.rule) {
    case 'logged_out':
    case 'phone_unreachable':
    case 'hanging_up':
    case 'is_the_caller':
      return valueInWords(rule.rule);
    case 'rings_for_this_call':
      return 'rings for this call already';
    case 'phone_busy':
      return 'phone busy with another call';
    case 'paused':
      return `paused (${rule.reason})`;
    case 'out_of_queue':
      return `taken out of the queue by ${rule.by} at ${clock.time(rule.since)}`;
    case 'offered_another_call':
      return `offered call ${rule.call}`;
    case 'talking':
      return `talking on call ${rule.call}`;
    case 'calling':
      return `calling, call ${rule.call}`;
    case 'wrapping_up':
      return `wrap-up until ${clock.time(rule.until)}`;
    case 'skill_too_low':
      return `skill ${rule.skill} ${rule.has} < ${rule.needs}`;
    case 'skills_missing': {
      const has = Object.entries(rule.has).map(([skill, level]) => `${skill} ${level}`);
      return `lacks ${rule.part} (has ${has.join(', ')})`;
    }
    case 'kept_for_another':
      return `the caller is kept for ${rule.agent} until ${clock.time(rule.until)}`;
    case 'team_at_its_limit':
      return `team ${rule.team} is at its limit of ${rule.limit} on calls of this queue`;
    case 'asked_before':
      // Earlier versions stored null where there is no end.
      return typeof rule.until === 'number'
        ? `asked before, not again until ${clock.time(rule.until)}`
        : 'asked before, not again in this step';
  }
}
