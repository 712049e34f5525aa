/** People log in with a name and a password, and are who their session says. */
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { SecondFactors } from '../../../src/accounts/second-factor.ts';
import { buildApi } from '../../../src/http/server.ts';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import { openOffice } from '../../support/office.ts';
import { accountsOf, apiOf, askOffice, TOKEN } from './serve.ts';

const password = 'correct horse battery';
const page = { host: 'desk.test', origin: 'http://desk.test', 'sec-fetch-site': 'same-origin' };

/** An office whose first admin has logged in by the link of the start. */
async function withAdmin(recorded: AuditEntry[] = []) {
  const office = openOffice();
  let ahead = 0;
  const operations = { ...office.operations, now: () => office.operations.now() + ahead };
  const accounts = accountsOf({ ...office, operations }, recorded);
  const token = accounts.firstLink() ?? '';
  const api = await buildApi(apiOf(office, { accounts }));
  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    headers: object = {},
  ) => api.inject({ method, url, headers: { ...page, ...headers }, ...(payload && { payload }) });
  const first = await send('POST', '/v1/session/first', { token, name: 'Root', password });
  const cookieOf = (answer: typeof first) => String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return {
    office,
    accounts,
    token,
    api,
    send,
    first,
    cookie: cookieOf(first),
    cookieOf,
    later: (ms: number) => {
      ahead += ms;
    },
  };
}

test('the link of the start makes the first admin, once', async () => {
  const { first, token, send, accounts, cookie } = await withAdmin();
  expect([first.statusCode, first.json()]).toMatchObject([
    200,
    { person: { name: 'root' }, roles: ['admin'], scope: {} },
  ]);
  expect(first.json().rights).toContain('manage_people');
  const again = await send('POST', '/v1/session/first', { token, name: 'mallory', password });
  expect([again.statusCode, again.json().error.code]).toEqual([401, 'link_not_valid']);
  expect(accounts.firstLink()).toBeUndefined();
  const { statusCode, body } = await send('GET', '/v1/me', undefined, { cookie });
  expect([statusCode, JSON.parse(body).person.name]).toEqual([200, 'root']);
});

