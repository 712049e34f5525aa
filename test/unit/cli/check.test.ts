import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Desk, openDesk, type } from './desk.ts';

const demo = fileURLToPath(new URL('../../../plans/demo.yaml', import.meta.url));
const broken = [
  'company: Berg',
  'country: DE',
  'time zone: Europe/Berlin',
  'language: en',
  'numbers:',
  '  "100":',
  '    - queue: slaes',
  'queues:',
  '  sales: { agents: [anna] }',
  'agents:',
  '  anna: { name: Anna Berg }',
  '',
].join('\n');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-check-'));
  await writeFile(join(folder, 'office.yaml'), broken);
});
afterEach(() => rm(folder, { recursive: true }));

const inFolder = () => ({ workingDirectory: folder });

describe('check', () => {
  test('points at the place, and says what may be meant', async () => {
    const { code, out, err } = await type(['check', join(folder, 'office.yaml')], folder, inFolder());
    expect(code).toBe(4);
    expect(out).toContain(
      [
        "office.yaml:7:14: error: queue 'slaes' does not exist",
        '    7 |     - queue: slaes',
        '                     ^',
        "        hint: did you mean 'sales'?",
      ].join('\n'),
    );
    // In the same stream as the findings, so that pipes and logs keep the order.
    expect(out).toMatch(/office\.yaml: \d+ errors?\n$/);
    expect(err).toBe('');
  });

  test('shows where something is missing at the end', async () => {
    await writeFile(join(folder, 'open.yaml'), 'company: Berg\nagents:\n  anna: { name: Anna\n\n');
    const { out } = await type(['check', join(folder, 'open.yaml')], folder, inFolder());
    expect(out).toContain('open.yaml:3:21: error: this is not valid YAML');
    expect(out).toContain(['    3 |   anna: { name: Anna', '                            ^'].join('\n'));
  });

  test('gives findings to programs', async () => {
    const { code, out } = await type(['check', join(folder, 'office.yaml'), '--json'], folder);
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      findings: [{ line: 7, column: 14, severity: 'error' }],
    });
  });

  test('a plan without errors is valid', async () => {
    expect(await type(['check', demo], folder)).toMatchObject({
      code: 0,
      out: expect.stringContaining('is valid'),
    });
  });

  test('its examples walk the plan that was checked', async () => {
    const path = join(folder, 'my office.yaml');
    await writeFile(path, await readFile(demo));
    const { out } = await type(['check', path], folder, inFolder());
    expect(out).toContain(`see:  cordboard try --dial 101 --plan '${path}'\n`);
    const { findings, numbers } = JSON.parse((await type(['check', path, '--json'], folder)).out);
    const examples = [...findings, ...numbers].flatMap(({ example }) => example ?? []);
    expect(examples).toContain(`cordboard try --dial 101 --plan '${path}'`);
    for (const example of examples) expect(example).toContain(` --plan '${path}'`);
  });

  test('a file that is not there is said so, with exit code 4', async () => {
    const { code, out } = await type(['check', join(folder, 'nowhere.yaml')], folder);
    expect([code, out]).toEqual([4, expect.stringContaining('there is no such file')]);
  });
});

describe('plan apply', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  test('sends only a plan without errors', async () => {
    const { code, err } = await desk.types(['plan', 'apply', join(folder, 'office.yaml')]);
    expect([code, err]).toEqual([4, expect.stringContaining('nothing was changed')]);
    expect(desk.office.operations.plan().version).toBe(1);
  });

  test('says which version is active now', async () => {
    // What the engine of the office takes for a plan begins with its company.
    await writeFile(join(folder, 'good.yaml'), broken.replace('slaes', 'sales'));
    const applied = await desk.types(['plan', 'apply', join(folder, 'good.yaml')]);
    expect(applied.out).toContain('version 2 is active');
    expect((await desk.types(['plan'])).out).toContain('company: Berg');
  });

  test('prints what the engine finds, if it knows better', async () => {
    await writeFile(join(folder, 'good.yaml'), `# mine\n${broken.replace('slaes', 'sales')}`);
    const refused = await desk.types(['plan', 'apply', join(folder, 'good.yaml')]);
    expect(refused).toMatchObject({
      code: 4,
      out: expect.stringContaining("plan.yaml:1:1: error: the plan has no 'company'"),
    });
  });
});
