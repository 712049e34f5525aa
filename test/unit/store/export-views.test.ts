/** What other programs read of a backup: views with stable names, which say what reports say; the dashboard for Grafana asks them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { FiguresKeeper } from '../../../src/engine/figures/figures-keeper.ts';
import { folding } from '../../../src/reports/figures/folding.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { figuresOf } from '../../support/figures.ts';
import { silentLog } from '../../support/memory-store.ts';
import { smallDay } from '../../support/small-day.ts';

const dashboard = JSON.parse(readFileSync('docs/monitoring/grafana-history.json', 'utf8')) as {
  panels: { title: string; targets: { rawQueryText: string }[] }[];
};

test('a backup has the figures of reports in views, and no one can change them there by accident', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-views-'));
  try {
    const store = await openStore(join(folder, 'house.db'), silentLog);
    const journal = await smallDay();
    await store.commit({ journal, calls: new Map(), agents: new Map(), nextCall: 1 });
    const keeper = new FiguresKeeper({
      figures: store.figures,
      journal: store.journal,
      clock: { now: () => 0, after: () => () => undefined },
      log: silentLog,
      folding: () => folding('UTC'),
    });
    await keeper.start();
    await keeper.flush();
    const copy = join(folder, 'copy.db');
    await store.backUp(copy, 0, () => undefined);
    await store.close();
    const db = new Database(copy, { readonly: true });
    const queue = figuresOf(journal, 'queues').get('all');
    const [day] = db.prepare<[], Record<string, unknown>>('select * from export_queue_days').all();
    expect(day).toMatchObject({
      queue: 'all',
      offered: queue?.['offered'],
      answered: queue?.['answered'],
      abandoned: queue?.['abandoned'],
      talked_ms: queue?.['talkedMs'],
      longest_wait_ms: queue?.['longestWaitMs'],
    });
    const anna = figuresOf(journal, 'agents').get('anna');
    expect(db.prepare(`select * from export_agent_days where agent = 'anna'`).get()).toMatchObject({
      answered: anna?.['answered'],
      logged_in_ms: anna?.['loggedInMs'],
      talked_ms: anna?.['talkedMs'],
      ring_no_answer: anna?.['ringNoAnswer'],
    });
    const [hours, days] = ['export_figures_by_hour', 'export_figures_by_day'].map((view) =>
      db
        .prepare(`select sum(value) from ${view} where figure = 'offered_outside' and name = 'all'`)
        .pluck()
        .get(),
    );
    expect([hours, days]).toEqual([queue?.['offered'], queue?.['offered']]);
    expect(() => db.prepare('delete from export_queue_days')).toThrow(/view/);
    for (const { title, targets } of dashboard.panels)
      for (const { rawQueryText } of targets) {
        const sql = rawQueryText
          .replaceAll('$__from', '0')
          .replaceAll('$__to', String(Number.MAX_SAFE_INTEGER));
        expect(db.prepare(sql).all(), title).not.toEqual([]);
      }
    db.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
