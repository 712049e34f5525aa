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
  return { certificate: pem, key };
};
interface Files {
  readonly certificate: string;
  readonly key: string;
}
const found = async ({ http, sip }: { http?: Files; sip?: Files }, inDays = 0) => {
  const now = Date.now() + inDays * 24 * 60 * 60 * 1000;
  const settings = { http: { ...(http && { tls: http }) }, sip: { ...(sip && { tls: sip }) } };
  return certificate.look({ settings, now } as unknown as Surroundings);
};
const [one, other] = [made('one'), made('other')];

test('nothing is said where nothing is served over TLS', async () => {
  expect(await found({})).toEqual([]);
});

test.each([
  ['http', 'HTTPS', 'CORDBOARD_TLS_CERT'],
  ['sip', 'SIP over TLS', 'CORDBOARD_TLS_CERTIFICATE'],
] as const)('%s: a certificate is there, belongs to the key, and lasts', async (where, name, setting) => {
  const [fine] = await found({ [where]: one });
  expect(fine).toMatchObject({
    severity: 'ok',
    message: expect.stringMatching(`^${name} with a certificate until `),
  });
  expect(await found({ [where]: one }, 85)).toMatchObject([{ severity: 'ok' }]);
  const [soon] = await found({ [where]: one }, 87);
  expect([soon?.severity, soon?.message]).toEqual([
    'warning',
    expect.stringContaining(`${name}: the certificate expires on `),
  ]);
  const [gone] = await found({ [where]: one }, 101);
  expect([gone?.severity, gone?.message]).toEqual([
    'error',
    expect.stringContaining(`${name}: the certificate expired on `),
  ]);
  const [foreign] = await found({ [where]: { ...one, key: other.key } });
  expect(foreign).toEqual({
    severity: 'error',
    message: `${name}: the key does not belong to the certificate`,
    fix: `correct ${setting} or CORDBOARD_TLS_KEY`,
  });
  const [none] = await found({ [where]: { ...one, certificate: '/nowhere.pem' } });
  expect([none?.severity, none?.message, none?.fix]).toEqual([
    'error',
    expect.stringContaining(`${name} has no certificate: `),
    expect.stringContaining(`correct ${setting} and CORDBOARD_TLS_KEY`),
  ]);
});

test('both certificates are looked at', async () => {
  const both = await found({ http: one, sip: { ...other, key: one.key } });
  expect(both.map(({ severity }) => severity)).toEqual(['ok', 'error']);
});
