/** The stand-in's process: see `stand-in.ts`, which starts it. It ends with the engine, once the last callers are seen to. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { signalAfter } from '../../shared/signal-after.ts';
import { Silence } from './silence.ts';
import type { Beat } from './stand-in.ts';
import { type ListedChannel, unheard } from './unheard.ts';

/** Two beats missed (`stand-in.ts`). */
const silentAfter = 450;
const lookEvery = 100;
/** A caller who came just before the last beat may still have been waiting for the engine's turn. */
const before = 300;
/** The engine cannot know of a caller who came so long after its last beat. */
const certainly = 1000;
const answersWithin = 2000;
/** How often Asterisk is asked again, with a pause: the engine is gone, and only this process is left to ask. */
const attempts = 5;
const againAfter = 500;
/** Then the disk hangs. */
const noteTakes = 2000;
/** Asterisk hears within milliseconds that the engine's connection is closed. */
const isDeregisteredAfter = 500;
/** As long as the dialplan waits for an engine before it serves a caller. */
const nextEngineTakes = 10_000;

const engine = process.ppid;
const silence = new Silence(performance.now());
let told: Beat = {};
let lastBeat = Date.now();
let round: Promise<unknown> | undefined;
const rung = new Set<string>();
let noted: Promise<unknown> | undefined;

process.on('message', (beat: Beat) => {
  lastBeat = Date.now();
  told = { ...told, ...beat };
  silence.heard();
  rung.clear();
});
// The engine was killed before this process could listen for that.
if (!process.connected) process.exit(0);
process.on('disconnect', () => {
  void (round ?? Promise.resolve()).then(engineIsGone).then(leave, leave);
});
// A terminal's Ctrl-C is the engine's.
process.on('SIGINT', () => undefined);

setInterval(() => {
  // After what has just come in: this process may have been late itself.
  setImmediate(() => {
    if (!process.connected) return;
    if (told.killAfter && silence.tick(performance.now()) >= told.killAfter) killEngine(told.killAfter);
    if (Date.now() - lastBeat < silentAfter || round || !told.ari) return;
    round = lookAround()
      // Asterisk may be gone as well.
      .catch(() => undefined)
      .finally(() => {
        round = undefined;
      });
  });
}, lookEvery);

/** It is our parent, so no other process can have its number: when it ends, we get another parent. */
function killEngine(silentFor: number): void {
  if (process.ppid !== engine || told.debugged || isTraced()) return;
  silence.heard();
  process.kill(engine, 'SIGKILL');
  if (!told.note) return;
  // Not waited for, neither before nor here: the disk may be what holds up the engine.
  const note = JSON.stringify({ at: Date.now(), silentFor });
  noted ??= writeFile(told.note, note, { mode: 0o600 }).catch(() => undefined);
}

async function leave(): Promise<void> {
  const isNoted = await Promise.race([noted?.then(() => true) ?? true, pause(noteTakes, false)]);
  // An exit would wait for what is being written.
  if (isNoted) process.exit(0);
  process.kill(process.pid, 'SIGKILL');
}

/** A debugger of the system has stopped it (proc_pid_status(5)). */
function isTraced(): boolean {
  try {
    return /^TracerPid:\s*[1-9]/m.test(readFileSync(`/proc/${engine}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function lookAround(): Promise<readonly ListedChannel[]> {
  const channels = (await (await ask('GET', '/channels')).json()) as ListedChannel[];
  const callers = unheard(channels, lastBeat - before);
  // The engine is awake again, and what it decided is what they hear.
  const isSilent = !process.connected || Date.now() - lastBeat >= silentAfter;
  await Promise.all(
    callers
      .filter(({ id }) => isSilent && !rung.has(id))
      .map(async ({ id }) => {
        rung.add(id);
        await ask('POST', `/channels/${encodeURIComponent(id)}/ring`).catch(() => rung.delete(id));
      }),
  );
  return callers;
}

/**
 * The dialplan serves everyone who comes from now on, but those who have just come are in Stasis(), which waits for an engine
 * for ever. They hear ringing, and go back to the dialplan: at once if the engine cannot know of them, else after a while in
 * which no other engine has come.
 */
async function engineIsGone(): Promise<void> {
  if (!told.ari) return;
  const owner = await surely(ownerOfCalls);
  const callers = await surely(lookAround);
  if (callers.length === 0) return;
  await pause(isDeregisteredAfter);
  await handToDialplan(
    callers.filter(({ creationtime }) => Date.parse(creationtime) >= lastBeat + certainly),
  );
  await pause(nextEngineTakes);
  if ((await surely(ownerOfCalls)) === owner) await handToDialplan(await surely(lookAround));
}

/** Asterisk may be slow at the moment, and only this process can help these callers. */
async function surely<Answer>(asked: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await asked();
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(againAfter);
    }
  }
}

/** By `name-claim.ts`: another engine writes another name. */
async function ownerOfCalls(): Promise<string> {
  return await (await ask('GET', '/asterisk/variable?variable=ENGINE_OF_cordboard')).text();
}

/** To where it asks for an engine, finds none, and goes on without (`extensions.conf`). */
async function handToDialplan(callers: readonly ListedChannel[]): Promise<void> {
  const go = ({ id }: ListedChannel) =>
    surely(() => ask('POST', `/channels/${encodeURIComponent(id)}/continue?label=again`));
  // One who cannot be handed over is no reason to give up the others.
  await Promise.allSettled(callers.map(go));
}

async function ask(method: string, path: string): Promise<Response> {
  if (!told.ari) throw new Error('the address of Asterisk is not known');
  const authorization = `Basic ${Buffer.from(`${told.ari.user}:${told.ari.password}`).toString('base64')}`;
  const signal = signalAfter(answersWithin);
  return await fetch(`${told.ari.url}/ari${path}`, { method, headers: { authorization }, signal });
}
