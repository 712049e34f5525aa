import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { type ApiServer, PortTaken, serveApi } from '../../../src/http/server.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf, askOffice, Notebook, TOKEN } from './serve.ts';

const servers: ApiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('the token', () => {
  test.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer guessed' }],
    ['a beginning of it', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
    ['as a subprotocol of what is no websocket', { 'sec-websocket-protocol': `cordboard.token.${TOKEN}` }],
  ])('%s: 401', async (_what, headers) => {
    const { api } = await askOffice();
    for (const url of ['/v1/status', '/openapi.json', '/v1/nothing', '/v1/events']) {
      const response = await api.inject({ method: 'GET', url, headers });
      expect([url, response.statusCode]).toEqual([url, 401]);
      expect(response.json().error).toMatchObject({ code: 'unauthorized', hint: expect.any(String) });
    }
  });

  test('/healthz is open', async () => {
    const { api, office } = await askOffice();
    expect((await api.inject('/healthz')).statusCode).toBe(200);
    office.isUnwell('no link to Asterisk');
    const unwell = await api.inject('/healthz');
    expect([unwell.statusCode, unwell.json().reasons]).toEqual([503, ['no link to Asterisk']]);
  });
});

describe('errors', () => {
  test('of the engine are logged, and tell nothing outside', async () => {
    const office = openOffice();
    const log = new Notebook();
    const store = {
      ...office.store,
      plans: { ...office.store.plans, current: async () => Promise.reject(new Error('/secret/path')) },
    };
    const { ask } = await askOffice(office, { log, store });
    const answer = await ask('GET', '/v1/plan');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|stack|at /);
    expect(log.lines).toEqual([expect.stringContaining('a request failed')]);
  });

  test('of an engine that is not ready yet say so, with what it waits for', async () => {
    const office = openOffice();
    office.isUnwell('no link to Asterisk yet');
    const operations = {
      ...office.operations,
      plan: () => {
        throw new Error('the engine has not started');
      },
    };
    const { ask } = await askOffice(office, { operations });
    expect(await ask('GET', '/v1/status')).toMatchObject({
      status: 503,
      body: { error: { code: 'not_ready', message: expect.stringContaining('no link to Asterisk yet') } },
    });
  });

  test.each([
    ['GET', '/v1/nothing', undefined, 404, 'not_found'],
    ['GET', '/v1/calls/abc', undefined, 400, 'bad_request'],
    ['GET', '/v1/calls?limit=0', undefined, 400, 'bad_request'],
    ['GET', '/v1/calls/99', undefined, 404, 'no_such_call'],
    ['POST', '/v1/plan', '{"text":', 400, 'bad_request'],
    ['POST', '/v1/plan', `{"text":"${'x'.repeat(1024 * 1024)}"}`, 413, 'too_large'],
    ['PUT', '/v1/contacts/+49', '{"nmae":"x"}', 400, 'bad_request'],
  ] as const)('%s %s: %d %s', async (method, url, payload, status, code) => {
    const { ask } = await askOffice();
    const answer = await ask(method, url, payload, payload ? { 'content-type': 'application/json' } : {});
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.error.message).toBeTruthy();
  });

  test('a body of another type is refused', async () => {
    const { ask } = await askOffice();
    expect((await ask('POST', '/v1/plan', 'x', { 'content-type': 'application/xml' })).status).toBe(415);
  });
});

test('too many requests are refused, wrong tokens included, and a health check is not', async () => {
  const { api } = await askOffice();
  const statuses = new Set<number>();
  for (let i = 0; i < 3001; i += 1) statuses.add((await api.inject('/v1/agents')).statusCode);
  expect([...statuses]).toEqual([401, 429]);
  expect((await api.inject('/healthz')).statusCode).toBe(200);
});

