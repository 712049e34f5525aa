import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { alarmKinds } from '../../../src/call/kept/events.ts';
import { Metrics } from '../../../src/metrics/metrics.ts';
import { office } from '../../stories/story.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';
import { askOffice, TOKEN } from '../http/serve.ts';

const plan = office('ring for: 20s, wrap-up: 0s', 'limits: { calls at once: 2 }\n');

/** `name{labels}` -> value */
const figures = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );

test('what happens on a floor is counted, and what is so is told', async () => {
  const floor = await simulatedFloor({ plan });
  const metrics = new Metrics({ operations: floor.engine, late: () => 250 });
  floor.engine.follow((entry) => metrics.happened(entry));
  const anna = await floor.agent('anna');
  const first = floor.caller('First');
  await first.dials('1');
  await anna.answers();
  await first.talksWith(anna);
  const second = floor.caller('Second');
  await second.dials('1');
  const third = floor.caller('Third');
  await third.dials('1');
  await third.isHungUpOn();
  await floor.passes(30_000);
  const during = figures(await metrics.text());
  const expected: [string, number][] = [
    ['cordboard_ready', 1],
    ['cordboard_calls{phase="talking"}', 1],
    ['cordboard_calls{phase="waiting"}', 1],
    ['cordboard_queue_waiting{queue="all"}', 1],
    ['cordboard_agents{state="talking"}', 1],
    ['cordboard_agents{state="unreachable"}', 2],
    ['cordboard_calls_turned_away_total', 1],
    ['cordboard_calls_total{outcome="overload"}', 1],
    ['cordboard_offers_total{outcome="answered"}', 1],
    ['cordboard_queue_wait_seconds_bucket{le="5",queue="all"}', 1],
    ['cordboard_event_loop_late_seconds', 0.25],
    ['cordboard_alarms_total{about="invariant"}', 0],
  ];
  for (const [name, value] of expected) expect([name, during.get(name)]).toEqual([name, value]);
  expect(during.get('cordboard_queue_longest_wait_seconds{queue="all"}')).toBeGreaterThanOrEqual(30);
  await second.hangsUp();
  await first.hangsUp();
  await floor.passes(1000);
  const after = figures(await metrics.text());
  expect(after.get('cordboard_queue_abandoned_total{queue="all"}')).toBe(1);
  expect(after.get('cordboard_queue_waiting{queue="all"}')).toBe(0);
  expect(after.has('cordboard_calls{phase="talking"}')).toBe(false);
  await floor.close();
});

test('trunks: whether they carry calls, how many go out over each, and what each did not carry', async () => {
  const floor = await simulatedFloor({
    plan: office(
      'ring for: 20s',
      `  "2": [ { ring: "+4930555555", for: 30s, confirm: false }, { voicemail: office } ]
trunks: { first: { server: a.example }, second: { server: b.example } }
outside calls: { trunks: [first, second] }
`,
    ),
  });
  const state = (trunk: string) => ({ trunk, server: `${trunk}.example` });
  const access = () => ({
    trunks: [{ ...state('first'), down: 'trunk_refused' as const }, state('second')],
    refused: [],
    inTurns: [],
  });
  const metrics = new Metrics({ operations: floor.engine, access, late: () => 0 });
  floor.engine.follow((entry) => metrics.happened(entry));
  floor.asterisk.trunkFaults.set('first', { cause: 'unreachable', why: 'network_failure' });
  const caller = floor.caller('Somebody');
  await caller.dials('2');
  await floor.passes(100);
  const now = figures(await metrics.text());
  const of = (name: string) =>
    ['first', 'second'].map((trunk) => now.get(`cordboard_${name}{trunk="${trunk}"}`));
  expect([of('trunk_up'), of('trunk_calls_out'), of('trunk_failed_total')]).toEqual([
    [0, 1],
    [0, 1],
    [1, undefined],
  ]);
  await caller.hangsUp();
  // Where no other is left it has failed as well.
  floor.asterisk.trunkFaults.set('second', { cause: 'unreachable', why: 'network_failure' });
  await caller.dials('2');
  await floor.passes(100);
  const then = figures(await metrics.text());
  const failed = ['first', 'second'].map((trunk) =>
    then.get(`cordboard_trunk_failed_total{trunk="${trunk}"}`),
  );
  expect(failed).toEqual([2, 1]);
  await caller.hangsUp();
  await floor.close();
});

test('N8: agents whose phones refuse calls are counted by reason', async () => {
  const floor = await simulatedFloor({ plan });
  const metrics = new Metrics({ operations: floor.engine, late: () => 0 });
  const anna = await floor.agent('anna');
  const caller = floor.caller('First');
  await caller.dials('1');
  for (let refused = 0; refused < 3; refused++) {
    await anna.declines();
    await anna.stopsRinging();
  }
  await floor.passes(100);
  expect(figures(await metrics.text()).get('cordboard_phones_unusable{why="phone_declined"}')).toBe(1);
  await anna.answers();
  await caller.talksWith(anna);
  expect([...figures(await metrics.text()).keys()].join()).not.toContain('phones_unusable');
  await caller.hangsUp();
  await floor.close();
});

test('of the waits that callers are told it is counted how many were true', async () => {
  const floor = await simulatedFloor({ plan });
  const metrics = new Metrics({ operations: floor.engine, late: () => 0 });
  await floor.close();
  metrics.waitJudged('all', 'within');
  metrics.waitJudged('all', 'within');
  metrics.waitJudged('all', 'later');
  const counted = figures(await metrics.text());
  expect(counted.get('cordboard_waits_told_total{queue="all",outcome="within"}')).toBe(2);
  expect(counted.get('cordboard_waits_told_total{queue="all",outcome="later"}')).toBe(1);
});

test('every kind of alarm is there before the first of it, or nobody would see it rise', async () => {
  const floor = await simulatedFloor({ plan });
  const counted = figures(await new Metrics({ operations: floor.engine, late: () => 0 }).text());
  await floor.close();
  for (const kind of [...alarmKinds, 'other'])
    expect([kind, counted.get(`cordboard_alarms_total{about="${kind}"}`)]).toEqual([kind, 0]);
});

test('dashboard and alert rules name only what there is', async () => {
  const floor = await simulatedFloor({ plan });
  const text = await new Metrics({ operations: floor.engine, late: () => 0 }).text();
  await floor.close();
  const there = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
  const rules = readFileSync('docs/monitoring/alerts.yaml', 'utf8');
  const dashboard = readFileSync('docs/monitoring/grafana.json', 'utf8');
  const named = new Set([...`${rules}${dashboard}`.matchAll(/\bcordboard_[a-z_]+/g)].map(([name]) => name));
  expect([...named].filter((name) => !there.has(name))).toEqual([]);
  // And nothing that is measured is left without a place where it is looked at.
  const sums = [...there].filter((name) => !name.endsWith('_sum') && !name.endsWith('_count'));
  expect(sums.filter((name) => !named.has(name))).toEqual([]);
  expect(parse(rules)).toMatchObject({ groups: [{ name: 'cordboard' }] });
  expect(JSON.parse(dashboard)).toMatchObject({ uid: 'cordboard' });
});

test('/metrics needs the token', async () => {
  const metrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'cordboard_ready 1\n' };
  const { api, ask } = await askOffice(undefined, { metrics });
  expect((await api.inject({ url: '/metrics' })).statusCode).toBe(401);
  const told = await ask('GET', '/metrics', undefined, { authorization: `Bearer ${TOKEN}` });
  expect([told.status, told.body]).toEqual([200, 'cordboard_ready 1\n']);
  await api.close();
});
