/**
 * The engine of `largest`, in a process of its own: an API with a large store behind it, and calls that flow on a
 * simulated Asterisk. It measures how long after its time each turn is stored, and tells its parent.
 */

import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { PeopleAccounts } from '../../src/accounts/accounts.ts';
import type { JournalEntry } from '../../src/call/kept/journal.ts';
import { buildNumbers } from '../../src/composition/numbers.ts';
import { erasePerson } from '../../src/contacts/erase.ts';
import { readContacts } from '../../src/contacts/import/read.ts';
import { recognise } from '../../src/contacts/recognise.ts';
import { Engine } from '../../src/engine/engine.ts';
import { EngineGate } from '../../src/engine/gate/gate.ts';
import type { EngineOptions } from '../../src/engine/options.ts';
import { TicketKeeper } from '../../src/engine/ticket-keeper.ts';
import { described } from '../../src/http/openapi/describe.ts';
import { serveApi } from '../../src/http/server.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { parsePlan } from '../../src/plan/parse.ts';
import type { RecordedActor } from '../../src/ports/actor.ts';
import { watchEventLoop } from '../../src/process/event-loop.ts';
import { systemClock } from '../../src/process/system-clock.ts';
import { eraseTalks, heldAmong } from '../../src/recordings/erase.ts';
import { isTalk } from '../../src/recordings/folder.ts';
import { soundOf } from '../../src/recordings/sound.ts';
import { type CallId, callId, type LegId, legId } from '../../src/shared/ids.ts';
import { backupStream } from '../../src/store/sqlite/file/backup-stream.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { backupAside } from '../../src/workers/backup-aside.ts';
import { logWriterAside } from '../../src/workers/log-writer-aside.ts';
import { planDeskAside } from '../../src/workers/plan-desk-aside.ts';
import { readPlanAside } from '../../src/workers/read-plan-aside.ts';
import { memoryOf, Workers } from '../../src/workers/workers.ts';
import { silentLog } from '../../test/support/memory-store.ts';
import { plainOutward } from '../../test/support/plain-outward.ts';
import { plainSounds } from '../../test/support/plain-sounds.ts';
import { SimulatedAsterisk } from '../../test/support/simulated-asterisk.ts';
import { HeldWatch, type Holds } from './held.ts';

export type Asked = { readonly phase: string } | 'report' | 'join';
/** Milliseconds from when a turn was due until it was stored, by phase. */
export type Told =
  | { readonly url: string }
  | { readonly entered: string }
  /** The sound of an hour has been joined in a worker; the size of the file. */
  | { readonly joined: number }
  | {
      readonly delays: Readonly<Record<string, readonly number[]>>;
      readonly held: Readonly<Record<string, Holds>>;
    };

const [folder = '', program = '', contacts = '0', calls = '0', profiled = ''] = process.argv.slice(2);
/** A side of an hour of talk, as Asterisk writes it: 16 bits at 8 kHz behind a header. */
const side = join(folder, 'side.wav');
const tell = (told: Told): void => void process.send?.(told);

