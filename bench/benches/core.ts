/**
 * The core alone, without Asterisk, store or network: how long a decision takes on a floor of 100 to 10,000 agents with up to
 * as many callers waiting; and how many turns a second one processor core manages for simple calls.
 *
 * Each agent serves two of twenty queues, each queue asks for a skill that four of five of its members have.
 */
import { newAgent } from '../../src/agents/board.ts';
import type { Event } from '../../src/call/kept/events.ts';
import { step } from '../../src/call/step.ts';
import type { TurnResult } from '../../src/call/turn/turn.ts';
import { World } from '../../src/call/turn/world.ts';
import type { Plan } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import { legId, type OfferId } from '../../src/shared/ids.ts';
import { cpuTime } from '../floor/process-cost.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

const queues = 20;

export const core: Bench = {
  name: 'core',
  about: 'a decision in the core alone, by agents; turns a second of simple calls',
  run: async ({ quick, tell }) => {
    const rows: Row[] = [];
    for (const agents of quick ? [100, 1000] : [100, 1000, 10_000]) {
      for (const measure of [arrivals, freedAgents]) {
        const row = measure(agents, Math.min(agents, 10_000), quick ? 1000 : 10_000);
        tell(
          `${agents} agents, ${row.system}: p50 ${row.p50_ms?.toFixed(3)} p99 ${row.p99_ms?.toFixed(3)} ms`,
        );
        rows.push(row);
      }
    }
    const idle = waiting(quick ? 1000 : 10_000);
    tell(`an hour in which nothing happens, ${idle.rate} wait: ${idle.ok} turns`);
    rows.push(idle);
    const row = turns(quick ? 1000 : 3000);
    tell(`simple calls: ${Math.round(row.more?.['turns_per_s'] ?? 0)} turns/s`);
    return [...rows, row];
  },
};

/** A floor whose agents are all reachable, and paused or free. */
class Floor {
  readonly world: World;
  #now = 1_800_000_000_000;
  #legs = 0;

