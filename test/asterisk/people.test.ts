/**
 * The people of the tests are proven themselves, against an Asterisk with a small dialplan and no engine: a softphone
 * that hears nothing must not be able to make a test pass, nor to fail it.
 */
import { expect, test } from 'vitest';
import { type RealAsterisk, startAsterisk } from '../support/real-asterisk.ts';
import { shared } from '../support/shared.ts';
import { type Account, Softphone } from '../support/sip/softphone.ts';
import { passes, until } from '../support/sip/until.ts';
import { freeUdpPort, type Part, type SippResult, sipp, startSipp } from '../support/sipp/sipp.ts';

const endpoint = (user: string, more: string): string => `
[${user}]
type = endpoint
auth = ${user}
aors = ${user}
context = test-plan
disallow = all
allow = ulaw,alaw
direct_media = no
dtmf_mode = auto
${more}
[${user}]
type = auth
auth_type = digest
username = ${user}
password = secret
[${user}]
type = aor
max_contacts = 1
remove_existing = yes
qualify_frequency = 1
`;

const planFiles = {
  'pjsip_plan.conf': endpoint('line1', 'identify_by = auth_username') + endpoint('anna', ''),
  // 200 wants the keys 5*0, says a tone of 600 Hz if it gets them, and hangs up if not.
  'extensions_plan.conf': `
[test-plan]
exten = 101,1,Dial(PJSIP/anna,10)
exten = 199,1,Answer()
 same = n,Echo()
exten = 200,1,Answer()
 same = n,Read(KEYS,,3,,1,10)
 same = n,SendDTMF(\${KEYS})
 same = n,GotoIf($["\${KEYS}" != "5*0"]?wrong)
 same = n,PlayTones(600)
 same = n,Wait(5)
 same = n(wrong),Hangup()
`,
};

let asterisk: RealAsterisk;
const phones: Softphone[] = [];

const phone = async (user: string, more: Partial<Account> = {}): Promise<Softphone> => {
  const server = { host: '127.0.0.1', port: asterisk.sipPort };
  const opened = await Softphone.open({ user, password: 'secret', server, ...more });
  phones.push(opened);
  return opened;
};

shared({
  open: async () => {
    asterisk = await startAsterisk({ planFiles });
  },
  settle: async () => {
    for (const left of phones.splice(0)) {
      await left.unregister();
      await left.close();
    }
    await until('no channel is left', async () => (await asterisk.cli('core show channels concise')) === '');
  },
  close: async () => await asterisk.stop(),
  discard: async () => {
    for (const left of phones.splice(0)) left.vanish();
    await asterisk.stop();
  },
});

test('a caller hears themselves on an echo line, and nothing else', async () => {
  const line = await phone('line1');
  const call = await line.call('199');
  await call.untilState('up');
  call.audio.mouth.tone = 440;
  await call.audio.hearsTone(440);
  await expect(call.audio.hearsTone(700, 200)).rejects.toThrow('audio packets came');
  call.audio.mouth.tone = undefined;
  await until('it is silent', () => call.audio.ear.loudness(performance.now()) < 100);
  expect(call.audio.ear.missing).toBe(0);
  await call.hangUp();
});

test.each(['rfc4733', 'info', 'in-band'] as const)(
  'keys are understood that are sent by %s',
  async (digitsBy) => {
    const line = await phone('line1', { digitsBy });
    const call = await line.call('200');
    await call.untilState('up');
    await call.sendDigits('5*0');
    await call.audio.hearsTone(600);
    if (digitsBy !== 'in-band') expect(call.audio.ear.keys).toBe('5*0');
    await call.hangUp();
  },
);

test('other keys are told apart', async () => {
  const line = await phone('line1');
  const call = await line.call('200');
  await call.untilState('up');
  await call.sendDigits('5*1');
  await call.untilState('ended');
  expect(call.endedBy).toBe('them');
});

test('a phone rings with number and name, is answered, and hears the caller', async () => {
  const [line, anna] = [await phone('line1'), await phone('anna')];
  expect(await anna.register()).toBe(200);
  await until('Asterisk looks after the phone', () => anna.looks > 0);
  const call = await line.call('101', { fromNumber: '+4930123456', fromName: 'Jörg Weiß' });
  const rung = await anna.rings();
  expect([rung.number, rung.name]).toEqual(['+4930123456', 'Jörg Weiß']);
  await call.untilState('ringing');
  await rung.answer();
  await call.untilState('up');
  call.audio.mouth.tone = 440;
  rung.audio.mouth.tone = 700;
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  await rung.hangUp();
  await call.untilState('ended');
  expect(call.endedBy).toBe('them');
});

test('a caller who gives up stops the ringing; a busy and a declining phone say so', async () => {
  const [line, anna] = [await phone('line1'), await phone('anna')];
  await anna.register();
  const givenUp = await line.call('101');
  const rung = await anna.rings();
  await givenUp.hangUp();
  await rung.untilState('ended');
  expect([givenUp.status, rung.status, rung.endedBy]).toEqual([487, 487, 'them']);
  anna.whenRung = 'busy';
  const busy = await line.call('101');
  await busy.untilState('ended');
  expect(busy.status).toBe(486);
  anna.whenRung = 'decline';
  const declined = await line.call('101');
  await declined.untilState('ended');
  expect(declined.status).toBeGreaterThanOrEqual(400);
});

test('a wrong password is refused, for registering and for calling', async () => {
  const wrong = { password: 'guessed' };
  expect(await (await phone('anna', wrong)).register()).toBe(401);
  const call = await (await phone('line1', wrong)).call('199');
  await call.untilState('ended');
  expect(call.status).toBe(401);
});

const fine = (result: SippResult): void =>
  expect(result, result.errors).toMatchObject({ exitCode: 0, failed: 0 });
const caller: Part = {
  user: 'line1',
  password: 'secret',
  number: '+493012345',
  name: 'Max Muster',
  dials: '101',
};

test('sipp registers and plays both sides, and either hangs up', async () => {
  const server = { host: '127.0.0.1', port: asterisk.sipPort };
  for (const [agent, line] of [
    ['agent-answers', 'caller-hangs-up'],
    ['agent-hangs-up', 'caller-waits'],
  ] as const) {
    const port = await freeUdpPort();
    fine(await sipp('register', { server, port, calls: 1, as: [{ user: 'anna', password: 'secret' }] }));
    const anna = await startSipp(agent, { server, port, echo: true });
    const calls = await sipp(line, { server, calls: 5, as: [caller] });
    fine(calls);
    expect(calls.successful).toBe(5);
    fine(await anna.stop());
  }
});

test('sipp sends back what it hears, so that a softphone can tell that sound goes both ways', async () => {
  const server = { host: '127.0.0.1', port: asterisk.sipPort };
  const anna = await phone('anna');
  await anna.register();
  const line = await startSipp('caller-hangs-up', {
    server,
    calls: 1,
    echo: true,
    talkFor: 2000,
    as: [caller],
  });
  const rung = await anna.rings();
  await rung.answer();
  await passes(100);
  expect(rung.audio.ear.hearsTone(600, performance.now())).toBe(false);
  rung.audio.mouth.tone = 600;
  await rung.audio.hearsTone(600);
  fine(await line.finished);
});
