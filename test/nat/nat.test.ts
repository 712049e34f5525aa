/**
 * Agents at home, behind a NAT of their own, and an office behind another; with coturn between them. It needs networks to itself:
 * `npm run nightly -- --only nat` (`machine.sh`).
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { startChromium } from '../browser/support/chromium.ts';
import { BrowserDesk } from '../browser/support/desk.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { certificateFor } from '../support/certificate.ts';
import { until } from '../support/sip/until.ts';

const office = { own: '10.20.0.5', outside: '203.0.113.1' };
const server = '203.0.113.2';
const secret = 'only for this test';
const plan = `
company: Home
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
queues:
  sales: { agents: [anna], ring for: 20s, wrap-up: 0s }
agents:
  anna: { name: Anna, phone: browser }
lines: [line1, line2, line3, line4]
`;
/** What the router at home lets out, but for the console. What is dropped is silent: a browser waits long for an answer. */
const networks = {
  everything: '',
  'UDP to the server only': `iifname "lan" ip daddr != ${server} meta l4proto udp drop`,
  'no UDP': 'meta l4proto udp drop; iifname "lan" tcp dport 5349 reject with tcp reset',
  'TLS only': 'meta l4proto udp drop; iifname "lan" tcp dport 3478 reject with tcp reset',
  'TLS only, in silence': 'meta l4proto udp drop; iifname "lan" tcp dport 3478 drop',
  'no UDP, and no TLS in silence': 'meta l4proto udp drop; iifname "lan" tcp dport 5349 drop',
} as const;

const folder = mkdtempSync(join(tmpdir(), 'cordboard-nat-'));
let floor: AsteriskFloor;
let chromium: Awaited<ReturnType<typeof startChromium>>;
let turn: ChildProcess;
const heardOfTurn: string[] = [];
let anna: BrowserDesk | undefined;

beforeAll(async () => {
  if (process.env['NAT_MACHINE'] !== 'yes')
    throw new Error('this needs networks to itself, as root: npm run nightly -- --only nat');
  const at = [`--listening-ip=${server}`, `--relay-ip=${server}`];
  const logIns = ['--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=cordboard'];
  const files = [
    `--pidfile=${join(folder, 'turn.pid')}`,
    `--userdb=${join(folder, 'turn.db')}`,
    '--log-file=stdout',
  ];
  const https = certificateFor('localhost', folder);
  const tls = ['--tls-listening-port=5349', `--cert=${https.certificate}`, `--pkey=${https.key}`];
  const program = ['turnserver', '-n', '--no-cli', '--no-dtls', '--verbose', ...tls];
  turn = spawn('ip', ['netns', 'exec', 'internet', ...program, ...at, ...logIns, ...files]);
  for (const stream of [turn.stdout, turn.stderr])
    stream?.on('data', (text) => heardOfTurn.push(String(text)));
  const urls = [
    `stun:${server}:3478`,
    `turn:${server}:3478`,
    `turn:${server}:3478?transport=tcp`,
    `turns:${server}:5349`,
  ];
  const reached = { at: office.own, knownAs: office.outside, ice: { urls, secret } };
  [floor, chromium] = await Promise.all([
    asteriskFloor({ plan, https, reached }),
    startChromium(['--ignore-certificate-errors']),
  ]);
}, 120_000);
afterEach(async () => {
  await anna?.leaves();
  anna = undefined;
  await floor.settle();
});
afterAll(async () => {
  await chromium?.close();
  await floor?.close();
  turn?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function homeLetsOut(what: keyof typeof networks): void {
  const rules = `
    table ip home
    delete table ip home
    table ip home { chain out { type filter hook forward priority -1; ${networks[what]}; }; }`;
  execFileSync('ip', ['netns', 'exec', 'home-router', 'nft', '-f', '-'], {
    input: networks[what] === '' ? 'table ip home\ndelete table ip home' : rules,
  });
}

async function annaAtHome(): Promise<BrowserDesk> {
  const { port } = new URL(floor.cordboard.consoleUrl);
  const isReachable = (agent: string): boolean => floor.operations.agent(agent)?.phone.reachable === true;
  const url = `https://${office.outside}:${port}`;
  const { token } = floor.cordboard.credentials.api;
  anna = await BrowserDesk.open(chromium.browser, { url, token, isReachable }, 'anna');
  return anna;
}

/** By which way the sound leaves the home. */
async function way(desk: BrowserDesk): Promise<string> {
  return await desk.page.evaluate(async () => {
    const stats = await window.connections.at(-1)?.getStats();
    type Part = Readonly<Record<string, string>>;
    const parts = [...(stats?.values() ?? [])] as Part[];
    const find = (id: string | undefined): Part | undefined => parts.find((part) => part['id'] === id);
    const pair = find(parts.find(({ type }) => type === 'transport')?.['selectedCandidatePairId']);
    const mine = find(pair?.['localCandidateId']);
    const kind = mine?.['candidateType'] === 'relay' ? `TURN over ${mine['relayProtocol']}` : 'direct';
    return `${kind} to ${find(pair?.['remoteCandidateId'])?.['address']}`;
  });
}

async function goesBy(desk: BrowserDesk, expected: string): Promise<void> {
  let found = '';
  const isFound = async (): Promise<boolean> => {
    found = await way(desk);
    return found === expected;
  };
  await until(`the sound goes ${expected}`, isFound, { within: 10_000, otherwise: () => found });
}

const ways = [
  ['everything', `direct to ${office.outside}`],
  ['UDP to the server only', `TURN over udp to ${office.outside}`],
  ['no UDP', `TURN over tcp to ${office.outside}`],
  ['TLS only', `TURN over tls to ${office.outside}`],
  ['TLS only, in silence', `TURN over tls to ${office.outside}`],
  ['no UDP, and no TLS in silence', `TURN over tcp to ${office.outside}`],
] as const;

for (const [network, expected] of ways)
  test(`the router at home lets out ${network}: both hear each other, ${expected}; also after a reload in the talk`, {
    timeout: 120_000,
  }, async () => {
    homeLetsOut(network);
    const desk = await annaAtHome();
    const maria = floor.caller('Maria');
    const call = await maria.dials('101');
    await desk.answers();
    await desk.talksWith(maria, 20_000).catch(async (error: unknown) => {
      const journal = await floor.store.journal.ofCall(call as never);
      const told = [...journal.map((entry) => JSON.stringify(entry)), heardOfTurn.join('').slice(-2000)];
      throw new Error(`${String(error)}\n${told.join('\n')}`);
    });
    await goesBy(desk, expected);
    await desk.page.reload({ waitUntil: 'commit' });
    await desk.talks(20_000);
    await desk.talksWith(maria, 20_000);
    await goesBy(desk, expected);
    await desk.hangsUp();
    await maria.isHungUpOn();
    await until('all is over', () => floor.operations.calls().length === 0);
  });
