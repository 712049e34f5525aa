/** The figures of a floor's journal, as reports have them; and whether they fit. */
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import {
  type ReportName,
  type ReportQuestion,
  type ReportRow,
  report,
  type StoredCell,
} from '../../src/reports/figures/report.ts';
import { reconcile } from '../../src/reports/reconcile/reconciler.ts';

export function figuresOf(entries: readonly StoredEntry[], name: ReportName): Map<string, ReportRow> {
  const fold = new FiguresFold('UTC');
  for (const entry of entries) fold.add(entry);
  fold.advance();
  const cells = [...fold.take()].flatMap(([at, subjects]) =>
    [...subjects].map(([subject, cell]) => ({ at, subject, cell })),
  );
  const rows = rowsOf(cells, { report: name, by: 'all', timeZone: 'UTC', threshold: 20, short: 5 });
  return new Map(rows.map((row) => [String(row['name']), row]));
}

/** Of cells in any order. */
export const rowsOf = (cells: readonly StoredCell[], question: ReportQuestion): readonly ReportRow[] => [
  ...report(
    cells.toSorted((a, b) => a.at - b.at),
    question,
  ),
];

/** @throws with each call and agent that does not fit */
export function mustFit(entries: readonly StoredEntry[]): void {
  const { misfits } = reconcile(entries);
  const said = misfits.map(({ call, agent, what }) => `${call ? `call ${call}` : (agent ?? '')} ${what}`);
  if (said.length > 0) throw new Error(`the numbers do not fit: ${said.slice(0, 20).join('; ')}`);
}
