/** The figures of a floor's journal, as reports have them; and whether they fit. */
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import { type ReportName, type ReportRow, report } from '../../src/reports/figures/report.ts';
import { reconcile } from '../../src/reports/reconcile/reconciler.ts';

export function figuresOf(entries: readonly StoredEntry[], name: ReportName): Map<string, ReportRow> {
  const fold = new FiguresFold('UTC');
  for (const entry of entries) fold.add(entry);
  fold.advance();
  const cells = [...fold.take()].flatMap(([at, subjects]) =>
    [...subjects].map(([subject, cell]) => ({ at, subject, cell })),
  );
  const rows = report(cells, { report: name, by: 'all', timeZone: 'UTC', threshold: 20, short: 5 });
  return new Map(rows.map((row) => [String(row['name']), row]));
}

/** @throws with each call and agent that does not fit */
export function mustFit(entries: readonly StoredEntry[]): void {
  const { misfits } = reconcile(entries);
  const said = misfits.map(({ call, agent, what }) => `${call ? `call ${call}` : (agent ?? '')} ${what}`);
  if (said.length > 0) throw new Error(`the numbers do not fit: ${said.slice(0, 20).join('; ')}`);
}
