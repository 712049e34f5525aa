/** Days of a house whose callers and phones keep ledgers, and the records that are made of its journal meanwhile. */
import { parsePlan } from '../../src/plan/read.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import type { StoredCell } from '../../src/reports/figures/report.ts';
import { LateFigures } from '../../src/reports/reconcile/late-figures.ts';
import { Reconciler } from '../../src/reports/reconcile/reconciler.ts';
import { LedgerFloor } from './ledger-floor.ts';
import type { HowOften } from './talk-acts.ts';
import { TalkRecords } from './talk-records.ts';

export const zone = 'Europe/Berlin';
const agents = Array.from({ length: 40 }, (_, nth) => `agent${nth}`);
const supervisors = ['chief1', 'chief2'];
export const numberOutside = '+4930555555';
const text = (wrapUp: string): string => `
company: Office
country: DE
time zone: ${zone}
language: en
numbers:
  "1": { queue: sales }
  "2": { queue: support }
  "3": [ { ring: "${numberOutside}", for: 20s, confirm: false }, goodbye ]
  "9": { menu: main }
menus:
  main:
    say: Press one for sales.
    keys: { "1": { queue: sales } }
    otherwise: goodbye
queues:
  sales: { title: Sales, agents: [${agents.slice(0, 25).join(', ')}], wrap-up: ${wrapUp} }
  support: { title: Support, agents: [${agents.slice(20).join(', ')}], wrap-up: 5s }
agents:
${[...agents, ...supervisors].map((name) => `  ${name}: { name: ${name} }`).join('\n')}
lines: [line1]
trunks: { provider: { server: sip.example.com } }
outside calls: { countries: [DE] }
supervision: { agents: [${supervisors.join(', ')}], tell callers: false, tell agents: false }
parking: { slots: ["71", "72", "73", "74"], for: 1m }
surveys: { service: { questions: { friendly: "Friendly?", solved: "Solved?" }, low: 2, share: 30 } }
results: { sold: { name: Sold }, complaint: { name: Complaint, details: { late: Too late } } }
`;
const planOf = (wrapUp: string) => {
  const read = parsePlan(text(wrapUp));
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join());
  return read.plan;
};

interface Days {
  readonly days: number;
  readonly calls: number;
  readonly seed: number;
  /** What agents do in talks; if omitted: as on a usual day. */
  readonly often?: HowOften;
}

/** Whole: the calls of the last hours are over. */
export function livedDays({ days, calls, seed, often }: Days) {
  // The clocks of Berlin go back on 25 October 2026: the month has a day of 25 hours.
  const from = Date.parse('2026-10-24T22:00:00Z');
  const lasts = days * 24 * 3_600_000 + (days > 0 ? 3_600_000 : 0);
  const fold = new FiguresFold(zone);
  const reconciler = new Reconciler(zone);
  const late = new LateFigures(zone, { from: 0, to: Number.MAX_SAFE_INTEGER });
  const records = new TalkRecords();
  const floor = new LedgerFloor({
    seed,
    plan: planOf('10s'),
    otherPlan: planOf('30s'),
    from,
    supervisors,
    numbersOutside: [numberOutside],
    lasts: lasts - 2 * 3_600_000,
    calls,
    ...(often && { often }),
    entry: (entry) => {
      fold.add(entry);
      late.add(entry);
      records.add(entry);
      // All that a month says is more than a proof keeps in mind.
      if (days <= 1) reconciler.add(entry);
    },
  });
  floor.works();
  fold.advance();
  const cells: StoredCell[] = [...fold.take()].flatMap(([at, subjects]) =>
    [...subjects].map(([subject, cell]) => ({ at, subject, cell })),
  );
  return { floor, records, cells, late, reconciler };
}
