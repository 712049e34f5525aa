/**
 * Every route of the API with its largest input, while calls flow: how much later turns are stored than without. The
 * goal: 5 ms at the 99th percentile, 20 ms at worst.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { type Row, timesRow } from '../report/row.ts';
import { quantile, spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';
import type { Asked, Told } from './largest-process.ts';

/** Milliseconds between two requests: 2,400 a minute, because the API refuses a client's after 3,000. */
const atMostEach = 25;

export const largest: Bench = {
  name: 'largest',
  about: 'every route with its largest input under live calls: delay of a turn',
  run: async ({ quick, systems, profile, tell }) => {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-largest-'));
    const program = join(process.cwd(), 'dist', 'workers', 'worker.js');
    const [contacts, calls] = quick ? [10_000, 2000] : [150_000, 20_000];
    const child = fork(
      fileURLToPath(new URL('largest-process.js', import.meta.url)),
      [folder, program, String(contacts), String(calls), profile === undefined ? '' : 'profiled'],
      { execArgv: ['--max-semi-space-size=4'] },
    );
    try {
      const url = await new Promise<string>((ready, failed) => {
        child.once('exit', (code) => failed(new Error(`the engine has ended with ${String(code)}`)));
        child.on('message', (told: Told) => 'url' in told && ready(told.url));
      });
      const enter = (name: string): Promise<void> =>
        new Promise((entered) => {
          const told = (what: Told): void => {
            if (!('entered' in what) || what.entered !== name) return;
            child.off('message', told);
            entered();
          };
          child.on('message', told);
          child.send({ phase: name } satisfies Asked);
        });
      const phase = async (name: string, work: () => Promise<string>, least: number): Promise<void> => {
        await enter(name);
        const began = performance.now();
        let times = 0;
        let answer = '';
        do {
          const next = pause(atMostEach);
          answer = await work();
          times += 1;
          await next;
        } while (performance.now() - began < least);
        const took = (performance.now() - began) / times;
        tell(`${name}: ${answer}, ${took.toFixed(0)} ms, ${times} times`);
        await enter('between');
        await pause(300);
      };
      const least = quick ? 500 : 2000;
      const nothing = async (): Promise<string> => {
        await pause(quick ? 2000 : 10_000);
        return 'no request';
      };
      await phase('warm', nothing, 0);
      await phase('none', nothing, 0);
      const joining: Request = {
        name: 'an hour of talk is joined',
        once: true,
        work: () =>
          new Promise((done) => {
            const joined = (told: Told): void => {
              if (!('joined' in told)) return;
              child.off('message', joined);
              done(`${Math.round(told.joined / 1024)} kB`);
            };
            child.on('message', joined);
            child.send('join' satisfies Asked);
          }),
      };
      for (const { name, work, once } of [...requests(url, quick), joining])
        if (systems?.some((part) => name.includes(part)) ?? true) await phase(name, work, once ? 0 : least);
      await phase('none again', nothing, 0);
      const { delays, held } = await new Promise<Measured>((ready) => {
        child.on('message', (told: Told) => 'delays' in told && ready(told));
        child.send('report' satisfies Asked);
      });
      if (profile === undefined) return rowsOf(delays, held, tell);
      for (const [name, { ms, what = [] }] of Object.entries(held))
        if (!aside.includes(name)) tell([`${name}: held ${ms.toFixed(1)} ms`, ...what].join('\n    '));
      return [];
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
    }
  },
};

/** Nothing is measured in these phases. */
const aside = ['start', 'warm', 'between'];

type Measured = Extract<Told, { readonly delays: unknown }>;

function rowsOf(delays: Measured['delays'], held: Measured['held'], tell: (line: string) => void): Row[] {
  const without = [...(delays['none'] ?? []), ...(delays['none again'] ?? [])];
  const usual = { p99: quantile(without, 0.99), worst: Math.max(...without) };
  return Object.entries(delays)
    .filter(([name]) => !aside.includes(name))
    .map(([name, times]) => {
      const worst = Math.max(...times);
      const [worseP99, worseAtWorst] = [quantile(times, 0.99) - usual.p99, worst - usual.worst];
      tell(
        `${name}: p50 ${quantile(times, 0.5).toFixed(1)} p99 ${quantile(times, 0.99).toFixed(1)} (${signed(worseP99)}) worst ${worst.toFixed(1)} (${signed(worseAtWorst)}) held ${(held[name]?.ms ?? 0).toFixed(1)} ms of ${times.length}`,
      );
      return timesRow('largest', name, 0, spread(times), {
        ok: times.length,
        more: {
          worst_ms: worst,
          worse_p99_ms: worseP99,
          worse_worst_ms: worseAtWorst,
          held_ms: held[name]?.ms ?? 0,
        },
      });
    });
}

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;

