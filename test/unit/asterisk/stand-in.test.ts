/** The stand-in's process next to an engine that is a process as well, and a small Asterisk. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { until } from '../../support/sip/until.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-stand-in-'));
  program = join(folder, 'program.mjs');
  const source = fileURLToPath(new URL('../../../src/asterisk/stand-in/program.ts', import.meta.url));
  const bundle = await rolldown({ input: source, platform: 'node' });
  await bundle.write({ file: program, format: 'esm' });
  await bundle.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts its stand-in, beats once if at all, and never again. */
const engine = `
  const [program, beat, known] = process.argv.slice(1);
  const child = require('node:child_process').spawn(process.execPath, [program, known], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  if (beat !== '{}') child.send(JSON.parse(beat));
  console.log(child.pid);
  setInterval(() => undefined, 1000);
`;

function frozenEngine(beat: object, known: object = {}) {
  const child = spawn(process.execPath, ['-e', engine, program, JSON.stringify(beat), JSON.stringify(known)]);
  let standIn: number | undefined;
  child.stdout.on('data', (data: Buffer) => {
    standIn = Number(data.toString());
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
    if (standIn !== undefined && isRunning(standIn)) process.kill(standIn, 'SIGKILL');
  });
  return { child, standIn: () => standIn };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function smallAsterisk(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((listens) => server.once('listening', listens));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, user: 'u', password: 'p' };
}

test('F15: a frozen engine is killed, and its stand-in ends, also when the disk hangs on which that is to be noted', async () => {
  const note = join(folder, 'engine-frozen.json');
  // Whoever opens it waits until somebody reads.
  execFileSync('mkfifo', [note]);
  const { child, standIn } = frozenEngine({ killAfter: 500, note });
  await until('the engine is killed', () => child.signalCode === 'SIGKILL', { within: 20_000 });
  await until('its stand-in has ended', () => !isRunning(standIn() ?? 0), { within: 20_000 });
});

test('F15: an engine that freezes before its first beat is killed, too', async () => {
  const { child } = frozenEngine({}, { killAfter: 500 });
  await until('the engine is killed', () => child.signalCode === 'SIGKILL', { within: 20_000 });
});

test('F15: an Asterisk that is slow when the engine is killed is asked again, and callers go to the dialplan', async () => {
  const caller = (nth: number) => ({
    id: `caller-${nth}`,
    name: `PJSIP/line${nth}-0000`,
    state: 'Ring',
    creationtime: new Date(Date.now() + 60_000).toISOString(),
    dialplan: { app_name: 'Stasis' },
  });
  const callers = [caller(1), caller(2)];
  const continued: string[] = [];
  const refused = new Set<string>();
  let [isAsked, isKilled] = [false, false];
  const ari = await smallAsterisk((request, response) => {
    const { method, url = '' } = request;
    isAsked = true;
    const what = `${method} ${url.split('?')[0]}`;
    // The first time of each, once the engine is gone.
    if (isKilled && !refused.has(what)) {
      refused.add(what);
      request.socket.destroy();
      return;
    }
    const [, who] = /channels\/(.*)\/continue\?label=again$/.exec(url) ?? [];
    if (who !== undefined) continued.push(who);
    const value = url.endsWith('CORDBOARD_AWAKE') ? '' : 'one engine';
    response.end(JSON.stringify(url.endsWith('/channels') ? callers : { value }));
  });
  const { child } = frozenEngine({ ari });
  await until('the stand-in looks who has just come', () => isAsked, { within: 20_000 });
  isKilled = true;
  child.kill('SIGKILL');
  await until('all are handed over', () => new Set(continued).size === 2, { within: 20_000 });
  expect(refused).toContain('GET /ari/channels');
});

