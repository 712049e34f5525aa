/**
 * What an operator alarms on, in Prometheus' form. Two kinds of figures:
 * - what is so now (calls, agents, queues) is looked up when somebody asks;
 * - what has happened is counted from the journal as it is stored, and by wrapping store and exchange (`measured.ts`).
 * So the turns of the engine know nothing of it, and pay nothing for it.
 *
 * Counts begin at zero with the process, as Prometheus expects. Names are a promise: dashboards and alarm rules in
 * docs/monitoring use them, and a test holds them against these.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { stateNow } from '../agents/board.ts';
import { trunksInUse } from '../call/actions/outside.ts';
import type { Call } from '../call/kept/call.ts';
import { alarmKinds } from '../call/kept/events.ts';
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import { queueWaitedFor, searchingSince, waitsAt } from '../call/turn/waiting-list.ts';
import type { QueueName } from '../plan/model.ts';
import type { BrowserPhones } from '../ports/browser-phones.ts';
import type { Operations } from '../ports/operations.ts';
import type { Access } from '../ports/telephony.ts';
import type { CallId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import { HotHistogram } from './hot-histogram.ts';

export interface MetricsNeeds {
  readonly operations: Pick<Operations, 'calls' | 'agents' | 'plan' | 'now' | 'health'>;
  /** How trunks stand; if omitted: the plan has none. */
  readonly access?: () => Access;
  /** How late the process is for its work. */
  readonly late: () => Duration;
}

const registry = (): Registry => new Registry();
const aFewMs = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5];
/** 20 s is what most call centres promise: the service level is the bucket `le="20"`. */
const waits = [5, 10, 20, 30, 60, 120, 300, 600];

