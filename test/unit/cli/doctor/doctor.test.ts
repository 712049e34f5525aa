import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asteriskFolders } from '../../../../src/asterisk/host/folders.ts';
import { birth, noteRunning } from '../../../../src/asterisk/host/running.ts';
import { judgeVersion } from '../../../../src/cli/doctor/asterisk.ts';
import type { Surroundings } from '../../../../src/cli/doctor/check.ts';
import { judgeClock } from '../../../../src/cli/doctor/clock.ts';
import { judgeNode } from '../../../../src/cli/doctor/node.ts';
import { phones } from '../../../../src/cli/doctor/phones.ts';
import { judgeRestart } from '../../../../src/cli/doctor/plan.ts';
import { judgeSpace } from '../../../../src/cli/doctor/state-folder.ts';
import { judgeTrunk } from '../../../../src/cli/doctor/trunks.ts';
import { openDesk, type } from '../desk.ts';

const judged: [string, { severity: string }, string][] = [
  ['Node.js 18', judgeNode('18.20.1'), 'error'],
  ['Node.js 20.18', judgeNode('20.18.3'), 'error'],
  ['Node.js 20.19', judgeNode('20.19.0'), 'ok'],
  ['Node.js 24', judgeNode('24.1.0'), 'ok'],
  ['Asterisk 18', judgeVersion('18.24.2', 'here'), 'error'],
  ['Asterisk 22', judgeVersion('22.10.1', 'here'), 'ok'],
  ['100 MB left', judgeSpace('/x', 100 * 1024 * 1024), 'error'],
  ['1 GB left', judgeSpace('/x', 1024 * 1024 * 1024), 'warning'],
  ['10 GB left', judgeSpace('/x', 10 * 1024 * 1024 * 1024), 'ok'],
  ['a clock of 1970', judgeClock({ now: 0, status: undefined })[0] ?? { severity: 'ok' }, 'error'],
  [
    'a trunk that is registered',
    judgeTrunk({ name: 't', server: 'x', registration: 'registered', reachable: true }),
    'ok',
  ],
  ['a trunk that is known by its address', judgeTrunk({ name: 't', server: 'x', reachable: true }), 'ok'],
  ['a trunk nobody has asked', judgeTrunk({ name: 't', server: 'x' }), 'warning'],
  ['a trunk that does not answer', judgeTrunk({ name: 't', server: 'x', reachable: false }), 'error'],
  [
    'a trunk that is not asked for a sign of life',
    judgeTrunk({ name: 't', server: 'x', probed: false }),
    'ok',
  ],
  [
    'a trunk without a password that need not register',
    judgeTrunk({ name: 't', server: 'x', reachable: true, down: 'trunk_password_missing' }),
    'error',
  ],
  [
    'a trunk that refuses us',
    judgeTrunk({ name: 't', server: 'x', registration: 'refused', reachable: true }),
    'error',
  ],
  [
    'a trunk without a password',
    judgeTrunk({ name: 't', server: 'x', registration: 'no_password' }),
    'error',
  ],
];
test.each(judged)('%s: %o', (_what, diagnosis, severity) => {
  expect(diagnosis.severity).toBe(severity);
});

describe('N17: after a restart', () => {
  const version = (number: number, by: string, text: string) => ({ version: number, by, text, at: 0 });
  const judge = (by: string, activeText: string, loaded: string, file: string | undefined) =>
    judgeRestart(
      { active: version(2, by, activeText), lastFromFile: version(1, 'start', loaded) },
      file,
      'plan.yaml',
      { status: undefined },
    );

  test('an applied plan is kept as long as the file has not changed', () => {
    expect(judge('cli', 'applied', 'file', 'file')).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/plan.yaml differs. A restart keeps version 2/),
    });
  });

  test('a file that has changed is used', () => {
    expect(judge('cli', 'applied', 'file', 'changed')).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/A restart will use the file/),
    });
  });

  test('a file with errors is refused', () => {
    expect(judge('cli', 'applied', 'file', undefined).message).toContain('a restart is refused');
  });

  test('times are in the zone of the plan, also while no engine says it', () => {
    const plans = { active: version(2, 'cli', 'applied'), lastFromFile: version(1, 'start', 'file') };
    const at = (zone: string) =>
      judgeRestart(plans, 'file', 'plan.yaml', { status: undefined }, zone).message;
    expect(at('Asia/Tokyo')).not.toBe(at('America/New_York'));
  });

  test('a file that is the active plan is fine', () => {
    expect(judge('start', 'file', 'file', 'file').severity).toBe('ok');
  });
});

