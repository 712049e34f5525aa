/**
 * The engine of `live` and `console`, in a process of its own: a floor on which so many things change a second, and the API that shows it.
 * Parameters: agents, queues, changes a second.
 */

import { join } from 'node:path';
import { PeopleAccounts } from '../../src/accounts/accounts.ts';
import { Engine } from '../../src/engine/engine.ts';
import { EngineGate } from '../../src/engine/gate/gate.ts';
import { serveApi } from '../../src/http/server.ts';
import { parsePlan } from '../../src/plan/parse.ts';
import { systemClock } from '../../src/process/system-clock.ts';
import { memoryStore, silentLog } from '../../test/support/memory-store.ts';
import { plainOutward } from '../../test/support/plain-outward.ts';
import { plainSounds } from '../../test/support/plain-sounds.ts';
import { SimulatedAsterisk } from '../../test/support/simulated-asterisk.ts';
import { cpuTime } from '../floor/process-cost.ts';

export type Told =
  | { readonly url: string; readonly firstLink: string }
  | { readonly cpu: number }
  | { readonly changes: readonly Changed[] };

export interface Changed {
  readonly agent: string;
  readonly state: 'free' | 'paused';
  /** On the wall. */
  readonly at: number;
}

const [size = 200, count = 1, rate = 20] = process.argv.slice(2).map(Number);
const agents = Array.from({ length: size }, (_, nth) => `agent${nth}`);
const members = (queue: number): readonly string[] => agents.filter((_, nth) => nth % count === queue);
const plan = `
company: Live
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: queue0 } }
queues:
${Array.from({ length: count }, (_, queue) => `  queue${queue}: { agents: [${members(queue).join(', ')}] }`).join('\n')}
agents:
${agents.map((name) => `  ${name}: {}`).join('\n')}
lines: [line1]
`;
const read = parsePlan(plan);
if (!read.ok) throw new Error('the plan of the bench is wrong');
const asterisk = new SimulatedAsterisk(systemClock);
for (const name of agents) asterisk.phones.set(name, 'rings');
const store = await memoryStore();
const engine = await Engine.load(
  {
    telephony: asterisk,
    store,
    prompts: { media: async () => [], prepare: async () => undefined },
    clock: systemClock,
    log: silentLog,
    parsePlan,
    recognise: async () => ({ isNew: false, tags: [] }),
    replaced: () => undefined,
  },
  read.plan,
  read.text,
);
await engine.start();
const accounts = new PeopleAccounts({
  book: store.people,
  clock: systemClock,
  audit: { record: () => undefined },
  plan: () => engine.plan().plan,
  key: Buffer.alloc(32),
});
const firstLink = accounts.firstLink() ?? '';
const outward = plainOutward();
const { url } = await serveApi({
  address: '127.0.0.1',
  port: 0,
  token: 'bench',
  version: 'bench',
  operations: engine,
  accounts,
  outward,
  gate: new EngineGate({
    sounds: plainSounds(),
    accounts,
    outward,
    operations: engine,
    store,
    clock: systemClock,
    audit: { record: () => undefined, flush: async () => undefined },
    erasePerson: async () => ({ done: false, unknown: true }),
  }),
  store,
  log: silentLog,
  consoleFolder: join('dist', 'console'),
});

let nth = 0;
let changesASecond = rate;
let changes: Changed[] = [];
function change(): void {
  const agent = agents[nth % agents.length] ?? '';
  const isBack = Math.floor(nth / agents.length) % 2 === 1;
  nth += 1;
  changes.push({ agent, state: isBack ? 'free' : 'paused', at: Date.now() });
  void engine.change(
    isBack
      ? { type: 'agentResumed', agent, by: 'bench' }
      : { type: 'agentPaused', agent, by: 'bench', reason: 'lunch' },
  );
}

let due = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  due += ((now - last) * changesASecond) / 1000;
  last = now;
  for (; due >= 1; due--) change();
}, 2);

process.on('message', (message: 'cpu' | 'changes' | { readonly changesASecond: number }) => {
  if (message === 'cpu') process.send?.({ cpu: cpuTime() } satisfies Told);
  else if (message === 'changes') {
    process.send?.({ changes } satisfies Told);
    changes = [];
  } else ({ changesASecond } = message);
});
process.send?.({ url, firstLink } satisfies Told);