const agents = Array.from({ length: 300 }, (_, nth) => `agent${nth}`);
const queues = Array.from({ length: 30 }, (_, nth) => agents.filter((_name, at) => at % 30 === nth));
const plan = `
company: Largest
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: q0 } }
queues:
${queues.map((members, nth) => `  q${nth}: { agents: [${members.join(', ')}], wrap-up: 0s }`).join('\n')}
agents:
${agents.map((name) => `  ${name}: {}`).join('\n')}
  spare: {}
lines: [line1]
`;
const read = parsePlan(plan);
if (!read.ok) throw new Error('the plan of the bench is wrong');
const asterisk = new SimulatedAsterisk(systemClock);
for (const name of agents) {
  asterisk.phones.set(name, 'rings');
  asterisk.autoAnswer(name, true);
}
const workers = new Workers({ program });
const store = await openStore(join(folder, 'cordboard.db'), silentLog, {
  backupWork: backupAside(() => workers),
  logWriter: (database) => logWriterAside(join(dirname(program), 'log-writer.js'), database),
});
await fill();
const eventLoop = watchEventLoop();
const options: EngineOptions = {
  telephony: asterisk,
  store,
  prompts: { media: async () => [], prepare: async () => undefined },
  clock: systemClock,
  log: silentLog,
  parsePlan,
  readPlan: (text) => readPlanAside(workers, text),
  recognise: (arrival, current) => recognise(arrival, current, store.contacts, silentLog),
  late: () => eventLoop.late(),
  replaced: () => undefined,
  record: { build: 'bench', keepFor: 7 * 86_400_000 },
};
const engine = await Engine.load(options, read.plan, read.text);
await engine.start();
const accounts = new PeopleAccounts({
  book: store.people,
  clock: systemClock,
  audit: { record: () => undefined },
  plan: () => engine.plan().plan,
  key: Buffer.alloc(32),
});
const outward = plainOutward();
const metrics = new Metrics({
  operations: engine,
  access: () => ({ trunks: [], refused: [] }),
  late: () => eventLoop.late(),
});
const numbers = buildNumbers({
  store,
  engine,
  clock: systemClock,
  log: silentLog,
  workers,
  metrics,
  mailer: {
    isSetUp: false,
    linkTo: (path) => path,
    send: async () => 'not_set_up',
    follow: () => () => undefined,
    withdraw: () => undefined,
  },
});
engine.follow((entry) => numbers.happened(entry));
await numbers.start();
const tickets = new TicketKeeper({ store, clock: systemClock, log: silentLog });
engine.follow((entry) => tickets.happened(entry));
tickets.start();
await tickets.flush();
const { url } = await serveApi({
  metrics,
  missed: numbers.missed,
  reports: numbers.reports,
  waitAccuracy: numbers.waitAccuracy,
  planDesk: planDeskAside(workers),
  description: () => described(join(process.cwd(), 'dist', 'openapi.json')),
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
    erasePerson: (whose, by, how) =>
      erasePerson(whose, by, how, {
        store,
        operations: engine,
        recordingFile: async () => undefined,
        talks: {
          held: (calls) => heldAmong(store.recordings, calls),
          erase: (calls) => eraseTalks(store.recordings, calls, folder, () => undefined),
        },
      }),
  }),
  store,
  log: silentLog,
  readContacts: (question) =>
    program === ''
      ? readContacts(question)
      : workers.run('readContacts', question, { transfer: memoryOf(question.file.bytes) }),
  backUp: () => backupStream(folder, store, (sound) => (isTalk(sound) ? join(folder, sound) : undefined)),
  recordingSound: (row, from, to) => soundOf(row.file && join(folder, row.file), row, undefined, from, to),
});

let phase = 'start';
const delays: Record<string, number[]> = {};
const held = new HeldWatch();
const every = 10;
const mostLate = 1000;
let nth = 0;
const began = performance.now();
// What a request holds by itself is seen best without calls.
if (profiled === '') beat();
held.start();
process.on('message', (asked: Asked) => {
  if (asked === 'report') tell({ delays, held: held.held });
  else if (asked === 'join') void joinAnHour().then((joined) => tell({ joined }));
  else void enter(asked.phase);
});
tell({ url });

/**
 * A turn every 10 ms, due by the clock and not by the one before; and with every fifth a caller, who talks for a second. What the
 * machine was late with is made up for one turn at a time: together they would be held against the request. More than a second
 * of it is left out: the machine is too busy to measure.
 */
function beat(): void {
  nth = Math.max(nth, Math.ceil((performance.now() - began - mostLate) / every));
  const due = began + nth * every;
  if (due <= performance.now()) {
    turn(nth, due);
    nth += 1;
  }
  const left = began + nth * every - performance.now();
  if (left > 0) setTimeout(beat, left);
  else setImmediate(beat);
}

function turn(which: number, due: number): void {
  const during = phase;
  const change =
    which % 2 === 0 ? ({ type: 'agentPaused', reason: 'x' } as const) : ({ type: 'agentResumed' } as const);
  void engine.change({ ...change, agent: 'spare', by: 'bench' }).then(() => {
    (delays[during] ??= []).push(performance.now() - due);
  });
  if (which % 5 === 0) call(which);
}

async function enter(next: string): Promise<void> {
  phase = next;
  await held.phase(next, profiled !== '');
  tell({ entered: next });
}

