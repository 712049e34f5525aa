/**
 * Decisions on a large floor, in the core alone: 10,000 agents in 500 queues, five queues each, skill expressions. Whole turns
 * are measured: the decision, what it changes, what is journalled.
 */
import { newAgent } from '../../src/agents/board.ts';
import type { Event } from '../../src/call/kept/events.ts';
import { step } from '../../src/call/step.ts';
import { World } from '../../src/call/turn/world.ts';
import type { Plan } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import { legId } from '../../src/shared/ids.ts';
import { cpuTime } from '../floor/process-cost.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

const agents = 10_000;
const queues = 500;

export const decisions: Bench = {
  name: 'decisions',
  about: `a decision with ${agents} agents, ${queues} queues and skill expressions`,
  run: async ({ quick, tell }) => {
    const samples = quick ? 1000 : 5000;
    const plan = planFor();
    const rows = [
      measure('500 queues, agents free', plan, false, samples, (nth) => String(1000 + (nth % queues))),
      measure('500 queues, nobody free', plan, true, samples, (nth) => String(1000 + (nth % queues))),
      measure('one queue of all, half free', plan, 'half', samples, () => '999'),
      measure('one queue of all, nobody free', plan, true, samples, () => '999'),
    ];
    for (const { system, p50_ms, p99_ms } of rows) {
      tell(`${system}: p50 ${p50_ms?.toFixed(3)} p99 ${p99_ms?.toFixed(3)} ms`);
    }
    return rows;
  },
};

function measure(
  what: string,
  plan: Plan,
  away: boolean | 'half',
  samples: number,
  numberOf: (nth: number) => string,
): Row {
  let now = 1_800_000_000_000;
  const world = new World(plan, 1);
  const states = Object.keys(plan.agents).map((name, nth) => {
    const agent = { ...newAgent(name, now - nth), phone: { reachable: true, busy: false } };
    return [name, { ...agent, loggedIn: away === 'half' ? nth % 2 === 0 : !away }] as const;
  });
  world.apply({ calls: new Map(), agents: new Map(states), nextCall: 1 });
  const take = (event: Event): ReturnType<typeof step> => {
    const result = step(world, event);
    world.apply(result.changes);
    return result;
  };
  const times: number[] = [];
  let bytes = 0;
  for (let nth = 0; nth < samples; nth++) {
    now += 5;
    const leg = legId(`x.${nth}`);
    const arrival: Event = {
      type: 'callArrived',
      at: now,
      leg,
      via: { kind: 'line', name: 'line1' },
      dialled: numberOf(nth),
      callerNumber: '',
      callerName: '',
      caller: { number: `+4930${1_000_000 + nth}`, isNew: false, tags: [] },
    };
    const begin = cpuTime();
    const result = step(world, arrival);
    times.push(cpuTime() - begin);
    world.apply(result.changes);
    bytes += JSON.stringify(result.journal).length;
    take({ type: 'legEnded', at: now, leg, cause: 'hung_up' });
    for (const command of result.commands) {
      if (command.do === 'ring') take({ type: 'legEnded', at: now, leg: command.offer, cause: 'hung_up' });
    }
  }
  const settled = times.slice(samples / 5);
  return timesRow('decisions', what, agents, spread(settled), {
    ok: times.length,
    more: { journal_bytes: Math.round(bytes / samples) },
  });
}

function planFor(): Plan {
  const members = Array.from({ length: queues }, (): string[] => []);
  for (let agent = 0; agent < agents; agent++) {
    for (let nth = 0; nth < 5; nth++) members[(agent * 7 + nth * 101) % queues]?.push(`a${agent}`);
  }
  const everybody = Array.from({ length: agents }, (_, agent) => `a${agent}`);
  const needs = 'de >= 3 and (b or v >= 2)';
  const text = `
company: Decisions
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "999": { queue: all }
${members.map((_, queue) => `  "${1000 + queue}": { queue: q${queue} }`).join('\n')}
queues:
  all: { agents: [${everybody.join(', ')}], needs: "${needs}" }
${members.map((list, queue) => `  q${queue}: { agents: [${list.join(', ')}], needs: "${needs}", widen: [ { after: 1m, lower: { de: 1 } } ] }`).join('\n')}
agents:
${everybody.map((name, nth) => `  ${name}: { skills: { de: ${nth % 8}, b: ${nth % 3}, v: ${nth % 5} } }`).join('\n')}
lines: [line1]
`;
  const read = parsePlan(text);
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return read.plan;
}
