/** Codecs, with softphones of somebody else's (baresip, linphone) that speak nothing but opus. */
import { afterEach, expect, test } from 'vitest';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { type Baresip, startBaresip } from '../support/asterisk/baresip.ts';
import { allButOpus, startLinphone } from '../support/asterisk/linphone.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const plan = `company: Codecs
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": [ { ring: anna, for: 5s }, { ring: boris, for: 20s }, goodbye ], "102": [ { ring: boris, for: 20s }, goodbye ] }
agents: { anna: {}, boris: { codecs: [ulaw, opus] }, clara: { codecs: [ulaw, opus] } }
lines: [line1]
`;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan })));
/** Nothing is left of a talk of theirs once they are gone. */
const phones: Baresip[] = [];
afterEach(async () => {
  await Promise.all(phones.splice(0).map(async (phone) => await phone.close()));
});

async function opusOnly(user: string, hertz: number, more = '', dials?: string): Promise<Baresip> {
  const password = floor.cordboard.credentials.sip.find((one) => one.user === user)?.password ?? '';
  const server = `127.0.0.1:${floor.cordboard.sipPort}`;
  const phone = await startBaresip({
    account: `<sip:${user}@${server}>;auth_user=${user};auth_pass=${password};audio_codecs=opus/48000/2;regint=60${more}`,
    modules: ['opus'],
    source: 'ausine',
    hertz,
    ...(dials === undefined ? {} : { dials: `sip:${dials}@${server}` }),
  });
  phones.push(phone);
  await floor
    .until(`${user} is registered`, () =>
      floor.operations.agents().some(({ name, phone: { reachable } }) => name === user && reachable),
    )
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${phone.said()}`);
    });
  return phone;
}

test('an opus-only phone refuses what it is offered by default, with the reason; with opus in `codecs` it is heard', {
  timeout: 60_000,
}, async () => {
  const before = (await floor.store.journal.last(1))[0]?.seq ?? 0;
  await opusOnly('anna', 500, ';answermode=auto');
  const boris = await opusOnly('boris', 700, ';answermode=auto');
  const line = await floor.phone('line1');
  const call = await line.call('101', { fromNumber: '+4930111111' });
  await call.untilState('up', 25_000).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${boris.said()}`);
  });
  await call.audio.hearsTone(700);
  const entries: readonly StoredEntry[] = (await floor.store.journal.last(200)).filter(
    ({ seq }) => seq > before,
  );
  expect(entries.filter(({ type }) => type === 'offerEnded')).toMatchObject([
    { to: 'anna', code: 'no_common_codec' },
    { to: 'boris', outcome: 'answered' },
  ]);
  await call.hangUp();
  await floor.until('it is over', () => floor.operations.calls().length === 0);
});

test('linphone, with opus only: refused by default, with the reason; heard with opus in `codecs`', {
  timeout: 60_000,
}, async () => {
  const server = `127.0.0.1:${floor.cordboard.sipPort}`;
  const before = (await floor.store.journal.last(1))[0]?.seq ?? 0;
  for (const [user, hertz] of [
    ['anna', 500],
    ['boris', 700],
  ] as const) {
    const password = floor.cordboard.credentials.sip.find((one) => one.user === user)?.password ?? '';
    const phone = await startLinphone({ user, password, server, hertz, codecsOff: allButOpus });
    phones.push(phone);
  }
  const said = (error: unknown): never => {
    throw new Error(`${String(error)}\n${phones.map((phone) => phone.said()).join('\n---\n')}`);
  };
  const line = await floor.phone('line1');
  const call = await line.call('101', { fromNumber: '+4930111111' });
  await call.untilState('up', 25_000).catch(said);
  await call.audio.hearsTone(700).catch(said);
  const entries = (await floor.store.journal.last(200)).filter(({ seq }) => seq > before);
  expect(entries.filter(({ type }) => type === 'offerEnded')).toMatchObject([
    { to: 'anna', code: 'no_common_codec' },
    { to: 'boris', outcome: 'answered' },
  ]);
  await call.hangUp();
  await floor.until('it is over', () => floor.operations.calls().length === 0);
});

test('two opus-only phones hear each other without transcoding', { timeout: 60_000 }, async () => {
  await opusOnly('boris', 700, ';answermode=auto');
  const clara = await opusOnly('clara', 500, '', '102');
  await floor
    .until('they talk', () => floor.operations.calls().some(({ phase }) => phase.name === 'talking'), 15_000)
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${clara.said()}`);
    });
  const names = (await floor.cordboard.cli('core show channels concise'))
    .split('\n')
    .map((each) => each.split('!')[0] ?? '')
    .filter((name) => /^PJSIP\/(boris|clara)-/.test(name));
  expect(names).toHaveLength(2);
  for (const name of names) {
    const shown = await floor.cordboard.cli(`core show channel ${name}`);
    expect(shown).toMatch(/NativeFormats: \(opus\)/);
    expect(shown).not.toMatch(/Transcode: Yes/);
  }
});