/** An Asterisk with callers whom an engine had a minute ago, and that says which engine has it now. */
async function withCallers(says: { owner: string; awakeAt: number; whenMarked?: () => void }) {
  const channel = (id: string, context: string, app = 'Stasis', state = 'Up') => ({
    id,
    name: `PJSIP/${id}-0000`,
    state,
    creationtime: new Date(Date.now() - 60_000).toISOString(),
    dialplan: { app_name: app, context },
  });
  const channels = [
    channel('waits', 'from-line'),
    channel('talks', 'from-trunk'),
    channel('cb-k3f-1001-o1', 'from-phone'),
    // Asterisk gives a leg that it dials the context of its phone.
    channel('cb-k3f-1002-o1', 'from-phone'),
    channel('cb-k3f-1003-o1', 'from-trunk'),
    channel('cb-k3f-1004-o1', 'from-phone', 'Stasis', 'Ringing'),
    channel('cb-k3f-1005-o1', 'from-phone'),
    channel('alone', 'from-line'),
    channel('net', 'from-line', 'Wait'),
    channel('speaks', 'from-line'),
  ];
  const bridges = [{ channels: ['talks', 'cb-k3f-1001-o1'] }, { channels: ['alone'] }];
  const handed: string[] = [];
  const hungUp: string[] = [];
  const marks: string[] = [];
  let asked = 0;
  const ari = await smallAsterisk((request, response) => {
    const { method, url = '' } = request;
    const [, marked] = /variable=CORDBOARD_HANDS_OVER&value=(.*)$/.exec(url) ?? [];
    if (marked !== undefined) marks.push(marked);
    if (marked === 'set') says.whenMarked?.();
    if (method === 'DELETE') hungUp.push(url.replace('/ari/channels/', ''));
    const [, who] = /channels\/(.*)\/continue\?label=handed$/.exec(url) ?? [];
    if (who !== undefined) handed.push(`${who}${marks.at(-1) === 'set' ? '' : ', but nothing says so'}`);
    const value = url.endsWith('CORDBOARD_AWAKE') ? String(says.awakeAt) : says.owner;
    const answers = url.endsWith('/channels') ? channels : url.endsWith('/bridges') ? bridges : { value };
    if (url.endsWith('/channels')) asked++;
    response.end(JSON.stringify(answers));
  });
  return { ari, handed, hungUp, marks, asked: () => asked };
}

test('F17: callers whom the engine knew go to the dialplan if no next engine comes, but not those who talk or leave a message', async () => {
  const { ari, handed, hungUp, asked } = await withCallers({ owner: 'one engine', awakeAt: 0 });
  const { child } = frozenEngine({ ari, handOverAfter: 1000, recorded: ['speaks', 'cb-k3f-1005-o1'] });
  await until('the stand-in looks who has just come', () => asked() > 0, { within: 20_000 });
  child.kill('SIGKILL');
  await until('they are handed over', () => handed.length >= 2, { within: 20_000 });
  expect(new Set(handed)).toEqual(new Set(['waits', 'alone']));
  // An agent who waits for a caller, and a person who is called back: there is no one else for them.
  await until('those who are alone are let go', () => new Set(hungUp).size >= 2, { within: 20_000 });
  expect(new Set(hungUp)).toEqual(new Set(['cb-k3f-1002-o1', 'cb-k3f-1003-o1']));
});

test.each([
  ['is there', { awakeAt: Date.now() / 1000 + 60 }],
  ['is about to come', { owner: 'another engine' }],
])('F17: the stand-in leaves all callers to another engine that %s', async (_, change) => {
  const says = { owner: 'one engine', awakeAt: 0 };
  const { ari, handed, hungUp, asked } = await withCallers(says);
  const { child, standIn } = frozenEngine({ ari, handOverAfter: 1500 });
  await until('the stand-in looks who has just come', () => asked() > 0, { within: 20_000 });
  child.kill('SIGKILL');
  const before = asked();
  await until('it looks again', () => asked() > before, { within: 20_000 });
  Object.assign(says, change);
  await until('its stand-in has ended', () => !isRunning(standIn() ?? 0), { within: 20_000 });
  expect([...handed, ...hungUp]).toEqual([]);
});

test('F28: an engine that claims the callers while they are handed over keeps them, and sees when that is over', async () => {
  const says = {
    owner: 'one engine',
    awakeAt: 0,
    whenMarked: () => Object.assign(says, { owner: 'another engine' }),
  };
  const { ari, handed, hungUp, marks, asked } = await withCallers(says);
  const { child, standIn } = frozenEngine({ ari, handOverAfter: 1000 });
  await until('the stand-in looks who has just come', () => asked() > 0, { within: 20_000 });
  child.kill('SIGKILL');
  await until('its stand-in has ended', () => !isRunning(standIn() ?? 0), { within: 20_000 });
  expect([...handed, ...hungUp]).toEqual([]);
  expect([marks[0], marks.at(-1)]).toEqual(['set', '']);
});
