import { recordPath, recordQuery } from '../../contract/reports.ts';
import { dayFromWords, dayInWords, localDay } from '../../reports/figures/local-time.ts';
import type { ReportRow } from '../../reports/figures/report.ts';
import { addColumns, csvLines } from '../../reports/print/csv.ts';
import { type RecordTable, recordRows } from '../../reports/records/day-records.ts';
import { eachInSlices } from '../../shared/slices.ts';
import type { Day } from '../../shared/wall-time.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';

/** Characters that go at once: less than a millisecond. */
const part = 16 * 1024;

export function recordRoutes(app: Api, { operations, reports }: ApiNeeds): void {
  if (!reports) return;
  /** The journal of a busy day is read for longer than an answer may take to begin. */
  async function* recordsOf(day: Day, table: RecordTable): AsyncGenerator<string> {
    const rows: ReportRow[] = [];
    const columns = new Set<string>();
    await eachInSlices((await reports?.records(day)) ?? [], (call) => {
      for (const row of recordRows[table](call)) {
        rows.push(row);
        addColumns(columns, row);
      }
    });
    let text = '';
    for (const line of csvLines(rows, [...columns])) {
      text += line;
      if (text.length >= part) {
        yield text;
        text = '';
      }
    }
    yield text;
  }
  app.get(
    '/v1/records/:table',
    {
      config: { right: 'read_journal' },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'The records of a day as CSV: a row for each call, visit of a queue, offer, party or prompt',
        description:
          'Of calls that arrived on that day. Callers are not named; docs/reports.md has the columns.',
        params: recordPath,
        querystring: recordQuery,
      },
    },
    async ({ params: { table }, query }, reply) => {
      const zone = operations.plan().plan.timeZone;
      const today = localDay(zone, operations.now());
      const day = query.day === undefined ? today : dayFromWords(query.day);
      if (day === undefined) throw new Refusal('bad_request', `there is no day ${query.day}`);
      if (day > today) throw new Refusal('bad_request', `${dayInWords(day)} is in the future`);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${table}-${dayInWords(day)}.csv"`)
        .header('cache-control', 'no-store')
        .send(paced(recordsOf(day, table)));
    },
  );
}
