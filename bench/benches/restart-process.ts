/**
 * The engine of `restart`, in a process of its own. `prepare`: brings calls about, half of them talking, half waiting, and
 * leaves their saved state and what the simulated Asterisk holds in a folder. `restart`: takes them up.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recognise } from '../../src/contacts/recognise.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/options.ts';
import { parsePlan } from '../../src/plan/read.ts';
import type { Store } from '../../src/ports/store.ts';
import { systemClock } from '../../src/process/system-clock.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../test/support/memory-store.ts';
import { SimulatedAsterisk } from '../../test/support/simulated-asterisk.ts';

export interface Restarted {
  /** Milliseconds since the start of the process. */
  readonly ready: number;
  /** Until the phone of a new caller's agent rings. */
  readonly offered: number;
  readonly calls: number;
}

const [what, folder = '', text = '0'] = process.argv.slice(2);
const calls = Number(text);
const agents = Array.from({ length: calls / 2 }, (_, index) => `agent${index}`);
const plan = `
company: Restart
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: all }, "102": { queue: spare } }
queues:
  all: { agents: [${agents.join(', ')}], wrap-up: 0s }
  spare: { agents: [spare], wrap-up: 0s }
agents:
${[...agents, 'spare'].map((name) => `  ${name}: {}`).join('\n')}
lines: [line1]
`;
const read = parsePlan(plan);
if (!read.ok) throw new Error('the plan of the restart is wrong');
const asterisk = new SimulatedAsterisk(systemClock);
const prepared = join(folder, 'prepared.db');
const held = join(folder, 'asterisk.json');

if (what === 'prepare') await prepare();
else await restart();
// The simulated callers would wait for ever.
process.exit(0);

async function engineOn(store: Store): Promise<Engine> {
  if (!read.ok) throw new Error('the plan is wrong');
  const options: EngineOptions = {
    telephony: asterisk,
    store,
    prompts: { media: async () => [], prepare: async () => undefined },
    clock: systemClock,
    log: silentLog,
    parsePlan,
    recognise: (arrival, current) => recognise(arrival, current, store.contacts, silentLog),
    replaced: () => undefined,
  };
  const engine = await Engine.load(options, read.plan, read.text);
  await engine.start();
  return engine;
}

async function prepare(): Promise<void> {
  const store = await openStore(prepared, silentLog);
  for (const name of [...agents, 'spare']) {
    asterisk.phones.set(name, 'rings');
    if (name !== 'spare') asterisk.autoAnswer(name, true);
  }
  const engine = await engineOn(store);
  for (let call = 0; call < calls; call++) {
    asterisk.callFrom({ kind: 'line', name: 'line1' }, '101', `+4930${100_000 + call}`, '');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await until(() => engine.calls().filter(({ phase }) => phase.name === 'talking').length === calls / 2);
  await engine.idle();
  await store.close();
  const { legs, bridges, phones } = asterisk;
  await writeFile(held, JSON.stringify({ legs: [...legs], bridges: [...bridges], phones: [...phones] }));
  console.log(JSON.stringify({ ready: 0, offered: 0, calls }));
}

async function restart(): Promise<void> {
  const { legs, bridges, phones } = JSON.parse(await readFile(held, 'utf8')) as {
    legs: [never, never][];
    bridges: [string, never][];
    phones: [string, 'rings'][];
  };
  for (const [id, leg] of legs) asterisk.legs.set(id, leg);
  for (const [id, bridge] of bridges) asterisk.bridges.set(id, bridge);
  for (const [phone, does] of phones) asterisk.phones.set(phone, does);
  const database = join(folder, 'restarted.db');
  await copyFile(prepared, database);
  const store = await openStore(database, silentLog);
  const engine = await engineOn(store);
  const ready = performance.now();
  const live = engine.calls().length;
  asterisk.callFrom({ kind: 'line', name: 'line1' }, '102', '+4930999999', '');
  await until(() => asterisk.ringingAt('spare') !== undefined);
  console.log(JSON.stringify({ ready, offered: performance.now(), calls: live }));
  await store.close();
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited++) {
    if (waited > 20_000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
