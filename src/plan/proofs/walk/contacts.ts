/**
 * Who may call, as far as it makes a difference: one plain caller, and one for each language, tag and guard that the
 * plan asks about. Several tags at once are not looked at.
 */
import { memoize } from '../../../shared/memoize.ts';
import type { Language, Plan, TagName } from '../../model.ts';
import { blockedTag, guardOf, isExempt, knownTags, tagsAmong, type Visitor } from '../../rules/tagged.ts';

/** What is known of a caller before they say anything. */
export interface Contact {
  readonly language?: Language;
  readonly tag?: TagName;
  /** Their number, where it matters. */
  readonly from?: string;
  /** They call from this agent's phone. */
  readonly agent?: string;
}

/** The plainest first, so that examples are as simple as can be. Asked for each number and each schedule state. */
export const contactsOf = memoize(foundIn);

function foundIn(plan: Plan): readonly Contact[] {
  const languages = languagesAskedFor(plan).map((language): Contact => ({ language }));
  const tags = tagsAskedFor(plan).map((tag): Contact => ({ tag }));
  const both = tags.flatMap((tag) => languages.map((language): Contact => ({ ...tag, ...language })));
  const lists = Object.values(plan.guarded ?? {}).map(({ butFor }) => butFor);
  return [
    {},
    ...languages,
    ...tags,
    ...lists.flatMap(({ callers: [from] }): Contact[] => (from === undefined ? [] : [{ from }])),
    ...lists.flatMap(({ agents: [agent] }): Contact[] => (agent === undefined ? [] : [{ agent }])),
    ...both,
    ...(plan.blocked === undefined ? [] : [{ tag: blockedTag }]),
  ];
}

/** All but the usual one, if a step or a need depends on it. */
function languagesAskedFor(plan: Plan): readonly Language[] {
  const matters = plan.languageNeeds !== undefined || conditions(plan).some(({ on }) => on === 'language');
  return matters ? plan.languages.filter((language) => language !== plan.language) : [];
}

const tagsAskedFor = (plan: Plan): readonly TagName[] => knownTags(plan).filter((tag) => tag !== blockedTag);

export const conditions = (plan: Plan) =>
  Object.values(plan.flows).flatMap(({ steps }) =>
    steps.flatMap((step) => (step.do === 'when' ? [step.condition] : [])),
  );

export const visitorOf = ({ tag, from, agent }: Contact): Visitor => ({
  tags: tag === undefined ? [] : [tag],
  number: from,
  agent,
});

/** The numbers that this contact can dial, and where each leads them. */
export function startsFor(plan: Plan, contact: Contact): readonly (readonly [dial: string, flow: string])[] {
  const numbers = Object.entries(plan.numbers);
  if (contact.tag === blockedTag) {
    const [dial = '0'] = Object.keys(plan.numbers);
    return plan.blocked === undefined ? [] : [[dial, plan.blocked]];
  }
  const tags = tagsAmong(plan, visitorOf(contact).tags);
  return [
    ...numbers.map(([dial, flow]) => {
      const guard = guardOf(plan, dial);
      if (guard && !isExempt(guard, visitorOf(contact))) return [dial, guard.to] as const;
      const theirs = tags.map((tag) => tag.numbers[dial]).find((found) => found !== undefined);
      return [dial, theirs ?? flow] as const;
    }),
    [freeNumber(plan), plan.unknownNumber],
  ];
}

/** One that the plan does not know. */
function freeNumber({ numbers, codes }: Plan): string {
  for (let number = 900; ; number++) {
    const text = String(number);
    if (numbers[text] === undefined && numbers[`+${text}`] === undefined && codes[text] === undefined)
      return text;
  }
}
