/** Reports of a simulated floor, as the program makes them, but in the thread of the test. */

import { FiguresKeeper } from '../../../src/engine/figures/figures-keeper.ts';
import { namesCounted } from '../../../src/engine/figures/names-counted.ts';
import type { ServeOptions } from '../../../src/http/server.ts';
import { folding } from '../../../src/reports/figures/folding.ts';
import { kindOfReport } from '../../../src/reports/figures/report.ts';
import { FloorThen } from '../../../src/reports/floor-then.ts';
import { atOnce } from '../../../src/shared/slices.ts';
import { makeReport } from '../../../src/workers/make-report.ts';
import { storedCells } from '../../../src/workers/report-aside.ts';
import { silentLog } from '../../support/memory-store.ts';
import type { SimulatedFloor } from '../../support/simulated-floor.ts';

export function reportsOf({ store, engine }: SimulatedFloor): NonNullable<ServeOptions['reports']> {
  const keeper = new FiguresKeeper({
    figures: store.figures,
    journal: store.journal,
    clock: { now: () => engine.now(), after: () => () => undefined },
    log: silentLog,
    folding: () => folding(engine.plan().plan.timeZone),
  });
  const started = keeper.start();
  engine.follow((entry) => keeper.happened(entry));
  return {
    make: async ({ question, from, to, format }) => {
      await started;
      await keeper.flush();
      const cells = await storedCells(store.figures, question, from, to);
      return { body: makeReport({ cells, question, format }), complete: keeper.isComplete };
    },
    counted: async (report) => await namesCounted(store.figures, kindOfReport[report]),
    floorAt: async (moments) => {
      const fold = new FloorThen(moments, undefined, []);
      for (const entry of await store.journal.after(0, 1_000_000))
        if (entry.at <= (moments.at(-1) ?? 0)) fold.add(entry);
      return atOnce(fold.over());
    },
    records: async () => [],
    reconcile: async () => ({ entries: 0, calls: 0, inProgress: 0, complete: true, misfits: [] }),
  };
}
