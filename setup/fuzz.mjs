#!/usr/bin/env node
// npm run fuzz -- --runs 10000: every way in (test/random/ways-in.test.ts), so many times what the usual tests do.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 2000 : Number(process.argv[at + 1]);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('npm run fuzz -- --runs N');
  process.exit(2);
}
const parameters = ['run', 'test/random/ways-in.test.ts', '--testTimeout=3600000'];
const { status } = spawnSync(join(checkout, 'node_modules', '.bin', 'vitest'), parameters, {
  cwd: checkout,
  stdio: 'inherit',
  env: { ...process.env, CORDBOARD_FUZZ_RUNS: String(runs) },
});
process.exit(status ?? 1);
