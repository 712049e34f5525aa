/** What is read from the text of an event is what parsing all of it gives. Texts are of Asterisk 22. */
import { expect, test } from 'vitest';
import { parseEvent } from '../../../../src/asterisk/ari/ari-event.ts';
import { usualEvent } from '../../../../src/asterisk/ari/usual-event.ts';

const timestamp = '"timestamp":"2026-11-29T12:24:44.150+0000"';

const channel = (state: string, name = ''): string =>
  `"channel":{"id":"eh71e2-1795955080.118","name":"PJSIP/provider-00000076","state":"${state}","protocol_id":"68-4592@127.0.0.2","caller":{"name":${JSON.stringify(name)},"number":"+49305550117"},"connected":{"name":"","number":""},"accountcode":"","dialplan":{"context":"from-trunk","exten":"101","priority":12,"app_name":"Stasis","app_data":"cordboard"},"creationtime":"2026-11-29T12:24:40.354+0000","language":"en"},"asterisk_id":"02:fc:00:00:00:01","application":"cordboard"}`;

const bridge = (id: string): string =>
  `"bridge":{"id":"${id}","technology":"simple_bridge","bridge_type":"mixing","bridge_class":"stasis","creator":"Stasis","name":"","channels":["eh71e2-1795955080.118"],"creationtime":"2026-11-29T12:24:44.149+0000","video_mode":"talker"}`;

const dial = (status: string): string =>
  `{"type":"Dial",${timestamp},"dialstatus":"${status}","forward":"","dialstring":"","peer":${channel('Up').slice('"channel":'.length)}`;

/** Of somebody who would like to be taken for what is searched for. */
const joker = '"dialstatus":"PROGRESS","channel":{"id":"x"';

test.each([
  ['an end', `{"type":"StasisEnd",${timestamp},${channel('Up', joker)}`],
  ['ringing', `{"type":"ChannelStateChange",${timestamp},${channel('Ringing', joker)}`],
  ['an answer', `{"type":"ChannelStateChange",${timestamp},${channel('Up')}`],
  [
    'who comes',
    `{"type":"ChannelEnteredBridge",${timestamp},${bridge('cb-e-1069-b4')},${channel('Up', joker)}`,
  ],
  ['a hang-up', `{"type":"ChannelHangupRequest",${timestamp},${channel('Up', joker)}`],
  [
    'a hang-up with its cause',
    `{"cause":32,"soft":true,"type":"ChannelHangupRequest",${timestamp},${channel('Up')}`,
  ],
  [
    'what is gone',
    `{"type":"ChannelDestroyed",${timestamp},"cause":16,"cause_txt":"Normal Clearing",${channel('Up', joker)}`,
  ],
  ['who goes', `{"type":"ChannelLeftBridge",${timestamp},${bridge('cb-e-1069-b4')},${channel('Up')}`],
])('%s is read without parsing it, and the same', (_, text) => {
  expect(parseEvent(text)).toBeDefined();
  expect(usualEvent(text)).toEqual(parseEvent(text));
});

test('of dialling only early media is made use of, and of states only two', () => {
  for (const status of ['', 'RINGING', 'ANSWER']) expect(usualEvent(dial(status))).toBe('unused');
  expect(usualEvent(dial('PROGRESS'))).toBeUndefined();
  expect(parseEvent(dial('PROGRESS'))).toMatchObject({ type: 'Dial', dialstatus: 'PROGRESS' });
  expect(usualEvent(`{"type":"ChannelStateChange",${timestamp},${channel('Ring')}`)).toBe('unused');
});

test('what is written otherwise is left to the parser', () => {
  for (const text of [
    '',
    '{',
    `{"asterisk_id":"x","type":"StasisEnd",${timestamp},${channel('Up')}`,
    `{ "type": "StasisEnd", ${timestamp}, ${channel('Up')}`,
    `{"type":"StasisEnd",${timestamp},"channel":{"id":"a\\"b"`,
    `{"type":"ChannelEnteredBridge",${timestamp},${bridge('cb-e-1069-b4')}}`,
    `{"type":"StasisStart",${timestamp},${channel('Ring')}`,
    `{"type":"ChannelDestroyed",${timestamp},"cause":17,"cause_txt":"User busy","tech_cause":486,${channel('Up')}`,
    `{"type":"ChannelDestroyed",${timestamp},"cause":17,"cause_txt":"User busy",${channel('Up').slice(0, -1)},"tech_cause":486}`,
    `{"cause":17,"type":"ChannelHangupRequest",${timestamp},${channel('Up')}`,
  ])
    expect(usualEvent(text)).toBeUndefined();
});
