/** Everything that is counted from the journal: figures, reports, the proof that they reconcile, missed callers. */
import type { Engine } from '../engine/engine.ts';
import { FiguresKeeper } from '../engine/figures/figures-keeper.ts';
import { namesCounted } from '../engine/figures/names-counted.ts';
import { NightlyReconcile } from '../engine/figures/nightly.ts';
import { type ReconcileNeeds, reconcileDay } from '../engine/figures/reconcile-day.ts';
import { ScheduledReports } from '../engine/figures/scheduled-reports.ts';
import { MissedCallersList } from '../engine/missed-callers.ts';
import type { ApiNeeds } from '../http/api.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Store } from '../ports/store.ts';
import type { ReportAsked, ReportMade } from '../reports/asked.ts';
import { folding, parseState } from '../reports/figures/folding.ts';
import { dayInWords, localDay, startOfDay } from '../reports/figures/local-time.ts';
import { kindOfReport } from '../reports/figures/report.ts';
import { type FloorsThen, FloorThen } from '../reports/floor-then.ts';
import { MissedCallers } from '../reports/missed-callers.ts';
import { type DayReconciled, dayReconciler } from '../reports/reconcile/day.ts';
import { DayRecords } from '../reports/records/day-records.ts';
import { WaitAccuracyFold } from '../reports/wait-accuracy.ts';
import type { Instant } from '../shared/time.ts';
import type { Day } from '../shared/wall-time.ts';
import { reportAside } from '../workers/report-aside.ts';
import type { Workers } from '../workers/workers.ts';
import type { Part } from './part.ts';

export interface NumbersNeeds {
  readonly store: Store;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  readonly workers: Workers;
  readonly metrics: Metrics;
  readonly mailer: Mailer;
}

type ForTheApi = Required<Pick<ApiNeeds, 'waitAccuracy' | 'missed' | 'reports'>>;

export interface Numbers extends Part, ForTheApi {}

export function buildNumbers({ store, engine, clock, log, workers, metrics, mailer }: NumbersNeeds): Numbers {
  const zone = (): string => engine.plan().plan.timeZone;
  const accuracy = new WaitAccuracyFold((queue, outcome) => metrics.waitJudged(queue, outcome));
  const { journal, figures } = store;
  const missed = new MissedCallersList({ journal, clock, log, fold: () => new MissedCallers() });
  const keeper = new FiguresKeeper({ figures, journal, clock, log, folding: () => folding(zone()) });
  const rangeOf = (first: Day, last = first) => ({
    from: startOfDay(zone(), first),
    to: startOfDay(zone(), last + 1),
  });
  /** The journal of a day goes through it, while calls go on. */
  const readRange = <Result>(
    range: { readonly from: Instant; readonly to: Instant },
    more: Pick<ReconcileNeeds<Result>, 'reconciler'> & Partial<Pick<ReconcileNeeds<Result>, 'kinds'>>,
  ): Promise<Result> =>
    reconcileDay(range, {
      figures,
      journal,
      flush: () => keeper.flush(),
      isLive: (call) => engine.call(call) !== undefined,
      ...folding(zone()),
      ...more,
    });
  const readDay = <Result>(day: Day, more: Parameters<typeof readRange<Result>>[1]): Promise<Result> =>
    readRange(rangeOf(day), more);
  const reconcile = async (day: Day): Promise<DayReconciled> => {
    const result = await readDay(day, {
      reconciler: (state, entries) => dayReconciler(zone(), rangeOf(day), state, entries),
    });
    metrics.reconciled(result.misfits.length);
    return result;
  };
  const make = async (asked: ReportAsked): Promise<ReportMade> => {
    await keeper.flush();
    const complete = keeper.isComplete;
    return { body: await reportAside(workers, figures, asked), complete };
  };
  const floorAt = (moments: readonly Instant[]): Promise<FloorsThen> => {
    const from = startOfDay(zone(), localDay(zone(), moments[0] ?? clock.now()));
    return readRange(
      { from, to: (moments.at(-1) ?? from) + 1 },
      {
        kinds: [],
        reconciler: (state, open) =>
          new FloorThen(moments, state === undefined ? undefined : parseState(state), open),
      },
    );
  };
  /** A day is read for each: many who play at once wait for one another, and calls for none of them. */
  let reading: Promise<unknown> = Promise.resolve();
  const oneAtATime = <Result>(read: () => Promise<Result>): Promise<Result> => {
    const result = reading.then(read);
    reading = result.catch(() => undefined);
    return result;
  };
  const nightly = new NightlyReconcile({
    clock,
    timeZone: zone,
    reconcile,
    found: (day, misfits) => {
      const [first] = misfits;
      if (first === undefined) return;
      const what = `${misfits.length} numbers of ${dayInWords(day)} do not fit, such as: ${first.what}`;
      engine.alarm(what, 'numbers', 'numbers_do_not_fit');
    },
    log,
  });
  const scheduled = new ScheduledReports({
    clock,
    plan: () => engine.plan().plan,
    mailer,
    make: async ({ report, by, threshold, only, format }, first, last) => {
      const question = { report, by, threshold, short: 5, timeZone: zone(), ...(only && { only }) };
      const { body, complete } = await make({ question, ...rangeOf(first, last), format });
      if (!complete) throw new Error('the figures are not complete yet');
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      return Buffer.concat(parts);
    },
    log,
  });
  return {
    reports: {
      make,
      counted: (report) => namesCounted(figures, kindOfReport[report]),
      reconcile,
      floorAt: (moments) => oneAtATime(() => floorAt(moments)),
      records: (day) =>
        readDay(day, {
          kinds: [],
          reconciler: (state) => {
            const known = state === undefined ? {} : parseState(state).agents;
            return new DayRecords(rangeOf(day), (who) => who in known || engine.agent(who) !== undefined);
          },
        }),
    },
    waitAccuracy: (queue) => accuracy.of(queue),
    missed: () => missed.list(),
    happened: (entry) => {
      accuracy.add(entry);
      missed.happened(entry);
      keeper.happened(entry);
    },
    start: async () => {
      void missed.make();
      await keeper.start();
      nightly.start();
      scheduled.start();
    },
    stop: async () => {
      scheduled.stop();
      nightly.stop();
      keeper.stop();
      missed.stop();
    },
  };
}