export class Metrics {
  readonly #register = registry();
  /** The queue that a call is in, until it is connected or moves on. */
  readonly #queueOf = new Map<CallId, QueueName>();
  readonly #ended = this.#counter('calls_total', 'Calls that have ended, by outcome.', 'outcome');
  readonly #turnedAway = this.#counter('calls_turned_away_total', 'Calls rejected because of a limit.');
  readonly #refusedOutside = this.#counter(
    'outside_calls_refused_total',
    'Outside calls that the plan does not allow.',
  );
  readonly #trunksFailed = this.#counter(
    'trunk_failed_total',
    'Attempts to call outside that a trunk did not carry, also where no other trunk is left.',
    'trunk',
  );
  readonly #offers = this.#counter('offers_total', 'Offers that have ended, by outcome.', 'outcome');
  readonly #inVain = this.#counter(
    'answered_in_vain_total',
    'Phones that hung up within a second. They count as answered offers, although no one talked.',
  );
  readonly #abandoned = this.#counter('queue_abandoned_total', 'Callers who hung up while waiting.', 'queue');
  readonly #alarms = this.#counter(
    'alarms_total',
    'Alarms: problems that an operator should look at.',
    'about',
  );
  readonly #failed = this.#counter('commands_failed_total', 'Failed commands.', 'outcome');
  readonly #commitsFailed = this.#counter('commits_failed_total', 'Failed commits.');
  readonly #linkLost = this.#counter('link_lost_total', 'How often the link to Asterisk was lost.');
  readonly #waited = this.#histogram('queue_wait_seconds', 'Wait time until answered.', waits, 'queue');
  readonly #performed = new HotHistogram(
    {
      name: 'cordboard_command_seconds',
      help: 'Time that Asterisk takes for a command.',
      bounds: aFewMs,
      label: 'command',
    },
    this.#register,
  );
  readonly #mos = this.#histogram(
    'leg_mos',
    'Estimated MOS of legs, by direction and party.',
    [1, 2, 2.6, 3.1, 3.6, 4, 4.2, 4.3],
    'direction',
    'party',
  );
  readonly #lost = this.#histogram(
    'leg_loss_percent',
    'Packets lost on legs, in percent.',
    [0.1, 0.5, 1, 2, 3, 5, 10, 20],
    'direction',
    'party',
  );
  readonly #jitter = this.#histogram('leg_jitter_seconds', 'Jitter on legs.', aFewMs, 'direction', 'party');
  readonly #roundTrip = this.#histogram(
    'leg_round_trip_seconds',
    'Round trip on legs.',
    aFewMs,
    'direction',
    'party',
  );
  readonly #committed = new HotHistogram(
    {
      name: 'cordboard_commit_seconds',
      help: 'Time that the database takes for a commit.',
      bounds: aFewMs,
    },
    this.#register,
  );
  readonly #told = this.#counter(
    'waits_told_total',
    'Announced waits, by how accurate they were.',
    'queue',
    'outcome',
  );
  readonly #browserPhonesRefused = this.#counter(
    'browser_phone_refused_total',
    'Messages and connections of browser phones that the proxy refused.',
    'why',
  );
  #misfits: number | undefined;
  readonly contentType = this.#register.contentType;

  constructor(needs: MetricsNeeds) {
    // What alarms watch must be there before it first happens, or the first time would not be seen as a rise.
    for (const counter of [
      this.#turnedAway,
      this.#refusedOutside,
      this.#inVain,
      this.#commitsFailed,
      this.#linkLost,
    ])
      counter.inc(0);
    for (const about of [...alarmKinds, 'other']) this.#alarms.inc({ about }, 0);
    this.#lookAt(needs);
  }

  browserPhoneRefused(why: Parameters<BrowserPhones['refused']>[0]): void {
    this.#browserPhonesRefused.inc({ why });
  }

  /** Prometheus' text format. */
  async text(): Promise<string> {
    return this.#register.metrics();
  }

  reconciled(misfits: number): void {
    this.#misfits = misfits;
  }

  happened(entry: StoredEntry): void {
    if (entry.type === 'nobodyFree' || entry.type === 'offerMade') {
      if (entry.decision?.queue !== undefined) this.#queueOf.set(entry.call, entry.decision.queue);
    } else if (entry.type === 'offerEnded') {
      this.#offers.inc({ outcome: entry.outcome });
    } else if (entry.type === 'connected') {
      this.#leaves(entry.call, (queue) => this.#waited.observe({ queue }, entry.waited / 1000));
    } else if (entry.type === 'answeredInVain') {
      this.#inVain.inc();
    } else if (entry.type === 'stepReached') {
      this.#queueOf.delete(entry.call);
    } else if (entry.type === 'turnedAway') {
      this.#turnedAway.inc();
    } else if (entry.type === 'trunkFailed') {
      this.#trunksFailed.inc({ trunk: entry.trunk });
    } else if (entry.type === 'quality') {
      if (entry.stage === 'over') this.#sounded(entry);
    } else if (entry.type === 'outsideCallRefused') {
      this.#refusedOutside.inc();
    } else if (entry.type === 'alarmRaised') {
      this.#alarms.inc({ about: entry.about ?? 'other' });
    } else if (entry.type === 'callEnded') {
      this.#ended.inc({ outcome: entry.outcome });
      this.#leaves(entry.call, (queue) => {
        if (entry.outcome === 'abandoned') this.#abandoned.inc({ queue });
      });
    }
  }

  performed(command: string, outcome: string, took: Duration): void {
    this.#performed.observe(took / 1000, command);
    if (outcome !== 'done') this.#failed.inc({ outcome });
  }
  committed(took: Duration): void {
    this.#committed.observe(took / 1000);
  }
  commitFailed(): void {
    this.#commitsFailed.inc();
  }
  /** A wait that a caller was told has turned out true, too long, too short, or unknown. */
  waitJudged(queue: QueueName, outcome: string): void {
    this.#told.inc({ queue, outcome });
  }
  linkLost(): void {
    this.#linkLost.inc();
  }

  #sounded({ who, to, from }: JournalEntryOf<'quality'>): void {
    const party = who === 'caller' ? 'caller' : 'other';
    for (const [direction, quality] of Object.entries({ to, from })) {
      if (quality === undefined) continue;
      const labels = { direction, party };
      this.#mos.observe(labels, quality.mos);
      this.#lost.observe(labels, quality.loss);
      this.#jitter.observe(labels, quality.jitter / 1000);
      if (quality.roundTrip !== undefined) this.#roundTrip.observe(labels, quality.roundTrip / 1000);
    }
  }

  #leaves(call: CallId, count: (queue: QueueName) => void): void {
    const queue = this.#queueOf.get(call);
    this.#queueOf.delete(call);
    if (queue !== undefined) count(queue);
  }

  #lookAt({ operations, late, access }: MetricsNeeds): void {
    const calls = () => operations.calls();
    this.#gauge('misfits', 'Numbers that did not fit when a day was last reconciled; absent before.', () =>
      this.#misfits === undefined ? [] : [[{}, this.#misfits]],
    );
    this.#gauge('ready', '1 if calls are routed, otherwise 0.', () => [
      [{}, operations.health().ready ? 1 : 0],
    ]);
    this.#gauge('event_loop_late_seconds', 'Lag of the engine: how late it handles events.', () => [
      [{}, late() / 1000],
    ]);
    this.#gauge('memory_bytes', 'Memory of the engine.', () => [[{}, process.memoryUsage.rss()]]);
    this.#gauge(
      'calls',
      'Calls in progress, by phase.',
      () => byLabel('phase', calls(), ({ phase }) => phase.name),
      'phase',
    );
    this.#gauge(
      'agents',
      'Agents, by state.',
      () => byLabel('state', operations.agents(), stateNow),
      'state',
    );
    this.#gauge(
      'phones_unusable',
      'Agents whose phone has refused several calls in a row, by reason.',
      () => {
        const refusing = operations
          .agents()
          .flatMap(({ refusals }) => (refusals?.unusableSince === undefined ? [] : [refusals]));
        return byLabel('why', refusing, ({ why }) => why);
      },
      'why',
    );
    this.#gauge('phones_poor_quality', 'Phones that sounded bad in their last call, or do now.', () => [
      [{}, access?.().poorQuality?.length ?? 0],
    ]);
    this.#gauge(
      'trunk_up',
      'Whether a trunk carries calls: 1, else 0.',
      () => (access?.().trunks ?? []).map(({ trunk, down }) => [{ trunk }, down === undefined ? 1 : 0]),
      'trunk',
    );
    this.#gauge(
      'trunk_calls_out',
      'Calls that go out over a trunk.',
      () => {
        const inUse = calls().flatMap(trunksInUse);
        return Object.keys(operations.plan().plan.trunks).map((trunk) => [
          { trunk },
          inUse.filter((name) => name === trunk).length,
        ]);
      },
      'trunk',
    );
    const queues = (): readonly QueueName[] => Object.keys(operations.plan().plan.queues);
    const waits = (call: Call, queue: QueueName): boolean =>
      queueWaitedFor(call) === queue && waitsAt(call, operations.now());
    this.#gauge(
      'queue_waiting',
      'Callers who wait for an agent.',
      () => queues().map((queue) => [{ queue }, calls().filter((call) => waits(call, queue)).length]),
      'queue',
    );
    this.#gauge(
      'queue_longest_wait_seconds',
      'Longest current wait.',
      () =>
        queues().map((queue) => {
          const since = calls().flatMap((call) => (waits(call, queue) ? [searchingSince(call)] : []));
          return [
            { queue },
            since.length === 0 ? 0 : Math.max(0, operations.now() - Math.min(...since)) / 1000,
          ];
        }),
      'queue',
    );
  }

  #counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name: `cordboard_${name}`, help, labelNames, registers: [this.#register] });
  }

  #histogram(name: string, help: string, buckets: number[], ...labelNames: string[]): Histogram {
    return new Histogram({
      name: `cordboard_${name}`,
      help,
      buckets,
      labelNames,
      registers: [this.#register],
    });
  }

  #gauge(name: string, help: string, look: () => Reading[], ...labelNames: string[]): void {
    const gauge: Gauge = new Gauge({
      name: `cordboard_${name}`,
      help,
      labelNames,
      registers: [this.#register],
      collect: () => {
        gauge.reset();
        for (const [labels, value] of look()) gauge.set(labels, value);
      },
    });
  }
}

type Reading = [labels: Record<string, string>, value: number];

function byLabel<Item>(label: string, items: readonly Item[], value: (item: Item) => string): Reading[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(value(item), (counts.get(value(item)) ?? 0) + 1);
  return [...counts].map(([name, count]) => [{ [label]: name }, count]);
}
