/** Odd and wrong input on a real Asterisk: a clear course for each, never a stuck call. */
import { expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor()));

test.each([
  ['withheld', 'anonymous', 'Anonymous'],
  ['without a number', '', ''],
  ['alphanumeric', 'ACME-Bank', 'ACME'],
  ['of 200 characters', '9'.repeat(200), 'N'.repeat(200)],
  ['with control characters', '+49\u0001\u007f30', 'A\u0001\u0007B'],
  ['with other scripts', '東京', '東京 \u202eevil'],
  ['with what breaks files and headers', '"><sip:x@y>;tag=1', 'a"b\\c;d,e<f>'],
])('a caller %s reaches an agent', async (_, fromNumber, fromName) => {
  const anna = await floor.agent('anna');
  const odd = floor.caller('odd');
  await odd.dials('101', { fromNumber, fromName });
  const shown = await anna.rings();
  expect(shown.number.length + shown.name.length).toBeLessThan(200);
  expect(`${shown.number}${shown.name}`).not.toMatch(/\p{Cc}|\p{Cf}/u);
  await anna.answers();
  await odd.talksWith(anna);
  await odd.hangsUp();
});

test('a caller without a number is shown as anonymous', async () => {
  const anna = await floor.agent('anna');
  const nobody = floor.caller('nobody');
  await nobody.dials('101', { fromNumber: '', fromName: '' });
  expect((await anna.rings()).number).toBe('anonymous');
  await nobody.hangsUp();
  await anna.stopsRinging();
});

const nobodys = [
  '4711',
  '%C3%BC', // ü
  '%20',
  '%E6%9D%B1%E4%BA%AC', // 東京
  'h',
  'i',
];
test('numbers that nobody has: a spoken goodbye for each, and it is counted', {
  timeout: 60_000,
}, async () => {
  const isTurnedAway = async (dialled: string): Promise<void> => {
    const max = floor.caller(`Max to ${dialled}`);
    const call = await max.dials(dialled);
    await max.isAnswered();
    await max.call.audio.hearsSomething();
    expect(await max.isHungUpOn(30_000), dialled).toEqual({ answered: true });
    expect(await floor.endOf(call), dialled).toMatchObject({ outcome: 'number_not_in_use' });
  };
  await Promise.all(nobodys.map(isTurnedAway));
});

test('a wrong password registers no phone and makes no call', async () => {
  const wrong = await floor.phone('anna', { password: 'guessed' });
  expect(await wrong.register()).toBe(401);
  const call = await (await floor.phone('line1', { password: 'guessed' })).call('101');
  await call.untilState('ended');
  expect(call.status).toBe(401);
  const stranger = await (await floor.phone('nobody', { password: 'guessed' })).call('101');
  await stranger.untilState('ended');
  expect(stranger.status).toBe(401);
  expect(floor.operations.calls()).toEqual([]);
});

test('a line is known by its digest user name, even with the name of an agent in From', async () => {
  const boris = await floor.agent('boris');
  const max = floor.caller('Max', { line: 'line2' });
  const call = await max.dials('101', { fromNumber: 'anna', fromName: 'Anna Berg' });
  await boris.rings();
  expect(floor.operations.calls().find(({ id }) => id === call)?.via).toEqual({
    kind: 'line',
    name: 'line2',
  });
  await max.hangsUp();
  await boris.stopsRinging();
});

test('a blocked caller is turned away unanswered', async () => {
  await floor.store.contacts.set('+4930666', { tags: ['blocked'] }, Date.now());
  const max = floor.caller('Max', { number: '+4930666' });
  await max.starts('101');
  const end = await max.isHungUpOn();
  expect(end.answered).toBe(false);
  expect(end.status).toBeGreaterThanOrEqual(400);
});
