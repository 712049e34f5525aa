/** Names of rows that a report is limited to: one that no row can have is refused, so that a slip does not look like a quiet day. */
import type { Plan } from '../../plan/model.ts';
import { answeredByEmail } from '../../reports/figures/cell.ts';
import type { ReportName } from '../../reports/figures/report.ts';
import { suggestion } from '../../shared/nearest.ts';
import { Refusal } from '../errors.ts';

/** @param counted names that have ever had a figure: of queues that have left the plan, and of what no plan names */
export async function refuseUnknownRows(
  {
    report,
    wanted = [],
    plan,
  }: { readonly report: ReportName; readonly wanted?: readonly string[] | undefined; readonly plan: Plan },
  within: readonly string[] | undefined,
  counted: () => Promise<ReadonlySet<string>>,
): Promise<void> {
  const planned = new Set(rowsOf[report](plan));
  if (wanted.every((name) => planned.has(name))) return;
  const all = new Set([...planned, ...(await counted())]);
  const unknown = wanted.find((name) => !all.has(name));
  if (unknown === undefined) return;
  const shown = [...all].filter((name) => within?.includes(name) ?? true).toSorted();
  throw new Refusal(
    'no_such_row',
    `the report ${report} has no row ${unknown.slice(0, 60)}`,
    hintFor(unknown, shown),
  );
}

/** A row such as `menu main` or `sales: sold` is often asked for by one of its words. */
function hintFor(unknown: string, names: readonly string[]): string {
  const meant = unknown.toLowerCase();
  const parts = names.filter((name) => name.toLowerCase().split(/: | /).includes(meant));
  return parts.length > 0
    ? suggestion('', parts)
    : suggestion(unknown, names, 'nothing has been counted yet');
}

const rowsOf: Readonly<Record<ReportName, (plan: Plan) => readonly string[]>> = {
  queues: ({ queues }) => Object.keys(queues),
  agents: ({ agents }) => Object.keys(agents),
  calls: () => ['outside', 'inside', 'callback'],
  numbers: ({ numbers }) => Object.keys(numbers),
  tags: ({ tags = {} }) => Object.keys(tags),
  ivr: ({ menus }) => Object.keys(menus).map((name) => `menu ${name}`),
  results: ({ queues }) =>
    Object.entries(queues).flatMap(([queue, { results = [] }]) =>
      results.length === 0 ? [] : [...results, 'missing'].map((result) => `${queue}: ${result}`),
    ),
  surveys: ({ surveys = {} }) =>
    Object.values(surveys).flatMap(({ name, questions, byEmail }) =>
      [name, ...(byEmail ? [`${name}${answeredByEmail}`] : [])].flatMap((row) => [
        row,
        ...questions.map((question) => `${row}: ${question.name}`),
      ]),
    ),
  quality: () => [],
};
