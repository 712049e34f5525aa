import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reply } from '../../../../src/asterisk/outcomes.ts';
import { Provisioner, type ProvisionerNeeds } from '../../../../src/asterisk/provisioning/provisioner.ts';
import { parsePlan } from '../../../../src/plan/read.ts';
import { quiet } from '../../../support/real-asterisk.ts';
import { planOf } from './plan-of.ts';

let etcDir: string;
let reloaded: string[];
let status: number;

beforeEach(async () => {
  etcDir = await mkdtemp(join(tmpdir(), 'cordboard-etc-'));
  reloaded = [];
  status = 204;
});

afterEach(async () => {
  await rm(etcDir, { recursive: true, force: true });
});

function provisioner(
  into = etcDir,
  publicAddress?: string,
  musicFolder?: ProvisionerNeeds['musicFolder'],
  warn: (about: object, text: string) => void = () => undefined,
): Provisioner {
  return new Provisioner({
    ...(musicFolder && { musicFolder }),
    etcDir: into,
    credentials: ['anna', 'boris'].map((user) => ({ user, password: `pw-${user}` })),
    secret: () => undefined,
    log: { ...quiet, warn },
    ...(publicAddress !== undefined && { publicAddress }),
    link: {
      request: async (_resource, _operation, { moduleName }): Promise<Reply> => {
        reloaded.push(String(moduleName));
        return Promise.resolve({ kind: 'reply', status, body: '' });
      },
    },
  });
}

const anna = planOf({ phones: ['anna'] });
const inBrowser = {
  ...anna,
  agents: Object.fromEntries(
    Object.entries(anna.agents).map(([name, agent]) => [name, { ...agent, browserPhone: agent.phone }]),
  ),
};
const both = planOf({ phones: ['anna', 'boris'] });

test('writes whole files, passwords for nobody else to read, and has them loaded', async () => {
  await provisioner().provision(anna);
  expect((await readdir(etcDir)).sort()).toEqual([
    'extensions_plan.conf',
    'musiconhold_plan.conf',
    'pjsip_plan.conf',
    'rtp_plan.conf',
  ]);
  expect((await stat(join(etcDir, 'pjsip_plan.conf'))).mode & 0o777).toBe(0o600);
  expect(reloaded).toContain('res_pjsip.so');
  expect(reloaded).toContain('pbx_config.so');
});

test('touches nothing when nothing has changed', async () => {
  await provisioner().provision(anna);
  const before = reloaded.length;
  await provisioner().provision(anna);
  expect(reloaded).toHaveLength(before);
});

test('tries again what Asterisk did not load', async () => {
  const asked = provisioner();
  status = 500;
  await expect(asked.provision(anna)).rejects.toMatchObject({ code: 'not loaded' });
  status = 204;
  reloaded = [];
  await asked.provision(anna);
  expect(reloaded).toContain('res_pjsip.so');
});

test('two plans at once are written one after the other: the last one stands', async () => {
  const asked = provisioner();
  await Promise.all([asked.provision(both), asked.provision(anna)]);
  expect(await readFile(join(etcDir, 'pjsip_plan.conf'), 'utf8')).not.toContain('[boris]');
});

test('a plan that cannot be written leaves what was there', async () => {
  const asked = provisioner();
  await asked.provision(anna);
  const before = await readFile(join(etcDir, 'pjsip_plan.conf'), 'utf8');
  await expect(asked.provision(planOf({ phones: ['anna', 'x]\n'] }))).rejects.toMatchObject({
    code: 'unsafe name',
  });
  expect(await readFile(join(etcDir, 'pjsip_plan.conf'), 'utf8')).toBe(before);
  await expect(provisioner(join(etcDir, 'no-such')).provision(both)).rejects.toMatchObject({
    code: 'not written',
  });
});

test('behind NAT, browsers are told the public address beside the own one; without browser phones nothing is said', async () => {
  const rtp = async (): Promise<string> => await readFile(join(etcDir, 'rtp_plan.conf'), 'utf8');
  // Of this machine, which has no other network in a test: what it would send from is 127.0.0.1.
  await provisioner(etcDir, '127.0.0.2').provision(anna);
  expect(await rtp()).not.toContain('ice_host_candidates');
  await provisioner(etcDir, '127.0.0.2').provision(inBrowser);
  expect(await rtp()).toMatch(
    /^icesupport = yes\n\[ice_host_candidates\]\n127\.0\.0\.1 => 127\.0\.0\.2,include_local_address\n/m,
  );
  await provisioner(etcDir, '127.0.0.1').provision(inBrowser);
  expect(await rtp()).not.toContain('ice_host_candidates');
});

test('music of the library is a class; what is not there yet is the usual music, until it is', async () => {
  const plan = parsePlan(`company: A
country: DE
time zone: Europe/Berlin
language: de
numbers: { "101": { queue: sales } }
queues: { sales: { agents: [anna], music: { library: harbour } } }
agents: { anna: {} }
`);
  if (!plan.ok) throw new Error(plan.findings.map(({ message }) => message).join());
  const folders = new Map<string, string>();
  const asked = provisioner(etcDir, undefined, async (sound, language) =>
    folders.get(`${sound} ${language}`),
  );
  const classes = async () => await readFile(join(etcDir, 'musiconhold_plan.conf'), 'utf8');
  await asked.provision(plan.plan);
  expect(await classes()).toContain('[library-harbour]\nmode = files\ndirectory = moh\n');
  folders.set('harbour de', '/state/music/harbour');
  reloaded = [];
  await asked.refreshMusic();
  expect(await classes()).toContain('directory = /state/music/harbour\n');
  expect(reloaded).toEqual(['res_musiconhold.so']);
  await asked.refreshMusic();
  expect(reloaded, 'nothing has changed').toEqual(['res_musiconhold.so']);
});

test('a public address that cannot be found does not hold up the plan, and the log says so', async () => {
  const warned: string[] = [];
  const warn = (_: object, text: string) => void warned.push(text);
  await provisioner(etcDir, 'nowhere.invalid', undefined, warn).provision(inBrowser);
  expect(await readFile(join(etcDir, 'rtp_plan.conf'), 'utf8')).not.toContain('ice_host_candidates');
  expect(warned).toEqual([expect.stringContaining('public address cannot be found')]);
  // Nothing is translated: no reason to warn.
  await provisioner(etcDir, '127.0.0.1', undefined, warn).provision(inBrowser);
  expect(warned).toHaveLength(1);
});
