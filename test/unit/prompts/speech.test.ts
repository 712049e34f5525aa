import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { speak, speechCommand } from '../../../src/prompts/speech.ts';
import { SpokenPrompts } from '../../../src/prompts/spoken-prompts.ts';
import { readWav } from '../../../src/prompts/wav.ts';
import { silentLog } from '../../support/memory-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'speech-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const soon = { deadline: 5000, isUrgent: true };

function install(program: string, script = '#!/bin/sh\n'): void {
  writeFileSync(join(folder, program), script);
  chmodSync(join(folder, program), 0o755);
}

test('espeak-ng is taken where it is installed, flite for English where it is not, and else none', async () => {
  expect(await speechCommand(undefined, folder)).toBeUndefined();
  install('flite');
  const flite = await speechCommand('', folder);
  expect(flite?.template[0]).toBe(join(folder, 'flite'));
  expect([flite?.speaks?.('en'), flite?.speaks?.('en-GB'), flite?.speaks?.('de')]).toEqual([
    true,
    true,
    false,
  ]);
  install('espeak-ng');
  expect((await speechCommand(undefined, folder))?.template[0]).toBe(join(folder, 'espeak-ng'));
});

test("an operator's command is parted at blanks, but not within quotes", async () => {
  const command = await speechCommand(`piper --model "my voices/{language}.onnx" -f '{output}' -q`, folder);
  expect(command?.template).toEqual([
    'piper',
    '--model',
    'my voices/{language}.onnx',
    '-f',
    '{output}',
    '-q',
  ]);
});

test('a command without an output file writes to its standard output; what it wrote is all there', async () => {
  install('cat-out', '#!/bin/sh\ncat\n');
  const command = await speechCommand(join(folder, 'cat-out'), folder);
  const text = 'x'.repeat(200_000);
  expect(command && (await speak(command, text, 'en', join(folder, 'out'), soon))).toEqual({ ok: true });
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(text);
});

test('a command that does not read its text is not a failure for that', async () => {
  install('deaf', '#!/bin/sh\nexec <&-\nexit 0\n');
  const command = await speechCommand(join(folder, 'deaf'), folder);
  expect(command && (await speak(command, 'x'.repeat(500_000), 'en', join(folder, 'out'), soon))).toEqual({
    ok: true,
  });
});

test('a command may read its text from /dev/stdin as from a file', async () => {
  install('reader', '#!/bin/sh\ncat /dev/stdin > "$1"\n');
  const command = await speechCommand(`${join(folder, 'reader')} {output}`, folder);
  expect(command && (await speak(command, 'Hello', 'en', join(folder, 'out'), soon))).toEqual({ ok: true });
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('Hello');
  expect(readdirSync(folder).toSorted()).toEqual(['out', 'reader']);
});

test('what no caller waits for gives way to calls', async () => {
  install('nice-of', '#!/bin/sh\nread -r _ < /dev/stdin\nnice > "$1"\n');
  const command = await speechCommand(`${join(folder, 'nice-of')} {output}`, folder);
  const niceness = async (isUrgent: boolean): Promise<number> => {
    if (command) await speak(command, 'x', 'en', join(folder, 'out'), { ...soon, isUrgent });
    return Number(readFileSync(join(folder, 'out'), 'utf8'));
  };
  const usual = await niceness(true);
  expect(usual).toBe(getPriority());
  await expect.poll(() => niceness(false)).toBe(Math.max(usual, 10));
});

test('at the deadline, what a wrapper script has started is ended with it', async () => {
  install('wrapper', `#!/bin/sh\nsleep 600 &\necho $! > '${folder}/pid'\nwait\n`);
  const command = await speechCommand(join(folder, 'wrapper'), folder);
  const spoken =
    command && (await speak(command, 'x', 'en', join(folder, 'out'), { ...soon, deadline: 500 }));
  expect(spoken).toMatchObject({ ok: false, because: expect.stringContaining('longer than 0.5 s') });
  const sleeper = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  await expect.poll(() => state(sleeper)).toMatch(/gone|Z/);
});

function state(pid: number): string {
  try {
    return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'gone';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'gone';
    throw error;
  }
}

test.each([
  ['Welcome to our company. Press one for sales.', 'en'],
  ['Willkommen. Für den Verkauf drücken Sie die Eins.', 'de'],
  ['Bem-vindo à nossa empresa, por favor aguarde.', 'pt-BR'],
  ['-v whisper "; rm -rf / <b>odd</b> & [[x]]', 'en'],
  ['Servus und willkommen bei uns.', 'de-AT'],
])('espeak-ng says %j in %s, as telephone sound of a fitting length', async (text, language) => {
  const speech = await speechCommand(undefined);
  if (!speech?.identity.startsWith('espeak-ng')) {
    throw new Error('This test needs espeak-ng: apt-get install espeak-ng');
  }
  const alarms: string[] = [];
  const alarm = (what: string): number => alarms.push(what);
  const prompts = new SpokenPrompts({ cacheDir: folder, planDir: folder, speech, log: silentLog, alarm });
  const [media] = await prompts.media({ [language]: [{ kind: 'text', text }] }, language);
  expect(alarms).toEqual([]);
  const read = media?.kind === 'file' ? readWav(readFileSync(media.path)) : undefined;
  if (!read?.ok) throw new Error('no sound');
  expect(read.sound.rate).toBe(8000);
  const seconds = read.sound.samples.length / 8000;
  expect(seconds).toBeGreaterThan(text.length / 30);
  expect(seconds).toBeLessThan(text.length / 5);
});
