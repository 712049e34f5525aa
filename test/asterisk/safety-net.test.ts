/** What Asterisk does for callers by itself, when there is no engine to hand them to. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { render } from '../../src/asterisk/provisioning/conf-file.ts';
import { lineSections, phoneSections } from '../../src/asterisk/provisioning/endpoints.ts';
import { recordingsIn } from '../../src/asterisk/recordings.ts';
import { type RealAsterisk, startAsterisk } from '../support/real-asterisk.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { until } from '../support/sip/until.ts';
import { readWav } from '../support/sip/wav.ts';

const password = 'secret';
let asterisk: RealAsterisk;
const phones: Softphone[] = [];

beforeEach(async () => {
  const agents = ['anna', 'boris'].map((phone) => ({
    name: phone,
    title: phone,
    phone,
    skills: {},
    queues: [],
  }));
  const sections = [
    ...agents.flatMap((agent) => phoneSections(agent.phone, password)),
    ...lineSections({ name: 'line1' }, password),
  ];
  asterisk = await startAsterisk({
    planFiles: {
      'pjsip_plan.conf': render('for this test', sections),
      'extensions_plan.conf': '[globals]\nSAFETY_NET_PHONES = PJSIP/anna&PJSIP/boris\n',
    },
  });
});

afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close();
  await asterisk.stop();
});

async function phone(user: string): Promise<Softphone> {
  const opened = await Softphone.open({
    user,
    password,
    server: { host: '127.0.0.1', port: asterisk.sipPort },
  });
  phones.push(opened);
  return opened;
}

test('rings one phone after the other until somebody answers, and both hear each other', {
  timeout: 60_000,
}, async () => {
  const boris = await phone('boris');
  boris.whenRung = 'answer';
  await boris.register();
  const caller = await phone('line1');
  // F37: an engine takes callers back when he answers. It reads that he has, and the talk begins when it is done.
  await asterisk.cli('dialplan set global CORDBOARD_TAKES_BACK 9999999999');
  const call = await caller.call('101', { fromNumber: '+49301234567' });
  await until('it rings for the caller', () => call.progress.includes(180));
  await call.untilState('up', 20_000);
  const notes = async (): Promise<string> => await readFile(join(asterisk.spool, 'safety-net.log'), 'utf8');
  await until('boris has answered', async () => (await notes()).includes('\nanswered '), { within: 20_000 });
  expect(await asterisk.cli('bridge show all')).not.toContain('simple_bridge');
  await asterisk.cli('dialplan set global CORDBOARD_TAKES_BACK 0');
  await until('boris has the call', () => boris.talking !== undefined, { within: 20_000 });
  call.audio.mouth.tone = 440;
  const theirs = boris.talking?.audio;
  if (theirs === undefined) throw new Error('boris talks to nobody');
  theirs.mouth.tone = 700;
  await Promise.all([theirs.hearsTone(440), call.audio.hearsTone(700)]);
  await boris.hangUpAll();
  await call.untilState('ended');
});

test('takes a message when nobody is there; an agent who dials meanwhile is told that it does not work now', {
  timeout: 120_000,
}, async () => {
  const dials = async (): Promise<void> => {
    const call = await (await phone('anna')).call('*11');
    await call.untilState('up', 20_000);
    await call.untilState('ended', 30_000);
    expect(call.endedBy).toBe('them');
  };
  await Promise.all([dials(), leavesMessage()]);
});

async function leavesMessage(): Promise<void> {
  const caller = await phone('line1');
  const call = await caller.call('101', { fromNumber: '+49 30/../1234567' });
  await call.untilState('up', 20_000);
  call.audio.mouth.tone = 440;
  const folder = recordingsIn(asterisk.spool);
  // The header of the file tells its length only once it is closed.
  const isLong = async (): Promise<boolean> => (await sizeIn(folder)) > 2 * 8000 * 2;
  await until('two seconds are recorded', isLong, { within: 30_000 });
  await call.hangUp();
  const [name = ''] = await readdir(folder);
  expect(name).toMatch(/^safety-net-cordboard-[\d.]+\.wav$/);
  await until(
    'the call is gone',
    async () => (await asterisk.cli('core show channels concise')).trim() === '',
    { within: 30_000 },
  );
  const { samples } = await readWav(join(folder, name));
  expect(samples.length).toBeGreaterThan(2 * 8000);
}

/** Bytes. */
async function sizeIn(folder: string): Promise<number> {
  const [name] = await readdir(folder);
  return name === undefined ? 0 : (await stat(join(folder, name))).size;
}
