import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { certificate } from '../../../../src/cli/doctor/certificate.ts';
import type { Surroundings } from '../../../../src/cli/doctor/check.ts';

const folder = mkdtempSync(join(tmpdir(), 'cordboard-certificate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const made = (name: string) => {
  const [key, pem] = [join(folder, `${name}-key.pem`), join(folder, `${name}.pem`)];
  const how = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '100',
  ];
  execFileSync('openssl', [...how, '-subj', '/CN=x', '-keyout', key, '-out', pem], { stdio: 'ignore' });
  return { port: 5061, certificate: pem, key };
};
const severity = async (tls: object | undefined, inDays = 0): Promise<string[]> => {
  const now = Date.now() + inDays * 24 * 60 * 60 * 1000;
  const at = { settings: { sip: { ...(tls && { tls }) } }, now } as unknown as Surroundings;
  return (await certificate.look(at)).map((one) => one.severity);
};

test('a certificate is there, belongs to the key, and lasts', async () => {
  const [one, other] = [made('one'), made('other')];
  expect(await severity(undefined)).toEqual([]);
  expect(await severity(one)).toEqual(['ok']);
  expect(await severity(one, 90)).toEqual(['warning']);
  expect(await severity(one, 101)).toEqual(['error']);
  expect(await severity({ ...one, key: other.key })).toEqual(['error']);
  expect(await severity({ ...one, certificate: '/nowhere.pem' })).toEqual(['error']);
});
