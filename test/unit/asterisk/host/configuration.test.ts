import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Configuration,
  type ConfigurationInput,
  fingerprint,
  renderConfiguration,
  writeConfiguration,
} from '../../../../src/asterisk/host/configuration.ts';
import { asteriskFolders } from '../../../../src/asterisk/host/folders.ts';

let home: string;
let input: ConfigurationInput;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cordboard-configuration-'));
  input = {
    program: {
      version: '22.10.1',
      command: ['/root-fs/usr/sbin/asterisk'],
      modules: '/root-fs/usr/lib/asterisk/modules',
      data: '/root-fs/usr/share/asterisk',
      root: '/root-fs',
    },
    folders: asteriskFolders(home),
    ports: { http: 18_088, ami: 15_038 },
    secrets: {
      ari: { user: 'cordboard', password: 'ari-secret' },
      ami: { user: 'cordboard', password: 'ami-secret' },
    },
    sip: { address: '0.0.0.0', port: 5070 },
    rtp: { first: 30_000, last: 31_000 },
    systemName: 'k3f',
  };
});

afterEach(() => rm(home, { recursive: true, force: true }));

/** The settings of a section, comments left out. */
async function section(
  file: string,
  name: string,
  more: Partial<ConfigurationInput> = {},
): Promise<string[]> {
  const text = (await renderConfiguration({ ...input, ...more })).get(file) ?? '';
  const [, body = ''] = `\n${text}`.split(`\n[${name}]\n`);
  const lines = body.split('\n').map((line) => line.trim());
  const end = lines.findIndex((line) => line.startsWith('['));
  return lines.slice(0, end === -1 ? undefined : end).filter((line) => line !== '' && !line.startsWith(';'));
}

describe('what Asterisk runs with', () => {
  test('has no place left open', async () => {
    const configuration = await renderConfiguration(input);
    expect(configuration.size).toBeGreaterThan(10);
    for (const [name, text] of configuration) expect(text, name).not.toMatch(/\{\{|\}\}|undefined/);
  });

  test('keeps everything within the state folder, but the program', async () => {
    const folders = await section('asterisk.conf', 'directories');
    const outside = folders.filter((line) => !line.includes(home));
    expect(outside).toEqual([
      'astmoddir => /root-fs/usr/lib/asterisk/modules',
      'astsbindir => /root-fs/usr/sbin',
    ]);
  });

  test('lets ARI and AMI be reached from this machine only, with their passwords', async () => {
    expect(await section('http.conf', 'general')).toEqual(
      expect.arrayContaining(['bindaddr = 127.0.0.1', 'bindport = 18088']),
    );
    expect(await section('manager.conf', 'general')).toEqual(
      expect.arrayContaining(['bindaddr = 127.0.0.1', 'port = 15038', 'webenabled = no']),
    );
    expect(await section('ari.conf', 'cordboard')).toContain('password = ari-secret');
    expect(await section('manager.conf', 'cordboard')).toContain('secret = ami-secret');
  });

  test('listens for SIP on UDP and TCP, and takes media on the ports of the settings', async () => {
    for (const transport of ['udp', 'tcp']) {
      expect(await section('pjsip.conf', transport)).toContain('bind = 0.0.0.0:5070');
    }
    expect(await section('rtp.conf', 'general')).toEqual(
      expect.arrayContaining(['rtpstart = 30000', 'rtpend = 31000']),
    );
  });

  test('puts brackets around an IPv6 address', async () => {
    expect(await section('pjsip.conf', 'udp', { sip: { address: '::1', port: 5070 } })).toContain(
      'bind = [::1]:5070',
    );
  });

  test('tells parties outside the public address, and only if there is one', async () => {
    const sip = { ...input.sip, publicAddress: '203.0.113.7' };
    expect(await section('pjsip.conf', 'udp', { sip })).toEqual(
      expect.arrayContaining(['external_media_address = 203.0.113.7', 'local_net = 192.168.0.0/16']),
    );
    expect((await section('pjsip.conf', 'udp')).join()).not.toContain('external');
  });

  test('knows a line by its digest user name before by what stands in From', async () => {
    expect((await renderConfiguration(input)).get('pjsip.conf')).toContain(
      'endpoint_identifier_order = header,ip,auth_username,username\n',
    );
  });
});

describe('the fingerprint', () => {
  const of = async (more: Partial<ConfigurationInput> = {}): Promise<string> => {
    const changed = { ...input, ...more };
    return fingerprint(changed.program, await renderConfiguration(changed));
  };

  test('is the same for the same, and another when anything changes that Asterisk reads only at its start', async () => {
    const plain = await of();
    expect(await of()).toBe(plain);
    const others = await Promise.all([
      of({ sip: { ...input.sip, port: 5071 } }),
      of({ rtp: { first: 30_000, last: 31_001 } }),
      of({ ports: { ...input.ports, ami: 15_039 } }),
      of({ program: { ...input.program, version: '22.10.2' } }),
    ]);
    expect(new Set([plain, ...others]).size).toBe(5);
  });
});

describe('on disk', () => {
  const write = async (): Promise<Configuration> => {
    const configuration = await renderConfiguration(input);
    await writeConfiguration(configuration, input.folders);
    return configuration;
  };

  test('every file is closed to other users, because some hold passwords', async () => {
    await write();
    for (const name of await readdir(input.folders.etc)) {
      expect((await stat(join(input.folders.etc, name))).mode & 0o077, name).toBe(0);
    }
  });

  test('what the plan has brought is left alone, and what belongs to nobody goes', async () => {
    const { etc } = input.folders;
    await mkdir(etc, { recursive: true });
    await writeFile(join(etc, 'pjsip_plan.conf'), '[anna]\n');
    await writeFile(join(etc, 'iax.conf'), 'of an older version');
    const configuration = await write();
    expect(await readFile(join(etc, 'pjsip_plan.conf'), 'utf8')).toBe('[anna]\n');
    expect((await readdir(etc)).toSorted()).toEqual(
      [
        ...configuration.keys(),
        'extensions_plan.conf',
        'rtp_plan.conf',
        'musiconhold_plan.conf',
        'pjsip_blocked.conf',
        'pjsip_plan.conf',
      ].toSorted(),
    );
  });

  test('a control socket never gets a longer path than the system allows', () => {
    const { run } = asteriskFolders(`/${'long'.repeat(40)}`);
    expect(Buffer.byteLength(`${run}/asterisk.ctl`)).toBeLessThan(108);
    expect(run).not.toBe(asteriskFolders(`/${'lang'.repeat(40)}`).run);
  });
});
