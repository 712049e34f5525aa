/**
 * Calls to the running image, which `npm run test:docker` has built and started: what stands and falls with what is in it,
 * namely Asterisk's modules and sounds, the speech program, and the ports.
 */
import { afterEach, expect, test } from 'vitest';
import { type Account, Softphone } from '../support/sip/softphone.ts';

const { CORDBOARD_IMAGE_SIP_PORT: port, CORDBOARD_IMAGE_CREDENTIALS: credentials } = process.env;
if (port === undefined || credentials === undefined) throw new Error('run this by: npm run test:docker');
const accounts = (JSON.parse(credentials) as { sip: { user: string; password: string }[] }).sip;

const phones: Softphone[] = [];
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close();
});

async function phone(user: string): Promise<Softphone> {
  const password = accounts.find((account) => account.user === user)?.password ?? '';
  const account: Account = { user, password, server: { host: '127.0.0.1', port: Number(port) } };
  const opened = await Softphone.open(account);
  phones.push(opened);
  return opened;
}

test('199 sends back what line1 says', async () => {
  const line = await phone('line1');
  const call = await line.call('199', { fromNumber: '+493012345' });
  await call.untilState('up');
  call.audio.mouth.tone = 640;
  await call.audio.hearsTone(640);
  await call.hangUp();
});

test('100 speaks, and a 1 brings the caller to Anna; both hear each other', async () => {
  const anna = await phone('anna');
  expect(await anna.register()).toBe(200);
  const line = await phone('line1');
  const call = await line.call('100', { fromNumber: '+493012345', fromName: 'Max Muster' });
  await call.untilState('up');
  await call.audio.hearsSomething(10_000);
  await call.sendDigits('1');
  const ringing = await anna.rings(15_000);
  expect(ringing).toMatchObject({ number: '+493012345', name: 'Max Muster' });
  // Music, from the package of its own.
  await call.audio.hearsSomething();
  await ringing.answer();
  call.audio.mouth.tone = 640;
  ringing.audio.mouth.tone = 1100;
  await ringing.audio.hearsTone(640);
  await call.audio.hearsTone(1100);
  await call.hangUp();
  await ringing.untilState('ended');
});
