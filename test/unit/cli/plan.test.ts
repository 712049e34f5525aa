/** The plan as a living thing: what changes is said, nobody is overrun, and there is a way back. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

const text = `company: Berg
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { queue: sales } }
queues: { sales: { agents: [anna], wrap-up: 10s } }
agents: { anna: {} }
lines: [line1]
`;
let folder: string;
let desk: Desk;
const file = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-plan-'));
  await writeFile(file('first.yaml'), text);
  await writeFile(file('second.yaml'), text.replace('10s', '30s'));
  desk = await openDesk();
  await desk.types(['plan', 'apply', file('first.yaml')]);
});
afterEach(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});

const version = (): number => desk.office.operations.plan().version;

test('says what changes, and changes it', async () => {
  const { code, out } = await desk.types(['plan', 'apply', file('second.yaml')]);
  expect([code, out]).toEqual([0, 'queue sales: wrap-up 10s -> 30s\nversion 3 is active\n']);
  const json = await desk.types(['plan', 'apply', file('first.yaml'), '--json']);
  expect(JSON.parse(json.out)).toMatchObject({
    applied: true,
    version: 4,
    changes: ['queue sales: wrap-up 30s -> 10s'],
  });
});

test('asks a person who is there, unless told not to', async () => {
  const asked: string[] = [];
  const confirm = async (question: string) => {
    asked.push(question);
    return false;
  };
  expect(await desk.types(['plan', 'apply', file('second.yaml')], { confirm })).toMatchObject({
    code: 1,
    err: expect.stringContaining('nothing was changed'),
  });
  expect([asked.length, version()]).toEqual([1, 2]);
  await desk.types(['plan', 'apply', file('second.yaml'), '--yes'], { confirm });
  expect([asked.length, version()]).toEqual([1, 3]);
});

test('N4: a trunk without a password needs a yes of its own', async () => {
  const unset = file('unset.yaml');
  await writeFile(
    unset,
    `${text}trunks: { provider: { server: sip.example.com, user: us, password from: UNSET } }\n`,
  );
  expect(await desk.types(['plan', 'apply', unset])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/UNSET with its password is not set[^]*--yes/),
  });
  const asked: string[] = [];
  const answers = [true, false];
  const confirm = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? false;
  };
  expect(await desk.types(['plan', 'apply', unset], { confirm })).toMatchObject({ code: 1 });
  expect([asked.at(-1), version()]).toEqual(['Apply it without the password?', 2]);
  expect(await desk.types(['plan', 'apply', unset, '--yes'])).toMatchObject({ code: 0 });
  expect(version()).toBe(3);
});

test('who has another version in mind is told', async () => {
  const line = ['plan', 'apply', file('second.yaml'), '--if-version', '1'];
  expect(await desk.types(line)).toMatchObject({
    code: 1,
    err: expect.stringContaining('version 2 is active, not 1'),
  });
  expect(version()).toBe(2);
});

test('who is overtaken between the question and the answer is told', async () => {
  const confirm = async () => {
    await desk.office.operations.applyPlan('company: Other', 'somebody else');
    return true;
  };
  expect(await desk.types(['plan', 'apply', file('second.yaml')], { confirm })).toMatchObject({
    code: 1,
    err: expect.stringContaining('plan version 3 is active, not 2'),
  });
});

test('versions and files are compared', async () => {
  await desk.types(['plan', 'apply', file('second.yaml')]);
  expect((await desk.types(['plan', 'diff'])).out).toBe('queue sales: wrap-up 10s -> 30s\n');
  expect((await desk.types(['plan', 'diff', '3', '2'])).out).toBe('queue sales: wrap-up 30s -> 10s\n');
  expect((await desk.types(['plan', 'diff', file('first.yaml')])).out).toBe(
    'queue sales: wrap-up 30s -> 10s\n',
  );
  expect((await desk.types(['plan', 'diff', '3'])).err).toContain('no differences');
  expect(await desk.types(['plan', 'diff', '9'])).toMatchObject({ code: 1 });
  expect(JSON.parse((await desk.types(['plan', 'diff', '--json'])).out)).toMatchObject({ from: 'version 2' });
});

test('the version before the active one is put to work again', async () => {
  await desk.types(['plan', 'apply', file('second.yaml')]);
  expect((await desk.types(['plan', 'rollback'])).out).toBe(
    'queue sales: wrap-up 30s -> 10s\nversion 4 is active\n',
  );
  expect((await desk.types(['plan'])).out).toBe(text);
  expect((await desk.types(['plan', 'rollback', '3'])).out).toContain('version 5 is active');
  expect(await desk.types(['plan', 'rollback', '5'])).toMatchObject({ code: 1 });
  expect(await desk.types(['plan', 'rollback', '77'])).toMatchObject({ code: 1 });
});