test('T14: strangers who guess the token shut out nobody who has it, and who has it is limited, too', async () => {
  const { api } = await askOffice();
  const ask = async (token: string): Promise<number> =>
    (await api.inject({ url: '/v1/schedules', headers: { authorization: `Bearer ${token}` } })).statusCode;
  for (let i = 0; i < 3001; i += 1) await ask(`guess-${i}`);
  expect(await ask('another-guess')).toBe(429);
  expect(await ask(TOKEN)).toBe(200);
  for (let i = 0; i < 3000; i += 1) await ask(TOKEN);
  expect(await ask(TOKEN)).toBe(429);
});

test.each([`/v1/agents/${'x'.repeat(500)}`, '/v1/calls/%E0%A4%A', '/v1/%'])(
  'an address that no route could be looked for is refused as all else is: %s',
  async (url) => {
    const { ask } = await askOffice();
    const { status, body } = await ask('GET', url);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).toHaveProperty('error.code');
  },
);

test('no origin may read the API from a browser of somebody else', async () => {
  const { ask } = await askOffice();
  const { headers } = await ask('GET', '/v1/status', undefined, { origin: 'https://elsewhere.example' });
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

describe('clients who never finish what they ask', () => {
  const beginnings: [string, string][] = [
    ['in the middle of a header', 'GET /v1/status HTTP/1.1\r\nHost: here\r\nX-Slow: '],
    [
      'in the middle of a body',
      `POST /v1/plan/check HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${TOKEN}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"plan": "',
    ],
  ];
  test.each(beginnings)(
    '%s: they hold up nobody, and are told that they were too slow',
    async (_where, beginning) => {
      const server = await serveApi({ ...apiOf(openOffice()), address: '127.0.0.1', port: 0, patience: 500 });
      servers.push(server);
      const port = Number(new URL(server.url).port);
      const slow = Array.from({ length: 50 }, () => {
        const client = connect(port, '127.0.0.1');
        client.write(beginning);
        return client;
      });
      const answers = Promise.all(slow.map((client) => text(client)));
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      for (const answer of await answers) expect(answer).toMatch(/^HTTP\/1.1 408 /);
    },
  );
});

describe('a real port', () => {
  test('is told as a URL, and freed by close', async () => {
    const first = await serveApi({ ...apiOf(openOffice()), address: '127.0.0.1', port: 0 });
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    const port = Number(new URL(first.url).port);
    await first.close();
    servers.push(await serveApi({ ...apiOf(openOffice()), address: '127.0.0.1', port }));
  });

  test('that is taken is said so, with the port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const refused = await serveApi({ ...apiOf(openOffice()), address: '127.0.0.1', port }).catch(
      (error) => error,
    );
    await new Promise((resolve) => other.close(resolve));
    expect(refused).toBeInstanceOf(PortTaken);
    expect(refused).toMatchObject({ code: 'port_taken', port });
  });
});

// So many passwords are checked as slowly as passwords are.
test('behind a proxy that is trusted, each address is counted by itself; nobody else can name an address', {
  timeout: 120_000,
}, async () => {
  const logIns = async (
    trustedProxies: readonly string[],
    tries: number,
    address: (nth: number) => string,
  ) => {
    const { api } = await askOffice(openOffice(), { trustedProxies });
    const statuses: number[] = [];
    for (let nth = 0; nth < tries; nth += 1) {
      const { statusCode } = await api.inject({
        method: 'POST',
        url: '/v1/session',
        headers: { 'x-forwarded-for': address(nth) },
        payload: { name: `nobody${nth}`, password: 'wrong, of course' },
      });
      statuses.push(statusCode);
    }
    return statuses;
  };
  const one = (): string => '192.0.2.1';
  const changing = (nth: number): string => `192.0.2.${nth}`;
  expect((await logIns(['127.0.0.1'], 62, one)).slice(-2)).toEqual([429, 429]);
  expect(await logIns(['127.0.0.1'], 62, changing)).not.toContain(429);
  expect((await logIns([], 62, changing)).slice(-2)).toEqual([429, 429]);
});
