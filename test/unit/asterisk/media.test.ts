import { expect, test } from 'vitest';
import { mediaUri } from '../../../src/asterisk/media.ts';

test.each([
  [{ kind: 'file', path: '/var/a b,c/hello.v2.wav' }, 'sound:/var/a b,c/hello.v2'],
  [{ kind: 'sound', name: 'digits/1' }, 'sound:digits/1'],
  [{ kind: 'number', number: 42 }, 'number:42'],
  [{ kind: 'digits', digits: '10*#' }, 'digits:10*#'],
] as const)('%j', (media, uri) => {
  expect(mediaUri(media)).toBe(uri);
});
