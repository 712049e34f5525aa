import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HostedAsterisk, hostAsterisk } from '../../src/asterisk/host/host.ts';
import { amiGreets, askAri, sipAnswers } from '../../src/asterisk/host/listeners.ts';
import { silent } from '../../src/asterisk/host/progress.ts';
import { run } from '../../src/asterisk/host/run.ts';
import { birth } from '../../src/asterisk/host/running.ts';
import { optionsFor, quiet } from '../support/real-asterisk.ts';

let home: string;
const started: HostedAsterisk[] = [];

async function host(sipPort?: number, rtpFirst?: number): Promise<HostedAsterisk> {
  const options = await optionsFor(home, sipPort);
  const rtp =
    rtpFirst === undefined ? { first: 20_000, last: 20_999 } : { first: rtpFirst, last: rtpFirst + 99 };
  const hosted = await hostAsterisk({ ...options, rtp }, quiet, silent);
  started.push(hosted);
  return hosted;
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-host-'));
});

afterEach(async () => {
  for (const hosted of started.splice(0)) await hosted.stop();
  await rm(home, { recursive: true, force: true });
});

const isRunning = async (pid: number): Promise<boolean> => (await birth(pid)) !== undefined;

async function cli(hosted: HostedAsterisk, command: string): Promise<string> {
  return (await run([...(hosted.access.cli ?? []), command])).output;
}

describe('an Asterisk of our own', () => {
  test('answers on ARI, AMI and SIP, and is gone when it is stopped', async () => {
    const sipPort = (await optionsFor(home)).sip.port;
    const hosted = await host(sipPort);
    const { ari, ami } = hosted.access;
    expect((await askAri(ari)).state).toBe('ready');
    expect(await amiGreets('127.0.0.1', ami.port)).toBe(true);
    expect(await sipAnswers('127.0.0.1', sipPort)).toBe(true);
    expect((await askAri({ ...ari, password: 'wrong' })).state).toBe('refused');
    const pid = hosted.pid() ?? 0;
    await hosted.stop();
    expect(await isRunning(pid)).toBe(false);
    expect(await sipAnswers('127.0.0.1', sipPort, 200)).toBe(false);
  });

  test('starts without a word of complaint', async () => {
    await host();
    const said = await readFile(join(home, 'asterisk/log/messages.log'), 'utf8');
    expect(said.split('\n').filter((line) => /WARNING|ERROR/.test(line))).toEqual([]);
  });

  test('has sounds, music and every module that the engine needs', async () => {
    const hosted = await host();
    const response = await fetch(`${hosted.access.ari.url}/ari/sounds/tt-monkeys`, {
      headers: { authorization: `Basic ${btoa(`${hosted.access.ari.user}:${hosted.access.ari.password}`)}` },
    });
    const languages = expect.arrayContaining([{ language: 'en', format: 'slin' }]) as unknown;
    expect(await response.json()).toMatchObject({ id: 'tt-monkeys', formats: languages });
    expect(await cli(hosted, 'moh show files')).toContain('macroform-cold_day');
    const modules = await cli(hosted, 'module show');
    for (const module of [
      'chan_pjsip',
      'res_stasis_snoop',
      'res_ari_channels',
      'app_mixmonitor',
      'bridge_holding',
    ]) {
      expect(modules).toContain(`${module}.so`);
    }
  });

  test('sends every number that can be dialled to the engine', async () => {
    const hosted = await host();
    for (const context of ['from-line', 'from-trunk', 'from-phone']) {
      for (const dialled of ['100', '*11', '+4930123456', 'anna', '#9', '0', 'x-y.z']) {
        const found = await cli(hosted, `dialplan show ${dialled}@${context}`);
        expect(found, `${dialled} in ${context}`).toContain('Stasis(cordboard');
      }
    }
    expect(await cli(hosted, 'dialplan show s@cordboard-echo')).toContain('Echo()');
  });

  test('refuses a SIP port that is taken, and says by whom', async () => {
    const other = createSocket('udp4');
    await new Promise<void>((resolve) => other.bind(0, '127.0.0.1', resolve));
    const { port } = other.address();
    try {
      const refused = expect(host(port)).rejects;
      await refused.toMatchObject({ code: 'sip_port_taken' });
      await expect(host(port)).rejects.toThrow(
        new RegExp(`UDP port ${port} is in use by .*\\(process ${process.pid}\\): set CORDBOARD_SIP_PORT`),
      );
      expect(existsSync(join(home, 'asterisk/running.json'))).toBe(false);
    } finally {
      other.close();
    }
  });

  test('is adopted by a second start, with the same process and ports', async () => {
    const sipPort = (await optionsFor(home)).sip.port;
    const first = await host(sipPort);
    await first.leave();
    const second = await host(sipPort);
    expect(second.adopted).toBe(true);
    expect(second.pid()).toBe(first.pid());
    expect(second.access).toEqual(first.access);
  });

  test('makes way for one with another configuration', async () => {
    const sipPort = (await optionsFor(home)).sip.port;
    const first = await host(sipPort);
    await first.leave();
    const second = await host(sipPort, 22_000);
    expect(second.adopted).toBe(false);
    expect(await isRunning(first.pid() ?? 0)).toBe(false);
    expect(await cli(second, 'rtp show settings')).toContain('22000');
  });

  test('is started again when it dies', async () => {
    const hosted = await host();
    const pid = hosted.pid() ?? 0;
    const back = new Promise<void>((resolve) => hosted.keepAlive(resolve));
    process.kill(pid, 'SIGKILL');
    await back;
    expect(hosted.pid()).not.toBe(pid);
    expect((await askAri(hosted.access.ari)).state).toBe('ready');
  });

  test('keeps its secrets from other users', async () => {
    await host();
    const mode = async (path: string): Promise<number> =>
      (await stat(join(home, 'asterisk', path))).mode & 0o777;
    expect(await mode('secrets.json')).toBe(0o600);
    expect(await mode('etc/ari.conf')).toBe(0o600);
    expect(await mode('etc/manager.conf')).toBe(0o600);
  });

  test('runs in a state folder with a very long name', async () => {
    home = join(home, 'a-state-folder-with-a-name-so-long'.repeat(4));
    const hosted = await host();
    expect(await cli(hosted, 'core show version')).toContain('Asterisk 2');
  });
});

test('an Asterisk that somebody else runs is used as it is, or its trouble is named', async () => {
  const own = await host();
  const options = await optionsFor(home);
  const { ari } = own.access;
  const foreign = await hostAsterisk(
    { ...options, foreignAsterisk: { ...own.access, ari, confDirectory: home } },
    quiet,
    silent,
  );
  expect(foreign.access.ari).toEqual(ari);
  await foreign.stop();
  expect((await askAri(ari)).state).toBe('ready');
  const wrong = { ...ari, password: 'wrong' };
  await expect(
    hostAsterisk(
      { ...options, foreignAsterisk: { ...own.access, ari: wrong, confDirectory: home } },
      quiet,
      silent,
    ),
  ).rejects.toThrow(/rejects the user or the password/);
  await own.stop();
  await expect(
    hostAsterisk({ ...options, foreignAsterisk: { ...own.access, ari, confDirectory: home } }, quiet, silent),
  ).rejects.toMatchObject({
    code: 'foreign_unreachable',
  });
});
