import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

test('people are added with a link, changed, disabled and removed', async () => {
  expect((await desk.types(['people'])).err).toContain('no one can log in yet');
  const added = await desk.types(['people', 'add', 'clara', '--agent', 'clara', '--display-name', 'Clara']);
  expect([added.code, added.out]).toEqual([
    0,
    expect.stringMatching(/clara is added.*http:.*\/link#[\w-]{43} /),
  ]);
  const twice = await desk.types(['people', 'add', 'clara']);
  expect([twice.code, twice.err]).toEqual([1, expect.stringContaining('there is a person clara already')]);
  const wrong = await desk.types(['people', 'add', 'karin', '--roles', 'boss']);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('roles (item 1): expected one of')]);
  await desk.types(['people', 'add', 'karin', '--roles', 'supervisor', '--queues', 'sales, support']);
  const changed = await desk.types([
    'people',
    'change',
    'karin',
    '--queues',
    'none',
    '--display-name',
    'Karin',
  ]);
  expect([changed.code, changed.err]).toEqual([0, '']);
  await desk.types(['people', 'disable', 'clara']);
  const { out } = await desk.types(['people']);
  expect(out).toMatch(/clara +Clara +agent +clara +everything +disabled/);
  expect(out).toMatch(/karin +Karin +supervisor +everything +no password yet/);
  expect((await desk.types(['people', 'reset-password', 'karin'])).out).toMatch(
    /^http:.*\/link#[\w-]{43}\n$/,
  );
  expect((await desk.types(['people', 'reset-password', 'nobody'])).err).toContain('no person nobody');
  expect((await desk.types(['people', 'remove', 'clara'])).code).toBe(0);
  expect((await desk.types(['people', '--json'])).out).not.toContain('clara');
});

test('people come from a file; rows that are wrong are named, and the others are taken', async () => {
  const file = join(desk.home, 'seats.csv');
  await writeFile(file, 'name,roles,agent,queues\nanna,agent,anna,\nboss,admin;auditor,,\nzoe,agent,zoe,\n');
  const { code, out, err } = await desk.types(['people', 'import', file]);
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(
      /row 4 \(zoe\): the plan has no agent zoe[^]*2 people added, 0 changed, 1 row with errors/,
    ),
  ]);
  expect(out).toMatch(/^anna,http:.*\nboss,http:.*\n$/);
  expect((await desk.types(['people', 'import', file])).err).toContain('no people added, 2 changed');
  await writeFile(file, 'name,password\nanna,secret\n');
  expect((await desk.types(['people', 'import', file])).err).toContain('unknown columns: password');
});
