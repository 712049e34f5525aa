/** Too much, and those who mean harm, on a real Asterisk: who is inside goes on. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { processLog } from '../../src/process/process-log.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { stranger } from '../support/sip/stranger.ts';
import { sipp } from '../support/sipp/sipp.ts';

const quick = readFileSync(fileURLToPath(new URL('../support/plans/quick.yaml', import.meta.url)), 'utf8');
const atOnce = 3;
const logged: string[] = [];

let floor: AsteriskFloor;
sharedFloor(
  async () =>
    (floor = await asteriskFloor({
      plan: `${quick}\nlimits: { calls at once: ${atOnce} }\n`,
      log: processLog('debug', false, { write: (line: string) => logged.push(line) }),
    })),
);

test('one call too many gets a 503; those inside talk on', async () => {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max', { number: '+4930987654' });
  await max.dials('101');
  await anna.answers();
  for (let nth = 2; nth <= atOnce; nth++) await floor.caller(`Waiting ${nth}`).dials('101');
  const late = floor.caller('Late');
  await late.starts('101');
  expect(await late.isHungUpOn()).toEqual({ answered: false, status: 503 });
  await max.talksWith(anna);
});

test('at twice what is let in, whoever is let in is connected, and the others are told at once', async () => {
  const line = floor.cordboard.credentials.sip.find(({ user }) => user === 'line9');
  const before = floor.arrivals.ended.length;
  // Calls of 500 ms: three at once are six a second, and twelve come.
  const calls = 60;
  const result = await sipp('caller-hangs-up', {
    server: { host: '127.0.0.1', port: floor.cordboard.sipPort },
    calls,
    rate: atOnce * 4,
    talkFor: 500,
    as: [{ user: 'line9', password: line?.password ?? '', number: '+4930111', name: 'Many', dials: '199' }],
  });
  expect(result.successful + result.failed).toBe(calls);
  await floor.until('all have ended', () => floor.arrivals.ended.length >= before + calls);
  const outcomes = floor.arrivals.ended.slice(before).map(({ outcome }) => outcome);
  const served = outcomes.filter((outcome) => outcome === 'served').length;
  expect(outcomes.filter((outcome) => outcome === 'overload').length).toBe(calls - served);
  expect(result.successful).toBe(served);
  // Never more than the limit in a row of turns, and not everybody shut out either.
  expect(served).toBeGreaterThan(calls / 4);
  expect(served).toBeLessThan(calls);
});

test('a stranger without a password never reaches the plan', async () => {
  const scanner = await stranger('127.0.0.3', floor.cordboard.sipPort);
  const before = floor.arrivals.arrived.length;
  for (const number of ['101', '00442071234567', '1000'])
    expect(await scanner.invites(number)).toMatch(/^SIP\/2.0 401/);
  expect(floor.arrivals.arrived.length).toBe(before);
  scanner.close();
});

test('who guesses passwords is blocked, with an alarm; everybody else calls on', async () => {
  const guesser = await stranger('127.0.0.2', floor.cordboard.sipPort);
  expect(await guesser.registers('anna')).toMatch(/^SIP\/2.0 401/);
  for (let guess = 0; guess < 12; guess++) await guesser.guesses('anna', `guess ${guess}`);
  await floor.until('an alarm is raised', async () =>
    (await floor.store.journal.last(50)).some(
      (entry) => entry.type === 'alarmRaised' && entry.about === 'log_ins',
    ),
  );
  await floor.until('it is refused', async () =>
    /^SIP\/2.0 403/.test((await guesser.registers('anna')) ?? ''),
  );
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  await max.dials('101');
  await anna.answers();
  await max.talksWith(anna);
  guesser.close();
});

test('no secret and no caller is in the log, in a process list, or in a file that others can read', async () => {
  const { credentials, ari, recordings } = floor.cordboard;
  const secrets = [credentials.api.token, ari.password, ...credentials.sip.map(({ password }) => password)];
  const commandLines = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readIfThere(join('/proc', pid, 'cmdline')));
  const etc = join(recordings, '../../etc');
  for (const text of [logged.join(''), ...commandLines])
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join('')).not.toContain('4930987654');
  for (const name of readdirSync(etc)) {
    const path = join(etc, name);
    const open = (statSync(path).mode & 0o077) !== 0;
    if (open)
      for (const secret of secrets)
        expect([name, readFileSync(path, 'utf8').includes(secret)]).toEqual([name, false]);
  }
});

test('HTTP and AMI of Asterisk listen on loopback only', async () => {
  expect(await floor.cordboard.cli('http show status')).toMatch(/Bound to 127\.0\.0\.1:/);
  expect(await floor.cordboard.cli('manager show settings')).toMatch(/TCP Bindaddress:\s*127\.0\.0\.1:/);
});

/** A process may end while we look. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error) return '';
    throw error;
  }
}
