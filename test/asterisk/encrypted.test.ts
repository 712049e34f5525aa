/** SIP over TLS and SRTP, with softphones of somebody else's (baresip, linphone); and a certificate that is renewed. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freeTcpPorts } from '../../src/asterisk/host/ports.ts';
import { type Baresip, startBaresip } from '../support/asterisk/baresip.ts';
import { startLinphone } from '../support/asterisk/linphone.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { isTone } from '../support/sip/tones.ts';
import { passes } from '../support/sip/until.ts';

const plan = `
company: Encrypted
country: DE
time zone: Europe/Berlin
language: en
numbers: { "101": { queue: sales } }
queues: { sales: { agents: [anna], ring for: 10s, wrap-up: 0s } }
agents: { anna: { encryption: required } }
lines: [line1, line2, line3, line4]
`;

let folder: string;
let floor: AsteriskFloor;
let tlsPort = 0;
const pem = (name: string): string => join(folder, name);

/** Self-signed; the softphone is told to take it. */
function certify(name: string): void {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      pem('key.pem'),
      '-out',
      pem('certificate.pem'),
    ],
    { stdio: 'ignore' },
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-tls-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));
sharedFloor(async () => {
  certify('first.example');
  [tlsPort = 0] = await freeTcpPorts(1);
  floor = await asteriskFloor({
    plan,
    tls: { port: tlsPort, certificate: pem('certificate.pem'), key: pem('key.pem') },
  });
  return floor;
});
/** Nothing is left of a talk of theirs once they are gone. */
const phones: Baresip[] = [];
afterEach(async () => {
  await Promise.all(phones.splice(0).map(async (phone) => await phone.close()));
});

const passwordOf = (name: string): string =>
  floor.cordboard.credentials.sip.find(({ user }) => user === name)?.password ?? '';

/** Whose certificate is shown to a new connection. */
const shown = async (port = tlsPort): Promise<string> =>
  await new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      resolve(String(subject.CN));
    });
    socket.once('error', reject);
  });

/** Softphones of somebody else's, as anna: over TLS, with SRTP, and a tone of 700 Hz. */
const softphones: readonly (readonly [string, (password: string) => Promise<Baresip>])[] = [
  [
    'baresip',
    async (password) =>
      await startBaresip({
        account: `<sip:anna@127.0.0.1:${tlsPort};transport=tls>;auth_user=anna;auth_pass=${password};mediaenc=srtp-mand;answermode=auto;audio_codecs=pcmu;regint=60`,
        modules: ['g711', 'srtp'],
        hertz: 700,
      }),
  ],
  [
    'linphone',
    async (password) =>
      await startLinphone({
        user: 'anna',
        password,
        server: `127.0.0.1:${tlsPort}`,
        hertz: 700,
        encrypted: { certificate: pem('certificate.pem'), key: pem('key.pem') },
      }),
  ],
];

/** Seconds of it. */
const toneLasts = (samples: Int16Array, hertz: number): number =>
  Array.from({ length: Math.floor(samples.length / 800) }, (_, nth) =>
    samples.subarray(nth * 800, (nth + 1) * 800),
  ).filter((part) => isTone(part, hertz)).length / 10;

for (const [name, start] of softphones) {
  test(`${name} registers over TLS and hears and is heard by SRTP`, { timeout: 60_000 }, async () => {
    const phone = await start(passwordOf('anna'));
    phones.push(phone);
    const said = (error: unknown): never => {
      throw new Error(`${String(error)}\n${phone.said()}`);
    };
    await floor
      .until('it is registered', () => /registered, identity|200 OK/.test(phone.said()), 20_000)
      .catch(said);
    const line = await floor.phone('line1');
    const call = await line.call('101', { fromNumber: '+4930111111' });
    await call.untilState('up', 15_000).catch(said);
    call.audio.mouth.tone = 440;
    await call.audio.hearsTone(700).catch(said);
    await passes(1000);
    await call.hangUp();
    await floor.until('she is free', () => floor.operations.agents()[0]?.activity.kind === 'free');
    await floor
      .until('the other way', async () => toneLasts(await phone.heard(), 440) >= 0.5, 15_000)
      .catch(said);
  });
}

