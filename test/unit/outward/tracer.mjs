// Commits calls and sends them to a collector of traces, until it is killed. Pauses are short: much is under way.
import { runnerImport } from 'vite';

const [exporterPath, postPath, destinationsPath, storePath, clockPath, batchesPath, db, url, total] =
  process.argv.slice(2);
const load = async (path) => (await runnerImport(path)).module;
const [{ TraceExporter }, { Poster }, { Destinations }, { openStore }, { systemClock }, { arrived, batch }] =
  await Promise.all([exporterPath, postPath, destinationsPath, storePath, clockPath, batchesPath].map(load));

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const store = await openStore(db, log);
const exporter = new TraceExporter({
  settings: { url, headers: {} },
  book: store.deliveries,
  journal: store.journal,
  poster: new Poster(new Destinations(['127.0.0.1'])),
  clock: { now: systemClock.now, after: (delay, then) => systemClock.after(delay / 500, then) },
  log,
  key: Buffer.alloc(32, 1),
  version: '0',
});
await exporter.start();
let seq = (await store.journal.last(1))[0]?.seq ?? 0;
while (seq < 2 * Number(total)) {
  const call = String(1001 + seq / 2);
  const at = Date.now();
  const entries = [
    arrived(call, at),
    { at, type: 'callEnded', call, outcome: 'abandoned', by: 'caller', lasted: 0, talked: 0 },
  ];
  await store.commit(batch({ journal: entries }));
  for (const entry of entries) exporter.happened({ ...entry, seq: ++seq });
  await new Promise((resolve) => setTimeout(resolve, 2));
}
setInterval(quiet, 60_000);
