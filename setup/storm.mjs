#!/usr/bin/env node
// npm run storm -- --hours 1000 --seed 7: the engine on a simulated Asterisk, with people and faults, for so many
// simulated hours. --keep 3,17 plays some acts of one story only; a failure prints which.
import { mkdtempSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'rolldown';
import { checkout } from './ready.mjs';
import { main, run } from './steps.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { hours: { type: 'string' }, seed: { type: 'string' }, keep: { type: 'string' } },
  });
  const { hours = '100', seed = '1', keep } = values;
  // Bundled and without Vitest it takes a third of the processor time. Beside `support`, whose plans it reads.
  const folder = mkdtempSync(join(checkout, 'test', '.storm-'));
  try {
    const file = join(folder, 'storm.mjs');
    await build({
      input: join(checkout, 'test/random/engine-storm-main.ts'),
      platform: 'node',
      logLevel: 'warn',
      external: (id) => !id.startsWith('.') && !isAbsolute(id),
      output: { file, format: 'esm' },
    });
    run(process.execPath, [file], {
      cwd: checkout,
      env: {
        ...process.env,
        STORM_HOURS: hours,
        STORM_SEED: seed,
        ...(keep === undefined ? {} : { STORM_KEEP: keep }),
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