interface Request {
  readonly name: string;
  readonly work: () => Promise<string>;
  /** It takes long, and changes something. */
  readonly once?: true;
}

function requests(url: string, quick: boolean): Request[] {
  const headers = { authorization: 'Bearer bench' };
  const ask = async (
    path: string,
    { type, ...init }: { method?: string; body?: string; type?: string } = {},
  ): Promise<string> => {
    const typed = { ...headers, ...(type !== undefined && { 'content-type': type }) };
    const response = await fetch(`${url}${path}`, { ...init, headers: typed });
    const body = await response.arrayBuffer();
    return `${response.status}, ${Math.round(body.byteLength / 1024)} kB`;
  };
  const get = (path: string): Request => ({ name: `GET ${path}`.slice(0, 60), work: () => ask(path) });
  const post = (name: string, path: string, type: string, body: string): Request => ({
    name,
    once: true,
    work: () => ask(path, { method: 'POST', body, type }),
  });
  const plan = (name: string, text: string): Request =>
    post(name, '/v1/plan', 'application/json', JSON.stringify({ text }));
  const rows = quick ? 5000 : 145_000;
  const large = chains(quick ? 200 : 2000, agentsOf(quick ? 200 : 2000));
  const csv = `number,name,language,tags,notes\n${Array.from({ length: rows }, (_, nth) => `+4930${5_000_000 + nth},Customer ${nth} of Berlin,de,vip,came in ${nth}`).join('\n')}`;
  return [
    get('/healthz'),
    get('/v1/status'),
    get('/v1/calls?state=all&limit=500'),
    get('/v1/calls/2001'),
    get('/v1/calls/2001/why'),
    get('/v1/callbacks'),
    get('/v1/agents'),
    get('/v1/queues'),
    get('/v1/schedules'),
    get('/v1/contacts?find=&limit=500'),
    get('/v1/contacts?find=customer&limit=500'),
    get('/v1/contacts?find=nobody%20is%20called%20so&limit=500'),
    get('/v1/contacts/%2B491701000001'),
    get('/v1/directory?q=&limit=100'),
    get(`/v1/directory?q=${encodeURIComponent('agent '.repeat(49))}&limit=100`),
    get('/v1/voicemails?limit=500'),
    get('/v1/journal?limit=1000'),
    get('/v1/journal?queue=q0&limit=1000'),
    get('/v1/journal?agent=nobody&limit=1000'),
    get('/v1/missed?limit=500'),
    get('/v1/on-call'),
    get('/v1/people'),
    get('/v1/recordings?limit=500'),
    get('/v1/recordings?queue=nowhere&limit=500'),
    get('/v1/recordings/2000'),
    get('/v1/recordings/2000/audio'),
    get('/v1/voicemail-boxes'),
    get('/v1/health'),
    get('/v1/retention?days=3650'),
    get('/v1/results'),
    get('/v1/webhooks'),
    get('/v1/deliveries?limit=500'),
    get('/v1/tickets?limit=200'),
    get('/v1/tickets?q=customer&limit=200'),
    get('/v1/tickets/export?format=csv'),
    get('/v1/tickets/export?format=json'),
    get('/v1/ticket-events?after=0&limit=500'),
    get('/v1/contacts/duplicates'),
    get('/v1/contacts/export?format=csv'),
    get('/v1/contacts/export?format=vcard'),
    get(`/v1/contacts/${theirs}/history?limit=100`),
    get('/v1/reports/calls?by=hour'),
    get('/v1/reports/queues?by=hour&format=xlsx'),
    get('/v1/reports/agents?by=hour&format=csv'),
    get('/v1/reconcile'),
    get('/v1/records/calls'),
    get('/v1/records/offers'),
    get('/v1/audit/search?action=nothing'),
    get('/v1/audit/export'),
    get('/v1/audit?limit=1000'),
    get('/v1/audit/verify'),
    get('/v1/recorded/checkpoints'),
    get('/v1/recorded/turns?after=0&limit=500'),
    get('/v1/plan'),
    get('/v1/plan/history?limit=500'),
    get('/metrics'),
    get('/openapi.json'),
    {
      name: 'live events, the whole journal',
      once: true,
      work: () => events(url, headers, quick ? 20_000 : 100_000),
    },
    { name: 'live, 200 screens', once: true, work: () => screens(url, headers, 200) },
    post(
      'log-in, wrong password',
      '/v1/session',
      'application/json',
      '{"name":"nobody","password":"wrong password"}',
    ),
    { name: 'POST /v1/backup', once: true, work: () => ask('/v1/backup', { method: 'POST' }) },
    post('import, dry run', '/v1/contacts/import?dryRun=true', 'text/csv', csv),
    post('import', '/v1/contacts/import', 'text/csv', csv),
    {
      name: 'export of a caller with all calls',
      once: true,
      work: () => ask(`/v1/contacts/${theirs}/export`),
    },
    post('erasure of that caller', `/v1/contacts/${theirs}/erase`, 'application/json', '{}'),
    post('plan checked', '/v1/plan/check', 'application/json', JSON.stringify({ text: large })),
    post(
      'plan edited',
      '/v1/plan/edit',
      'application/json',
      JSON.stringify({ text: large, edits: [{ path: ['company'], value: 'Other' }] }),
    ),
    plan('plan of 900,000 brackets', `a: ${'['.repeat(900_000)}`),
    plan(
      'plan of 60,000 unknown keys',
      Array.from({ length: 60_000 }, (_, nth) => `key${nth}: 1`).join('\n'),
    ),
    plan('plan of 15,000 chains, refused', chains(15_000, '')),
    plan('plan of 500 agents and 500 chains', chains(500, agentsOf(500))),
    plan('plan of 3,000 agents and 3,000 chains', chains(3000, agentsOf(3000))),
    plan('the first 500 of them again', chains(500, agentsOf(500))),
    get('/v1/status'),
    get('/v1/agents'),
  ];
}

