/** The systemd unit sets what the program knows, and docs/service.md tells of files that are there. */
import { existsSync, readFileSync } from 'node:fs';
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
