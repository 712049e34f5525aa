import { refusals } from '../../contract/common.ts';
import {
  type ReportPage,
  reconcileQuery,
  reconciliation,
  reportPage,
  reportPath,
  reportQuery,
} from '../../contract/reports.ts';
import type { Reach } from '../../people/reach.ts';
import type { ReportMade } from '../../reports/asked.ts';
import { dayFromWords, dayInWords, localDay, startOfDay } from '../../reports/figures/local-time.ts';
import type { ReportName } from '../../reports/figures/report.ts';
import type { ReportFormat } from '../../reports/print/printed.ts';
import type { Day } from '../../shared/wall-time.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { refuseUnknownRows } from './only.ts';

export function reportRoutes(app: Api, { operations, reports, gate }: ApiNeeds): void {
  if (!reports) return;
  const timeZone = (): string => operations.plan().plan.timeZone;
  const today = (): Day => localDay(timeZone(), operations.now());
  // Its zeros would look like the figures of a quiet day, and "fits" like a proof.
  const refuseFuture = (day: Day): void => {
    if (day > today()) throw new Refusal('bad_request', `${dayInWords(day)} is in the future`);
  };

  app.get(
    '/v1/reports/:report',
    {
      config: { right: 'see_reports', scoped: true },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Make a report of past days, or of today so far',
        description:
          'A person with a scope gets the rows of their queues (`queues`) and of the agents who serve them (`agents`). ' +
          'The other reports are about the whole house, and refused to them.',
        params: reportPath,
        querystring: reportQuery,
        response: { 200: reportPage, ...refusals },
      },
    },
    async (request, reply) => {
      const {
        params: { report },
        query: { by, threshold, short, again, format, only: wanted, ...query },
      } = request;
      const within = namesWithin(gate.reach('see_reports', actorOf(request)), report);
      const { plan } = operations.plan();
      await refuseUnknownRows({ report, wanted, plan }, within, () => reports.counted(report));
      const only = bothOf(within, wanted);
      const first = query.from === undefined ? today() : dayOf(query.from);
      const last = query.to === undefined ? first : dayOf(query.to);
      refuseFuture(first);
      if (last < first)
        throw new Refusal(
          'bad_request',
          query.from === undefined
            ? `${dayInWords(last)} is before today: give the first day, too (\`from\`)`
            : `${dayInWords(last)} is before ${dayInWords(first)}`,
        );
      if (last - first > mostDays) throw new Refusal('bad_request', `a report has at most ${mostDays} days`);
      const zone = timeZone();
      const { body, complete } = await reports.make({
        question: { report, by, timeZone: zone, threshold, short, again, ...(only && { only }) },
        from: startOfDay(zone, first),
        to: startOfDay(zone, last + 1),
        format,
      });
      const [from, to] = [dayInWords(first), dayInWords(last)];
      const page = { report, from, to, by, timeZone: zone, threshold, complete };
      // The rows of a month by hour would keep calls waiting if they were written here.
      const answer = paced(format === 'json' ? pageOf(page, body) : body);
      // A browser that goes away before the first row reads nothing: the job would stay where it is.
      answer.once('close', () => void endOf(body));
      // It took too long, and this has been said.
      if (reply.sent) {
        answer.destroy();
        return reply;
      }
      void reply.header('cache-control', 'no-store').type(mediaType[format]);
      if (format !== 'json') {
        const name = [report, from, ...(to === from ? [] : [to]), ...(by === 'all' ? [] : [by])].join('-');
        void reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
      }
      return await reply.send(answer as never);
    },
  );

  app.get(
    '/v1/reconcile',
    {
      config: { right: 'see_reports' },
      schema: {
        summary: 'Prove that the numbers of a day fit, and name each call and agent that does not',
        querystring: reconcileQuery,
        response: { 200: reconciliation, ...refusals },
      },
    },
    async ({ query }) => {
      const day = query.day === undefined ? today() : dayOf(query.day);
      refuseFuture(day);
      const { misfits, ...rest } = await reports.reconcile(day);
      return { day: dayInWords(day), ...rest, misfits: [...misfits] };
    },
  );
}

const mediaType: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The queues or agents that the person may see; undefined: all. */
function namesWithin(reach: Reach, report: ReportName): readonly string[] | undefined {
  if (reach === 'all') return undefined;
  if (report === 'queues') return [...reach.queues];
  if (report === 'agents') return [...reach.agents];
  throw new Refusal(
    'out_of_scope',
    `the report ${report} is about the whole house; your account has reports of queues and agents`,
  );
}

/** Undefined: all. */
const bothOf = (
  some: readonly string[] | undefined,
  others: readonly string[] | undefined,
): readonly string[] | undefined =>
  some && others ? some.filter((name) => others.includes(name)) : (some ?? others);

async function endOf(body: ReportMade['body']): Promise<void> {
  if (Symbol.asyncIterator in body) await body[Symbol.asyncIterator]().return?.();
}

async function* pageOf(page: Omit<ReportPage, 'rows'>, rows: ReportMade['body']): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${JSON.stringify(page).slice(0, -1)},"rows":`);
  yield* rows;
  yield encoder.encode('}');
}

/** A year, and one day more. */
const mostDays = 366;

function dayOf(text: string): Day {
  const day = dayFromWords(text);
  if (day === undefined) throw new Refusal('bad_request', `there is no day ${text}`);
  return day;
}