/** In every call of the year. */
const theirs = '%2B4930123456';

const head = `company: Largest\ncountry: DE\ntime zone: Europe/Berlin\nlanguage: en\nlines: [line1]\n`;
const agentsOf = (count: number): string =>
  Array.from(
    { length: count },
    (_, nth) => `  person${nth}: { name: Person Number ${nth}, skills: { german: ${nth % 9} } }`,
  ).join('\n');
const chains = (
  count: number,
  people: string,
): string => `${head}numbers: { "101": { queue: q0 }, "102": { chain: c0 } }
queues: { q0: { agents: [agent0, agent1, agent2] } }
voicemails: { box: {} }
agents:
  agent0: {}
  agent1: {}
  agent2: {}
  spare: {}
${people}
chains:
${Array.from({ length: count }, (_, nth) => `  c${nth}: [ { ring: agent${nth % 3}, for: 5s }, { ${nth + 1 < count ? `chain: c${nth + 1}` : 'voicemail: box'} } ]`).join('\n')}
`;

/** Reads the journal from its beginning over the websocket. */
async function events(url: string, headers: Record<string, string>, entries: number): Promise<string> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/events?after=0`, { headers });
  let seen = 0;
  await new Promise<void>((resolve, reject) => {
    socket.on('message', () => {
      seen += 1;
      if (seen === entries) resolve();
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
  socket.terminate();
  return `${seen} entries`;
}

/** So many consoles look at the floor for two seconds. */
async function screens(url: string, headers: Record<string, string>, count: number): Promise<string> {
  let messages = 0;
  const sockets = Array.from({ length: count }, () => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/live`, { headers });
    socket.on('message', () => {
      messages += 1;
    });
    socket.on('error', () => undefined);
    return socket;
  });
  await pause(2000);
  for (const socket of sockets) socket.terminate();
  return `${messages} messages`;
}
