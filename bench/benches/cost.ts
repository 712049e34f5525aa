/**
 * What calls cost: CPU of the engine for a call, everything journalled; memory of the engine with 1,000 calls live;
 * bytes in the journal for a call; and what a commit takes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { JournalEntry } from '../../src/call/kept/journal.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { numbers } from '../floor/plan.ts';
import { type Row, timesRow } from '../report/row.ts';
import { median, spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};
const none = { p50: Number.NaN, p95: Number.NaN, p99: Number.NaN };

export const cost: Bench = {
  name: 'cost',
  about: 'CPU, memory and journal of calls on the real Asterisk; what a commit takes',
  run: async ({ quick, floor, tell }) => {
    const on = await floor();
    const phones = await on.phonesThatAnswer();
    const dial = numbers.connect.Cordboard;
    const perCall: number[] = [];
    const rate = 30;
    const calls = rate * (quick ? 5 : 15);
    for (let round = 0; round < (quick ? 2 : 4); round++) {
      const before = on.cpu().engine;
      await (await on.callers({ dial, rate, calls, talkFor: 500, within: 60_000 })).finished;
      await on.quiet();
      // The first round warms up.
      if (round > 0) perCall.push((on.cpu().engine - before) / calls);
    }
    tell(`engine CPU ${median(perCall).toFixed(2)} ms a call at ${rate}/s`);

    const live = quick ? 300 : 1000;
    const atRest = on.engineMemory();
    const callers = await on.callers({
      dial,
      rate: 40,
      calls: live,
      atATime: live,
      talkFor: 60_000,
      within: 90_000,
    });
    await pause((live / 40) * 1000 + 3000);
    const memory = on.engineMemory();
    tell(`${live} calls live: ${memory.toFixed(0)} MB, ${atRest.toFixed(0)} MB before`);
    await callers.stop(50);
    await on.hangUpAll();
    await phones.stop(3000);

    await on.killEngine();
    const journal = journalOf(join(on.home, 'cordboard.db'));
    await on.startEngine();
    tell(`journal: ${journal.bytes.toFixed(0)} bytes and ${journal.entries.length} entries a call`);
    const commit = await commits(journal.entries, quick ? 500 : 3000);
    tell(`a commit of one turn: p50 ${commit.p50.toFixed(3)} p99 ${commit.p99.toFixed(3)} ms`);
    return [
      timesRow('cost', 'engine CPU', rate, none, { engine_cpu_ms_per_call: median(perCall), ok: calls }),
      timesRow('cost', 'memory', live, none, { more: { engine_mb: memory, engine_mb_before: atRest } }),
      timesRow('cost', 'journal of a call', 1, none, {
        more: { bytes: journal.bytes, entries: journal.entries.length },
      }),
      timesRow('cost', 'commit', 1, commit),
    ] satisfies Row[];
  },
};

/** The mean size of a call's entries, and the entries of one of them. */
function journalOf(path: string): { bytes: number; entries: readonly JournalEntry[] } {
  const db = new Database(path);
  try {
    const answered = `select call from journal where type = 'connected'`;
    const { bytes, calls } = db
      .prepare<[], { bytes: number; calls: number }>(
        `select sum(length(data) + length(type) + length(coalesce(call, '')) + 16) as bytes,
           count(distinct call) as calls from journal where call in (${answered} limit 200)`,
      )
      .get() ?? { bytes: 0, calls: 1 };
    const rows = db
      .prepare<[], { at: number; type: string; call: string; data: string }>(
        `select at, type, call, data from journal where call = (${answered} limit 1) order by seq`,
      )
      .all();
    const entries = rows.map(
      ({ data, ...rest }) => ({ ...rest, ...(JSON.parse(data) as object) }) as unknown as JournalEntry,
    );
    return { bytes: bytes / calls, entries };
  } finally {
    db.close();
  }
}

/** Each commit holds an entry of a real call, in a file, as the engine stores it. */
async function commits(entries: readonly JournalEntry[], count: number) {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-store-'));
  const store = await openStore(join(folder, 'store.db'), quiet);
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const entry = entries[turn % entries.length];
    if (entry === undefined) break;
    const begin = performance.now();
    await store.commit({ journal: [entry], calls: new Map(), agents: new Map(), nextCall: turn });
    times.push(performance.now() - begin);
  }
  await store.close();
  await rm(folder, { recursive: true });
  return spread(times);
}
