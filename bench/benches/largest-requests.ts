/** What `largest` asks for: every route of the API, with its largest input. */
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

export interface Request {
  readonly name: string;
  readonly work: () => Promise<string>;
  /** It changes something, so another one right after it would not be the same. */
  readonly once?: boolean;
}

export function requests(url: string, quick: boolean): Request[] {
  const headers = { authorization: 'Bearer bench' };
  const ask = async (
    path: string,
    { type, ...init }: { method?: string; body?: string; type?: string } = {},
  ): Promise<string> => {
    const typed = { ...headers, ...(type !== undefined && { 'content-type': type }) };
    const response = await fetch(`${url}${path}`, { ...init, headers: typed });
    let bytes = 0;
    for await (const part of response.body ?? []) bytes += part.length;
    return `${response.status}, ${Math.round(bytes / 1024)} kB`;
  };
  const get = (path: string, when = ''): Request => ({
    name: `GET ${path}`.slice(0, 60) + when,
    work: () => ask(path),
  });
  const post = (name: string, path: string, type: string, body: string): Request => ({
    name,
    work: () => ask(path, { method: 'POST', body, type }),
  });
  const once = (request: Request): Request => ({ ...request, once: true });
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
      work: () => events(url, headers, quick ? 20_000 : 100_000),
    },
    { name: 'live, 200 screens', work: () => screens(url, headers, 200) },
    once(
      post(
        'log-in, wrong password',
        '/v1/session',
        'application/json',
        '{"name":"nobody","password":"wrong password"}',
      ),
    ),
    { name: 'POST /v1/backup', work: () => ask('/v1/backup', { method: 'POST' }) },
    once(post('import, dry run', '/v1/contacts/import?dryRun=true', 'text/csv', csv)),
    once(post('import', '/v1/contacts/import', 'text/csv', csv)),
    {
      name: 'export of a caller with all calls',
      work: () => ask(`/v1/contacts/${theirs}/export`),
    },
    once(post('erasure of that caller', `/v1/contacts/${theirs}/erase`, 'application/json', '{}')),
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
    once(plan('plan of 500 agents and 500 chains', chains(500, agentsOf(500)))),
    once(plan('plan of 3,000 agents and 3,000 chains', chains(3000, agentsOf(3000)))),
    get('/v1/status', ', 3,000 agents'),
    get('/v1/agents', ', 3,000 agents'),
    once(plan('the first 500 of them again', chains(500, agentsOf(500)))),
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