function call(which: number): void {
  const leg = asterisk.callFrom({ kind: 'line', name: 'line1' }, '101', `+4930${5_000_000 + which}`, '');
  setTimeout(() => asterisk.putDown(leg), 1000);
}

/** A year of a small company. */
async function fill(): Promise<void> {
  // The last of them are of today, for what looks at the last days.
  const start = Date.now() - Number(calls) * 60_000;
  for (let from = 0; from < Number(contacts); from += 1000) {
    await store.contacts.setAll(
      Array.from({ length: 1000 }, (_, at) => ({
        number: `+49170${1_000_000 + from + at}`,
        change: { name: `Customer ${from + at}`, tags: ['vip'], notes: 'a note about this customer' },
      })),
      start,
      false,
    );
  }
  for (let made = 0; made < Number(calls); made += 100) {
    const journal = Array.from({ length: 100 }, (_, at) =>
      story(callId(2000 + made + at), start + (made + at) * 60_000),
    );
    await store.commit({
      journal: journal.flat(),
      calls: new Map(),
      agents: new Map(),
      nextCall: 2000 + made + 100,
    });
  }
  await fillAudit(Number(calls));
  await keepOne();
}

async function joinAnHour(): Promise<number> {
  const segments = [{ after: 0, lag: 0, files: { caller: side, agents: side } }];
  const request = { segments, to: join(folder, 'joined.wav') };
  for await (const { size } of workers.run('joinRecording', request)) return size;
  return 0;
}

/** One recording of an hour, kept, and one yet to be joined; the others of the year are rows. */
async function keepOne(): Promise<void> {
  await writeFile(side, Buffer.alloc(44 + 3600 * 16_000));
  const [due] = await store.recordings.due(1);
  if (!due) return;
  const size = 44 + 3600 * 32_000;
  const file = `${due.call}-talk.wav`;
  await writeFile(join(folder, file), Buffer.alloc(size));
  await store.recordings.keep(due.call, { file, lasted: 3_600_000, size, sha256: '0'.repeat(64) });
}

async function fillAudit(rows: number): Promise<void> {
  const actor: RecordedActor = { kind: 'token', name: 'bench', role: 'operator' };
  for (let made = 0; made < rows; made += 500)
    await store.audit.append(
      Array.from({ length: 500 }, (_, at) => ({
        at: Date.now() - (rows - made - at) * 1000,
        actor,
        transport: 'api',
        right: 'control_agents',
        action: 'change_agent',
        object: 'agent1',
        outcome: 'allowed',
        details: { asked: { type: 'agentPaused' }, before: { activity: 'free' }, after: { pause: 'lunch' } },
      })),
    );
}

function story(call: CallId, at: number): JournalEntry[] {
  const leg: LegId = legId(`old-${call}`);
  const via = { kind: 'line', name: 'line1' };
  // One who calls all the time, and others for the list of missed callers.
  const number = Number(call) % 4 === 0 ? `+49302${1_000_000 + Number(call)}` : '+4930123456';
  const caller = { number, name: 'Customer', isNew: false, tags: [] };
  const entries = [
    {
      type: 'callArrived',
      at,
      call,
      leg,
      via,
      dialled: '101',
      caller,
      flow: 'number/101',
      language: 'en',
      planVersion: 1,
    },
    ...Array.from({ length: 16 }, (_, step) => ({
      type: 'stepReached',
      at: at + step,
      call,
      flow: 'number/101',
      step: 0,
      what: 'queue',
    })),
    ...(Number(call) % 10 === 0 ? recorded(call, at) : []),
    { type: 'callEnded', at: at + 30_000, call, outcome: 'abandoned', by: 'caller', leg },
  ];
  return entries as unknown as JournalEntry[];
}

/** Every tenth call. */
function recorded(call: CallId, at: number): object[] {
  const recording = `${call}-r1`;
  const day = 86_400_000;
  return [
    {
      type: 'recordingStarted',
      at: at + 20,
      call,
      recording,
      rule: 'all',
      sides: 'separate',
      queue: 'q0',
      with: 'agent1',
      keepFor: 90 * day,
    },
    { type: 'recordingRuns', at: at + 30, call, recording, lag: 0 },
    { type: 'recordingClosed', at: at + 20_000, call, recording, lasted: 20_000, end: 'asked' },
  ];
}