test('a session is a cookie that no script reads, and ends when its person logs out', async () => {
  const { first, send, cookie, cookieOf } = await withAdmin();
  expect(String(first.headers['set-cookie'])).toMatch(
    /^cordboard=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  const other = cookieOf(await send('POST', '/v1/session', { name: ' ROOT ', password }));
  expect(other).not.toBe(cookie);
  const out = await send('DELETE', '/v1/session', undefined, { cookie });
  expect(String(out.headers['set-cookie'])).toContain('cordboard=; Path=/; Max-Age=0');
  expect((await send('GET', '/v1/me', undefined, { cookie })).statusCode).toBe(401);
  expect((await send('GET', '/v1/me', undefined, { cookie: other })).statusCode).toBe(200);
});

test('behind a trusted proxy that ends TLS the cookie is for TLS only; who is not trusted cannot say that it is', async () => {
  const cookieBehind = async (trustedProxies: readonly string[]) => {
    const office = openOffice();
    const accounts = accountsOf(office, []);
    const api = await buildApi({ ...apiOf(office, { accounts }), trustedProxies });
    const headers = { ...page, 'x-forwarded-proto': 'https' };
    const payload = { token: accounts.firstLink(), name: 'root', password };
    const made = await api.inject({ method: 'POST', url: '/v1/session/first', headers, payload });
    const set = String(made.headers['set-cookie']);
    const cookie = set.split(';')[0] ?? '';
    const me = await api.inject({ url: '/v1/me', headers: { ...headers, cookie } });
    return { set, status: me.statusCode };
  };
  const trusted = await cookieBehind(['127.0.0.1']);
  expect(trusted.set).toMatch(/^__Host-cordboard=[^;]+;.*; Secure$/);
  expect(trusted.status).toBe(200);
  const unknown = await cookieBehind([]);
  expect(unknown.set).toMatch(/^cordboard=/);
  expect(unknown.set).not.toContain('Secure');
  expect(unknown.status).toBe(200);
});

test('a wrong name and a wrong password get the same answer, and waiting grows', async () => {
  const { send, later } = await withAdmin();
  const tried = (name: string, typed: string) => send('POST', '/v1/session', { name, password: typed });
  const wrong = await tried('root', 'wrong password');
  expect(wrong.statusCode).toBe(401);
  expect((await tried('nobody', 'wrong password')).json()).toEqual(wrong.json());
  for (let i = 0; i < 4; i++) await tried('root', 'wrong password');
  const locked = await tried('root', password);
  expect([locked.statusCode, locked.json().error]).toMatchObject([
    429,
    { code: 'log_in_locked', message: 'too many wrong log-ins; wait 15s' },
  ]);
  later(15_000);
  await tried('root', 'wrong password');
  expect((await tried('root', password)).json().error.message).toContain('wait 30s');
  later(30_000);
  expect((await tried('root', password)).statusCode).toBe(200);
  expect((await tried('root', 'wrong password')).statusCode).toBe(401);
});

test('an admin who does nothing for half an hour is logged out, and everybody after twelve hours', async () => {
  const { send, cookie, later } = await withAdmin();
  const me = async () => (await send('GET', '/v1/me', undefined, { cookie })).statusCode;
  later(29 * 60_000);
  expect(await me()).toBe(200);
  later(30 * 60_000);
  expect(await me()).toBe(401);
});

test('a change with a cookie is refused unless a page of ours sends it', async () => {
  const { api, cookie } = await withAdmin();
  const pause = (headers: object) =>
    api.inject({ method: 'DELETE', url: '/v1/session', headers: { host: 'desk.test', cookie, ...headers } });
  for (const headers of [
    {},
    { origin: 'http://evil.test' },
    { origin: 'null' },
    { origin: 'http://desk.test', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://desk.test', 'sec-fetch-site': 'same-site' },
    { origin: 'http://desk.test.evil.test' },
  ]) {
    const { statusCode, body } = await pause(headers);
    expect([statusCode, JSON.parse(body).error.code]).toEqual([403, 'wrong_origin']);
  }
  const stranger = { method: 'POST', url: '/v1/session', payload: { name: 'root', password } } as const;
  const elsewhere = await api.inject({ ...stranger, headers: { origin: 'http://evil.test' } });
  expect(elsewhere.statusCode).toBe(403);
  expect((await api.inject({ ...stranger })).statusCode).toBe(200);
  expect((await pause({ origin: 'http://desk.test' })).statusCode).toBe(200);
});

test('the token is an admin without an account, and what is sent is JSON', async () => {
  const { ask, api } = await askOffice();
  const { body } = await ask('GET', '/v1/me');
  expect(body).toMatchObject({ person: { name: 'api' }, roles: ['admin'], scope: {} });
  const text = await api.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { 'content-type': 'text/plain' },
    payload: JSON.stringify({ name: 'root', password }),
  });
  expect(text.statusCode).toBe(415);
});

test('every answer tells browsers to run nothing of others', async () => {
  const { api } = await askOffice();
  const { headers } = await api.inject({ url: '/nothing', headers: { authorization: `Bearer ${TOKEN}` } });
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['permissions-policy']).toContain('microphone=(self)');
});

test('who logs in, who is refused and who leaves is recorded, and no password', async () => {
  const recorded: AuditEntry[] = [];
  const { send, cookie, token } = await withAdmin(recorded);
  await send('POST', '/v1/session', { name: 'root', password: 'wrong password' });
  await send('POST', '/v1/session', { name: 'a secret typed as a name', password: 'wrong password' });
  await send('DELETE', '/v1/session', undefined, { cookie });
  expect(recorded.map(({ actor, action, object, outcome }) => [actor.kind, action, object, outcome])).toEqual(
    [
      ['person', 'log_in_by_link', 'root', 'allowed'],
      ['stranger', 'log_in', 'root', 'refused'],
      ['stranger', 'log_in', undefined, 'refused'],
      ['person', 'log_out', 'root', 'allowed'],
    ],
  );
  expect(recorded[0]?.actor).toMatchObject({ role: 'admin', address: '127.0.0.1' });
  const told = JSON.stringify(recorded);
  for (const secret of [password, 'wrong password', 'a secret typed', token, cookie.split('=')[1] ?? '?'])
    expect(told).not.toContain(secret);
});

