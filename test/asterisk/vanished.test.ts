/** A caller whose machine vanishes before the call is picked up: nobody would ever say that they are gone. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { Softphone } from '../support/sip/softphone.ts';

const plan = `company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: all } }
queues: { all: { agents: [anna] } }
agents: { anna: {} }
lines: [line1, line2]
pick up after: 10s
`;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan })));

/** An hour is too long for a test. */
async function hurryUp(): Promise<void> {
  const file = join(floor.cordboard.etc, 'pjsip_plan.conf');
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/^rtp_timeout *= *3600$/m);
  await writeFile(file, text.replaceAll(/^rtp_timeout *= *3600$/gm, 'rtp_timeout = 6'));
  await floor.cordboard.cli('module reload res_pjsip.so');
}

test('is picked up after a while, and gone when nobody acknowledges it; one who is there waits on', {
  timeout: 90_000,
}, async () => {
  await hurryUp();
  const stays = floor.caller('Stays', { line: 'line2' });
  await stays.dials('1');
  const password = floor.cordboard.credentials.sip.find(({ user }) => user === 'line1')?.password ?? '';
  const server = { host: '127.0.0.1', port: floor.cordboard.sipPort };
  const vanishes = await Softphone.open({ user: 'line1', password, server });
  await vanishes.call('1');
  await floor.until('both wait', () => floor.operations.calls().length === 2);
  vanishes.vanish();
  await floor.until(
    'both are picked up',
    () => floor.operations.calls().every(({ answeredAt }) => answeredAt !== undefined),
    20_000,
  );
  await stays.isAnswered();
  await floor.until('one is left', () => floor.operations.calls().length === 1, 60_000);
  const anna = await floor.agent('anna');
  await anna.answers();
  await stays.talksWith(anna);
  await stays.hangsUp();
  await floor.until('both have an end', () => floor.arrivals.ended.length === 2);
  expect(floor.arrivals.ended.map(({ outcome }) => outcome)).toEqual(['abandoned', 'answered']);
});
