import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  CredentialsUnreadable,
  credentialsPath,
  ensureCredentials,
  newSecret,
  readCredentials,
} from '../../../src/settings/credentials.ts';
import { ensureInstance } from '../../../src/settings/instance.ts';

const api = 'http://127.0.0.1:8080';
let parent: string;
let home: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cordboard-credentials-'));
  home = join(parent, 'state');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('a first start makes a password for each phone and line, and a token, all different', async () => {
  const { sip, api: made } = await ensureCredentials(
    home,
    { phones: ['anna', 'boris'], browserPhones: [], lines: ['line1'] },
    api,
  );
  expect(sip.map(({ user, role }) => [user, role])).toEqual([
    ['anna', 'agent'],
    ['boris', 'agent'],
    ['line1', 'line'],
  ]);
  const secrets = [...sip.map(({ password }) => password), made.token];
  expect(new Set(secrets).size).toBe(4);
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{24}$/);
  expect(made.url).toBe(api);
});

test('they are kept in exactly the promised form, for the owner alone', async () => {
  const made = await ensureCredentials(home, { phones: ['anna'], browserPhones: [], lines: [] }, api);
  const kept: unknown = JSON.parse(await readFile(credentialsPath(home), 'utf8'));
  expect(kept).toEqual({
    sip: [{ user: 'anna', password: made.sip[0]?.password, role: 'agent' }],
    api: { url: api, token: made.api.token },
  });
  expect(await modeOf(credentialsPath(home))).toBe(0o600);
  expect(await modeOf(home)).toBe(0o700);
  expect(await readdir(home)).toEqual(['credentials.json']);
});

test('a plan that grows adds users, one that shrinks takes none away, and no password ever changes', async () => {
  const first = await ensureCredentials(home, { phones: ['anna'], browserPhones: [], lines: ['line1'] }, api);
  const grown = await ensureCredentials(
    home,
    { phones: ['anna', 'boris'], browserPhones: [], lines: ['line1'] },
    api,
  );
  expect(grown.sip).toEqual(expect.arrayContaining(first.sip));
  expect(grown.sip).toHaveLength(3);
  const shrunk = await ensureCredentials(
    home,
    { phones: ['boris'], browserPhones: [], lines: [] },
    'http://127.0.0.1:9090',
  );
  expect(shrunk.sip).toEqual(grown.sip);
  expect(shrunk.api).toEqual({ url: 'http://127.0.0.1:9090', token: first.api.token });
});

test('a name that turns from phone to line keeps its password', async () => {
  const first = await ensureCredentials(home, { phones: ['desk'], browserPhones: [], lines: [] }, api);
  const second = await ensureCredentials(home, { phones: [], browserPhones: [], lines: ['desk'] }, api);
  expect(second.sip).toEqual([{ ...first.sip[0], role: 'line' }]);
});

test('the key of a browser phone is marked as such, also where the phone was another before', async () => {
  const first = await ensureCredentials(home, { phones: ['anna'], browserPhones: [], lines: [] }, api);
  const second = await ensureCredentials(
    home,
    { phones: [], browserPhones: ['anna', 'boris-web'], lines: [] },
    api,
  );
  expect(second.sip).toEqual([
    { ...first.sip[0], role: 'browser' },
    { user: 'boris-web', password: expect.stringMatching(/^[\w-]{24}$/), role: 'browser' },
  ]);
  expect(await readCredentials(home)).toEqual(second);
});

test('a file that has become readable to others is closed again', async () => {
  await ensureCredentials(home, { phones: ['anna'], browserPhones: [], lines: [] }, api);
  await chmod(credentialsPath(home), 0o644);
  await readCredentials(home);
  expect(await modeOf(credentialsPath(home))).toBe(0o600);
});

test.each(['{"sip":', '[]', '{"sip":[{"user":"anna"}],"api":{"url":"u","token":"t"}}'])(
  'damaged credentials (%s) are refused, and never replaced',
  async (text) => {
    await ensureCredentials(home, { phones: ['anna'], browserPhones: [], lines: [] }, api);
    await writeFile(credentialsPath(home), text);
    await expect(
      ensureCredentials(home, { phones: ['anna'], browserPhones: [], lines: [] }, api),
    ).rejects.toThrow(CredentialsUnreadable);
    expect(await readFile(credentialsPath(home), 'utf8')).toBe(text);
  },
);

test('before the first start there are none', async () => {
  expect(await readCredentials(home)).toBeUndefined();
});

test('an installation keeps its name', async () => {
  const name = await ensureInstance(home);
  expect(name).toMatch(/^[a-z0-9]{6}$/);
  expect(await ensureInstance(home)).toBe(name);
  expect(await ensureInstance(join(parent, 'another'))).not.toBe(name);
});

test('no secret begins with what a phone takes for hexadecimal or a shell for an option', () => {
  const first = new Set(Array.from({ length: 20_000 }, () => newSecret().charAt(0)));
  expect([...first].filter((character) => !/[A-Za-z]/.test(character))).toEqual([]);
});
