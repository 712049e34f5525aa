/** Calls as traces at a collector: each once or, said so, twice with the same ids; whatever fails on the way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { traces as doctorLooks } from '../../../src/cli/doctor/traces.ts';
import { Poster } from '../../../src/outward/http/post.ts';
import { forgetTraces, TraceExporter } from '../../../src/outward/traces/exporter.ts';
import { requestBody, spanBody, type TracedCall, TraceIds } from '../../../src/outward/traces/otlp.ts';
import type { Log } from '../../../src/ports/log.ts';
import { Destinations } from '../../../src/shared/destinations.ts';
import { type CallId, callId } from '../../../src/shared/ids.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { outwardNeeds } from '../../support/outward-needs.ts';
import { until } from '../../support/sip/until.ts';
import { attributesOf, type CollectedSpan, traceCollector } from '../../support/trace-collector.ts';
import { arrived, batch } from '../store/batches.ts';

const within = { within: 15_000 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const start = Date.UTC(2026, 10, 23, 8, 0, 0);
/** An abandoned call of ten seconds. */
const callOf = (call: CallId, at = start): JournalEntry[] => [
  arrived(call, at),
  { at, type: 'phaseEntered', call, phase: 'waiting', because: 'queue' },
  { at: at + 10_000, type: 'callEnded', call, outcome: 'abandoned', by: 'caller', lasted: 10_000, talked: 0 },
];

async function house(more: { readonly internal?: readonly string[]; readonly deadline?: number } = {}) {
  const store = await memoryStore();
  const collector = await traceCollector();
  ends.push(
    () => store.close(),
    () => collector.close(),
  );
  const clock = new HastyClock();
  const warned: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields, message) => void warned.push(message) };
  const poster = new Poster(new Destinations(more.internal ?? ['127.0.0.1']));
  ends.push(() => poster.close());
  const running: TraceExporter[] = [];
  const runs = async (): Promise<TraceExporter> => {
    const exporter = new TraceExporter({
      settings: { url: collector.url, headers: { authorization: 'Bearer abc' } },
      book: store.deliveries,
      journal: store.journal,
      poster: {
        post: (outgoing) => poster.post({ ...outgoing, deadline: more.deadline ?? outgoing.deadline }),
      },
      clock,
      log,
      key: outwardNeeds.key,
      version: '1.2.3',
    });
    await exporter.start();
    running.push(exporter);
    ends.push(() => (running.includes(exporter) ? exporter.stop() : undefined));
    return exporter;
  };
  /** Committed, and told to who follows. */
  const commits = async (entries: readonly JournalEntry[]): Promise<void> => {
    const before = (await store.journal.last(1))[0]?.seq ?? 0;
    await store.commit(batch({ journal: entries }));
    for (const entry of await store.journal.after(before, entries.length))
      for (const exporter of running) exporter.happened(entry);
  };
  const noted = async (): Promise<boolean> => {
    const last = (await store.journal.last(1))[0]?.seq ?? 0;
    return (await store.deliveries.positionOf('traces')) === last;
  };
  return {
    store,
    collector,
    warned,
    runs,
    commits,
    /** Without its last words. */
    dies: (exporter: TraceExporter) => {
      running.splice(running.indexOf(exporter), 1);
    },
    calls: () => callsIn(collector.spans),
    settled: () => until('all was taken, and that is noted', noted, within),
  };
}

const callsIn = (spans: readonly CollectedSpan[]): unknown[] =>
  spans.filter(({ name }) => name === 'call').map((span) => attributesOf(span)['cordboard.call.id']);
