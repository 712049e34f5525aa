import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  heardOf,
  parseChannels,
  parseEvent,
  parseStartupTime,
} from '../../../../src/asterisk/ari/ari-event.ts';

test('what is not an event that we know, in the shape that we know, is passed over', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{',
    '{"type":"BridgeCreated"}',
    '{"type":"StasisStart"}',
    '{"type":5}',
  ]) {
    expect(parseEvent(text)).toBeUndefined();
  }
  fc.assert(fc.property(fc.json(), (text) => parseEvent(text) === undefined));
});

test('what Asterisk adds in a later version does no harm', () => {
  const text = '{"type":"ApplicationReplaced","application":"cordboard","asterisk_id":"x","new":[1]}';
  expect(parseEvent(text)).toEqual({ type: 'ApplicationReplaced', application: 'cordboard' });
});

test('one channel that cannot be read does not hide the others', () => {
  const good = {
    id: 'a',
    name: 'PJSIP/a-1',
    state: 'Up',
    caller: { name: '', number: '' },
    dialplan: { context: '', exten: '' },
  };
  expect(parseChannels(JSON.stringify([{ id: 7 }, good]))).toHaveLength(1);
  expect(parseChannels('{"message":"no"}')).toEqual([]);
});

test('Asterisk is asked for the order to stop too, and never for ChannelVarset', () => {
  expect(heardOf).toContain('ApplicationReplaced');
  expect(heardOf).toContain('ChannelUserevent');
  expect(heardOf).not.toContain('ChannelVarset');
});

test('the time at which Asterisk was started is read, with its zone; what cannot be read is no time', () => {
  const told = (startup: unknown): string => JSON.stringify({ build: {}, status: { startup_time: startup } });
  expect(parseStartupTime(told('2026-11-29T04:43:16.123+0100'))).toBe(Date.UTC(2026, 10, 29, 3, 43, 16, 123));
  for (const text of ['', '{}', told(7), told('soon')]) expect(parseStartupTime(text)).toBeUndefined();
});
