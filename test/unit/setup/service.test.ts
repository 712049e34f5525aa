/** The systemd unit sets what the program knows, and docs/service.md tells of files that are there. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../../src/settings/settings.ts';

const unit = readFileSync('setup/cordboard.service', 'utf8');
const value = (key: string): string[] =>
  [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, text = '']) => text);

test('every setting in the unit is one of ours, and keeps Asterisk over a restart', () => {
  const environment = Object.fromEntries(value('Environment').map((one) => one.split(/=(.*)/s).slice(0, 2)));
  const read = readSettings(environment as Record<string, string>, '/');
  expect(read).toMatchObject({ ok: true, unknown: [], settings: { keepAsterisk: true } });
  expect(value('KillMode')).toEqual(['process']);
});

test('what the unit starts is what the build makes', () => {
  const [command = ''] = value('ExecStart');
  const packaged = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { cordboard: string } };
  expect(command).toContain(`/opt/cordboard/${packaged.bin.cordboard} start`);
  for (const [, file = ''] of readFileSync('docs/service.md', 'utf8').matchAll(
    /\/opt\/cordboard\/((?:plans|setup)\/\S+)/g,
  ))
    expect([file, existsSync(file)]).toEqual([file, true]);
});

/** With a Node.js that is there, because systemd looks whether it is. */
function analysed(...words: readonly string[]): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-unit-'));
  try {
    const file = join(folder, 'cordboard.service');
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...words, file], { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** Since version 250 it looks at a file that is not installed. */
const { stdout: version } = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
const hasSystemd = Number(/^systemd (\d+)/.exec(version ?? '')?.[1] ?? 0) >= 250;

test.runIf(hasSystemd)('systemd understands every line of the unit, and finds little exposed', () => {
  const verified = analysed('verify');
  expect(verified).toMatchObject({ status: 0 });
  expect(verified.said).not.toContain('cordboard.service');
  // 10 is a service that may do everything; this is about what a server with a JIT compiler and sockets needs.
  const secured = analysed('security', '--offline=true', '--threshold=45');
  expect(secured.status, secured.said).toBe(0);
});
