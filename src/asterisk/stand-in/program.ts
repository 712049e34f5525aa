/** The stand-in's process: see `stand-in.ts`, which starts it. It ends with the engine, once the last callers are seen to. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { signalAfter } from '../../shared/signal-after.ts';
import { handOverMark } from './hand-over-mark.ts';
import { Silence } from './silence.ts';
import type { Beat } from './stand-in.ts';
import { isInHands, type ListedBridge, leftAlone, stranded } from './stranded.ts';
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
const lookAgain = 5000;
const longestMessage = 600_000;
/** Each engine notes once a second that it is awake (`sign-of-life.ts`). */
const awakeFor = 3500;

const engine = process.ppid;
const silence = new Silence(performance.now());
/** What it must know of an engine that freezes before it has said anything; the rest comes as beats. */
let told: Beat = JSON.parse(process.argv[2] ?? '{}') as Beat;
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

const listed = async (): Promise<readonly ListedChannel[]> =>
  (await (await ask('GET', '/channels')).json()) as ListedChannel[];
const bridges = async (): Promise<readonly ListedBridge[]> =>
  (await (await ask('GET', '/bridges')).json()) as ListedBridge[];

async function lookAround(): Promise<readonly ListedChannel[]> {
  const callers = unheard(await listed(), lastBeat - before);
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
 * The dialplan serves everyone who comes from now on, but those who have come before are in Stasis(), which waits for an engine
 * for ever. As long as no other engine comes, they go to the dialplan:
 *
 * - at once, if the engine cannot know of them;
 * - after a while, if they came in its last moments;
 * - after a minute, all others who talk to nobody: they wait, are in a menu, or their agent has hung up.
 *
 * Legs that the engine rang, and that are alone by then, are hung up on: the next engine calls back again.
 */
async function engineIsGone(): Promise<void> {
  if (!told.ari) return;
  const owner = await surely(ownerOfCalls);
  const newcomers = await surely(lookAround);
  if (newcomers.length > 0) {
    await pause(isDeregisteredAfter);
    await handOver(
      newcomers.filter(({ creationtime }) => Date.parse(creationtime) >= lastBeat + certainly),
      'again',
      owner,
    );
    await pause(nextEngineTakes);
    if (await isAlone(owner)) await handOver(await surely(lookAround), 'handed', owner);
  }
  await pause(awakeFor);
  const dueAt = lastBeat + (told.handOverAfter ?? 0);
  while (told.handOverAfter !== undefined && (await isAlone(owner))) {
    const channels = await surely(listed);
    if (!channels.some(isInHands)) return;
    const isDue = Date.now() >= dueAt;
    // An order that waits until they have left their message would take them away from the next engine.
    const spared = Date.now() < dueAt + longestMessage ? (told.recorded ?? []) : [];
    if (isDue) {
      const rooms = await surely(bridges);
      await handOver(stranded(channels, rooms, spared), 'handed', owner);
      await letGo(leftAlone(channels, rooms, spared), owner);
    }
    await pause(isDue ? lookAgain : Math.min(lookAgain, dueAt - Date.now()));
  }
}

/**
 * No other engine is there, or about to come. (Asterisk lists the application of a dead engine for as long as there are callers
 * in it, so it is no sign.)
 */
async function isAlone(owner: string): Promise<boolean> {
  const awakeAt = Number(await surely(() => variable('CORDBOARD_AWAKE'))) * 1000;
  return Date.now() - awakeAt > awakeFor && (await surely(ownerOfCalls)) === owner;
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
const ownerOfCalls = (): Promise<string> => variable('ENGINE_OF_cordboard');

async function variable(name: string): Promise<string> {
  const answer = (await (await ask('GET', `/asterisk/variable?variable=${name}`)).json()) as {
    value?: string;
  };
  return answer.value ?? '';
}

/**
 * To where the dialplan asks for an engine, finds none, and goes on without (`extensions.conf`). `handed`: the engine may have
 * known them.
 */
async function handOver(
  callers: readonly ListedChannel[],
  label: 'again' | 'handed',
  owner: string,
): Promise<void> {
  await forEach(callers, owner, (path) => ask('POST', `${path}/continue?label=${label}`));
}

async function letGo(legs: readonly ListedChannel[], owner: string): Promise<void> {
  await forEach(legs, owner, (path) => ask('DELETE', path));
}

/** As long as no other engine comes. */
async function forEach(
  channels: readonly ListedChannel[],
  owner: string,
  act: (path: string) => Promise<unknown>,
): Promise<void> {
  if (channels.length === 0) return;
  try {
    for (const { id } of channels) {
      await mark('set');
      if (!(await isAlone(owner))) return;
      // If one request fails, the other channels still get theirs.
      await surely(() => act(`/channels/${encodeURIComponent(id)}`)).catch(() => undefined);
    }
  } finally {
    await mark('');
  }
}

/** For the next engine, which waits until the mark is gone. */
const mark = (value: 'set' | ''): Promise<unknown> =>
  surely(() => ask('POST', `/asterisk/variable?variable=${handOverMark}&value=${value}`));

async function ask(method: string, path: string): Promise<Response> {
  if (!told.ari) throw new Error('the address of Asterisk is not known');
  const authorization = `Basic ${Buffer.from(`${told.ari.user}:${told.ari.password}`).toString('base64')}`;
  const signal = signalAfter(answersWithin);
  return await fetch(`${told.ari.url}/ari${path}`, { method, headers: { authorization }, signal });
}
