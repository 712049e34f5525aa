#!/usr/bin/env node
// npm run bench: builds, provides an Asterisk and sipp, and measures. What comes behind `--` is explained by `--help`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePrograms } from './packages.mjs';
import { build, checkNode, checkout, installDependencies } from './ready.mjs';
import { main, run, step } from './steps.mjs';

await main(async () => {
  checkNode();
  await installDependencies();
  await ensurePrograms(
    { sipp: 'sip-tester', 'espeak-ng': 'espeak-ng', chromium: 'chromium' },
    'the benchmark',
  );
  await build();
  await step('Build the benchmark', () => {
    run(join(checkout, 'node_modules', '.bin', 'tsc'), ['-p', 'bench'], { cwd: checkout });
  });
  const root = process.env.CORDBOARD_ASTERISK_ROOT ?? join(checkout, '.cache', 'asterisk-root');
  const { findProgram } = await import(
    pathToFileURL(join(checkout, 'dist', 'asterisk', 'host', 'find.js')).href
  );
  await findProgram(root, { step, note: (text) => console.log(`  ${text}`) });
  const program = join(checkout, '.cache', 'bench', 'bench', 'main.js');
  // A process of its own, because the core is measured with options of V8.
  const { status } = spawnSync(process.execPath, ['--expose-gc', program, ...process.argv.slice(2)], {
    cwd: checkout,
    stdio: 'inherit',
    env: { ...process.env, CORDBOARD_ASTERISK_ROOT: root },
  });
  process.exitCode = status ?? 1;
});
