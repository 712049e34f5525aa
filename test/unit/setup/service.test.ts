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

test('the timer starts the backup, which the program understands', () => {
  const [backup, timer] = ['service', 'timer'].map((kind) =>
    readFileSync(`setup/cordboard-backup.${kind}`, 'utf8'),
  );
  const [, command = ''] = /^ExecStart=(.*)$/m.exec(backup ?? '') ?? [];
  const packaged = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { cordboard: string } };
  expect(command).toContain(`/opt/cordboard/${packaged.bin.cordboard} backup /var/backups/cordboard --keep `);
  expect(backup).toContain('ReadWritePaths=/var/backups/cordboard\n');
  expect(timer).toMatch(/^OnCalendar=.+$/m);
});

const units = ['cordboard.service', 'cordboard-backup.service', 'cordboard-backup.timer'] as const;

/** With a Node.js that is there, because systemd looks whether it is. */
function analysed(
  name: (typeof units)[number],
  ...words: readonly string[]
): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-unit-'));
  try {
    for (const each of units)
      writeFileSync(
        join(folder, each),
        readFileSync(`setup/${each}`, 'utf8').replace('/usr/bin/node', process.execPath),
      );
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...words, join(folder, name)], {
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
/** Since version 250 it looks at a file that is not installed. */
const { stdout: version } = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
const hasSystemd = Number(/^systemd (\d+)/.exec(version ?? '')?.[1] ?? 0) >= 250;

test.runIf(hasSystemd)('systemd understands every line of the units, and finds little exposed', () => {
  for (const name of units) {
    const verified = analysed(name, 'verify');
    expect(verified).toMatchObject({ status: 0 });
    expect(verified.said).not.toContain('cordboard');
  }
  // 10 is a service that may do everything; this is about what a server with a JIT compiler and sockets needs.
  const secured = analysed('cordboard.service', 'security', '--offline=true', '--threshold=45');
  expect(secured.status, secured.said).toBe(0);
});