  constructor(plan: Plan, paused: boolean) {
    this.world = new World(plan, 1);
    const agents = Object.keys(plan.agents).map((name) => {
      const agent = { ...newAgent(name, this.#now), phone: { reachable: true, busy: false } };
      return [name, paused ? { ...agent, pause: { reason: 'x', since: 0, by: 'x' } } : agent] as const;
    });
    this.world.apply({ calls: new Map(), agents: new Map(agents), nextCall: 1001 });
  }

  take(event: Without<Event>): TurnResult {
    this.#now += 3;
    const result = step(this.world, { ...event, at: this.#now });
    this.world.apply(result.changes);
    return result;
  }

  /** The phones that rang by it hang up, and their agents are free again. */
  phonesAreDown({ commands }: TurnResult): void {
    for (const command of commands) {
      if (command.do === 'ring') this.take({ type: 'legEnded', leg: command.offer, cause: 'hung_up' });
    }
  }

  /** Lets all timers run out that are due by then; how many turns that took. */
  passes(time: number): number {
    const end = this.#now + time;
    let turns = 0;
    for (;;) {
      const due = [...this.world.calls.values()].flatMap(({ id, timers }) =>
        timers.filter(({ at }) => at <= end).map((timer) => ({ id, timer })),
      );
      if (due.length === 0) return turns;
      for (const { id, timer } of due) {
        this.#now = Math.max(this.#now, timer.at);
        this.take({ type: 'timeRanOut', owner: { call: id }, timer: timer.id });
        turns++;
      }
    }
  }

  /** A caller dials; the leg they are on. */
  calls(dialled: string): { readonly leg: ReturnType<typeof legId>; readonly result: TurnResult } {
    const leg = legId(`x.${++this.#legs}`);
    const via = { kind: 'line', name: 'line1' } as const;
    const caller = { number: `+4930${1_000_000 + this.#legs}`, isNew: false, tags: [] };
    const result = this.take({
      type: 'callArrived',
      leg,
      via,
      dialled,
      callerNumber: '',
      callerName: '',
      caller,
    });
    return { leg, result };
  }
}

type Without<T> = T extends unknown ? Omit<T, 'at'> : never;

/** V8 compiles what is used often in other threads, whose time counts too: measured is what comes after that. */
const settled = (times: readonly number[]): readonly number[] => times.slice(times.length / 5);

/** All agents free, nobody waits: a caller comes. */
function arrivals(agents: number, _waiting: number, samples: number): Row {
  const floor = new Floor(planFor(agents), false);
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const begin = cpuTime();
    const { leg, result } = floor.calls(numberOf(sample));
    times.push(cpuTime() - begin);
    floor.take({ type: 'legEnded', leg, cause: 'hung_up' });
    floor.phonesAreDown(result);
  }
  return timesRow('core', 'a caller arrives', agents, spread(settled(times)), { ok: times.length });
}

/** Nobody is free, thousands wait: an agent comes back, and goes away again. One in five can do nothing for them. */
function freedAgents(agents: number, waiting: number, samples: number): Row {
  const plan = planFor(agents);
  const floor = new Floor(plan, true);
  for (let call = 0; call < waiting; call++) floor.calls(numberOf(call));
  const names = Object.keys(plan.agents);
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const agent = names[(sample * 7919) % names.length] ?? '';
    const begin = cpuTime();
    const result = floor.take({ type: 'agentResumed', agent, by: 'bench' });
    times.push(cpuTime() - begin);
    floor.take({ type: 'agentPaused', agent, reason: 'x', by: 'bench' });
    floor.phonesAreDown(result);
  }
  const what = `an agent is freed, ${waiting} wait`;
  return timesRow('core', what, agents, spread(settled(times)), { ok: times.length, more: { waiting } });
}

/** Nobody is free, and whatever the timers of those who wait lead to within an hour is counted. */
function waiting(callers: number): Row {
  const floor = new Floor(planFor(1000), true);
  for (let call = 0; call < callers; call++) floor.calls(numberOf(call));
  // Whoever waits is picked up after two minutes, and that is something.
  floor.passes(600_000);
  const begin = cpuTime();
  const turns = floor.passes(3_600_000);
  const times = { p50: cpuTime() - begin, p95: Number.NaN, p99: Number.NaN };
  return timesRow('core', 'an hour in which nothing happens', callers, times, { ok: turns });
}

/** Calls that are answered and hung up, on a floor of 200 agents: five turns each. */
function turns(milliseconds: number): Row {
  const floor = new Floor(planFor(200), false);
  let taken = 0;
  const call = (count: number): void => {
    const { leg, result } = floor.calls(numberOf(count));
    const offer = offerOf(result);
    floor.take({ type: 'legRinging', leg: offer });
    const { commands } = floor.take({ type: 'legAnswered', leg: offer });
    if (!commands.some(({ do: what }) => what === 'connect')) throw new Error('a call was not connected');
    floor.take({ type: 'legEnded', leg, cause: 'hung_up' });
    floor.take({ type: 'legEnded', leg: offer, cause: 'hung_up' });
    taken += 5;
  };
  for (let count = 0; count < 3000; count++) call(count);
  if (floor.world.calls.size > 0) throw new Error('calls are left over');
  taken = 0;
  const begin = cpuTime();
  for (let count = 0; cpuTime() - begin < milliseconds; count++) call(count);
  const perSecond = (taken / (cpuTime() - begin)) * 1000;
  const nothing = { p50: 1000 / perSecond, p95: Number.NaN, p99: Number.NaN };
  return timesRow('core', 'turns of simple calls', 200, nothing, {
    ok: taken,
    more: { turns_per_s: perSecond },
  });
}

function offerOf({ commands }: TurnResult): OfferId {
  for (const command of commands) if (command.do === 'ring') return command.offer;
  throw new Error('a caller comes, and no phone rings');
}

const numberOf = (call: number): string => String(100 + (call % queues));

function planFor(agents: number): Plan {
  const members = (queue: number): string[] =>
    Array.from({ length: agents }, (_, index) => index).flatMap((index) =>
      index % queues === queue || (index + 7) % queues === queue ? [`a${index}`] : [],
    );
  const all = Array.from({ length: queues }, (_, index) => index);
  const text = `
company: Core
country: DE
time zone: Europe/Berlin
language: en
numbers:
${all.map((queue) => `  "${100 + queue}": { queue: q${queue} }`).join('\n')}
queues:
${all.map((queue) => `  q${queue}: { agents: [${members(queue).join(', ')}], wrap-up: 0s, needs: { sales: 2 } }`).join('\n')}
agents:
${Array.from({ length: agents }, (_, index) => `  a${index}: { skills: { sales: ${index % 5 === 4 ? 1 : 2 + (index % 8)} } }`).join('\n')}
lines: [line1]
`;
  const read = parsePlan(text);
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return read.plan;
}
