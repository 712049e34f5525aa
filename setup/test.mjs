#!/usr/bin/env node
// npm test: installs whatever the tests need, and runs every layer of them. `--fast`: only what needs no Asterisk.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePrograms } from './packages.mjs';
import { build, checkNode, checkout, installDependencies } from './ready.mjs';
import { main, run, SetupFailed, step } from './steps.mjs';

const fast = process.argv.includes('--fast');
const asteriskRoot = process.env.CORDBOARD_ASTERISK_ROOT ?? join(checkout, '.cache', 'asterisk-root');
const reports = mkdtempSync(join(tmpdir(), 'cordboard-test-'));
const totals = { passed: 0, failed: 0 };

await main(async () => {
  try {
    checkNode();
    await installDependencies();
    if (!fast) await runAll();
    else {
      process.env.CORDBOARD_TEST_FAST = 'yes';
      // Builds and spawns the program, which takes as long as a fifth of all the others.
      await fastTests('--exclude=test/unit/cli/process.test.ts');
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
    console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  }
});

async function runAll() {
  await ensurePrograms(
    {
      sipp: 'sip-tester',
      'espeak-ng': 'espeak-ng',
      baresip: 'baresip-core',
      linphonec: 'linphone-cli',
      openssl: 'openssl',
      chromium: 'chromium',
    },
    'the tests',
  );
  await step('Lint', () => {
    tool('oxlint', '--type-aware');
    tool('biome', 'check');
    tool('knip', '--no-progress');
  });
  await step('Check types', () => {
    tool('tsc', '-p', 'test', '--noEmit');
    tool('tsc', '-p', 'src/console');
  });
  await build();
  await fastTests();
  await provideAsterisk();
  // One file after the other: they measure nothing, but two cores carry one Asterisk and its callers at a time.
  // A machine that is busy with other things may make a phone miss its moment; what fails twice is a fault. The report
  // says which had to be tried again.
  await tests(
    'real Asterisk',
    ['test/contract/asterisk', 'test/asterisk', 'test/browser'],
    '--no-file-parallelism',
    '--retry=1',
  );
}

async function fastTests(...options) {
  const folders = [
    'test/unit',
    'test/stories',
    'test/random',
    'test/contract/simulated',
    'test/contract/store',
    'test/architecture',
  ];
  // Files share what they import: a process of its own for each would take twice the time.
  await tests('fast', folders, '--no-isolate', '--maxWorkers=100%', ...options);
}

/** The same code that `cordboard start` uses. */
async function provideAsterisk() {
  const host = (name) => import(pathToFileURL(join(checkout, 'dist', 'asterisk', 'host', name)).href);
  const [{ findProgram }, { AsteriskUnavailable }] = await Promise.all([
    host('find.js'),
    host('unavailable.js'),
  ]);
  const progress = { step, note: (text) => console.log(`  ${text}`) };
  try {
    const { version, root } = await findProgram(asteriskRoot, progress);
    console.log(`Asterisk ${version} from ${root}`);
  } catch (error) {
    throw error instanceof AsteriskUnavailable ? new SetupFailed(error.message) : error;
  }
}

async function tests(name, folders, ...options) {
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  await step(`Test: ${name}`, () => {
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      tool('vitest', 'run', ...folders, ...reporters, ...options);
    } finally {
      count(report);
    }
  });
}

function count(report) {
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += numPassedTests;
  // A file that cannot even be loaded has no tests that fail.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  totals.failed += numFailedTests + broken.length;
}

function tool(name, ...parameters) {
  run(join(checkout, 'node_modules', '.bin', name), parameters, {
    cwd: checkout,
    env: { ...process.env, CORDBOARD_ASTERISK_ROOT: asteriskRoot },
  });
}
