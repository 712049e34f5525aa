/** What Cordboard of commit 532aca4 stored (version 1), captured from its stories: `test/fixtures/version-1`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { Kept } from '../../src/call/kept/upgrades/upgrade.ts';
import { steps } from '../../src/store/sqlite/migrations/migrate.ts';
import type { SimulatedAsterisk } from './simulated-asterisk.ts';

const folder = fileURLToPath(new URL('../fixtures/version-1', import.meta.url));
const lines = <T>(file: string): readonly T[] =>
  readFileSync(join(folder, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

/** A moment of a story: everything that was saved, and what went on at the exchange. */
export interface KeptMoment {
  readonly of: 'call' | 'agent';
  /** What is special about it: phase or activity first. */
  readonly shape: string;
  readonly at: number;
  readonly plan: string;
  readonly saved: {
    readonly calls: readonly Kept[];
    readonly agents: readonly Kept[];
    readonly schedules: readonly Kept[];
    readonly records: readonly Kept[];
    readonly nextCall: number;
  };
  readonly exchange: {
    readonly legs: readonly { readonly id: string }[];
    readonly bridges: readonly (readonly [string, readonly string[]])[];
    readonly phones: readonly (readonly [string, 'rings' | 'busy'])[];
  };
}

export const keptMoments = (): readonly KeptMoment[] => lines('in-progress.jsonl');
/** At least one of each type, and of each value that a field with fixed values may have. */
export const keptEntries = (): readonly Kept[] => lines('journal.jsonl');
/** A short day with all kinds of calls, two of them still going on. */
export const keptDay = join(folder, 'day.db');

/** How many migrations 532aca4 knew. */
const schemaOfVersion1 = 8;

/** A database as 532aca4 has left it at that moment. */
export function databaseOfVersion1({ saved, plan }: KeptMoment): Database.Database {
  const db = new Database(':memory:');
  for (const sql of steps.slice(0, schemaOfVersion1)) db.exec(sql);
  db.pragma(`user_version = ${schemaOfVersion1}`);
  const keep = (table: string, name: string, values: readonly Kept[]): void => {
    const insert = db.prepare(`insert into ${table} values (?, ?)`);
    for (const value of values) insert.run(value[name], JSON.stringify(value));
  };
  keep('saved_call', 'id', saved.calls);
  keep('saved_agent', 'name', saved.agents);
  keep('saved_schedule', 'name', saved.schedules);
  keep('saved_queue', 'queue', saved.records);
  db.prepare(`insert into counter values ('next call', ?)`).run(saved.nextCall);
  db.prepare(`insert into plan_version values (1, ?, 'start', 1)`).run(plan);
  return db;
}

/** The exchange as it was at that moment. */
export function bringBack(asterisk: SimulatedAsterisk, { exchange }: KeptMoment): void {
  for (const leg of exchange.legs) asterisk.legs.set(leg.id as never, { ...leg } as never);
  for (const [bridge, legs] of exchange.bridges) asterisk.bridges.set(bridge, [...legs] as never[]);
  for (const [phone, does] of exchange.phones) asterisk.phones.set(phone, does);
}
