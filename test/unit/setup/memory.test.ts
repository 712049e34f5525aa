/** Node.js takes the size of its young heap from the command line only, so each way to start the engine must say it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const textOf = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), 'utf8');

test.each([
  ['npm start', 'package.json', /"start": "exec node --max-semi-space-size=4 /],
  ['the command line', 'src/cli/main.ts', /^#!\/usr\/bin\/env -S node --max-semi-space-size=4\n/],
  ['the image', 'Dockerfile', /^ENTRYPOINT \[.*"node", "--max-semi-space-size=4", /m],
  ['the benchmark', 'bench/floor/floor.ts', /'--max-semi-space-size=4'/],
])('%s keeps the young heap small', (_way, file, says) => {
  expect(textOf(file)).toMatch(says);
});
