/** Menus on a real Asterisk: each way in which a phone sends keys, in time, early, wrong or not at all. */
import { expect, onTestFinished, test } from 'vitest';
import { screenPopMessage } from '../../src/contract/webhook.ts';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { hookReceiver, isSignedWith } from '../support/hook-receiver.ts';

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor()));

test.each(['rfc4733', 'info', 'in-band'] as const)(
  'a key sent by %s leads to its queue, also during the prompt',
  async (digitsBy) => {
    const anna = await floor.agent('anna');
    const max = floor.caller('Max', { digitsBy });
    await max.dials('100');
    await max.isAnswered();
    await max.call.audio.hearsSomething();
    await max.presses('1');
    await anna.rings();
    await anna.answers();
    await max.talksWith(anna);
    await max.hangsUp();
  },
);

test('keys typed ahead of the next menu are kept for it', async () => {
  const clara = await floor.agent('clara');
  const max = floor.caller('Max');
  await max.dials('100');
  await max.presses('35');
  await clara.rings();
  expect(floor.operations.calls()[0]?.phase).toMatchObject({ name: 'ringing', search: { queue: 'support' } });
  await max.hangsUp();
  await clara.stopsRinging();
});

test('a wrong key is said to be one, and the menu asks again', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  await max.dials('100');
  await max.presses('7');
  await floor.until('the menu asks again', () => {
    const phase = floor.operations.calls()[0]?.phase;
    return phase?.name === 'choosing' && phase.attempt === 2;
  });
  await max.presses('1');
  await anna.rings();
  await anna.answers();
  await max.talksWith(anna);
  await anna.hangsUp();
});

test('who presses nothing, or nothing that fits, comes to a person all the same', async () => {
  const dora = await floor.agent('dora');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.presses('8');
  await dora.rings(20_000);
  await dora.answers();
  await max.talksWith(dora);
  const entries = await floor.store.journal.ofCall(callId(Number(call)));
  expect(entries.filter(({ type }) => type === 'noKeyPressed')).toHaveLength(2);
  await dora.hangsUp();
});

test('a language chosen by key is remembered for the next call', async () => {
  const languageOf = (call: string) => floor.operations.calls().find(({ id }) => id === call)?.language;
  const maria = floor.caller('Maria', { number: '+4930777001' });
  const first = await maria.dials('100');
  expect(languageOf(first)).toBe('en');
  await maria.presses('89');
  await floor.until('the caller hears German', () => languageOf(first) === 'de');
  await maria.hangsUp();
  await floor.until('the call is over', () => floor.operations.calls().length === 0);
  const again = floor.caller('Maria again', { number: '+4930777001', line: 'line2' });
  const second = await again.dials('100');
  expect(languageOf(second)).toBe('de');
  await again.hangsUp();
});

test('a caller who hangs up in the menu has left early', async () => {
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.isAnswered();
  await max.hangsUp();
  expect(await floor.endOf(call)).toMatchObject({ outcome: 'left_early', by: 'caller' });
});

test('another program is shown who calls while the phone rings, and is told how the call went, in order', async () => {
  const program = await hookReceiver();
  onTestFinished(async () => await program.close());
  const { url, token } = floor.cordboard.credentials.api;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const added = await ask('POST', '/v1/webhooks', {
    name: 'crm',
    url: program.url,
    events: ['screenPop', 'call'],
  });
  expect(added.status).toBe(200);
  const { secret } = (await added.json()) as { secret: string };
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.presses('1');
  await anna.rings();
  const of = (type: string) => program.received.filter((hook) => hook.type === type);
  await floor.until('the screen shows who calls', () => of('screenPop').length === 1);
  // Nobody has answered yet.
  expect(floor.operations.call(callId(Number(call)))?.phase.name).toBe('ringing');
  expect(screenPopMessage.parse(JSON.parse(of('screenPop')[0]?.body ?? '')).data).toMatchObject({
    agent: 'anna',
    offer: { call, pressed: [{ key: '1' }] },
  });
  await anna.answers();
  await max.talksWith(anna);
  await max.hangsUp();
  await floor.until('the end is told', () => of('callEnded').length === 1);
  const seqs = program.received.flatMap(({ data }) => (typeof data['seq'] === 'number' ? [data['seq']] : []));
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(program.received.every((hook) => isSignedWith(secret, hook))).toBe(true);
  expect((await ask('DELETE', '/v1/webhooks/crm')).status).toBe(200);
});
