#!/usr/bin/env node
// npm test: installs whatever the tests need, and runs every layer of them. `--fast`: only what needs no Asterisk.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePrograms } from './packages.mjs';
import { build, checkNode, checkout, installDependencies } from './ready.mjs';
import { main, runGathered, runMeanwhile, runPatiently, SetupFailed, step, together } from './steps.mjs';

const fast = process.argv.includes('--fast');
const asteriskRoot = process.env.CORDBOARD_ASTERISK_ROOT ?? join(checkout, '.cache', 'asterisk-root');
const reports = mkdtempSync(join(tmpdir(), 'cordboard-test-'));
/** The console in Chromium on the simulated Asterisk: they wait less than those on a real one, and can wait longer. */
const withoutAsterisk = ['test/browser/console.test.ts', 'test/browser/shift.test.ts'];
/** A test that is out of time would go on while the next one runs; what it waits for has a deadline of its own. */
const patience = ['--no-file-parallelism', '--retry=1', '--testTimeout=60000'];
/** They wait for minutes, and do little meanwhile: until the net has rung, the shop closes, the callback is due. */
const mostlyWaiting = ['safety-net-journal', 'safety-net-knows', 'safety-net', 'schedules', 'waiting'].map(
  (name) => `test/asterisk/${name}.test.ts`,
);
const totals = { passed: 0, failed: 0 };

await main(async () => {
  try {
    checkNode();
    if (!fast) await runAll();
    else {
      await installDependencies();
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
  await together(installDependencies(), installPrograms());
  await step('Lint and check types', () =>
    together(
      tool('oxlint', ['--type-aware'], runGathered),
      tool('tsc', ['-p', 'test', '--noEmit'], runGathered),
      tool('tsc', ['-p', 'src/console'], runGathered),
      tool('knip', ['--no-progress'], runGathered),
      tool('biome', ['check'], runGathered),
    ),
  );
  await build();
  await together(fastTests(), provideAsterisk());
  const ofConsole = testsOfConsole();
  await together(testsOnAsterisk(), ofConsole, ofConsole.catch(() => undefined).then(testsThatWait));
}

function installPrograms() {
  const programs = {
    sipp: 'sip-tester',
    'espeak-ng': 'espeak-ng',
    baresip: 'baresip-core',
    linphonec: 'linphone-cli',
    openssl: 'openssl',
    chromium: 'chromium',
  };
  return ensurePrograms(programs, 'the tests');
}

/**
 * One file after the other: two cores carry one busy Asterisk and its callers at a time. A machine that is busy with other things may
 * make a phone miss its moment; what fails twice is a fault. The report says which had to be tried again.
 */
function testsOnAsterisk() {
  const others = [...withoutAsterisk, ...mostlyWaiting].map((file) => `--exclude=${file}`);
  const folders = ['test/contract/asterisk', 'test/asterisk', 'test/browser'];
  return tests('real Asterisk', folders, [...patience, ...others]);
}

/** Beside the others, on an Asterisk of their own. */
function testsThatWait() {
  return tests('real Asterisk, mostly waiting', mostlyWaiting, patience, runGathered);
}

/** Meanwhile, with what is left of the processors, which is little while the others make a load. */
function testsOfConsole() {
  const options = ['--no-file-parallelism', '--retry=2', '--testTimeout=120000'];
  return tests('console', withoutAsterisk, options, runPatiently);
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
  await tests('fast', folders, ['--no-isolate', '--maxWorkers=100%', ...options]);
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

async function tests(name, folders, options, how = runMeanwhile) {
  const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`);
  await step(`Test: ${name}`, async () => {
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      await tool('vitest', ['run', ...folders, ...reporters, ...options], how);
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

function tool(name, parameters, how) {
  return how(join(checkout, 'node_modules', '.bin', name), parameters, {
    cwd: checkout,
    env: { ...process.env, CORDBOARD_ASTERISK_ROOT: asteriskRoot },
  });
}
