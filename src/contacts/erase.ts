/**
 * Erases everything that is kept about a contact, and exports it.
 *
 * Sounds go first: if we are killed half way, the store still knows whose they were, and the next try finds them. The
 * journal notes that an erasure took place, how much it was and who asked, and not whose it was.
 */
import { rm } from 'node:fs/promises';
import { callOfServed } from '../call/actions/served-caller.ts';
import type { Call } from '../call/kept/call.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Erasing } from '../ports/erasing.ts';
import type { Operations } from '../ports/operations.ts';
import type { Contact, Store, Traces, VoicemailMessage, WritesWatched } from '../ports/store.ts';
import type { CallId } from '../shared/ids.ts';
import { endOf } from '../shared/number/ending.ts';
import { eachInSlices } from '../shared/slices.ts';
import { normaliseNumber } from './number.ts';

export interface ErasureNeeds {
  readonly store: Pick<Store, 'contacts' | 'journal' | 'voicemails' | 'erasure'>;
  readonly operations: Pick<Operations, 'agents' | 'calls' | 'plan' | 'noteErasure'>;
  /** Where a recording's sound is; if omitted: it is not there (any more). */
  readonly recordingFile?: ((recording: string) => Promise<string | undefined>) | undefined;
  /** Throws away the sounds of callers' names. */
  readonly forgetNames?: (() => Promise<void>) | undefined;
  /** Recordings of talks: one that must be kept; and how many sounds were deleted. */
  readonly talks?:
    | {
        held(calls: readonly CallId[]): Promise<CallId | undefined>;
        erase(calls: readonly CallId[]): Promise<number>;
      }
    | undefined;
  /** Deletes SIP messages and figures of sound that are kept of these calls. */
  readonly eraseEvidence?: ((calls: readonly CallId[]) => Promise<number>) | undefined;
  /** Blanks what the safety net has noted of callers with such a number; so many calls. */
  readonly eraseNotes?: ((isOf: (value: string) => boolean) => Promise<number>) | undefined;
  /** Forgets the numbers that networks gave of callers who withheld them: these, or those of these legs. */
  readonly eraseWithheld?:
    | ((isOf: (number: string) => boolean, legs: () => Promise<ReadonlySet<string>>) => Promise<void>)
    | undefined;
}

/** Who is erased: the contact with this number, or the caller of a call without a number. */
export type Whose = { readonly number: string } | { readonly call: CallId };

export async function erasePerson(
  whose: Whose,
  by: string,
  { deleteCopies }: { readonly deleteCopies: boolean },
  needs: ErasureNeeds,
): Promise<Erasing> {
  const { store, operations } = needs;
  for (let nth = 1; ; nth++) {
    const watched = await store.erasure.watchWrites();
    try {
      const found = await ('number' in whose
        ? contactTraces(whose.number, { store, operations })
        : store.erasure.tracesOfCall(whose.call));
      if (found === undefined) return { done: false, unknown: true };
      if (found === 'has_number') return { done: false, hasNumber: true };
      const erasing = await eraseTraces(found, by, { deleteCopies }, needs, watched);
      if (erasing !== 'called_meanwhile') return erasing;
      // Somebody who calls over and over is erased when they stop.
      if (nth === mostTries) return { done: false, live: found.calls.at(-1) ?? ('' as CallId) };
    } finally {
      watched.end();
    }
  }
}

/** A call of theirs that comes and ends during the erasure makes another try necessary. */
const mostTries = 5;

async function eraseTraces(
  traces: Traces,
  by: string,
  { deleteCopies }: { readonly deleteCopies: boolean },
  {
    store,
    operations,
    recordingFile,
    eraseNotes,
    eraseWithheld,
    eraseEvidence,
    forgetNames,
    talks,
  }: ErasureNeeds,
  watched: WritesWatched,
): Promise<Erasing | 'called_meanwhile'> {
  const theirs = new Set(traces.calls);
  const live = (): CallId | undefined =>
    operations.calls().find((call) => concerns(call, theirs, traces))?.id ??
    operations
      .agents()
      .map(callOfServed)
      .find((call) => call !== undefined && theirs.has(call));
  const before = live();
  if (before !== undefined) return { done: false, live: before };
  const held = await talks?.held(traces.calls);
  if (held !== undefined) return { done: false, held };
  const notes = (await eraseNotes?.(traces.isOf)) ?? 0;
  await eraseWithheld?.(traces.isOf, () => legsOf(traces.calls, store));
  await eraseEvidence?.(traces.calls);
  await forgetNames?.();
  let sounds = (await talks?.erase(traces.calls)) ?? 0;
  for (const recording of traces.recordings) {
    const path = await recordingFile?.(recording);
    if (path === undefined) continue;
    await rm(path, { force: true });
    sounds++;
  }
  const erased = await store.erasure.erase(traces, {
    isLive: () => live() !== undefined,
    // A file that is not small is rewritten in a quiet minute (`finish-erasures.ts`), and once after many erasures.
    mayPause: () => false,
    watched,
  });
  if (erased === 'called_meanwhile') return erased;
  if (erased === 'live') return { done: false, live: live() ?? ('' as CallId) };
  const { contact, calls } = traces;
  if (contact === undefined && calls.length + erased.values + notes === 0)
    return { done: false, unknown: true };
  const id = contact === undefined ? {} : { contact };
  await operations.noteErasure({ ...id, by, calls: calls.length, messages: erased.messages });
  const copies = await store.erasure.copies();
  if (deleteCopies) for (const copy of copies) await rm(copy, { force: true });
  return {
    done: true,
    report: {
      ...id,
      calls: calls.length,
      ...erased,
      sounds,
      notes,
      copies: deleteCopies ? [] : copies,
      finishesAtNextStart: await store.erasure.isRewritingDue(),
    },
  };
}

