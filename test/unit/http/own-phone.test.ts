/** What the page of a browser phone says of it, with the session of the person whose page it is. */
import { expect, test } from 'vitest';
import { buildApi } from '../../../src/http/server.ts';
import type { AuditEntry } from '../../../src/ports/audit.ts';
import type { BrowserPhones } from '../../../src/ports/browser-phones.ts';
import { openOffice } from '../../support/office.ts';
import { accountsOf, apiOf, gateOf, TOKEN } from './serve.ts';

const password = 'correct horse battery';
const page = { host: 'desk.test', origin: 'http://desk.test', 'sec-fetch-site': 'same-origin' };

/** Phones in pages: which of them are in a talk, and what was measured there. */
class Pages implements Pick<BrowserPhones, 'measured'> {
  readonly talking = new Set<string>();
  readonly heard: unknown[] = [];
  measured: BrowserPhones['measured'] = (phone, quality) => {
    if (!this.talking.has(phone)) return false;
    this.heard.push({ phone, ...quality });
    return true;
  };
}

/** An office in which Anna, Boris and Clara have browser phones, Dora has none, and Karin is no agent. */
async function office() {
  const { operations: bare, store } = openOffice();
  const current = bare.plan();
  const agents = Object.fromEntries(
    Object.entries(current.plan.agents).map(([name, agent]) => {
      const own = name === 'dora' ? {} : { browserPhone: name === 'anna' ? 'anna-web' : name };
      return [name, { ...agent, ...own }];
    }),
  );
  const operations = { ...bare, plan: () => ({ ...current, plan: { ...current.plan, agents } }) };
  const recorded: AuditEntry[] = [];
  const accounts = accountsOf({ operations, store });
  const gate = gateOf({ operations, store }, recorded, accounts);
  const pages = new Pages();
  const api = await buildApi(
    apiOf({ ...openOffice(), operations, store }, { accounts, gate, browserPhones: pages as never }),
  );
  const logIn = async (name: string, agent?: string): Promise<string> => {
    const person = { name, displayName: name, roles: ['agent'], disabled: false } as const;
    await accounts.add({ ...person, ...(agent !== undefined && { agent }) });
    const link = await accounts.linkFor(name);
    if (!link.done) throw new Error(link.because);
    const came = await accounts.logInByLink({ token: link.token, password }, '127.0.0.1');
    if (!came.done) throw new Error(came.because);
    return `cordboard=${came.secret}`;
  };
  const say = async (what: 'state' | 'quality', payload: object, headers: object) => {
    const url = `/v1/me/phone/${what}`;
    const answer = await api.inject({ method: 'POST', url, headers: { ...page, ...headers }, payload });
    return [answer.statusCode, answer.json().error?.code ?? answer.json()];
  };
  return { operations, pages, recorded, logIn, say };
}

const pauseOf = ({ operations }: Awaited<ReturnType<typeof office>>, agent: string) =>
  operations.agent(agent)?.pause?.reason;

test('a page that cannot be talked on makes its agent unavailable, with the reason, until it can again', async () => {
  const here = await office();
  const cookie = await here.logIn('clara', 'clara');
  const state = (payload: object) => here.say('state', payload, { cookie });
  expect(await state({ usable: false, because: ' the microphone is gone ' })).toEqual([
    200,
    { usable: false },
  ]);
  expect(here.operations.agent('clara')?.pause).toMatchObject({
    reason: 'phone: the microphone is gone',
    by: 'clara',
  });
  expect(await state({ usable: true })).toEqual([200, { usable: true }]);
  expect(pauseOf(here, 'clara')).toBeUndefined();
  expect(await state({ usable: false })).toEqual([200, { usable: false }]);
  expect(pauseOf(here, 'clara')).toBe('phone: not usable');
  expect(
    here.recorded.map(({ actor, object, outcome }) => [actor.kind, actor.name, object, outcome]),
  ).toEqual(Array.from({ length: 3 }, () => ['person', 'clara', 'clara', 'allowed']));
});

