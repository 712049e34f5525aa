/**
 * Recorded turns: what the core was told, so that a day can be taken through it once more and compare, entry by entry.
 *
 * Vocabulary: a **recorded turn** is the input of one turn, with how many journal entries it led to. It is stored in the
 * same commit as these. A **checkpoint** (`checkpoint.ts`) is the world between two turns, from which a replay begins.
 *
 * Invariants: turns are numbered without gaps, from 1; a turn's entries follow those of the turn before. No secret is in a
 * recorded turn (`secrets.ts`). An event passes through `eventToKeep` and `eventKept`, and through nothing else: what is
 * to be kept elsewhere, such as personal data, leaves and comes back there.
 */
import type { Event } from '../call/kept/events.ts';
import type { Judgement } from '../call/turn/judgement.ts';
import type { Plan } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface RecordedTurn {
  readonly at: Instant;
  /** How far clocks on walls were ahead of `at`. */
  readonly wallAhead: Duration;
  /** How many journal entries the turn led to. */
  readonly entries: number;
  /** The turn threw, and was left out. */
  readonly failed?: true;
  /** What it decided about numbers, which may be erased later. */
  readonly judged?: readonly Judgement[];
  readonly event: KeptEvent;
}

/** The turns of one commit. */
export interface RecordedTurns {
  /** The number of the first of them. */
  readonly first: number;
  /** The `seq` that the first journal entry after the first turn has, be it by one of these or a later one. */
  readonly firstSeq: number;
  readonly turns: readonly RecordedTurn[];
}

/** An event as plain JSON, without its time, which stands beside it. */
export type KeptEvent = Readonly<Record<string, unknown>> & { readonly type: Event['type'] };

/** Whether the event brings a plan, by its type. */
export const bringsPlan = (type: Event['type']): boolean =>
  type === 'planActivated' || type === 'agentsExpected';

/** A plan is kept once, in the archive; here its version will do. */
export function eventToKeep(event: Event): KeptEvent {
  if (event.type === 'planActivated' || event.type === 'agentsExpected') {
    const { at: _, plan: __, ...rest } = event;
    return rest;
  }
  const { at: _, ...rest } = event;
  return rest;
}

/** @throws if the plan of a version is not to be had */
export function eventKept(kept: KeptEvent, at: Instant, planOf: (version: number) => Plan): Event {
  const plan = bringsPlan(kept.type) ? { plan: planOf(Number(kept['version'])) } : {};
  return { ...kept, ...plan, at } as unknown as Event;
}

/** `[at - base, entries, event, wallAhead, failed, judged]`; what is 0 or not there at the end is left out. */
export type Packed = readonly [number, number, KeptEvent, number?, (0 | 1)?, (readonly Judgement[])?];

/** What is stored, as JSON: short, because each turn pays for it. */
export function packed(turns: readonly RecordedTurn[]): readonly Packed[] {
  const base = turns[0]?.at ?? 0;
  return turns.map(({ at, wallAhead, entries, failed, judged, event }): Packed => {
    if (judged) return [at - base, entries, event, wallAhead, failed ? 1 : 0, judged];
    if (failed) return [at - base, entries, event, wallAhead, 1];
    return wallAhead === 0 ? [at - base, entries, event] : [at - base, entries, event, wallAhead];
  });
}

export const packTurns = (turns: readonly RecordedTurn[]): string => JSON.stringify(packed(turns));

export function unpackTurns(text: string, base: Instant): RecordedTurn[] {
  return (JSON.parse(text) as Packed[]).map(([after, entries, event, wallAhead = 0, failed, judged]) => ({
    at: base + after,
    wallAhead,
    entries,
    ...(failed ? { failed: true } : {}),
    ...(judged ? { judged } : {}),
    event,
  }));
}
