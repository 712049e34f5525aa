/** Reports of a simulated floor, as the program makes them, but in the thread of the test. */
import { FiguresKeeper } from '../../../src/engine/figures/figures-keeper.ts';
import type { ServeOptions } from '../../../src/http/server.ts';
import type { Cell, Subject } from '../../../src/reports/figures/cell.ts';
import { folding } from '../../../src/reports/figures/folding.ts';
import { report, type StoredCell } from '../../../src/reports/figures/report.ts';
import type { Instant } from '../../../src/shared/time.ts';
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
    make: async (question, from, to) => {
      await started;
      await keeper.flush();
      const cells = Buffer.from(await storedCells(store.figures, question, from, to)).toString();
      return { rows: report(cellsIn(cells), question), complete: keeper.isComplete };
    },
    reconcile: async () => ({ entries: 0, calls: 0, inProgress: 0, misfits: [] }),
  };
}

const cellsIn = (lines: string): StoredCell[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [at, subject, cell] = JSON.parse(line) as [Instant, Subject, Cell];
      return { at, subject, cell };
    });
