/** Callers who withhold their number, and numbers with parameters behind them, as providers send both. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readWithheldNumbers, withheldNumbersIn } from '../../src/contacts/withheld-numbers.ts';
import { type CallMessages, callMessages } from '../../src/contract/evidence.ts';
import { errorCode } from '../../src/shared/error-code.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { type Carrier, carrier } from '../support/sip/carrier.ts';

const quick = readFileSync(fileURLToPath(new URL('../support/plans/quick.yaml', import.meta.url)), 'utf8');
const plan = `${quick}
block withheld numbers: true
keep withheld numbers: 1h
trunks:
  believed: { server: "127.0.0.9:22199", addresses: ["127.0.0.9"], trusted: true }
  open: { server: "127.0.0.8:22198", addresses: ["127.0.0.8"] }
`;

let floor: AsteriskFloor;
let carriers: Record<'believed' | 'open', Carrier>;
const closeCarriers = (): void => {
  for (const one of Object.values(carriers ?? {})) one.close();
};
afterAll(closeCarriers);
sharedFloor(
  async () => (floor = await asteriskFloor({ plan, sipMessages: true })),
  async ({ cordboard: { sipPort } }) => {
    closeCarriers();
    carriers = { believed: await carrier('127.0.0.9', sipPort), open: await carrier('127.0.0.8', sipPort) };
  },
);

const secret = '+4930555161';
const anonymous = '"Anonymous" <sip:anonymous@anonymous.invalid>';
const plain = `"Secret Sam" <sip:${secret}@carrier.example>`;
const asserted = `P-Asserted-Identity: "Secret Sam" <sip:${secret}@carrier.example>`;
const two = `P-Asserted-Identity: "Sam, Secret" <sip:sam@carrier.example>, <tel:${secret}>`;
const party = `Remote-Party-ID: "Secret Sam" <sip:${secret}@carrier.example>;party=calling`;

/** One call to 101, as the engine and the phone that rings see it. */
async function shownFor(over: 'believed' | 'open', from: string, headers: readonly string[]) {
  const anna = await floor.agent('anna');
  const before = floor.arrivals.arrived.length;
  const call = await carriers[over].calls('101', from, headers);
  const rung = await anna.phone.rings();
  const arrived = floor.arrivals.arrived.at(before);
  call.cancel();
  await anna.stopsRinging();
  const { caller } = arrived ?? {};
  return { caller, from: rung.header('From') ?? '', pai: rung.header('P-Asserted-Identity') };
}

test.each([
  ['Privacy: id, and the number asserted (A1)', 'believed', anonymous, [asserted, 'Privacy: id']],
  ['Privacy: user;id;critical', 'believed', plain, [asserted, 'Privacy: user;id;critical']],
  ['an anonymous From beside an asserted number', 'believed', anonymous, [asserted]],
  ['privacy=full in Remote-Party-ID', 'believed', anonymous, [`${party};privacy=full`]],
  ['two identities in one header, and Privacy: id', 'believed', anonymous, [two, 'Privacy: id']],
  ['Privacy: user with the number in From', 'open', plain, ['Privacy: user']],
  ['Privacy: Header, in capitals', 'open', plain, ['Privacy: Header']],
  ['privacy=full from a trunk that is not believed', 'open', plain, [`${party};privacy=full`]],
] as const)('%s: the caller is withheld', async (_, over, from, headers) => {
  const shown = await shownFor(over, from, headers);
  expect(shown.caller).toEqual({ isNew: false, tags: [] });
  expect(shown.from).toMatch(/<sip:anonymous@/);
  expect(`${shown.from}${shown.pai ?? ''}`).not.toMatch(/Sam|555161/);
});

test.each([
  [
    'Privacy: none',
    'believed',
    anonymous,
    ['P-Asserted-Identity: <sip:+4930777001@x.example>', 'Privacy: none'],
  ],
  ['nothing about privacy', 'open', '<sip:+4930777001@x.example>', []],
  [
    'two identities in one header (T10)',
    'believed',
    '<sip:main@x.example>',
    ['P-Asserted-Identity: "Open, Olga" <sip:olga@x.example>, <tel:+4930777001>'],
  ],
] as const)('%s: the number is shown', async (_, over, from, headers) => {
  const shown = await shownFor(over, from, headers);
  expect(shown.caller).toMatchObject({ number: '+4930777001' });
  expect(shown.from).toContain('+4930777001');
});

test('T9: quoted pairs in a display name are read, and the agent sees the name', async () => {
  const shown = await shownFor('open', '"Anna \\"The Boss\\" M" <sip:+4930777009@x.example>', []);
  expect(shown.caller).toMatchObject({ number: '+4930777009', name: 'Anna "The Boss" M' });
  // What is quoted in a header is one more thing for a phone to misread.
  expect(shown.from).toMatch(/^"Anna The Boss M" </);
});

test('who is blocked and withholds the number is turned away, and stays unknown', async () => {
  const { contacts } = floor.store;
  await contacts.set(secret, { tags: ['blocked'] }, Date.now());
  const call = await carriers.believed.calls('101', anonymous, [asserted, 'Privacy: id']);
  await floor.until('it is turned away', () => (call.status() ?? 0) >= 400);
  expect(floor.arrivals.arrived.at(-1)?.caller).toEqual({ isNew: false, tags: ['blocked'] });
  await contacts.set(secret, { tags: [] }, Date.now());
});

