#!/usr/bin/env node
// npm run test:kill -- --times 50: kills the engine so many times under the same hundred calls on a real Asterisk, and
// says what was dropped, misordered or counted twice, and how long it took each time until calls were routed again.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, checkout, installDependencies } from './ready.mjs';
import { main, run } from './steps.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { times: { type: 'string', default: '50' } } });
  await installDependencies();
  await build();
  const root = process.env.CORDBOARD_ASTERISK_ROOT ?? join(checkout, '.cache', 'asterisk-root');
  run(join(checkout, 'node_modules', '.bin', 'vitest'), ['run', 'test/asterisk/kill.test.ts'], {
    cwd: checkout,
    env: { ...process.env, CORDBOARD_ASTERISK_ROOT: root, KILL_TIMES: values.times },
  });
});
