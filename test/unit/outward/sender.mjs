// Commits entries and sends them to a webhook, until it is killed. Adds the webhook at its first start.
import { runnerImport } from 'vite';

const [outwardPath, storePath, clockPath, batchesPath, db, url, total] = process.argv.slice(2);
const load = async (path) => (await runnerImport(path)).module;
const [{ Outward }, { openStore }, { systemClock }, { batch, step }] = await Promise.all(
  [outwardPath, storePath, clockPath, batchesPath].map(load),
);

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const store = await openStore(db, log);
const followers = new Set();
const outward = await Outward.load({
  store,
  clock: systemClock,
  log,
  smtp: undefined,
  alarmMail: [],
  company: () => 'Office',
  internalTargets: ['127.0.0.1'],
  key: Buffer.alloc(32, 1),
  baseUrl: () => url,
  popOf: async () => undefined,
  alarm: quiet,
  version: '0',
  onEntry: (then) => {
    followers.add(then);
    return () => followers.delete(then);
  },
});
await outward.start();
if (!outward.desk.webhooks.find('crm'))
  await outward.desk.webhooks.add({ name: 'crm', url, events: ['all'] });
let seq = (await store.journal.last(1))[0]?.seq ?? 0;
while (seq < Number(total)) {
  seq += 1;
  const entry = { ...step(String(1001 + (seq % 5)), seq), at: Date.now() };
  await store.commit(batch({ journal: [entry] }));
  for (const follower of followers) follower({ ...entry, seq });
  await new Promise((resolve) => setTimeout(resolve, 2));
}
setInterval(quiet, 60_000);