test('a phone that does not encrypt is refused', async () => {
  const plain = await floor.phone('anna');
  expect(await plain.register()).toBe(200);
  const refused = await plain.call('101');
  await refused.untilState('ended');
  expect(refused.status).toBe(488);
  await plain.unregister();
});

test('a trunk over TLS: its certificate is checked by a list of its own, by that of the machine, or not at all', {
  timeout: 60_000,
}, async () => {
  // This Asterisk is its own provider, with lines for customers.
  for (const line of ['line2', 'line3', 'line4']) process.env[`TLS_${line}`] = passwordOf(line);
  const trunk = (line: string, more: string): string =>
    `{ server: "127.0.0.1:${tlsPort}", transport: tls, ${more} user: ${line}, password from: TLS_${line}, addresses: [192.0.2.1] }`;
  const text = plan.replace(
    'numbers: { ',
    `trunks:
  known: ${trunk('line2', `certificate authority: ${pem('certificate.pem')},`)}
  unknown: ${trunk('line3', '')}
  unchecked: ${trunk('line4', 'certificate check: false, encryption: required,')}
numbers: { "200": [ { ring: "+49301234567", confirm: false, trunk: [unknown, known] }, goodbye ], "+49301234567": { queue: sales }, `,
  );
  expect(await floor.operations.applyPlan(text, 'test')).toMatchObject({ applied: true });
  const registered = async () =>
    (await floor.cordboard.status()).trunks.map(({ name, registration }) => [
      name,
      registration === 'registered',
    ]);
  const wanted = [
    ['known', true],
    ['unknown', false],
    ['unchecked', true],
  ];
  await floor.until(
    'those are registered that may be',
    async () => JSON.stringify(await registered()) === JSON.stringify(wanted),
    20_000,
  );
  const transports = await floor.cordboard.cli('pjsip show transports');
  const ports = [...transports.matchAll(/(known|unknown|unchecked)-tls-\w+ .*:(\d+)/g)].map(
    ([, , port]) => port,
  );
  expect(new Set(ports).size, 'each has a port of its own').toBe(3);
  for (const port of ports)
    await expect(shown(Number(port)), 'without a certificate no one comes in there').rejects.toThrow(
      /handshake/,
    );
  const line = await floor.phone('line1');
  const call = await line.call('200', { fromNumber: '+4930111111' });
  await floor.until('it comes in again, as a call of line 2', () =>
    floor.operations.calls().some(({ via, dialled }) => via.name === 'line2' && dialled === '+49301234567'),
  );
  expect(await floor.cordboard.cli('pjsip show channelstats')).toMatch(/known/);
  await call.hangUp();
  await floor.until('both are over', () => floor.operations.calls().length === 0);
  // Its authority comes with a later plan.
  const mended = text.replace(
    'transport: tls,  user: line3',
    `transport: tls, certificate authority: ${pem('certificate.pem')}, user: line3`,
  );
  expect(mended).not.toBe(text);
  expect(await floor.operations.applyPlan(mended, 'test')).toMatchObject({ applied: true });
  await floor.until(
    'all are registered',
    async () => (await registered()).every(([, isRegistered]) => isRegistered),
    20_000,
  );
});

test('a certificate that is renewed is shown to the next connection, without a restart', {
  timeout: 60_000,
}, async () => {
  expect(await shown()).toBe('first.example');
  certify('second.example');
  await floor.until('the new one is shown', async () => (await shown()) === 'second.example', 30_000);
});

test('a certificate that is renewed while no engine runs is shown once the next one runs', {
  timeout: 60_000,
}, async () => {
  const before = await shown();
  await floor.engineAway(async () => {
    certify('third.example');
    expect(await shown(), 'Asterisk runs on, and has not read it').toBe(before);
  });
  await floor.until('the new one is shown', async () => (await shown()) === 'third.example', 30_000);
});
