/**
 * What is known of a call at a glance: while it rings, out of the offer that the engine sends in one message; in the talk
 * and after it, out of the call's journal. No signal, no clock: tested by itself.
 */
import type { JournalEntry } from '../../contract/journal/entry.ts';
import type { LiveOffer } from '../../contract/live/me.ts';
import type { exclusionRule, strategyName } from '../../contract/values.ts';

type Rule = (typeof exclusionRule)['options'][number];
type Strategy = (typeof strategyName)['options'][number];

export interface Glance {
  readonly dialled: string;
  /** Menus with the keys that the caller pressed. */
  readonly pressed: readonly { readonly menu: string; readonly key: string }[];
  /** Topics and people that they chose by name. */
  readonly asked: readonly string[];
  /** Who passed the call on. */
  readonly transferredBy?: string;
  readonly whyMe?: {
    readonly ranked: number;
    /** What ranked the agent, in English. */
    readonly because?: string;
    /** What ranked the agent: the strategy, or a wish. */
    readonly by: Strategy | 'preferred';
    /** Which rule kept how many from it. */
    readonly excluded: readonly (readonly [Rule, number])[];
  };
  readonly lastCalls: LiveOffer['lastCalls'];
}

export function glanceOfOffer({ dialled, pressed, asked, whyMe, lastCalls }: LiveOffer): Glance {
  return {
    dialled,
    pressed: pressed.filter(({ leadsTo }) => leadsTo !== undefined),
    asked,
    ...(whyMe && {
      whyMe: {
        ranked: whyMe.ranked,
        by: whyMe.preferred ? 'preferred' : whyMe.strategy,
        ...(whyMe.because !== undefined && { because: whyMe.because }),
        excluded: Object.entries(whyMe.excluded) as [Rule, number][],
      },
    }),
    lastCalls,
  };
}

export function glanceOfEntries(entries: readonly JournalEntry[], agent: string): Glance {
  let glance: Glance = { dialled: '', pressed: [], asked: [], lastCalls: [] };
  for (const entry of entries) {
    if (entry.type === 'callArrived') glance = { ...glance, dialled: entry.dialled };
    else if (entry.type === 'keyPressed' && entry.leadsTo !== null)
      glance = { ...glance, pressed: [...glance.pressed, { menu: entry.menu, key: entry.key }] };
    else if (entry.type === 'nameChosen') glance = { ...glance, asked: [...glance.asked, entry.name] };
    else if (entry.type === 'transferAsked') glance = { ...glance, transferredBy: entry.by };
    else if (entry.type === 'offerMade' && entry.decision?.chosen.includes(agent))
      glance = { ...glance, whyMe: whyOf(entry.decision, agent) };
  }
  return glance;
}

type Decision = NonNullable<Extract<JournalEntry, { type: 'offerMade' }>['decision']>;

function whyOf(
  { ranked, excluded, beyond, strategy }: Decision,
  agent: string,
): NonNullable<Glance['whyMe']> {
  const place = ranked.find((one) => one.agent === agent);
  const counts = new Map<Rule, number>();
  for (const { rule } of excluded) counts.set(rule.rule, (counts.get(rule.rule) ?? 0) + 1);
  return {
    ranked: ranked.length + (beyond?.ranked ?? 0),
    by: place?.preferred ? 'preferred' : strategy,
    ...(place && { because: place.because }),
    excluded: [...counts],
  };
}