test.each(['101;npdi', '101;npdi;rn=+49301', '101;phone-context=+49', '101;isub=1', '101%3Bnpdi'])(
  '%s reaches 101 (T2)',
  async (dialled) => {
    const anna = await floor.agent('anna');
    const call = await carriers.open.calls(dialled, '<sip:+4930777001@x.example>');
    await anna.rings();
    call.cancel();
    await anna.stopsRinging();
    const arrived = floor.arrivals.arrived.at(-1);
    expect(arrived?.dialled).toBe('101');
    expect(arrived?.routingNumber).toBe(dialled.includes('rn=') ? '+49301' : undefined);
  },
);

test('SIP messages of each leg are kept; of a caller who withholds their number without it', async () => {
  const { url, token } = floor.cordboard.credentials.api;
  const messagesOf = async (call: string): Promise<CallMessages> => {
    const answer = await fetch(`${url}/v1/calls/${call}/messages`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return callMessages.parse(await answer.json());
  };
  const legsOf = async (from: string, headers: readonly string[]): Promise<CallMessages['legs']> => {
    await shownFor('open', from, headers);
    const call = floor.arrivals.arrived.at(-1)?.call ?? '';
    let legs: CallMessages['legs'] = [];
    await floor.until('the last answers of both legs are kept', async () => {
      ({ legs } = await messagesOf(call));
      return (
        legs.length === 2 && legs.every(({ messages }) => messages.some(({ method }) => method === 'CANCEL'))
      );
    });
    return legs;
  };
  const [caller, anna] = await legsOf('<sip:+4930777001@x.example>', []);
  expect([caller?.who, anna?.who]).toEqual(['caller', 'anna']);
  expect(caller?.messages[0]).toMatchObject({ method: 'INVITE', sent: false });
  expect(anna?.messages[0]).toMatchObject({ method: 'INVITE', sent: true });
  expect(anna?.messages).toContainEqual(expect.objectContaining({ status: 180, sent: false }));
  expect(caller?.messages[0]?.text).toContain('+4930777001');
  const withheld = await legsOf(plain, ['Privacy: user']);
  expect(withheld[0]?.messages[0]).toMatchObject({ method: 'INVITE', sent: false });
  expect(JSON.stringify(withheld)).not.toMatch(/555161|Sam/);
});

/** Prompts are made meanwhile, by files that are there for a moment only. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

test('a withheld number is in no log, note or table of ours', async () => {
  const home = join(floor.cordboard.etc, '../..');
  await shownFor('believed', anonymous, [asserted, 'Privacy: id']);
  const nobodys = await carrier('127.0.0.7', floor.cordboard.sipPort);
  const refused = await nobodys.calls('101', plain, ['Privacy: user']);
  await floor.until('a call from an unknown address is refused', () => refused.status() === 401);
  nobodys.close();
  await floor.store.contacts.find('555161', 5);
  const said = readFileSync(join(home, 'asterisk/log/messages.log'), 'utf8');
  expect(said, 'headers that are not there are no fault').not.toMatch(/WARNING|ERROR/);
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(10);
  const apart = withheldNumbersIn(home);
  expect((await readWithheldNumbers(apart)).map(({ number }) => number)).toContain(secret);
  const looked = files.filter(
    ({ parentPath, name }) => !name.startsWith('cordboard.db') && join(parentPath, name) !== apart,
  );
  for (const { parentPath, name } of looked)
    expect([name, contentOf(join(parentPath, name)).includes('555161')]).toEqual([name, false]);
  const journal = JSON.stringify(await floor.store.journal.last(1000));
  expect(journal).not.toContain('555161');
  expect(journal).not.toContain('Sam');
});

test('the number that the network gave of them is kept apart, and erased with the rest', async () => {
  await floor.store.contacts.set(secret, { tags: [] }, Date.now());
  await shownFor('believed', anonymous, [asserted, 'Privacy: id']);
  const apart = withheldNumbersIn(join(floor.cordboard.etc, '../..'));
  expect((await readWithheldNumbers(apart)).map(({ number }) => number)).toContain(secret);
  const { url, token } = floor.cordboard.credentials.api;
  const erased = await fetch(`${url}/v1/contacts/${encodeURIComponent(secret)}/erase`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(erased.status).toBe(200);
  expect(readFileSync(apart, 'latin1')).not.toContain('555161');
});

test('T16: one call that a network sends along two ways is one call; the second is told 482', async () => {
  const anna = await floor.agent('anna');
  const before = floor.arrivals.arrived.length;
  const call = await carriers.open.calls('101', plain);
  await anna.phone.rings();
  expect(await call.fork()).toBe(482);
  expect(floor.arrivals.arrived.length - before).toBe(1);
  call.cancel();
  await anna.stopsRinging();
  const again = await carriers.open.calls('101', plain);
  await anna.phone.rings();
  again.cancel();
  await anna.stopsRinging();
});
