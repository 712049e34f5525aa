// Opens tickets and writes notes, which go to a helpdesk, until it is killed.
import { runnerImport } from 'vite';

const [outwardPath, storePath, clockPath, db, url, tickets, notes] = process.argv.slice(2);
const load = async (path) => (await runnerImport(path)).module;
const [{ Outward }, { openStore }, { systemClock }] = await Promise.all(
  [outwardPath, storePath, clockPath].map(load),
);

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const store = await openStore(db, log);
const outward = await Outward.load({
  store,
  clock: systemClock,
  log,
  smtp: undefined,
  alarmMail: [],
  company: () => 'Office',
  country: () => 'DE',
  secret: quiet,
  internalTargets: ['127.0.0.1'],
  helpdesk: { url, token: 'a-token', group: 'Phone', secrets: ['a-secret-of-the-helpdesk'] },
  key: Buffer.alloc(32, 1),
  baseUrl: () => url,
  popOf: async () => undefined,
  alarm: quiet,
  version: '0',
  onEntry: () => quiet,
});
await outward.start();
const from = () => ({ at: Date.now(), by: 'anna' });
for (let nth = (await store.tickets.find({ limit: 100 })).length; nth < Number(tickets); nth++)
  await store.tickets.open({ ...from(), type: 'opened', subject: `Ticket ${nth}`, call: String(1001 + nth), agent: 'anna' });
// The newest event says how far an engine before this one came.
let written = (await store.helpdesk.newestEvent()) - Number(tickets);
const all = await store.tickets.find({ limit: 100 });
while (written < Number(notes)) {
  const { id } = all[written % all.length];
  await store.tickets.add(id, { ...from(), type: 'noted', text: `note ${written}` });
  written += 1;
}
setInterval(quiet, 60_000);
