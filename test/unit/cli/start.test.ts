/** What `cordboard start` refuses before it starts anything. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { type } from './desk.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-start-'));
});
// What the clock keeps in it may be being written still.
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));

const start = (environment: Record<string, string>) =>
  type(['start'], home, { environment: { CORDBOARD_HOME: home, ...environment } });

test('N18: a second engine is refused for the state folder, before it is for a port', async () => {
  const store = await openStore(join(home, 'cordboard.db'), pino({ level: 'silent' }));
  const { code, err } = await start({});
  expect(code).toBe(1);
  expect(err).toContain(`an engine already runs with the state folder ${home}`);
  expect(err).toContain('give it another CORDBOARD_HOME and other ports');
  expect(err).not.toContain('in use');
  await store.close();
});

test('N20: a state folder that cannot be created is refused at once', async () => {
  const { code, err } = await start({ CORDBOARD_HOME: '/proc/nix' });
  expect([code, err]).toEqual([1, expect.stringContaining('cannot create the state folder /proc/nix')]);
});

test('N22: a speech command that does not exist is refused like any other setting', async () => {
  const { code, err } = await start({ CORDBOARD_SPEECH: 'foo {text} {output}' });
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('CORDBOARD_SPEECH: the program foo does not exist'),
  ]);
});

test('N19: a misspelt setting is named at a start', async () => {
  const { err } = await start({ CORDBOARD_SIP_ADRESS: '127.0.0.1', CORDBOARD_SPEECH: 'foo' });
  expect(err).toContain('did you mean CORDBOARD_SIP_ADDRESS?');
});

test('a demo history is refused where calls or contacts are', async () => {
  const store = await openStore(join(home, 'cordboard.db'), pino({ level: 'silent' }));
  await store.contacts.set('+4930123456', { name: 'Maria' }, 1_000_000);
  await store.close();
  const environment = { CORDBOARD_HOME: home, CORDBOARD_HTTP_PORT: '18097' };
  const { code, err } = await type(['start', '--demo-history'], home, { environment });
  expect([code, err]).toEqual([1, expect.stringContaining('in an empty database only')]);
  expect(err).toContain('start without --demo-history');
});
