import { expect, test } from 'vitest';
import { type AudioOffer, answerSdp, readSdp, writeSdp } from '../../../support/sip/sdp.ts';

const ours: AudioOffer = { host: '127.0.0.1', port: 4000, codecs: [0, 8], telephoneEvent: 101 };

test('what is written is read again as the same', () => {
  expect(readSdp(writeSdp(ours, 1))).toEqual(ours);
  const plain: AudioOffer = { host: '127.0.0.1', port: 4000, codecs: [8] };
  expect(readSdp(writeSdp(plain, 1))).toEqual(plain);
});

test('the connection line of the audio overrides that of the session; other media and codecs are left out', () => {
  const text = [
    'v=0',
    'c=IN IP4 192.0.2.1',
    'm=audio 6000 RTP/AVP 9 8 96',
    'c=IN IP4 192.0.2.2',
    'a=rtpmap:96 telephone-event/8000',
    'm=video 7000 RTP/AVP 97',
    'c=IN IP4 192.0.2.3',
    '',
  ].join('\r\n');
  expect(readSdp(text)).toEqual({ host: '192.0.2.2', port: 6000, codecs: [8], telephoneEvent: 96 });
});

test.each([
  ['no audio', 'v=0\r\nc=IN IP4 192.0.2.1\r\n'],
  ['audio that is refused', 'c=IN IP4 192.0.2.1\r\nm=audio 0 RTP/AVP 0\r\n'],
  ['no codec of ours', 'c=IN IP4 192.0.2.1\r\nm=audio 6000 RTP/AVP 9\r\n'],
])('%s: nothing to talk with', (_, text) => {
  expect(readSdp(text)).toBeUndefined();
});

test('an answer keeps the order and the event number of the offer', () => {
  const offer: AudioOffer = { host: '192.0.2.1', port: 6000, codecs: [8, 0], telephoneEvent: 96 };
  expect(answerSdp(offer, ours)).toEqual({
    host: '127.0.0.1',
    port: 4000,
    codecs: [8, 0],
    telephoneEvent: 96,
  });
  const withoutEvents: AudioOffer = { host: '127.0.0.1', port: 4000, codecs: [0] };
  expect(answerSdp(offer, withoutEvents)).toEqual(withoutEvents);
  expect(answerSdp({ ...offer, codecs: [8] }, withoutEvents)).toBeUndefined();
});
