/**
 * A compiled plan on its way from a thread: first what is small, then its tables a few entries at a time.
 *
 * The plan's tables have no prototype, so that a caller who dials `constructor` finds nothing. Structured cloning would
 * give them one; on the way they are Maps.
 */

import type { Plan } from '../plan/model.ts';
import { type PlanAccepted, type PlanTaken, parsePlan } from '../plan/parse.ts';
import type { Finding } from '../plan/source/finding.ts';
import { table } from '../plan/source/report.ts';
import { exhausted } from '../shared/exhausted.ts';
import { breather } from '../shared/slices.ts';

export type PlanPart =
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | { readonly kind: 'accepted'; readonly warnings: readonly Finding[] }
  | { readonly kind: 'value'; readonly key: string; readonly value: unknown }
  | {
      readonly kind: 'entries';
      readonly key: string;
      readonly entries: readonly (readonly [string, unknown])[];
    };

/** Entries of a table that go at once: a millisecond or so to take in. */
const mostAtOnce = 100;

export function* planInParts(text: string): Generator<PlanPart> {
  const read = parsePlan(text);
  if (!read.ok) {
    yield { kind: 'refused', findings: read.findings };
    return;
  }
  yield { kind: 'accepted', warnings: read.warnings };
  for (const [key, value] of Object.entries(read.plan)) {
    if (!isTable(value)) {
      yield { kind: 'value', key, value: packed(value) };
      continue;
    }
    const entries = Object.entries(value).map(([name, one]) => [name, packed(one)] as const);
    // At least one part: an empty table is a table, too.
    for (let from = 0; from === 0 || from < entries.length; from += mostAtOnce)
      yield { kind: 'entries', key, entries: entries.slice(from, from + mostAtOnce) };
  }
}

/** The plan put together again. */
export async function planFrom(parts: AsyncIterable<PlanPart>, text: string): Promise<PlanTaken> {
  const fields = new Map<string, unknown>();
  const tables = new Map<string, Record<string, unknown>>();
  let warnings: PlanAccepted['warnings'] = [];
  for await (const part of parts) {
    switch (part.kind) {
      case 'refused':
        return { ok: false, findings: part.findings };
      case 'accepted':
        ({ warnings } = part);
        break;
      case 'value':
        fields.set(part.key, unpacked(part.value));
        break;
      case 'entries': {
        const into = tables.get(part.key) ?? (Object.create(null) as Record<string, unknown>);
        for (const [name, value] of part.entries) into[name] = unpacked(value);
        tables.set(part.key, into);
        fields.set(part.key, into);
        break;
      }
      default:
        exhausted(part);
    }
  }
  const breathe = breather();
  for (const made of tables.values()) {
    Object.freeze(made);
    await breathe();
  }
  return { ok: true, plan: Object.fromEntries(fields) as unknown as Plan, text, warnings };
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;

/** Every table in it is a Map. */
function packed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(packed);
  const entries = Object.entries(value).map(([key, one]) => [key, packed(one)] as const);
  return isTable(value) ? new Map(entries) : Object.fromEntries(entries);
}

/** Every Map in it is a table again. What is given is used up. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map)
    return table([...(value as Map<string, unknown>)].map(([key, one]) => [key, unpacked(one)] as const));
  for (const [key, one] of Object.entries(value))
    if (typeof one === 'object' && one !== null) (value as Record<string, unknown>)[key] = unpacked(one);
  return value;
}
