import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { provisioning } from '../../../src/cli/provisioning.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
const secret = 'Sesame-42_open';
const key = 'the-key-of-the-proxy';
beforeEach(async () => {
  desk = await openDesk();
  const { readFile } = await import('node:fs/promises');
  const path = join(desk.home, 'credentials.json');
  const { api } = JSON.parse(await readFile(path, 'utf8'));
  const sip = [
    { user: 'anna', password: secret, role: 'agent' },
    { user: 'line1', password: `${secret}-1`, role: 'line' },
    { user: 'boris', password: key, role: 'browser' },
    { user: 'zora', password: `${secret}-2`, role: 'agent' },
  ];
  await writeFile(path, JSON.stringify({ sip, api }), { mode: 0o600 });
});
afterEach(() => desk.close());

const phones = (...line: string[]) =>
  desk.types(['phones', ...line], {
    environment: {
      CORDBOARD_HOME: desk.home,
      CORDBOARD_SIP_ADDRESS: '192.0.2.7',
      CORDBOARD_SIP_PORT: '5070',
    },
  });

test('a sheet says all that a phone asks for, and the password only on request', async () => {
  const { code, out } = await phones('anna');
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "anna  phone of Anna Berg
      Server       192.0.2.1
      Port         15060 (UDP or TCP)
      User         anna
      Password     not shown (add --password)
      Codecs       G.711 µ-law (PCMU), G.711 A-law (PCMA), G.722
      Keys (DTMF)  RFC 4733 (also called RFC 2833), or SIP INFO
      Note         use this account on one phone only: a second phone takes its place

    "
  `);
  expect(out).not.toContain(secret);
  expect((await phones('anna', '--password')).out).toContain(`Password     ${secret}\n`);
});

test('without a name, a table of all accounts says how to see one of them', async () => {
  const { out, err } = await phones();
  expect(out).toMatchInlineSnapshot(`
    "USER   KIND           OF
    anna   phone          Anna Berg
    line1  outside line
    boris  browser phone  Boris Iwanow

    Server 192.0.2.1, port 15060 (UDP or TCP).
    \`cordboard phones USER --password\` prints all that a phone asks for.
    "
  `);
  expect(out + err).not.toContain(secret);
  const { out: told } = await phones('--password');
  expect(told).toMatch(new RegExp(`^anna +phone +Anna Berg +${secret}$`, 'm'));
  expect(told).toMatch(/^boris +browser phone +Boris Iwanow +none$/m);
});

test('JSON holds the password only on request, too', async () => {
  expect(JSON.parse((await phones('--json')).out).accounts).toHaveLength(3);
  expect((await phones('--json')).out).not.toContain(secret);
  expect((await phones('anna', '--json', '--password')).out).toContain(secret);
});

test('the key of a browser phone is shown in no way; the sheet says how the phone is opened', async () => {
  const { out } = await phones('boris', '--password');
  expect(out).toMatch(
    /^boris {2}browser phone of Boris Iwanow\n {2}Console +http:\/\/127\.0\.0\.1:\d+\/\n[^]*Password +none to type/,
  );
  const all = [
    await phones('boris'),
    await phones('--password'),
    await phones('--json', '--password'),
    await phones('boris', '--json', '--password'),
    await phones('boris', '--qr', 'uri', '--password'),
  ];
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0, 1]);
  expect(all.at(-1)?.err).toContain('is a browser phone: there is no QR code');
  expect(out + all.map((one) => one.out + one.err).join('')).not.toContain(key);
  expect(JSON.parse(all[3]?.out ?? '').accounts).toEqual([
    { user: 'boris', title: 'Boris Iwanow', role: 'browser', console: expect.stringMatching(/^http:.*\/$/) },
  ]);
});

test('a QR code is drawn for one account, in the scheme that is asked for', async () => {
  for (const line of [
    ['anna', '--qr'],
    ['anna', '--qr', 'uri'],
  ]) {
    const { code, out, err } = await phones(...line);
    expect([code, out]).toEqual([0, expect.stringMatching(/[▀▄█]{10}/)]);
    expect(err).toContain('contains the password');
  }
  expect(await phones('--qr')).toMatchObject({ code: 2, err: expect.stringContaining('--qr needs a name') });
  expect(await phones('anna', '--qr', 'morse')).toMatchObject({ code: 2 });
});

test('what the codes contain', () => {
  const account = {
    server: 'pbx.example',
    port: 5060,
    user: 'anna',
    password: 'a&<b',
    title: 'Anna "A" Berg',
  };
  expect(provisioning('uri', account)).toBe('sip:anna:a%26%3Cb@pbx.example:5060');
  expect(provisioning('wave', account)).toContain(
    '<RegisterServer>pbx.example:5060</RegisterServer><OutboundServer></OutboundServer><UserID>anna</UserID>' +
      '<AuthID>anna</AuthID><AuthPass>a&#38;&#60;b</AuthPass><AccountName>Anna &#34;A&#34; Berg</AccountName>',
  );
});

test('a name that does not exist is refused with the nearest one', async () => {
  expect(await phones('ana')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no SIP account is called 'ana'\nhint: {2}did you mean 'anna'\?/),
  });
});

test('who is not in the plan in use any more is not offered', async () => {
  expect((await phones()).out).not.toContain('zora');
  const { code, err } = await phones('zora', '--password');
  expect(code).toBe(1);
  expect(err).toContain("the plan in use has no phone or line 'zora'");
});
