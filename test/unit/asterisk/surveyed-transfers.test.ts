/** Transfers that Asterisk has carried out while nobody listened, found by the channels that they have left. */
import { expect, test } from 'vitest';
import type { AriChannel } from '../../../src/asterisk/ari/ari-event.ts';
import { AsteriskIds } from '../../../src/asterisk/ids.ts';
import { surveyedTransfers } from '../../../src/asterisk/survey.ts';
import { bridgeId, callId, legId } from '../../../src/shared/ids.ts';

const ids = new AsteriskIds('one');
const local = (half: 1 | 2, exten: string): AriChannel => ({
  id: `1700000000.${half}`,
  name: `Local/${exten}@transferred-00000001;${half}`,
  state: 'Up',
  caller: { name: '', number: '' },
  dialplan: { context: 'transferred', exten: half === 2 ? exten : 's', app_name: 'Stasis', app_data: '' },
});
const [first, second] = [bridgeId(callId(1), 1), bridgeId(callId(2), 1)];
const room = (bridge: typeof first, half: 1 | 2) => ({ bridge, legs: [legId(`1700000000.${half}`)] });

test('one half stands in a room: the other half knows what was dialled', () => {
  expect(surveyedTransfers([local(1, '*2# x'), local(2, '*2# x')], [room(first, 1)], ids)).toEqual([
    { bridge: first, stand: legId('1700000000.1'), to: { dialled: '*2# x' } },
  ]);
});

test('both halves stand in rooms of ours: two calls were put together, told once', () => {
  const channels = [local(2, 's'), local(1, 's')];
  expect(surveyedTransfers(channels, [room(first, 1), room(second, 2)], ids)).toEqual([
    { bridge: first, stand: legId('1700000000.1'), to: { room: second } },
  ]);
});

test('a half that stands in no room of ours is no transfer', () => {
  expect(surveyedTransfers([local(1, '23'), local(2, '23')], [], ids)).toEqual([]);
});
