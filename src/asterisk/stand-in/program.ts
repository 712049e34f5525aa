/** The stand-in's process: see `stand-in.ts`, which starts it. It ends with the engine, after one last round. */
import { signalAfter } from '../../shared/signal-after.ts';
import type { AriLogin } from '../host/listeners.ts';
import { type ListedChannel, unheard } from './unheard.ts';

/** Two beats missed (`stand-in.ts`). */
const silentAfter = 450;
const lookEvery = 100;
/** A caller who came just before the last beat may still have been waiting for the engine's turn. */
const before = 300;
const answersWithin = 2000;

let ari: AriLogin | undefined;
let lastBeat = Date.now();
let round: Promise<void> | undefined;
const rung = new Set<string>();

process.on('message', (message: { readonly ari?: AriLogin }) => {
  lastBeat = Date.now();
  ari = message.ari ?? ari;
  rung.clear();
});
// The engine was killed before this process could listen for that.
if (!process.connected) process.exit(0);
// Killed with callers in its hands: the dialplan serves everyone who comes from now on, but not those who have just come.
process.on('disconnect', () => {
  const leave = (): never => process.exit(0);
  void (round ?? Promise.resolve()).then(() => lookAround()).then(leave, leave);
});
// A terminal's Ctrl-C is the engine's.
process.on('SIGINT', () => undefined);

setInterval(() => {
  // After what has just come in: this process may have been late itself.
  setImmediate(() => {
    if (Date.now() - lastBeat < silentAfter || round) return;
    round = lookAround()
      // Asterisk may be gone as well.
      .catch(() => undefined)
      .finally(() => {
        round = undefined;
      });
  });
}, lookEvery);

async function lookAround(): Promise<void> {
  const channels = (await (await ask('GET', '/channels')).json()) as ListedChannel[];
  const waiting = unheard(channels, lastBeat - before).filter((id) => !rung.has(id));
  await Promise.all(
    waiting.map(async (id) => {
      rung.add(id);
      await ask('POST', `/channels/${encodeURIComponent(id)}/ring`);
    }),
  );
}

async function ask(method: string, path: string): Promise<Response> {
  if (!ari) throw new Error('the address of Asterisk is not known yet');
  const authorization = `Basic ${Buffer.from(`${ari.user}:${ari.password}`).toString('base64')}`;
  const signal = signalAfter(answersWithin);
  return await fetch(`${ari.url}/ari${path}`, { method, headers: { authorization }, signal });
}