/** Of the callers of these calls. */
async function legsOf(
  calls: readonly CallId[],
  { journal }: Pick<Store, 'journal'>,
): Promise<ReadonlySet<string>> {
  const legs = new Set<string>();
  await eachInSlices(calls, async (call) => {
    for (const entry of await journal.ofCall(call))
      if (entry.type === 'callArrived' && entry.leg !== undefined) legs.add(entry.leg);
  });
  return legs;
}

export interface ContactExport {
  readonly contact?: Contact;
  readonly numbers: readonly string[];
  readonly calls: readonly { readonly call: CallId; readonly entries: readonly StoredEntry[] }[];
  readonly messages: readonly VoicemailMessage[];
}

type TracesNeeds = Pick<ErasureNeeds, 'store'> & { readonly operations: Pick<Operations, 'plan'> };

/** Everything that is stored about the contact with this number. The sounds of messages are had one by one, by `recording`. */
export async function exportContact(
  number: string,
  { store, operations }: TracesNeeds,
): Promise<ContactExport> {
  const { numbers, calls, recordings } = await contactTraces(number, { store, operations });
  const contact = await store.contacts.withNumber(number);
  const told: { call: CallId; entries: readonly StoredEntry[] }[] = [];
  await eachInSlices(calls, async (call) => {
    told.push({ call, entries: await store.journal.ofCall(call) });
  });
  const theirs = new Set(recordings);
  const messages = await store.voicemails.list(undefined, Number.MAX_SAFE_INTEGER);
  return {
    ...(contact && { contact }),
    numbers,
    calls: told,
    messages: messages.filter(({ recording }) => theirs.has(recording)),
  };
}

/** Calls of the contact with this number, or of the number alone; the newest first, read as far as they are wanted. */
export async function contactCalls(
  number: string,
  { store, operations }: TracesNeeds,
): Promise<{
  readonly contact?: Contact;
  readonly numbers: readonly string[];
  readonly calls: AsyncIterable<CallId>;
}> {
  const { country } = operations.plan().plan;
  const contact = await store.contacts.withNumber(number);
  const numbers = contact?.numbers ?? [number];
  const isOf = (value: string): boolean => numbers.includes(value) || isSame(value, numbers, country);
  const calls = store.journal.callsOf({ ...(contact && { contact: contact.id }), numbers, isOf });
  return { ...(contact && { contact }), numbers, calls };
}

/** Calls and messages of the contact with this number, or of the number alone. */
export function contactTraces(number: string, { store, operations }: TracesNeeds): Promise<Traces> {
  const { country } = operations.plan().plan;
  return store.erasure.traces(number, (value, numbers) => isSame(value, numbers, country));
}

/** Numbers of agents' calls stand as they were dialled: `0301234567` is `+49301234567`. */
function isSame(value: string, numbers: readonly string[], country: string): boolean {
  const end = endOf(value);
  if (end === undefined || !numbers.some((number) => number.endsWith(end))) return false;
  const { number } = normaliseNumber(value, country);
  return number !== undefined && numbers.includes(number);
}

function concerns(
  { id, phase, caller, callback, dialled }: Call,
  theirs: ReadonlySet<CallId>,
  { isOf, contact }: Traces,
): boolean {
  const dialogue = 'dialogue' in phase ? phase.dialogue : undefined;
  const asked = dialogue?.asks === 'whether' ? dialogue.number : undefined;
  return (
    theirs.has(id) ||
    (contact !== undefined && caller.contact === contact) ||
    [caller.number, callback?.number, dialled, asked].some((number) => number !== undefined && isOf(number))
  );
}
