/** Who is let in where: a second real Asterisk is the provider, with two customers and a phone. */
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freeTcpPorts } from '../../src/asterisk/host/ports.ts';
import { pjsipFile } from '../../src/asterisk/provisioning/plan-files.ts';
import { askOwnAsterisk, judgeOwnAsterisk } from '../../src/cli/doctor/own-asterisk.ts';
import { judgeTrunk } from '../../src/cli/doctor/trunks.ts';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { type RealAsterisk, startAsterisk } from '../support/real-asterisk.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { planOf } from '../unit/asterisk/provisioning/plan-of.ts';

const head = 'country: DE\ntime zone: Europe/Berlin\nlanguage: en\n';
let provider: RealAsterisk;
let office: AsteriskFloor;
let plan: string;
/** Providers that are there: one says 503 to each call, one says nothing to it. */
let refusing: Softphone;
let mute: Softphone;

beforeAll(async () => {
  const accounts = planOf({ phones: ['exchange'], lines: ['customer', 'other'] });
  const credentials = ['exchange', 'customer', 'other'].map((user) => ({ user, password: `pw-${user}` }));
  provider = await startAsterisk({
    planFiles: {
      'pjsip_plan.conf': pjsipFile(accounts, credentials, () => undefined).text,
      'extensions_plan.conf': '[from-line]\nexten = +49301234567,1,Dial(PJSIP/exchange)\n',
    },
  });
  const [gone = 0] = await freeTcpPorts(1);
  const nowhere = { host: '127.0.0.1', port: 9 };
  refusing = await Softphone.open({ user: 'refusing', server: nowhere });
  mute = await Softphone.open({ user: 'mute', server: nowhere });
  mute.whenRung = 'ignore';
  process.env['TRUNK_PASSWORD'] = 'pw-customer';
  process.env['WRONG_PASSWORD'] = 'mistyped';
  const server = `127.0.0.1:${provider.sipPort}`;
  const trunk = (user: string, at: string, from: string) =>
    `{ server: "${at}", user: ${user}, password from: ${from}, addresses: [192.0.2.1] }`;
  plan = `company: Office\n${head}numbers:
  "1": [ { ring: "+49301234567", trunk: good }, goodbye ]
  "2": [ { ring: "+49301234567", for: 30s, confirm: false, trunk: [gone, unset, refusing, mute, good] }, goodbye ]
agents: { anna: {} }
trunks:
  good: ${trunk('customer', server, 'TRUNK_PASSWORD')}
  mistyped: ${trunk('other', server, 'WRONG_PASSWORD')}
  gone: ${trunk('customer', `127.0.0.1:${gone}`, 'TRUNK_PASSWORD')}
  unset: ${trunk('customer', server, 'NO_SUCH_PASSWORD')}
  refusing: { server: "${refusing.address}", addresses: [192.0.2.2] }
  mute: { server: "${mute.address}", addresses: [192.0.2.3], next after: 3s }
lines: [line1]
`;
});
// After the floor is closed: hooks run from the last to the first.
afterAll(async () => {
  await provider?.stop();
  await refusing?.close();
  await mute?.close();
});
sharedFloor(async () => (office = await asteriskFloor({ plan })));
afterEach(async () => await refusing.hangUpAll());

const stateOf = async (name: string) =>
  (await office.cordboard.status()).trunks.find((one) => one.name === name);
/** One is registered, and of one nobody answers: it is passed over. */
async function areKnown(): Promise<void> {
  const isRegistered = async () => (await stateOf('good'))?.registration === 'registered';
  await office.until('the right password registers', isRegistered, 30_000);
  // It would ask by itself within a minute.
  await office.cordboard.cli('pjsip qualify gone');
  await office.until('nobody answers', async () => (await stateOf('gone'))?.reachable === false, 60_000);
}

/** The phone behind the provider. */
async function exchangePhone(): Promise<Softphone> {
  const exchange = await Softphone.open({
    user: 'exchange',
    password: 'pw-exchange',
    server: { host: '127.0.0.1', port: provider.sipPort },
  });
  onTestFinished(async () => await exchange.close());
  expect(await exchange.register()).toBe(200);
  return exchange;
}

test('trunks: one is registered, one refused, one finds nobody, one has no password; the doctor says what to do', {
  timeout: 90_000,
}, async () => {
  const trunks = async () => (await office.cordboard.status()).trunks;
  await areKnown();
  await office.until(
    'the wrong one is refused',
    async () => (await stateOf('mistyped'))?.registration === 'refused',
    30_000,
  );
  expect(await office.cordboard.cli('pjsip show registrations')).toMatch(/good-registration.* Registered/);
  expect(
    (await trunks())
      .slice(0, 4)
      .map(judgeTrunk)
      .map(({ severity, message }) => `${severity}: ${message.replace(/:\d+/g, '')}`),
  ).toEqual([
    'ok: good is registered at 127.0.0.1',
    'error: mistyped is not registered: 127.0.0.1 refuses our registration, or does not answer',
    'error: gone: its server 127.0.0.1 does not answer, so no call can go out over it',
    'error: unset has no password: the environment variable NO_SUCH_PASSWORD is not set',
  ]);
});