let home: string;
let squatter: Server;
let taken: number;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-doctor-'));
  squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const address = squatter.address();
  taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterEach(async () => {
  await new Promise((resolve) => squatter.close(resolve));
  await rm(home, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

const examine = async (environment: Record<string, string> = {}) => {
  const all = {
    CORDBOARD_HOME: home,
    CORDBOARD_SIP_ADDRESS: '127.0.0.1',
    PATH: process.env['PATH'] ?? '',
    ...environment,
  };
  const { code, out } = await type(['doctor', '--json'], home, { environment: all });
  const findings: { check: string; severity: string; message: string; fix?: string }[] =
    JSON.parse(out).findings;
  return { code, of: (check: string) => findings.filter((finding) => finding.check === check), findings };
};

test('weak settings are reported', async () => {
  const told = async (environment: Record<string, string>) =>
    (await examine(environment)).of('Safety').map(({ severity, message }) => `${severity}: ${message}`);
  expect(await told({})).toEqual(['ok: no weak settings']);
  const weak = { CORDBOARD_HTTP_ADDRESS: '0.0.0.0', CORDBOARD_LOG_PERSONAL_DATA: 'yes', ...elsewhere };
  expect(await told(weak)).toEqual([
    'warning: the API listens on 0.0.0.0 without encryption: anyone on the network path can read the token',
    "warning: the log shows callers' numbers and names",
    'warning: the ARI password has fewer than 16 characters',
    'warning: the AMI password has fewer than 16 characters',
  ]);
});

const elsewhere = {
  CORDBOARD_ARI_URL: 'http://a:b@127.0.0.1:9',
  CORDBOARD_AMI_URL: 'tcp://a:b@127.0.0.1:9',
  CORDBOARD_ASTERISK_CONF: '/nowhere',
};

describe('the doctor', () => {
  test('does not say that calls can be routed while no engine runs', async () => {
    const environment = {
      CORDBOARD_HOME: home,
      CORDBOARD_SIP_ADDRESS: '127.0.0.1',
      CORDBOARD_SIP_PORT: String(await freePort()),
      CORDBOARD_HTTP_PORT: String(await freePort()),
      PATH: process.env['PATH'] ?? '',
    };
    const { out } = await type(['doctor'], home, { environment });
    expect(out).toContain('no engine runs');
    expect(out).not.toMatch(/calls can be routed(?! once the engine runs)/);
  });

  test('finds a port that is taken, by whom, and says what to set', async () => {
    const { code, of } = await examine({ CORDBOARD_HTTP_PORT: String(taken) });
    expect(code).toBe(1);
    expect(of('Ports')[0]).toMatchObject({
      severity: 'error',
      message: expect.stringMatching(
        new RegExp(`HTTP port ${taken} .* is in use by .*process ${process.pid}`),
      ),
      fix: expect.stringContaining('CORDBOARD_HTTP_PORT'),
    });
  });

  test('does not ask to end our own Asterisk, which an engine that was killed has left to the next', async () => {
    const base = asteriskFolders(home).base;
    await mkdir(base, { recursive: true });
    // For Asterisk stands in whoever holds the port: this process.
    await noteRunning(base, { pid: process.pid, bornAt: (await birth(process.pid)) ?? '', fingerprint: 'x' });
    const environment = { CORDBOARD_SIP_PORT: String(taken), CORDBOARD_HTTP_PORT: String(await freePort()) };
    const { of } = await examine(environment);
    expect(of('Ports')).toMatchObject([
      { severity: 'ok', message: expect.stringContaining(`our Asterisk (process ${process.pid}) runs`) },
    ]);
  });

  test('finds credentials that others may read, and damaged ones', async () => {
    const path = join(home, 'credentials.json');
    await writeFile(path, JSON.stringify({ sip: [], api: { url: 'http://127.0.0.1:9', token: 'x' } }));
    await chmod(path, 0o644);
    expect((await examine()).of('Credentials').map(({ severity }) => severity)).toContain('ok');
    await writeFile(path, '{');
    expect((await examine()).of('Credentials')[0]).toMatchObject({
      severity: 'error',
      fix: expect.any(String),
    });
  });

  test('finds a clock that has been set back', async () => {
    await writeFile(join(home, 'journal.db'), '');
    const tomorrow = new Date(Date.now() + 86_400_000);
    await utimes(join(home, 'journal.db'), tomorrow, tomorrow);
    expect((await examine()).of('State folder')).toContainEqual(
      expect.objectContaining({ severity: 'error', message: expect.stringContaining('set back') }),
    );
  });

  test('finds a damaged database, and has the next start check all of it', async () => {
    await writeFile(join(home, 'cordboard.db'), 'this is no database, and has never been one'.repeat(100));
    expect((await examine()).of('Database')).toMatchObject([
      { severity: 'error', message: expect.stringContaining('damaged (SQLITE_NOTADB)') },
    ]);
    expect(existsSync(join(home, 'cordboard.db.suspect'))).toBe(true);
  });

  test('finds the errors of the plan', async () => {
    await writeFile(join(home, 'plan.yaml'), 'company: [');
    const { of } = await examine({ CORDBOARD_PLAN: join(home, 'plan.yaml') });
    expect(of('Plan')[0]?.severity).toBe('error');
  });

  test('finds a plan that sends e-mails without a server for them', async () => {
    const plan = join(home, 'plan.yaml');
    const env = { CORDBOARD_PLAN: plan };
    const office = 'company: Office\ncountry: DE\ntime zone: UTC\nlanguage: en\nagents: { anna: {} }\n';
    const queue = 'queues: { all: { agents: [anna] } }\nnumbers: { "1": { queue: all } }\n';
    const survey = 'surveys: { service: { by: email, questions: { kind: Were we friendly? } } }\n';
    await writeFile(plan, `${office}${queue}${survey}`);
    expect((await examine(env)).of('E-mail')).toMatchObject([
      {
        severity: 'warning',
        message: 'no mail server is set (CORDBOARD_SMTP_HOST), but the plan sends e-mails: surveys (service)',
      },
    ]);
    const server = { CORDBOARD_SMTP_HOST: 'mail.example.com', CORDBOARD_SMTP_FROM: 'calls@example.com' };
    expect((await examine({ ...env, ...server })).of('E-mail')).toMatchObject([{ severity: 'ok' }]);
    await writeFile(plan, `${office}${queue}`);
    expect((await examine(env)).of('E-mail')).toMatchObject([{ severity: 'ok' }]);
  });

  test('finds settings that make no sense', async () => {
    const { code, of } = await examine({ CORDBOARD_RTP_PORTS: 'many' });
    expect([code, of('Settings')]).toEqual([1, [expect.objectContaining({ severity: 'error' })]]);
  });

  test('N19: names a setting that is misspelt', async () => {
    const { of } = await examine({ CORDBOARD_SIP_ADRESS: '127.0.0.1' });
    expect(of('Settings')).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('did you mean CORDBOARD_SIP_ADDRESS?') },
    ]);
  });

  test('N22: finds that the program of CORDBOARD_SPEECH does not exist', async () => {
    const { of } = await examine({ CORDBOARD_SPEECH: 'foo {text}' });
    expect(of('Sounds')[0]).toMatchObject({
      severity: 'error',
      message: 'CORDBOARD_SPEECH: the program foo does not exist',
    });
  });

  test('N17: says which plan is active, and which one a restart will use', async () => {
    const desk = await openDesk();
    const environment = { CORDBOARD_HOME: desk.home, PATH: '/usr/bin' };
    const { out } = await desk.types(['doctor'], { environment });
    expect(out).toMatch(/version 1 is active \(loaded from the plan file, [^)]+\)/);
    await desk.close();
  });

  test('finds an Asterisk elsewhere that does not answer', async () => {
    const { of } = await examine(elsewhere);
    expect(of('Asterisk')).toMatchObject([
      { severity: 'error', message: expect.stringContaining('127.0.0.1:9') },
    ]);
  });

  test('says for every problem what to do', async () => {
    const { findings } = await examine({
      CORDBOARD_HTTP_PORT: String(taken),
      ...elsewhere,
    });
    const wrong = findings.filter(({ severity }) => severity !== 'ok');
    expect(wrong.filter(({ fix }) => !fix)).toEqual([]);
    expect(wrong.length).toBeGreaterThan(1);
  });

  test('N8: names a phone that refuses calls, why, and what to do', async () => {
    const status = {
      agents: [
        {
          name: 'boris',
          misses: 0,
          state: 'free',
          phoneReachable: true,
          phoneTrouble: { code: 'phone_forwards_calls', refusals: 3 },
        },
      ],
      refusedLogIns: [],
      phonesInTurns: [],
      trunks: [],
    };
    const found = await phones.look({ status, now: 0 } as unknown as Surroundings);
    expect(found).toContainEqual({
      severity: 'warning',
      code: 'phone_forwards_calls',
      message: expect.stringMatching(/^boris's phone has refused 3 calls in a row, .*forwards its calls/),
      fix: expect.stringContaining('`cordboard agents resume boris`'),
    });
  });

  test('N9: names two phones that take turns with one account, and what to do', async () => {
    const phonesInTurns = [{ phone: 'anna', addresses: ['192.0.2.7:5060', '192.0.2.8:5060'], times: 2 }];
    const status = { agents: [], refusedLogIns: [], phonesInTurns, trunks: [] };
    const found = await phones.look({ status, now: 0 } as unknown as Surroundings);
    expect(found).toContainEqual({
      severity: 'warning',
      message: expect.stringMatching(
        /^two phones take turns with the account anna: .*192\.0\.2\.8:5060 \(2 changes/,
      ),
      fix: expect.stringContaining('`phones: [anna, anna-2]`'),
    });
  });

  test('names a phone that loses packets, and since when', async () => {
    const figures = { loss: 4.3, jitter: 12, mos: 2.8 };
    const since = '2026-11-21T08:12:40.000Z';
    const dora = { name: 'dora', phone: 'dora', misses: 0, state: 'free', phoneReachable: true };
    const status = {
      timeZone: 'Europe/Berlin',
      agents: [{ ...dora, poorQuality: { phone: 'dora', direction: 'from', since, ...figures } }],
      refusedLogIns: [],
      phonesInTurns: [],
      trunks: [],
    };
    const found = await phones.look({ status, now: 0 } as unknown as Surroundings);
    expect(found).toContainEqual({
      severity: 'warning',
      code: 'call_quality_poor',
      message: "dora's phone loses 4 % of packets since 09:12 (MOS 2.8): callers hear it badly",
      fix: expect.stringContaining('network of the phone'),
    });
  });

  test('asks a running engine for its phones', async () => {
    const desk = await openDesk();
    const { out } = await desk.types(['doctor'], {
      environment: { CORDBOARD_HOME: desk.home, PATH: '/usr/bin' },
    });
    expect(out).toMatch(/Engine +ok +calls are routed: /);
    expect(out).toMatch(/Phones +ok +4 of 4 phones registered/);
    expect(out).toContain('clara did not answer the last offer\n');
    // Not those of this shell, which says nothing of them.
    expect(out).toMatch(/Ports +ok +SIP 15060 on 192\.0\.2\.1 is in use by the running engine/);
    expect(out).not.toContain('5060 and');
    expect(out).not.toContain('SIP port 5060');
    await desk.close();
  });
});
