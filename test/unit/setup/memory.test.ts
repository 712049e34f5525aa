/** Node.js takes the size of its young heap and the number of V8's threads from the command line only: each way to start must say them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const textOf = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), 'utf8');

test.each([
  ['npm start', 'package.json', /"start": "exec node --max-semi-space-size=4 --v8-pool-size=1 /],
  [
    'the command line',
    'src/cli/main.ts',
    /^#!\/usr\/bin\/env -S node --max-semi-space-size=4 --v8-pool-size=1\n/,
  ],
  ['the image', 'Dockerfile', /^ENTRYPOINT \[.*"node", "--max-semi-space-size=4", "--v8-pool-size=1", /m],
  ['the service', 'setup/cordboard.service', /^ExecStart=.*node --max-semi-space-size=4 --v8-pool-size=1 /m],
  ['the benchmark', 'bench/floor/floor.ts', /'--max-semi-space-size=4 --v8-pool-size=1'/],
])('%s keeps the young heap and the pool of threads small', (_way, file, says) => {
  expect(textOf(file)).toMatch(says);
});