const idsOf = (spans: readonly CollectedSpan[]) => spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`);

test('calls that have ended go to the collector, together, with its headers, and what is before the first start does not', async () => {
  const { commits, runs, collector, calls } = await house();
  await commits(callOf(callId(1001)));
  await runs();
  await commits([...callOf(callId(1002)), ...callOf(callId(1003)), arrived(callId(1004), start)]);
  await until('both are there', () => calls().length === 2, within);
  expect(calls()).toEqual(['1002', '1003']);
  expect(collector.requests).toHaveLength(1);
  expect(collector.requests[0]?.headers).toMatchObject({
    authorization: 'Bearer abc',
    'user-agent': 'Cordboard/1.2.3',
  });
  const [call] = collector.spans;
  expect(call).toMatchObject({ kind: 2, startTimeUnixNano: `${start}000000`, status: { code: 0 } });
  expect(collector.requests[0]?.body).not.toMatch(/4930123456|Ada/);
});

test('a collector that is slow, fails, redirects or hangs gets every call in the end, once', async () => {
  const { commits, runs, settled, collector, calls, warned } = await house({ deadline: 300 });
  await runs();
  for (const how of [503, 429, 302, 401, 'silent'] as const) {
    collector.behaves(how);
    const before = collector.requests.length;
    await commits(callOf(callId(1001 + before)));
    await until(`it was asked, and did as ${how}`, () => collector.requests.length > before + 1, within);
  }
  collector.behaves((collected, response) =>
    setTimeout(() => {
      collector.spans.push(...collected.spans);
      response.writeHead(200).end();
    }, 100),
  );
  await settled();
  expect(new Set(calls()).size).toBe(5);
  expect(calls()).toHaveLength(5);
  expect(warned).toEqual(['The collector does not take traces; trying again. `cordboard doctor` says more.']);
});

test('kill -9: no call is lost, and one that comes twice has the same ids', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-traces-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const collector = await traceCollector();
  ends.push(() => collector.close());
  collector.behaves((collected, response) => {
    collector.spans.push(...collected.spans);
    setTimeout(() => void response.writeHead(200).end(), 20);
  });
  const total = 300;
  const files = [
    'tracer.mjs',
    '../../../src/outward/traces/exporter.ts',
    '../../../src/outward/http/post.ts',
    '../../../src/shared/destinations.ts',
    '../../../src/store/sqlite/sqlite-store.ts',
    '../../../src/process/system-clock.ts',
    '../store/batches.ts',
  ].map((file) => join(import.meta.dirname, file));
  const starts = (): ChildProcess => {
    const arguments_ = [...files, join(folder, 'cordboard.db'), collector.url, String(total)];
    const child = spawn(process.execPath, arguments_, { stdio: 'ignore' });
    ends.push(() => child.kill('SIGKILL'));
    return child;
  };
  const distinct = (): number => new Set(callsIn(collector.spans)).size;
  const first = starts();
  await until('some were taken', () => distinct() >= total / 3, { within: 30_000 });
  first.kill('SIGKILL');
  await once(first, 'close');
  const last = starts();
  await until('all were taken', () => distinct() === total, { within: 30_000 });
  last.kill('SIGKILL');
  await once(last, 'close');
  const roots = collector.spans.filter(({ name }) => name === 'call');
  expect(new Set(idsOf(roots)).size).toBe(total);
}, 90_000);

test('killed after the collector took a batch and before that was noted: it comes again, with the same ids', async () => {
  const { commits, runs, settled, collector, calls, dies, store } = await house();
  const first = await runs();
  const stored = store.deliveries.addFrom.bind(store.deliveries);
  store.deliveries.addFrom = () => new Promise<number>(() => undefined);
  await commits(callOf(callId(1001)));
  await until('it was taken', () => calls().length === 1, within);
  dies(first);
  store.deliveries.addFrom = stored;
  // Nobody listens to this one.
  await commits(callOf(callId(1002)));
  await runs();
  await settled();
  expect(calls()).toEqual(['1001', '1001', '1002']);
  const of1001 = collector.requests[0]?.spans ?? [];
  expect(idsOf(collector.spans).slice(0, of1001.length)).toEqual(idsOf(of1001));
  expect(new Set(idsOf(collector.spans)).size).toBe(collector.spans.length - of1001.length);
});

test('a batch that the collector calls wrong is passed over, and the next is sent', async () => {
  const { commits, runs, settled, collector, calls, warned } = await house();
  await runs();
  collector.behaves(400);
  await commits(callOf(callId(1001)));
  await settled();
  collector.behaves(200);
  await commits(callOf(callId(1002)));
  await until('the next is there', () => calls().length === 1, within);
  expect(calls()).toEqual(['1002']);
  expect(warned).toEqual(['The collector refuses a batch of spans; it is passed over.']);
});

test('a long backlog goes in batches; what is older than three days is passed over', async () => {
  const { commits, runs, settled, collector, calls, store, warned } = await house();
  await store.deliveries.addFrom('traces', 0, []);
  await commits(callOf(callId(1001), start - 4 * 24 * 3_600_000));
  await commits(Array.from({ length: 600 }, (_, nth) => callOf(callId(2001 + nth))).flat());
  await runs();
  await settled();
  expect(new Set(calls()).size).toBe(600);
  expect(calls()).toHaveLength(600);
  expect(collector.requests.length).toBeGreaterThan(1);
  for (const { spans } of collector.requests) expect(spans.length).toBeLessThan(600);
  expect(warned).toEqual(['Calls are too old for their traces to be sent; passed over.']);
});

test('an address inside is called if CORDBOARD_INTERNAL_TARGETS names it, and the doctor says so', async () => {
  const { commits, runs, collector, warned } = await house({ internal: [] });
  await runs();
  await commits(callOf(callId(1001)));
  await until('it was refused', () => warned.length > 0, within);
  expect(collector.requests).toEqual([]);
  const otlp = { url: collector.url, headers: {} };
  const looks = (settings: object) => doctorLooks.look({ settings } as never);
  expect(await looks({ otlp })).toMatchObject([
    { severity: 'warning', fix: expect.stringContaining('CORDBOARD_INTERNAL_TARGETS') },
  ]);
  expect(await looks({ otlp, internalTargets: ['127.0.0.1'] })).toMatchObject([{ severity: 'ok' }]);
  expect(collector.requests).toMatchObject([{ spans: [] }]);
  collector.behaves(401);
  expect(await looks({ otlp, internalTargets: ['127.0.0.1'] })).toMatchObject([
    { severity: 'warning', fix: expect.stringContaining('CORDBOARD_OTLP_HEADERS') },
  ]);
  expect(await looks({})).toMatchObject([{ severity: 'ok' }]);
});

test('a wrap-up is a span of its call, also if it ends after a restart', async () => {
  const { commits, runs, settled, collector, calls, dies } = await house();
  const first = await runs();
  const call = callId(1001);
  await commits([
    ...callOf(call),
    { at: start + 10_000, type: 'wrapUpStarted', agent: 'anna', call, until: start + 60_000 },
  ]);
  await until('the call is there', () => calls().length === 1, within);
  await settled();
  await first.stop();
  dies(first);
  await runs();
  await commits([{ at: start + 30_000, type: 'wrapUpEnded', agent: 'anna', by: 'agent anna' }]);
  await until('the wrap-up is there', () => collector.spans.some(({ name }) => name === 'wrap-up'), within);
  const wrapUp = collector.spans.find(({ name }) => name === 'wrap-up');
  const root = collector.spans.find(({ name }) => name === 'call');
  expect(wrapUp).toMatchObject({
    traceId: root?.traceId,
    parentSpanId: root?.spanId,
    startTimeUnixNano: `${start + 10_000}000000`,
    endTimeUnixNano: `${start + 30_000}000000`,
  });
  expect(JSON.stringify(collector.spans)).not.toContain('anna');
});

test('without a collector the place in the journal is forgotten', async () => {
  const { runs, store } = await house();
  const exporter = await runs();
  await exporter.stop();
  expect(await store.deliveries.positionOf('traces')).toBeDefined();
  await forgetTraces(store.deliveries);
  expect(await store.deliveries.positionOf('traces')).toBeUndefined();
});

/** Of `@opentelemetry/otlp-transformer` 0.223.0 (`JsonTraceSerializer`), given the same span. */
test("the body is what OpenTelemetry's own serializer makes of the same span", () => {
  const trace = { '1001': '0af7651916cd43dd8448eb211c80319c', '1002': '5b8efff798038103d269b633813fc60c' };
  const span = { 'offer 1': 'b7ad6b7169203331', call: '00f067aa0ba902b7', other: 'eee19b7ec3c1b174' };
  const ids = {
    traceOf: ({ call }: TracedCall) => trace[call as '1001'],
    spanOf: ({ call }: TracedCall, key: string) => (call === '1002' ? span.other : span[key as 'call']),
  };
  const at = 1_795_420_800_000;
  const body = spanBody(
    ids,
    { call: callId(1001), arrivedAt: at },
    {
      key: 'offer 1',
      under: 'call',
      name: 'offer',
      kind: 'client',
      from: at,
      to: at + 1500,
      attributes: { text: 'a', whole: 3, part: 4.25, yes: true, none: undefined },
      error: 'no_answer',
    },
    [{ call: callId(1002), arrivedAt: at }],
  );
  const file = join(import.meta.dirname, '../../fixtures/otlp/one-offer.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject(JSON.parse(requestBody([body], '1.2.3')));
});

test('an id is the same each time, and differs by call, moment and installation', () => {
  const ids = new TraceIds(outwardNeeds.key);
  const call = { call: callId(1001), arrivedAt: start };
  expect(new TraceIds(outwardNeeds.key).traceOf(call)).toBe(ids.traceOf(call));
  const others = [
    ids.traceOf({ ...call, call: callId(1002) }),
    ids.traceOf({ ...call, arrivedAt: start + 1 }),
    new TraceIds(Buffer.alloc(32, 2)).traceOf(call),
  ];
  expect(new Set([ids.traceOf(call), ...others]).size).toBe(4);
});
