// Callers talk and are asked by e-mail how it was, or leave a message; alarms are raised; reports are due at midnight; days are
// added up. Until it is killed. Says when nothing is left to do.
import { setTimeout as passes } from 'node:timers/promises';
import { createServer, createServerModuleRunner } from 'vite';

const [db, port, plan, total, from, ...paths] = process.argv.slice(2);
// Open to the end: what is imported with the first mail is read by it, too.
const vite = await createServer({
  configFile: false,
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
});
const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
const [
  { simulatedFloor },
  { Outward },
  { buildSurveys },
  { FiguresKeeper },
  { folding },
  { openStore },
  { ScheduledReports },
  { MessagesKeeper },
  { mailsOfMessage },
] = await Promise.all(paths.map((path) => runner.import(path)));

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
  alarmMail: ['ops@office.example', 'night@office.example'],
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
const { mailer } = outward;
const { voicemails } = store;
const planNow = () => engine.plan().plan;
const messages = new MessagesKeeper({
  voicemails,
  clock,
  log,
  plan: planNow,
  fileOf: quiet,
  judge: async () => 'speech',
  change: async (message, change, by) => void (await engine.changeMessage(message, change, undefined, by)),
});
engine.follow((entry) => messages.happened(entry));
const reports = new ScheduledReports({
  clock,
  plan: planNow,
  mailer,
  log,
  make: async ({ report }) => Buffer.from(`name,offered\r\n${report},1\r\n`),
});
await outward.start();
surveys.start();
mailer.follow('voicemail', ['messageChanged'], (entry) =>
  mailsOfMessage(entry, { voicemails, mailer, plan: planNow, fileOf: quiet }),
);
messages.start();
reports.start();
await keeper.start();

const anna = await floor.agent('anna');
const arrived = (await floor.journal()).filter(({ type }) => type === 'callArrived').length;
for (let nth = arrived; nth < Number(total); nth++) {
  const number = `+49301${100_000 + nth}`;
  if (nth % 3 === 2) engine.alarm(`recording ${nth} failed`, 'recordings', 'recording_failed');
  if (nth % 4 === 3) {
    const caller = floor.caller(`Caller ${nth}`, { number, line: 'line1' });
    await caller.dials('2');
    await floor.passes(10_000);
    await caller.hangsUp();
    await floor.passes(50_000);
    await passes(5);
    continue;
  }
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
  const counted = (type) => floor.journal().then((all) => all.filter((entry) => entry.type === type).length);
  const all = await store.deliveries.list({ channel: 'mail' }, 1000);
  const ofKind = (kind) => all.filter((each) => each.kind === kind).length;
  const isAsked = ofKind('survey') === (await counted('surveyOffered'));
  const isTold = ofKind('voicemail') === 2 * (await counted('messageLeft'));
  const isOver = all.every(({ state }) => state === 'sent') && all.some(({ kind }) => kind === 'report');
  if (isAsked && isTold && isOver && (await counted('surveyOffered')) > 0 && engine.calls().length === 0)
    process.stdout.write('done\n');
}
