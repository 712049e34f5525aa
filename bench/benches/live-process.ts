/** The engine of `live`, in a process of its own: a floor on which twenty things change a second, and the API that shows it. */

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

export type Told = { readonly url: string } | { readonly cpu: number };

const agents = Array.from({ length: 200 }, (_, nth) => `agent${nth}`);
const changesASecond = 20;
const plan = `
company: Live
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: all } }
queues:
  all: { agents: [${agents.join(', ')}] }
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
});

let nth = 0;
setInterval(() => {
  const agent = agents[nth % agents.length] ?? '';
  const isBack = Math.floor(nth / agents.length) % 2 === 1;
  nth += 1;
  void engine.change(
    isBack
      ? { type: 'agentResumed', agent, by: 'bench' }
      : { type: 'agentPaused', agent, by: 'bench', reason: 'lunch' },
  );
}, 1000 / changesASecond);

process.on('message', () => process.send?.({ cpu: cpuTime() } satisfies Told));
process.send?.({ url } satisfies Told);
