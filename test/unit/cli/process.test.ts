/** The program itself, as a shell runs it: what no test within a process can see. */
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk } from './desk.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
let build: string;
let main: string;

/** Within the project, so that its packages are found; not in `dist`, which may be in use. */
beforeAll(async () => {
  await mkdir(join(project, '.cache'), { recursive: true });
  build = await mkdtemp(join(project, '.cache', 'cli-'));
  main = join(build, 'dist', 'cli', 'main.js');
  const tsc = join(project, 'node_modules', '.bin', 'tsc');
  await promisify(execFile)(tsc, ['-p', project, '--noCheck', '--outDir', join(build, 'dist')]);
  await copyFile(join(project, 'package.json'), join(build, 'package.json'));
});
afterAll(() => rm(build, { recursive: true, force: true }));

function cordboard(line: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...line], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  return { child, said, ended };
}

describe('the program', () => {
  test('begins with what a shell needs to run it', async () => {
    expect(await readFile(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env -S node .*\n/);
  });

  test('tells its version and its help on standard output', async () => {
    const version = cordboard(['--version']);
    expect([(await version.ended).code, version.said.out]).toEqual([0, '0.1.0\n']);
    const help = cordboard(['--help']);
    expect([(await help.ended).code, help.said.err]).toEqual([0, '']);
    expect(help.said.out).toContain('cordboard why');
  });

  test('ends with the exit code of the command, and messages on standard error', async () => {
    const { said, ended } = cordboard(['status'], { CORDBOARD_HOME: '/nowhere' });
    expect([(await ended).code, said.out]).toEqual([3, '']);
    expect(said.err).toContain('no engine was ever started with the state folder /nowhere');
  });

  test('has no colours in a pipe', async () => {
    const desk = await openDesk();
    const { said, ended } = cordboard(['status'], { CORDBOARD_HOME: desk.home });
    expect((await ended).code).toBe(0);
    expect(said.out).toContain('Anna Berg');
    expect(said.out).not.toContain('\u001B');
    await desk.close();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('status --watch ends cleanly on %s', async (signal) => {
    const desk = await openDesk();
    const { child, said, ended } = cordboard(['status', '--watch'], { CORDBOARD_HOME: desk.home });
    await expect.poll(() => said.out, { timeout: 20_000 }).toContain('Anna Berg');
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, signal: null });
    await desk.close();
  });

  test('has a doctor also where the database engine cannot be loaded', async () => {
    const hook = `export async function resolve(name, context, next) {
      if (name === 'better-sqlite3') throw new Error('compiled for another Node.js');
      return next(name, context);
    }`;
    const path = join(build, 'without-sqlite.mjs');
    const url = JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`);
    await writeFile(path, `import { register } from 'node:module'; register(${url});`);
    const { said, ended } = cordboard(['doctor'], {
      NODE_OPTIONS: `--import ${path}`,
      CORDBOARD_HOME: build,
    });
    expect((await ended).code).toBe(1);
    expect(said.out).toMatch(/Database +error +SQLite cannot be loaded: compiled for another[^]*npm rebuild/);
  });

  test('logs in lines for people on a terminal, and as JSON into a pipe', async () => {
    const path = join(build, 'logs.mjs');
    const log = JSON.stringify(join(build, 'dist', 'process', 'process-log.js'));
    await writeFile(
      path,
      `import { processLog } from ${log}; processLog('info').warn({ trunk: 'provider' }, 'The trunk is down.');`,
    );
    const run = promisify(execFile);
    const { stderr } = await run(process.execPath, [path]);
    expect(JSON.parse(stderr)).toMatchObject({ level: 40, trunk: 'provider', msg: 'The trunk is down.' });
    const onTerminal = await run('script', ['-qec', `${process.execPath} ${path}`, '/dev/null']);
    const seen = stripVTControlCharacters(onTerminal.stdout);
    expect(seen).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] WARN: The trunk is down\. \{"trunk":"provider"\}\r?\n$/);
  });

  test('is quiet when nobody reads any more', async () => {
    const desk = await openDesk();
    const { child, said, ended } = cordboard(['status', '--watch'], { CORDBOARD_HOME: desk.home });
    child.stdout.destroy();
    expect([(await ended).code, said.err]).toEqual([0, '']);
    await desk.close();
  });
});