test('a page that can be talked on does not end a pause that the agent has begun', async () => {
  const here = await office();
  const cookie = await here.logIn('boris', 'boris');
  expect(await here.say('state', { usable: true }, { cookie })).toEqual([200, { usable: true }]);
  expect(pauseOf(here, 'boris')).toBe('lunch');
  expect(here.recorded).toEqual([]);
});

test('a person speaks of their own phone only, whatever agent they name', async () => {
  const here = await office();
  const cookie = await here.logIn('clara', 'clara');
  await here.say('state', { usable: false, agent: 'anna' }, { cookie });
  expect([pauseOf(here, 'anna'), pauseOf(here, 'clara')]).toEqual([undefined, 'phone: not usable']);
  here.pages.talking.add('anna-web');
  const quality = { agent: 'anna', lossPercent: 50, jitterMs: 1 };
  expect(await here.say('quality', quality, { cookie })).toEqual([200, { kept: false }]);
  expect(here.pages.heard).toEqual([]);
});

test('how the call sounds is kept for the phone of the page, as long as there is a call', async () => {
  const here = await office();
  const cookie = await here.logIn('anna', 'anna');
  const quality = (payload: object) => here.say('quality', payload, { cookie });
  expect(await quality({ lossPercent: 0, jitterMs: 3 })).toEqual([200, { kept: false }]);
  here.pages.talking.add('anna-web');
  expect(await quality({ lossPercent: 2.5, jitterMs: 12, roundTripMs: 80 })).toEqual([200, { kept: true }]);
  expect(await quality({ lossPercent: 3, jitterMs: 12 })).toEqual([200, { kept: true }]);
  expect(here.pages.heard).toEqual([
    { phone: 'anna-web', loss: 2.5, jitter: 12, roundTrip: 80 },
    { phone: 'anna-web', loss: 3, jitter: 12 },
  ]);
});

test('without a browser phone, a session or a page of ours nothing is taken; nor is nonsense', async () => {
  const here = await office();
  const [dora, karin] = [await here.logIn('dora', 'dora'), await here.logIn('karin')];
  const anna = await here.logIn('anna', 'anna');
  const said = { state: { usable: false }, quality: { lossPercent: 0, jitterMs: 1 } } as const;
  for (const what of ['state', 'quality'] as const) {
    for (const cookie of [dora, karin])
      expect(await here.say(what, said[what], { cookie })).toEqual([409, 'no_browser_phone']);
    expect(await here.say(what, said[what], {})).toEqual([401, 'unauthorized']);
    const evil = { cookie: anna, origin: 'http://evil.test', 'sec-fetch-site': 'cross-site' };
    expect(await here.say(what, said[what], evil)).toEqual([403, 'wrong_origin']);
  }
  for (const [what, nonsense] of [
    ['state', {}],
    ['state', { usable: 'no' }],
    ['state', { usable: false, because: ' ' }],
    ['state', { usable: false, because: 'x'.repeat(81) }],
    ['quality', { jitterMs: 1 }],
    ['quality', { lossPercent: 101, jitterMs: 1 }],
    ['quality', { lossPercent: 1, jitterMs: -1 }],
    ['quality', { lossPercent: 1, jitterMs: 1, roundTripMs: 60_001 }],
  ] as const)
    expect(await here.say(what, nonsense, { cookie: anna })).toEqual([400, 'bad_request']);
  expect([here.pages.heard, pauseOf(here, 'anna'), pauseOf(here, 'dora')]).toEqual([
    [],
    undefined,
    undefined,
  ]);
});

test('the holder of the token names the agent', async () => {
  const here = await office();
  const token = { authorization: `Bearer ${TOKEN}` };
  here.pages.talking.add('clara');
  expect(await here.say('state', { usable: false, agent: 'clara' }, token)).toEqual([200, { usable: false }]);
  expect(pauseOf(here, 'clara')).toBe('phone: not usable');
  const quality = { lossPercent: 0, jitterMs: 1 };
  expect(await here.say('quality', { ...quality, agent: 'clara' }, token)).toEqual([200, { kept: true }]);
  expect(await here.say('quality', quality, token)).toEqual([409, 'no_browser_phone']);
});
