/** Scores of reviewed calls in reports: by agent, queue, scorecard, question and day, as the journal has them. */
import { expect } from 'vitest';
import { erasePerson } from '../../src/contacts/erase.ts';
import { FiguresKeeper } from '../../src/engine/figures/figures-keeper.ts';
import { reconcileDay } from '../../src/engine/figures/reconcile-day.ts';
import type { Actor } from '../../src/ports/actor.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import { folding } from '../../src/reports/figures/folding.ts';
import { localDay, startOfDay } from '../../src/reports/figures/local-time.ts';
import type { ReportName, StoredCell } from '../../src/reports/figures/report.ts';
import { dayReconciler } from '../../src/reports/reconcile/day.ts';
import { callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { rowsOf } from '../support/figures.ts';
import { silentLog } from '../support/memory-store.ts';
import { gateOf } from '../unit/http/serve.ts';
import { office, story, talk } from './story.ts';

const zone = 'Europe/Berlin';
const plan = `${office('wrap-up: 5s')}
recording:
  calls: { announce: false }
`;
const reviewer = (name: string): Actor => ({ kind: 'token', name, role: 'operator' });

story('reviewed twice, changed the next day, deleted, and its caller erased', plan, async (scene) => {
  const { floor, outcome } = scene;
  const { store, engine, clock } = floor;
  const gate = gateOf({ operations: engine, store });
  const keeper = new FiguresKeeper({
    figures: store.figures,
    journal: store.journal,
    clock: { now: () => clock.now(), after: () => () => undefined },
    log: silentLog,
    folding: () => folding(zone),
  });
  await keeper.start();
  engine.follow((entry) => keeper.happened(entry));
  /** Of the days that are stored, which are the fold of the whole journal each time. */
  const row = async (report: ReportName, name: string, day = 0) => {
    await keeper.flush();
    const kind = report === 'quality' ? 'quality' : report.slice(0, -1);
    const stored = await store.figures.cells('day', kind, 0, Number.MAX_SAFE_INTEGER, undefined, 1000);
    const days = stored.map(
      ({ at, subject, cell }) => ({ at, subject, cell: JSON.parse(cell) }) as StoredCell,
    );
    const fold = new FiguresFold(zone);
    for (const entry of await floor.journal()) fold.add(entry);
    fold.advance();
    const hours = [...fold.take()].flatMap(([at, subjects]) =>
      [...subjects].map(([subject, cell]) => ({ at, subject, cell })),
    );
    const question = { report, by: 'day', timeZone: zone, threshold: 20, short: 5, only: [name] } as const;
    const rows = rowsOf(days, question);
    expect(rows).toEqual(rowsOf(hours, question));
    const { reviews, averageScore } = rows[day] ?? {};
    return [reviews, averageScore];
  };

  const fields = {
    title: 'Service',
    questions: [
      { name: 'greeting', title: 'Greeting', points: 5, weight: 1 },
      { name: 'solved', title: 'Solved', points: 10, weight: 3 },
    ],
  };
  await gate.ask({ ask: 'keep_scorecard', name: 'service', fields }, reviewer('mara'));
  const { maria, call: id } = await talk(scene);
  const call = callId(Number(id));
  await floor.passes(seconds(20));
  await maria.hangsUp();
  await outcome(call);
  const reviews = async (by: string, greeting: number, solved: number | null) => {
    const marks = { greeting, solved };
    const asked = { ask: 'review_call', call, agent: 'anna', scorecard: 'service', marks } as const;
    const answer = await gate.ask({ ...asked, note: 'Maria was calm.' }, reviewer(by));
    if (!answer.done) throw new Error(answer.because);
    return answer.review;
  };
  await reviews('mara', 5, 5);
  const lea = await reviews('lea', 2, null);
  expect(await row('agents', 'anna')).toEqual([2, 51.25]);
  expect(await row('queues', 'all')).toEqual([2, 51.25]);
  expect(await row('quality', 'service')).toEqual([2, 51.25]);
  expect(await row('quality', 'service: greeting')).toEqual([2, 70]);
  expect(await row('quality', 'service: solved')).toEqual([1, 50]);

  // Mara thinks of it again on the next day: what she said first counts no more, in its own day either.
  const first = localDay(zone, clock.now());
  await floor.passes(minutes(24 * 60));
  await reviews('mara', 5, 10);
  expect(await row('agents', 'anna')).toEqual([1, 40]);
  expect(await row('agents', 'anna', 1)).toEqual([1, 100]);
  const proven = async (day: number) => {
    const range = { from: startOfDay(zone, day), to: startOfDay(zone, day + 1) };
    const { misfits } = await reconcileDay(range, {
      figures: store.figures,
      journal: store.journal,
      flush: () => keeper.flush(),
      isLive: () => false,
      ...folding(zone),
      reconciler: (state, open) => dayReconciler(zone, range, state, open),
    });
    return misfits;
  };
  expect(await proven(first)).toEqual([]);
  expect(await proven(first + 1)).toEqual([]);

  await gate.ask({ ask: 'remove_review', review: lea.id }, reviewer('lea'));
  expect(await row('quality', 'service')).toEqual([1, 100]);
  expect(await proven(first)).toEqual([]);
  // A later review that reports have lost, or have twice, is noticed in the day whose figures it changes.
  const state = await store.figures.state();
  if (!state) throw new Error('there is nothing to falsify');
  const hours = await store.figures.cells('hour', 'agent', 0, Number.MAX_SAFE_INTEGER, undefined, 500);
  const { at, subject } = hours.find(
    ({ cell }) => cell.includes('"surveys_offered"') || cell.includes('"answered"'),
  ) ?? {
    at: 0,
    subject: '',
  };
  const falsify =
    (reviews: number) =>
    (cell = '{}') =>
      JSON.stringify({ ...(JSON.parse(cell) as object), reviews });
  const falsified = { level: 'hour', at, subject: subject as `agent ${string}` } as const;
  await store.figures.add({ cells: [{ ...falsified, merge: falsify(1) }], checkpoints: [], state });
  expect((await proven(first)).map(({ what }) => what)).toEqual([
    expect.stringContaining('reports have reviews 1, the journal says 0'),
  ]);
  await store.figures.add({ cells: [{ ...falsified, merge: falsify(0) }], checkpoints: [], state });
  expect(JSON.stringify(await floor.journal())).not.toContain('calm');

  const erased = await erasePerson(
    { number: '+4930123456' },
    'test',
    { deleteCopies: false },
    { store, operations: engine },
  );
  expect(erased.done).toBe(true);
  expect(await store.quality.reviews({ call, limit: 9 })).toEqual([]);
  expect(await row('quality', 'service')).toEqual([1, 100]);
});
