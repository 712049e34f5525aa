import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const steps = new URL('../../../setup/steps.mjs', import.meta.url).href;
/** A set-up script that runs one program quietly. */
const script = (program: string): string =>
  `import { main, runQuietly } from ${JSON.stringify(steps)}; await main(async () => runQuietly(process.execPath, ['-e', ${JSON.stringify(program)}]));`;
const node = ['--input-type=module', '-e'];

test('N24: what a program of the build prints is shown only if it fails', () => {
  const chatty = "console.log('chunk size'); console.error('a hint')";
  expect(execFileSync(process.execPath, [...node, script(chatty)], { encoding: 'utf8' })).toBe('');
  const failing = spawnSync(process.execPath, [...node, script(`${chatty}; process.exit(3)`)], {
    encoding: 'utf8',
  });
  expect(failing.status).toBe(1);
  expect(failing.stderr).toContain('chunk size');
});

test('what runs together is waited for, also when one has failed; each says its own in one piece', () => {
  const both = `import { main, runGathered, together } from ${JSON.stringify(steps)};
    const says = (program) => runGathered(process.execPath, ['-e', program]);
    await main(() => together(says("process.exit(3)"), says("setTimeout(() => console.log('the other'), 300)")));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, both], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, 'the other\n']);
  expect(stderr).toContain('process.exit(3) failed');
});