test('a call goes out over the registered trunk, and comes to the provider as its customer', {
  timeout: 90_000,
}, async () => {
  await areKnown();
  const exchange = await exchangePhone();
  const max = office.caller('Max');
  await max.starts('1');
  const call = await exchange.rings();
  expect(call.number).toBe('customer');
  await max.hangsUp();
  await exchange.hangUpAll();
});

test('one trunk after the other: two are down, one says 503, one says nothing, and the last carries the call', {
  timeout: 90_000,
}, async () => {
  await areKnown();
  const exchange = await exchangePhone();
  const moritz = office.caller('Moritz');
  await moritz.starts('2');
  (await refusing.rings()).refuse(503, 'Service Unavailable');
  const out = await exchange.rings(15_000);
  await out.answer();
  await out.untilState('up');
  await office.until('they talk', () =>
    office.operations.calls().some(({ phase }) => phase.name === 'talking'),
  );
  const [{ id } = { id: callId(0) }] = office.operations.calls();
  const entries = await office.store.journal.ofCall(id);
  expect(entries.filter(({ type }) => type.startsWith('trunk') || type === 'connected')).toMatchObject([
    { type: 'trunkSkipped', trunk: 'gone', code: 'trunk_unreachable' },
    { type: 'trunkSkipped', trunk: 'unset', code: 'trunk_password_missing' },
    { type: 'trunkFailed', trunk: 'refusing', code: 'network_failure', next: 'mute' },
    { type: 'trunkFailed', trunk: 'mute', code: 'trunk_silent', next: 'good' },
    { type: 'connected', over: 'good' },
  ]);
  await moritz.hangsUp();
  await exchange.hangUpAll();
});

test('a phone with a wrong password is told of at its agent, until it is let in', async () => {
  const anna = async () => (await office.cordboard.status()).agents[0];
  const wrong = await office.phone('anna', { password: 'mistyped' });
  expect(await wrong.register()).toBe(401);
  await office.until('it is told', async () => (await anna())?.refused !== undefined);
  expect((await anna())?.refused).toMatchObject({
    user: 'anna',
    why: 'wrong_password',
    from: '127.0.0.1',
    times: 1,
  });
  await office.agent('anna');
  await office.until('it is told no more', async () => (await anna())?.refused === undefined);
  const stranger = await office.phone('anan', { password: 'guessed' });
  expect(await stranger.register()).toBe(401);
  const refused = async () => (await office.cordboard.status()).refusedLogIns;
  await office.until('it is told', async () => (await refused()).length > 0);
  expect(await refused()).toMatchObject([{ user: '<unknown>', why: 'unknown_user', from: '127.0.0.1' }]);
});

test('N9: a second phone on one account pushes the first out, and the journal says so', async () => {
  const [one, two] = [await office.phone('line1'), await office.phone('line1')];
  await one.register();
  await two.register();
  const moves = async () => (await office.store.journal.last(50)).filter(({ type }) => type === 'phoneMoved');
  await office.until('it is journalled', async () => (await moves()).length > 0);
  expect((await moves()).at(-1)).toMatchObject({ phone: 'line1', from: one.address, to: two.address });
  await two.unregister();
  await one.register();
  await office.until(
    'two phones take turns',
    async () => (await office.cordboard.status()).phonesInTurns[0]?.phone === 'line1',
  );
  await one.unregister();
});

test('T7: a trunk with the address of the phones takes their log-ins; the doctor names it', async () => {
  const { text = '' } = (await office.store.plans.current()) ?? {};
  const swallowing = text.replace(
    'trunks:\n',
    'trunks:\n  swallows: { server: "192.0.2.7", addresses: [127.0.0.1] }\n',
  );
  const terms = { withoutPasswords: true };
  expect(await office.operations.applyPlan(swallowing, 'test', undefined, terms)).toMatchObject({
    applied: true,
  });
  const anna = await office.phone('anna');
  expect(await anna.register()).toBe(404);
  const told = async () =>
    (await office.cordboard.status()).refusedLogIns.filter(({ why }) => why === 'address_of_trunk');
  await office.until('it is told', async () => (await told()).length > 0);
  expect(await told()).toMatchObject([{ user: 'swallows', from: '127.0.0.1' }]);
  expect(await office.operations.applyPlan(text, 'test', undefined, terms)).toMatchObject({ applied: true });
  expect(await anna.register()).toBe(200);
  await anna.unregister();
});

test('the doctor finds nothing missing in an Asterisk that is configured as ours is, and names what is', async () => {
  const { ari, ami, etc } = provider.access;
  const own = { ari, ami, confDirectory: etc };
  const found = await askOwnAsterisk(own);
  expect(judgeOwnAsterisk(found, ['exchange'], etc)).toMatchObject([{ severity: 'ok' }]);
  expect(judgeOwnAsterisk(found, ['nobody'], etc)).toMatchObject([
    { severity: 'error', message: 'Asterisk does not know phones of the plan: nobody' },
  ]);
  const wrong = { ...own, ami: { ...ami, password: 'wrong' } };
  expect(await askOwnAsterisk(wrong)).toMatchObject({ amiTrouble: 'it rejects the user or the password' });
});
