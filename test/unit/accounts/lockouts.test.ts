/** Whom wrong log-ins make wait, and whom not. */
import { expect, test } from 'vitest';
import { Lockouts } from '../../../src/accounts/lockouts.ts';

/** So many names, each tried once. */
function guessed(address: string): Lockouts {
  const lockouts = new Lockouts();
  for (let i = 0; i < 25; i++) lockouts.count(`name${i}`, address, 0);
  return lockouts;
}

test('whoever guesses names has to wait, with every name', () => {
  expect(guessed('192.0.2.7').wait('anna', '192.0.2.7', 0)).toBeGreaterThan(0);
  expect(guessed('192.0.2.7').wait('anna', '192.0.2.8', 0)).toBe(0);
});

test('behind a proxy on this machine all have one address: whoever guesses names shuts out nobody else', () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(guessed(address).wait('anna', address, 0)).toBe(0);
  const lockouts = new Lockouts();
  for (let i = 0; i < 5; i++) lockouts.count('anna', '127.0.0.1', 0);
  expect(lockouts.wait('anna', '127.0.0.1', 0)).toBeGreaterThan(0);
});
