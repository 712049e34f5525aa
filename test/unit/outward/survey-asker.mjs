// Callers talk, are sent a survey by e-mail, and are added up for reports, until it is killed. Says when nothing is left to do.
import { setTimeout as passes } from 'node:timers/promises';
import { runnerImport } from 'vite';

const [floorPath, outwardPath, surveysPath, keeperPath, foldingPath, storePath, db, port, plan, total, from] =
  process.argv.slice(2);
const load = async (path) => (await runnerImport(path)).module;
const [{ simulatedFloor }, { Outward }, { buildSurveys }, { FiguresKeeper }, { folding }, { openStore }] =
  await Promise.all([floorPath, outwardPath, surveysPath, keeperPath, foldingPath, storePath].map(load));

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const store = await openStore(db, log);
// Virtual time goes on where the engine before this one was killed.
const [last] = await store.journal.last(1);
const floor = await simulatedFloor({ plan, store, at: Math.max(Number(from), (last?.at ?? 0) + 1000) });
const { engine, clock } = floor;
const outward = await Outward.load({
  store,
  clock,
  log,
  smtp: { host: '127.0.0.1', port: Number(port), from: 'calls@office.example', tls: 'off' },
  alarmMail: [],
  company: () => 'Office',
  country: () => 'DE',
  secret: quiet,
  internalTargets: [],
  key: Buffer.alloc(32, 1),
  baseUrl: () => 'https://calls.office.example',
  popOf: async () => undefined,
  alarm: quiet,
  version: '0',
  onEntry: (then) => engine.follow(then),
});
const key = Buffer.alloc(32, 3);
const surveys = buildSurveys({ store, engine, clock, mailer: outward.mailer, gate: {}, key });
const zone = () => folding(engine.plan().plan.timeZone);
const keeper = new FiguresKeeper({ figures: store.figures, journal: store.journal, clock, log, folding: zone });
engine.follow((entry) => keeper.happened(entry));
await outward.start();
surveys.start();
await keeper.start();

const anna = await floor.agent('anna');
const arrived = (await floor.journal()).filter(({ type }) => type === 'callArrived').length;
for (let nth = arrived; nth < Number(total); nth++) {
  const number = `+49301${100_000 + nth}`;
  await store.contacts.set(number, { email: `caller${nth}@example.com` }, clock.now());
  const caller = floor.caller(`Caller ${nth}`, { number, line: 'line1' });
  await caller.dials('1');
  await anna.answers();
  await caller.talksWith(anna);
  await floor.passes(10_000);
  await caller.hangsUp();
  await floor.passes(50_000);
  await passes(5);
}
for (;;) {
  await floor.passes(31_000);
  await passes(20);
  const offered = (await floor.journal()).filter(({ type }) => type === 'surveyOffered').length;
  const sent = await store.deliveries.list({ channel: 'mail', state: 'sent' }, 1000);
  if (offered > 0 && sent.length === offered && engine.calls().length === 0) process.stdout.write('done\n');
}
