import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parsePlan, readPlan } from '../../../src/plan/read.ts';
import { writeWav } from '../../../src/prompts/wav.ts';
import { office } from './plans.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes the files into a folder of their own; the first is the main one. */
function files(texts: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return join(folder, Object.keys(texts)[0] ?? '');
}

/** What is said, with the name of the file in place of its path. */
async function said(texts: Readonly<Record<string, string | Buffer>>): Promise<readonly string[]> {
  const main = files(texts);
  const read = await readPlan(main);
  return (read.ok ? read.warnings : read.findings).map(({ file, line, column, message }) =>
    `${file} ${line}:${column} ${message}`.replaceAll(`${dirname(main)}/`, ''),
  );
}

describe.each(['demo', 'shop', 'company', 'support'])('plans/%s.yaml', (name) => {
  test('is right, and nothing is said about it', async () => {
    expect(await readPlan(`plans/${name}.yaml`)).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('a plan of several files', () => {
  const texts = {
    'plan.yaml': `${office}include: [more/menus.yaml, more/people.yaml]\nnumbers: { "100": { menu: main } }\n`,
    'more/menus.yaml':
      '# The menus.\nmenus: { main: { say: Hello., keys: { "1": { queue: dutch } }, otherwise: { queue: sales } } }\n',
    'more/people.yaml': `agents:
  dora: { skills: { dutch: 5 } }   # speaks Dutch
queues: { dutch: { agents: [dora], needs: { dutch: 3 } } }
numbers: { "101": { voicemail: box } }
lines: [line2]
`,
  };

  test('is one plan, and its text is one that needs no other file', async () => {
    const read = await readPlan(files(texts));
    if (!read.ok) throw new Error(JSON.stringify(read.findings));
    expect(Object.keys(read.plan.numbers)).toEqual(['100', '101']);
    expect(Object.keys(read.plan.lines)).toEqual(['line1', 'line2']);
    expect(read.text).toContain('# speaks Dutch');
    expect(read.text).not.toContain('include');
    expect(parsePlan(read.text)).toMatchObject({ ok: true, plan: read.plan, warnings: [] });
  });

  test('findings name the file that they are in', async () => {
    expect(
      await said({ ...texts, 'more/people.yaml': texts['more/people.yaml'].replace('[dora]', '[doris]') }),
    ).toEqual(["more/people.yaml 3:29 agent 'doris' does not exist"]);
  });

  test('nothing is said twice', async () => {
    expect(await said({ ...texts, 'more/people.yaml': 'company: Other\nagents: { anna: {} }\n' })).toEqual([
      "more/people.yaml 1:1 'company' is written twice",
      "more/people.yaml 2:11 'anna' is in agents twice",
    ]);
  });

  test('all its files are there, are YAML, and are included by the main one', async () => {
    const { 'more/people.yaml': _, ...without } = texts;
    expect(await said(without)).toEqual([
      'plan.yaml 9:28 more/people.yaml cannot be read: there is no such file',
    ]);
    expect(await said({ ...texts, 'more/people.yaml': 'agents: {' })).toEqual([
      'more/people.yaml 1:10 this is not valid YAML: flow map in block collection must be sufficiently indented and end with a }',
    ]);
    expect(
      await said({ ...texts, 'more/menus.yaml': `${texts['more/menus.yaml']}include: [people.yaml]\n` }),
    ).toEqual(['more/menus.yaml 3:1 an included file includes others']);
    expect(
      await said({ ...texts, 'plan.yaml': texts['plan.yaml'].replace('more/people', 'more/menus') }),
    ).toEqual(['plan.yaml 9:28 more/menus.yaml is included already']);
  });
});

describe('a file that cannot be read is a finding', () => {
  test.each([
    ['/nowhere/plan.yaml', 'there is no such file'],
    [tmpdir(), 'it is a folder'],
    ['a\0b', 'this is not a valid path'],
  ])('%j', async (path, reason) => {
    expect(await readPlan(path)).toMatchObject({
      ok: false,
      findings: [{ line: 1, column: 1, message: `${path} cannot be read: ${reason}` }],
    });
  });

  test('not UTF-8', async () => {
    expect(await said({ 'plan.yaml': Buffer.from([0x63, 0xe4, 0x3a]) })).toEqual([
      'plan.yaml 1:1 plan.yaml cannot be read: it is not UTF-8',
    ]);
  });
});

test('a sound file that is missing is a warning: its text is spoken', async () => {
  const flow = (file: string): string =>
    `${office}numbers: { "100": [ { say: { file: ${file} } }, { queue: sales } ] }\n`;
  expect(await said({ 'plan.yaml': flow('prompts/hi.wav') })).toContain(
    'plan.yaml 9:28 the sound file prompts/hi.wav does not exist',
  );
  const sound = writeWav({ rate: 44_100, samples: new Int16Array(4410) });
  expect(await said({ 'plan.yaml': flow('prompts/hi.wav'), 'prompts/hi.wav': sound })).toEqual([
    "plan.yaml 7:15 no call ever reaches voicemail 'box'",
  ]);
});

const inStereo = writeWav({ rate: 44_100, samples: new Int16Array(8820) });
inStereo.writeUInt16LE(2, 22);
const compressed = writeWav({ rate: 8000, samples: new Int16Array(80) });
compressed.writeUInt16LE(0x11, 20);
test.each([
  ['text in a WAVE file', 'hallo.wav', 'good morning', 'cannot be played: it is not a WAVE file'],
  [
    'a WAVE file without sound',
    'hallo.wav',
    writeWav({ rate: 8000, samples: new Int16Array(0) }),
    'it contains no audio',
  ],
  ['compressed sound', 'hallo.wav', compressed, 'cannot be played: it is not PCM (format 17'],
  ['another kind', 'hallo.mp3', 'ID3', 'has a format that Asterisk cannot play'],
  ['an empty file', 'hallo.gsm', '', 'is empty'],
])('N12: %s is found by check, with what converts it', async (_, file, content, told) => {
  const plan = `${office}numbers: { "100": [ { say: { file: ${file} } }, { queue: sales } ] }\n`;
  expect(await said({ 'plan.yaml': plan, [file]: content })).toContainEqual(
    expect.stringContaining(
      `the sound file ${file} ${told.startsWith('it') ? 'cannot be played: ' : ''}${told}`,
    ),
  );
});

test('N12: another rate and two channels are converted, and no fault', async () => {
  const plan = `${office}numbers: { "100": [ { say: { file: hallo.wav } }, { queue: sales } ] }\n`;
  expect(await said({ 'plan.yaml': plan, 'hallo.wav': inStereo })).not.toContainEqual(
    expect.stringContaining('sound file'),
  );
});

test('a text alone has nothing to include from', () => {
  expect(parsePlan(`${office}include: [a.yaml]\nnumbers: { "100": echo }\n`)).toMatchObject({
    ok: false,
    findings: [{ line: 9, column: 11, message: 'include: does not work here' }],
  });
});
