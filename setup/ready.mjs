// Brings a checkout to where it can run: the right Node.js, dependencies installed, sources built. Each is done only when
// something it depends on has changed since, so that a second start costs nothing.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildConsole } from './console.mjs';
import { ensurePrograms } from './packages.mjs';
import { run, runMeanwhile, runQuietly, SetupFailed, step } from './steps.mjs';

export const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const inCheckout = (...names) => join(checkout, ...names);
const bin = (name) => inCheckout('node_modules', '.bin', name);

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupFailed(
    `This is Node.js ${process.versions.node}; Cordboard needs 20.19 or newer (nodejs.org).`,
  );
}

/** Installs what package-lock.json names, for this Node.js. */
export async function installDependencies() {
  const lock = inCheckout('package-lock.json');
  const mark = inCheckout('node_modules', '.cordboard-installed');
  const wanted = fingerprint([lock], process.versions.modules);
  if (readIfThere(mark) === wanted || installedByHand(lock) || isBorrowed()) return;
  // better-sqlite3 is compiled where no binary for this system is to be had.
  await ensurePrograms(
    { 'g++': 'g++', make: 'make', python3: 'python3' },
    'the installation of better-sqlite3',
  );
  await step('Install dependencies (npm ci; better-sqlite3 may be compiled, a few minutes)', async () => {
    await runMeanwhile('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: checkout,
      env: { ...process.env, ...localHeaders(), npm_config_fetch_retries: '4' },
    });
  });
  writeFileSync(mark, wanted);
}

/** The folder is a link to that of another checkout, which `npm ci` would empty. */
function isBorrowed() {
  return lstatSync(inCheckout('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Somebody ran npm themselves, after the last change of the lock file. */
function installedByHand(lock) {
  const done = statSync(inCheckout('node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  const isMarked = existsSync(inCheckout('node_modules', '.cordboard-installed'));
  return !isMarked && done !== undefined && done.mtimeMs >= statSync(lock).mtimeMs;
}

/** With Node's own headers beside it, node-gyp downloads none. */
function localHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {};
}

/** Compiles src/ to dist/, bundles the program there, and builds the console. */
export async function build() {
  const mark = inCheckout('dist', '.built-from');
  const sources = ['package-lock.json', 'tsconfig.json', join('setup', 'console.mjs')].map((name) =>
    inCheckout(name),
  );
  // Bytecode is of one Node.js.
  const wanted = fingerprint([...sources, ...filesIn(inCheckout('src'))], process.version);
  if (readIfThere(mark) === wanted) return;
  await step('Build', async () => {
    // Beside it and then in its place: what runs from dist/ never meets half of it, and what left src/ goes.
    const fresh = inCheckout('.cache', `dist-${process.pid}`);
    run(bin('tsc'), ['-p', '.', '--outDir', fresh], { cwd: checkout });
    bundleProgram(fresh);
    bundle(join(fresh, 'workers', 'worker.js'));
    bundle(join(fresh, 'workers', 'log-writer.js'));
    bundle(join(fresh, 'evidence', 'listener.js'));
    await buildConsole(join(fresh, 'console'));
    await describeApi(fresh);
    chmodSync(join(fresh, 'cli', 'main.js'), 0o755);
    writeFileSync(join(fresh, '.built-from'), wanted);
    writeFileSync(join(fresh, '.core'), coreFingerprint());
    rmSync(inCheckout('dist'), { recursive: true, force: true });
    renameSync(fresh, inCheckout('dist'));
  });
}

/** The description of the API, in a process of its own: its modules are those that were just compiled. */
async function describeApi(fresh) {
  const script = `
    import { writeFileSync } from 'node:fs';
    const { describeApi } = await import(${JSON.stringify(pathToFileURL(join(fresh, 'http', 'openapi', 'describe.js')).href)});
    const { version } = JSON.parse(${JSON.stringify(readFileSync(inCheckout('package.json'), 'utf8'))});
    writeFileSync(${JSON.stringify(join(fresh, 'openapi.json'))}, await describeApi(version));`;
  runQuietly(process.execPath, ['--input-type=module', '--eval', script], { cwd: checkout });
}

/**
 * The program and its packages in a few files in place of a thousand, because an engine that was killed has to be back
 * before anybody notices; in ASCII, which takes half the memory. Not in it: what is compiled, and packages that count on being no modules.
 */
function bundle(program, folder = dirname(program), options = ['--format', 'esm']) {
  const apart = ['better-sqlite3', '@node-rs/argon2', 'ari-client', 'asterisk-manager'];
  const externals = apart.flatMap((name) => ['--external', name]);
  const usual = ['--platform', 'node', '--charset', 'ascii', '--no-comments', '--log-level', 'warn'];
  runQuietly(bin('rolldown'), [program, '--dir', folder, ...usual, ...options, ...externals], {
    cwd: checkout,
  });
}

/** In the form that `src/process/bundle.ts` loads, and with bytecode for the options with which the engine is started. */
function bundleProgram(fresh) {
  const folder = join(fresh, 'program');
  const head = `(function (exports, require, module, __filename, __dirname) { 'use strict';`;
  bundle(join(fresh, 'cli', 'program.js'), folder, [
    '--format',
    'cjs',
    '--no-dynamicImportInCjs',
    '--checks.emptyImportMeta',
    'false',
    '--postBanner',
    head,
    '--postFooter',
    '})',
  ]);
  const script = `
    const { Bundle } = await import(${JSON.stringify(pathToFileURL(join(fresh, 'process', 'bundle.js')).href)});
    const bundle = Bundle.in(${JSON.stringify(folder)});
    await bundle.load('program.js').warmUp(${JSON.stringify(inCheckout('plans', 'demo.yaml'))});
    bundle.keepBytecode();`;
  const options = ['--max-semi-space-size=4', '--input-type=module', '--eval'];
  runQuietly(process.execPath, [...options, script], { cwd: checkout });
}

/** What `src/process/build.ts` tells of sources, for a program that has none beside it. */
function coreFingerprint() {
  const hash = createHash('sha256');
  for (const room of ['agents', 'call', 'plan', 'recorded', 'routing', 'shared']) {
    const folder = inCheckout('src', room);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    for (const file of files.sort())
      hash.update(`\0${room}/${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Paths are relative to the checkout, so that one that is copied or moved is not built again. */
export function fingerprint(paths, more = '', root = checkout) {
  const hash = createHash('sha256').update(more);
  for (const path of paths) hash.update(`\0${relative(root, path)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