test('a second factor is set up with a code, asked for at the log-in, and each code works once', async () => {
  const { send, cookie, later, office } = await withAdmin();
  const mine = (method: 'POST' | 'PUT' | 'DELETE', payload?: object) =>
    send(method, '/v1/me/second-factor', payload, { cookie });
  const { secret, uri, qr } = (await mine('POST')).json();
  expect([uri, qr]).toEqual([
    expect.stringContaining('otpauth://totp/Cordboard:root'),
    expect.stringContaining('<svg'),
  ]);
  let passed = 0;
  const codeAt = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: office.operations.now() + passed });
  const wait = (ms: number) => {
    later(ms);
    passed += ms;
  };
  const logIn = async (code?: string) => {
    const { statusCode, body } = await send('POST', '/v1/session', {
      name: 'root',
      password,
      ...(code && { code }),
    });
    return [statusCode, JSON.parse(body).error?.code];
  };
  // It does not count before it is confirmed.
  expect(await logIn()).toEqual([200, undefined]);
  expect((await mine('PUT', { code: '000000' })).statusCode).toBe(401);
  expect((await mine('PUT', { code: codeAt() })).json()).toEqual({ secondFactor: true });
  expect(await logIn()).toEqual([401, 'code_needed']);
  expect(await logIn(codeAt())).toEqual([401, 'wrong_log_in']);
  wait(30_000);
  const code = codeAt();
  expect(await logIn(code)).toEqual([200, undefined]);
  expect(await logIn(code)).toEqual([401, 'wrong_log_in']);
  expect((await mine('POST')).statusCode).toBe(409);
  wait(60_000);
  expect((await mine('DELETE', { code: codeAt() })).json()).toEqual({ secondFactor: false });
  expect(await logIn()).toEqual([200, undefined]);
});

test('an admin without a second factor can do nothing else where one is required', async () => {
  const office = openOffice();
  const accounts = accountsOf(office, [], { adminsNeedSecondFactor: true });
  const api = await buildApi(apiOf(office, { accounts }));
  const first = { token: accounts.firstLink(), name: 'root', password };
  const made = await api.inject({ method: 'POST', url: '/v1/session/first', headers: page, payload: first });
  expect(made.json()).toMatchObject({ needsSecondFactor: true, rights: ['use_own_account'] });
  const cookie = String(made.headers['set-cookie']).split(';')[0] ?? '';
  const people = () => api.inject({ url: '/v1/people', headers: { cookie } });
  expect((await people()).json().error.code).toBe('second_factor_needed');
  const headers = { ...page, cookie };
  const { secret } = (await api.inject({ method: 'POST', url: '/v1/me/second-factor', headers })).json();
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: office.operations.now(),
  });
  await api.inject({ method: 'PUT', url: '/v1/me/second-factor', headers, payload: { code } });
  expect((await people()).statusCode).toBe(200);
});

test('what is kept of a second factor tells nothing, and is worth nothing to another', () => {
  const [factors, others] = [new SecondFactors(Buffer.alloc(32, 1)), new SecondFactors(Buffer.alloc(32, 2))];
  const { secret, sealed } = factors.make('anna');
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: 60_000 });
  expect(sealed).not.toContain(secret);
  expect(factors.stepOf(code, sealed, undefined, 'anna', 60_000)).toBe(2);
  expect(factors.stepOf(code, sealed, undefined, 'boris', 60_000)).toBeUndefined();
  expect(others.stepOf(code, sealed, undefined, 'anna', 60_000)).toBeUndefined();
});

test('whoever has a session cannot try all codes until the second factor is gone', async () => {
  const { send, cookie, office, later, accounts } = await withAdmin();
  const mine = async (method: 'POST' | 'PUT' | 'DELETE', code?: string) => {
    const answer = await send(method, '/v1/me/second-factor', code === undefined ? undefined : { code }, {
      cookie,
    });
    return answer.json();
  };
  const totp = new TOTP({ secret: Secret.fromBase32((await mine('POST')).secret) });
  await mine('PUT', totp.generate({ timestamp: office.operations.now() }));
  later(60_000);
  const right = totp.generate({ timestamp: office.operations.now() + 60_000 });
  const wrong = right === '000000' ? '111111' : '000000';
  for (let times = 0; times < 5; times++)
    expect((await mine('DELETE', wrong)).error.code).toBe('wrong_log_in');
  expect((await mine('DELETE', right)).error.code).toBe('log_in_locked');
  const made = await accounts.linkFor('root');
  const token = 'token' in made ? made.token : '';
  const byLink = await send('POST', '/v1/session/link', { token, password, code: right });
  expect(byLink.json().error.code).toBe('log_in_locked');
  expect(accounts.has('root').secondFactor).toBe(true);
});

test('a log-in that is still looked at when the password changes opens nothing', async () => {
  const { accounts } = await withAdmin();
  const made = await accounts.linkFor('root');
  const token = 'token' in made ? made.token : '';
  const [before, changed] = await Promise.all([
    accounts.logIn({ name: 'root', password }, '192.0.2.7'),
    accounts.logInByLink({ token, password: 'another horse battery' }, '192.0.2.8'),
  ]);
  expect(changed).toMatchObject({ done: true });
  expect(before).toMatchObject({ done: false, code: 'wrong_log_in' });
});
