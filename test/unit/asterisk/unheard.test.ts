import { expect, test } from 'vitest';
import { type ListedChannel, unheard } from '../../../src/asterisk/stand-in/unheard.ts';

const since = Date.parse('2026-11-29T08:00:00.000Z');
const caller: ListedChannel = {
  id: '1795302863.0',
  name: 'PJSIP/line1-00000000',
  state: 'Ring',
  creationtime: '2026-11-29T08:00:00.100+0000',
  dialplan: { app_name: 'Stasis' },
};

test('a caller in the hands of a frozen engine who came after it was heard last', () => {
  expect(unheard([caller], since)).toEqual([caller]);
});

test.each<[string, Partial<ListedChannel>]>([
  ['came earlier, and hears what the engine decided', { creationtime: '2026-11-29T07:59:59.900+0000' }],
  ['has been answered', { state: 'Up' }],
  ['is a phone that rings', { state: 'Ringing' }],
  ['is served by the dialplan', { dialplan: { app_name: 'Wait' } }],
  ['is no phone', { name: 'Local/s@cordboard-echo-00000001;2' }],
])('not one who %s', (_what, unlike) => {
  expect(unheard([{ ...caller, ...unlike }], since)).toEqual([]);
});
