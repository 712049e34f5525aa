/** The story of a call for the case library: without names, numbers and the time of day. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Plan } from '../../plan/model.ts';
import type { Contact } from '../../ports/store.ts';
import { anonymised, type CaseLine } from '../../quality/case.ts';
import { story } from '../../reports/story.ts';

/** Words of a name that are shorter say who it is no better than others, and stand in too many sentences. */
const shortest = 3;

export function anonymousStory(
  entries: readonly StoredEntry[],
  contact: Contact | undefined,
  plan: Plan,
): readonly CaseLine[] {
  const names = new Map<string, string>();
  const callers = entries.flatMap((entry) =>
    entry.type === 'callArrived' ? [entry.caller.name, entry.caller.number, entry.caller.contact] : [],
  );
  for (const name of [...callers, contact?.name, ...(contact?.numbers ?? [])]) {
    if (name === undefined) continue;
    for (const part of name.split(/\s+/)) if (part.length >= shortest) names.set(part, 'the caller');
    names.set(name, 'the caller');
  }
  // In the order of the plan: who answered first must not be seen from the letter.
  for (const [nth, { name, title }] of Object.values(plan.agents).entries()) {
    const instead = `agent ${nth + 1}`;
    for (const part of title.split(/\s+/)) if (part.length >= shortest) names.set(part, instead);
    names.set(title, instead).set(name, instead);
  }
  const lines = story(entries, { timeZone: plan.timeZone });
  const begins = lines[0]?.at ?? 0;
  return lines.map(({ at, text }) => ({ after: Math.max(0, at - begins), text: anonymised(text, names) }));
}

/** The caller was asked whether they may be recorded, and agreed. */
export const hasConsent = (entries: readonly StoredEntry[]): boolean =>
  entries.findLast((entry) => entry.type === 'recordingConsent')?.given === true;
