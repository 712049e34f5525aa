/** Log-in at an identity provider, there and back, and what must not log anyone in. */
import { afterEach, expect, test } from 'vitest';
import { oidc } from '../../../src/accounts/oidc.ts';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import { IdentityProvider } from '../../support/identity-provider.ts';
import { openOffice } from '../../support/office.ts';
import { accountsOf, askOffice } from './serve.ts';

let provider: IdentityProvider;
afterEach(() => provider.close());

async function house(claim = 'preferred_username') {
  provider = await IdentityProvider.open();
  const office = openOffice();
  const recorded: AuditEntry[] = [];
  const accounts = accountsOf(office, recorded);
  await accounts.add({ name: 'anna', displayName: 'Anna', roles: ['agent'], agent: 'anna', disabled: false });
  const signOn = oidc({
    issuer: provider.url,
    clientId: 'cordboard',
    clientSecret: 'a secret of the house',
    claim,
    title: 'House ID',
  });
  const { api, ask } = await askOffice(office, { accounts, signOn });
  const get = async (url: string, cookie = '') => {
    const { status, headers } = await ask('GET', url, undefined, { cookie, host: 'desk.test' });
    const set = [headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0] ?? '');
    return { status, location: String(headers['location'] ?? ''), set };
  };
  /** To the provider and with its answer. */
  const begin = async () => {
    const { location, set } = await get('/v1/session/sign-on');
    const back = await fetch(location, { redirect: 'manual' });
    const { pathname, search } = new URL(back.headers.get('location') ?? '');
    return { back: `${pathname}${search}`, cookie: set.join('; ') };
  };
  return { api, ask, get, begin, accounts, recorded };
}

const sessionIn = (set: readonly string[]): string | undefined =>
  set.find((one) => /^cordboard=.+/.test(one));

test('there and back: the person that the claim names is logged in, and it is recorded', async () => {
  const { api, ask, get, begin, recorded } = await house();
  expect((await ask('GET', '/v1/session/ways')).body).toEqual({
    signOn: { title: 'House ID', path: '/v1/session/sign-on' },
  });
  const { back, cookie } = await begin();
  const { location, set } = await get(back, cookie);
  expect(location).toBe('/');
  const me = await api.inject({ url: '/v1/me', headers: { cookie: sessionIn(set) ?? '' } });
  expect(me.json()).toMatchObject({ person: { name: 'anna' } });
  expect(recorded.at(-1)).toMatchObject({ action: 'log_in_by_provider', object: 'anna' });
});

test('an answer works once, and only in the browser that began', async () => {
  const { get, begin } = await house();
  const { back, cookie } = await begin();
  expect(sessionIn((await get(back)).set), 'without the cookie').toBeUndefined();
  const other = await begin();
  expect((await get(back, other.cookie)).location, 'of another browser').toBe('/?sign-on=refused');
  expect((await get(back, cookie)).location).toBe('/');
  expect((await get(back, cookie)).location).toBe('/?sign-on=expired');
});

test('who is no person here, or is disabled, stays outside', async () => {
  const { get, begin, accounts } = await house();
  provider.user = 'mallory';
  const stranger = await begin();
  expect(await get(stranger.back, stranger.cookie)).toMatchObject({ location: '/?sign-on=unknown' });
  provider.user = 'anna';
  await accounts.change('anna', { disabled: true });
  const disabled = await begin();
  const { location, set } = await get(disabled.back, disabled.cookie);
  expect([location, sessionIn(set)]).toEqual(['/?sign-on=unknown', undefined]);
});

test('a token that was made for another log-in is refused; a provider that is down is said to be', async () => {
  const { get, begin } = await house();
  provider.replays = true;
  const { back, cookie } = await begin();
  expect(await get(back, cookie)).toMatchObject({ location: '/?sign-on=refused' });
});

test('a provider that is down is no reason not to start, and says so', async () => {
  const { get } = await house();
  await provider.close();
  expect((await get('/v1/session/sign-on')).location).toBe('/?sign-on=unreachable');
});

test('an e-mail address names a person only if the provider has verified it', async () => {
  const { get, begin } = await house('email');
  provider.hasVerified = false;
  const unproven = await begin();
  expect(await get(unproven.back, unproven.cookie)).toMatchObject({ location: '/?sign-on=refused' });
  provider.hasVerified = true;
  const proven = await begin();
  expect(await get(proven.back, proven.cookie)).toMatchObject({ location: '/' });
});
