/** T13: a message that is left on a full disk is told of. */
import { expect, test } from 'vitest';
import { messageMayBeCut } from '../../src/process/recording-space.ts';

const mb = 1024 * 1024;

test('T13: a message on a disk that is about full raises an alarm, with what is left', async () => {
  const cut = (free: number) => messageMayBeCut('1040', '/var/spool/asterisk/1040-r1.wav', async () => free);
  expect(await cut(0.34 * mb)).toBe(
    'the disk for recordings has only 0.3 MB free: the message of call 1040 may be cut short',
  );
  expect(await cut(3.4 * mb)).toContain('has only 3 MB free');
  expect(await cut(500 * mb)).toBeUndefined();
});

test('a disk that cannot be asked, or that is not ours, raises none', async () => {
  const gone = async (): Promise<number> => Promise.reject(new Error('gone'));
  expect(await messageMayBeCut('1040', '/nowhere/1040-r1.wav', gone)).toBeUndefined();
  expect(await messageMayBeCut('1040', undefined)).toBeUndefined();
});
