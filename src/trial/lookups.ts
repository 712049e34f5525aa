/** How lookups are answered in a trial, as an operator writes it. */
import type { LookupAnswer } from '../call/kept/lookup.ts';

export const lookupForms = [
  'customer=found',
  'customer=found,name=Maria,tag=gold,priority=20,language=de,target=vip',
  'customer=wrong',
  'customer=locked',
  'customer=no_answer',
] as const;

/** Undefined: it is no answer. */
export function parseLookup(
  text: string,
): { readonly lookup: string; readonly answer: LookupAnswer } | undefined {
  const [, lookup, outcome, more = ''] = /^([^=,]+)=([a-z_]+)((?:,[^,]+)*)$/.exec(text.trim()) ?? [];
  if (lookup === undefined) return undefined;
  const fields = more.split(',').slice(1);
  if (outcome === 'wrong' || outcome === 'locked')
    return fields.length > 0 ? undefined : { lookup, answer: { outcome } };
  if (outcome === 'no_answer')
    return fields.length > 0 ? undefined : { lookup, answer: { outcome, because: 'no answer came in time' } };
  if (outcome !== 'found') return undefined;
  const tags: string[] = [];
  const said: { name?: string; priority?: number; language?: string; target?: string } = {};
  for (const field of fields) {
    const [, key, value = ''] = /^([a-z]+)=(.+)$/.exec(field) ?? [];
    if (key === 'tag') tags.push(value);
    else if (key === 'priority' && /^\d{1,3}$/.test(value)) said.priority = Number(value);
    else if (key === 'name' || key === 'language' || key === 'target') said[key] = value;
    else return undefined;
  }
  return { lookup, answer: { outcome, ...said, ...(tags.length > 0 ? { tags } : {}) } };
}
