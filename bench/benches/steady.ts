/**
 * A day in short: 200 agents of whom some hundred talk, some fifty callers wait, ten calls a second, a fifth of them through a
 * menu with a prompt and a key. No call may be lost, memory stays flat, and the event loop is never held up for long.
 *
 * What each step took is read from the journal afterwards: from its entry that began it to the one that ended it.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { numbers } from '../floor/plan.ts';
import type { Second } from '../floor/probe.ts';
import { type Row, timesRow } from '../report/row.ts';
import { median, quantile, spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

export const steady: Bench = {
  name: 'steady',
  about: 'ten calls a second for minutes: each step, memory, event loop, calls lost',
  run: async ({ minutes, floor, tell }) => {
    const on = await floor();
    const probe = join(on.home, 'probe.jsonl');
    await on.killEngine();
    await on.startEngine([], probe);
    const phones = await on.phonesThatAnswer();
    const seconds = minutes * 60;
    const within = seconds * 1000 + 90_000;
    const begin = Date.now();
    const [queued, atMenu] = await Promise.all([
      // A hundred agents talk for twelve seconds each; whoever leaves is followed by another, so fifty wait.
      on.callers({
        dial: numbers.steady.queue,
        rate: 20,
        calls: 8 * seconds,
        atATime: 150,
        talkFor: 12_000,
        within,
      }),
      on.callers({
        scenario: 'bench/sip/caller-menu.xml',
        dial: numbers.steady.menu,
        rate: 2,
        calls: 2 * seconds,
        talkFor: 2500,
        within,
      }),
    ]);
    const results = await Promise.all([queued.finished, atMenu.finished]);
    await on.quiet();
    await phones.stop(3000);
    const lived = (await readFile(probe, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Second);
    await on.killEngine();
    const steps = stepsIn(join(on.home, 'cordboard.db'), begin);
    await rm(probe);
    await on.startEngine();
    const [ok, failed] = [sum(results.map((each) => each.ok)), sum(results.map((each) => each.failed))];
    const row = rowOf(lived, ok, failed, minutes);
    const { delay_p99_ms: delay = 0, heap_growth_mb: growth = 0 } = row.more ?? {};
    tell(
      `${ok} calls, ${failed} failed; event loop p99 ${delay.toFixed(1)} ms; heap grew by ${growth.toFixed(1)} MB`,
    );
    const menus = spread(results[1]?.times ?? []);
    steps.push(timesRow('steady', "INVITE to the menu's 200", 10, menus, { ok: results[1]?.ok ?? 0 }));
    for (const step of steps)
      tell(`${step.system}: p50 ${step.p50_ms?.toFixed(1)} p99 ${step.p99_ms?.toFixed(1)} ms of ${step.ok}`);
    return [row, ...steps];
  },
};

function rowOf(lived: readonly Second[], ok: number, failed: number, minutes: number): Row {
  // The first third fills caches and compiles; what grows after it is a leak.
  const settled = lived.slice(Math.floor(lived.length / 3));
  const half = Math.floor(settled.length / 2);
  const heap = (part: readonly Second[]): number => median(part.map(({ heapMb }) => heapMb));
  return timesRow(
    'steady',
    'Cordboard',
    10,
    { p50: Number.NaN, p95: Number.NaN, p99: Number.NaN },
    {
      ok,
      failed,
      more: {
        minutes,
        delay_p99_ms: quantile(
          settled.map(({ delayP99 }) => delayP99),
          0.5,
        ),
        delay_worst_second_ms: Math.max(...settled.map(({ delayP99 }) => delayP99)),
        heap_mb: heap(settled),
        heap_growth_mb: heap(settled.slice(half)) - heap(settled.slice(0, half)),
        rss_mb: median(settled.map(({ rssMb }) => rssMb)),
      },
    },
  );
}

/** Each step: what it is called, the entry that begins it, the entry of the same offer or agent that ends it. */
function stepsIn(path: string, since: number): Row[] {
  const db = new Database(path);
  try {
    const rows = db
      .prepare<[number], { at: number; type: string; data: string; call: string }>(
        'select at, type, data, call from journal where at >= ? order by seq',
      )
      .all(since);
    const [rings, picksUp, next]: [number[], number[], number[]] = [[], [], []];
    const made = new Map<string, number>();
    const rang = new Map<string, number>();
    const talked = new Map<string, string>();
    const freeSince = new Map<string, number>();
    for (const { at, type, data, call } of rows) {
      const { offer, to } = JSON.parse(data) as { offer?: string; to?: string };
      if (type === 'offerMade' && offer !== undefined && to !== undefined) {
        made.set(offer, at);
        const free = freeSince.get(to);
        freeSince.delete(to);
        // Only those whom somebody waited for: agents of the full queue.
        if (free !== undefined && to <= 'agent100') next.push(at - free);
      } else if (type === 'offerRang' && offer !== undefined) {
        rings.push(at - (made.get(offer) ?? at));
        rang.set(offer, at);
      } else if (type === 'connected' && offer !== undefined && to !== undefined) {
        picksUp.push(at - (rang.get(offer) ?? at));
        talked.set(call, to);
      } else if (type === 'callEnded') {
        const agent = talked.get(call);
        if (agent !== undefined) freeSince.set(agent, at);
      }
    }
    const step = (name: string, times: readonly number[]): Row =>
      timesRow('steady', name, 10, spread(times), { ok: times.length });
    return [
      step('decision to the phone ringing', rings),
      step('ringing to picked up and bridged', picksUp),
      step('call over to the next offer to that agent', next),
    ];
  } finally {
    db.close();
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
