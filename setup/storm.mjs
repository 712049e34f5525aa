#!/usr/bin/env node
// npm run storm -- --hours 1000 --seed 7: the engine on a simulated Asterisk, with people and faults, for so many
// simulated hours. --keep 3,17 plays some acts of one story only; a failure prints which.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from './ready.mjs';
import { main, run } from './steps.mjs';

await main(() => {
  const { values } = parseArgs({
    options: { hours: { type: 'string' }, seed: { type: 'string' }, keep: { type: 'string' } },
  });
  const { hours = '100', seed = '1', keep } = values;
  run(join(checkout, 'node_modules', '.bin', 'vitest'), ['run', 'test/random/engine-storm.test.ts'], {
    cwd: checkout,
    env: {
      ...process.env,
      STORM_HOURS: hours,
      STORM_SEED: seed,
      ...(keep === undefined ? {} : { STORM_KEEP: keep }),
    },
  });
});
