import { refusals } from '../../contract/common.ts';
import {
  reconcileQuery,
  reconciliation,
  reportPage,
  reportPath,
  reportQuery,
} from '../../contract/reports.ts';
import { dayFromWords, dayInWords, localDay, startOfDay } from '../../reports/figures/local-time.ts';
import type { Day } from '../../shared/wall-time.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';

export function reportRoutes(app: Api, { operations, reports }: ApiNeeds): void {
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
      config: { right: 'see_reports' },
      schema: {
        summary: 'Make a report of past days, or of today so far',
        params: reportPath,
        querystring: reportQuery,
        response: { 200: reportPage, ...refusals },
      },
    },
    async ({ params: { report }, query }) => {
      const { by, threshold, short } = query;
      const first = query.from === undefined ? today() : dayOf(query.from);
      const last = query.to === undefined ? first : dayOf(query.to);
      refuseFuture(first);
      if (last < first) throw new Refusal('bad_request', `${query.to} is before ${query.from}`);
      if (last - first > mostDays) throw new Refusal('bad_request', `a report has at most ${mostDays} days`);
      const zone = timeZone();
      const made = await reports.make(
        { report, by, timeZone: zone, threshold, short },
        startOfDay(zone, first),
        startOfDay(zone, last + 1),
      );
      return {
        report,
        from: dayInWords(first),
        to: dayInWords(last),
        by,
        timeZone: zone,
        threshold,
        complete: made.complete,
        rows: [...made.rows],
      };
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

/** A year, and one day more. */
const mostDays = 366;

function dayOf(text: string): Day {
  const day = dayFromWords(text);
  if (day === undefined) throw new Refusal('bad_request', `there is no day ${text}`);
  return day;
}
