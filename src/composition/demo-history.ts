/**
 * A week of made-up calls, so that the console is not empty on the first day (`start --demo-history`). The core that takes real
 * calls takes these, and they are stored as theirs are; what is derived from the journal (figures, tickets) is derived by its
 * usual keepers when the engine starts.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Caller } from '../call/kept/events.ts';
import { demoPeople } from '../demo/callers.ts';
import { DemoFloor } from '../demo/floor.ts';
import { beginningOf } from '../demo/week.ts';
import { fromFile } from '../engine/plan-at-start.ts';
import { Unstored } from '../engine/unstored.ts';
import type { Plan } from '../plan/model.ts';
import type { Store } from '../ports/store.ts';
import { packageRoot } from '../shared/package-root.ts';
import { Seeded } from '../shared/seeded.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';

/** By which contacts of the demo are found. */
const demoTag = 'demo';

const demoPlan = join(packageRoot, 'plans', 'demo.yaml');
/** Between the last of it and the start: what is real is not mixed up with it. */
const endsBefore: Duration = minutes(5);
/** Entries of a commit. */
const part = 500;
const seed = 2026;
/** As for real calls. */
const firstCall = 1001;

/** Nothing has been written. */
export class DemoHistoryRefused extends Error {
  override readonly name = 'DemoHistoryRefused';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

export interface DemoHistoryNeeds {
  readonly store: Store;
  readonly plan: Plan;
  /** Of the plan. */
  readonly text: string;
  readonly now: Instant;
  /** The state folder, for messages. */
  readonly home: string;
  readonly interrupted?: AbortSignal;
}

/** @throws DemoHistoryRefused */
export async function makeDemoHistory(needs: DemoHistoryNeeds): Promise<{ readonly calls: number }> {
  await refuseUnlessFitting(needs);
  const { store, plan, text, now, interrupted } = needs;
  const until = now - endsBefore;
  const from = beginningOf(plan, until);
  const { version } = await store.plans.add(text, fromFile, from);
  await store.audit.append([
    {
      at: now,
      actor: { kind: 'machine', name: 'start', role: 'machine' },
      transport: 'machine',
      right: 'restore',
      action: 'make_demo_history',
      outcome: 'allowed',
      details: { after: { from: new Date(from).toISOString(), until: new Date(until).toISOString() } },
    },
  ]);
  const callers = await keepCallers(store, from);
  const chance = new Seeded(seed);
  const floor = new DemoFloor({ chance, plan, planVersion: version, firstCall, callers, from, until });
  let unstored = new Unstored();
  const commit = async (): Promise<void> => {
    const { journal, calls, agents, records } = unstored;
    await store.commit({ journal, calls, agents, records, nextCall: floor.nextCall });
    unstored = new Unstored();
    await giveWay();
    interrupted?.throwIfAborted();
  };
  for (const { journal, changes } of floor.turns()) {
    unstored.add(journal, changes);
    if (unstored.journal.length >= part) await commit();
  }
  await commit();
  return { calls: floor.nextCall - firstCall };
}

async function refuseUnlessFitting({ store, text, home }: DemoHistoryNeeds): Promise<void> {
  if (text !== (await readFile(demoPlan, 'utf8')))
    throw new DemoHistoryRefused(
      'the demo history is made for the demo plan only',
      'leave CORDBOARD_PLAN unset for the first start; apply your own plan later with `cordboard plan apply`',
    );
  const isEmpty =
    (await store.journal.last(1)).length === 0 &&
    (await store.contacts.walk(undefined, 1)).length === 0 &&
    (await store.plans.current()) === undefined;
  if (isEmpty) return;
  throw new DemoHistoryRefused(
    `the demo history is made in an empty database only, and ${join(home, 'cordboard.db')} holds calls or contacts`,
    'start without --demo-history, or set CORDBOARD_HOME to a new folder to see the demo there',
  );
}

/** With a tag, so that everybody sees where they come from. */
async function keepCallers({ contacts }: Store, at: Instant): Promise<readonly Caller[]> {
  const callers: Caller[] = [];
  for (const { name, number, language } of demoPeople) {
    const change = { name, tags: [demoTag], ...(language && { language }) };
    const { id } = await contacts.set(number, change, at);
    callers.push({ number, name, contact: id, isNew: false, tags: [demoTag], ...(language && { language }) });
  }
  return callers;
}
