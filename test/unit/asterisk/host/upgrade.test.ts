/** What a reload applies to an Asterisk with calls on it, and for what it has to be restarted. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Configuration } from '../../../../src/asterisk/host/configuration.ts';
import { upgradeFrom } from '../../../../src/asterisk/host/upgrade.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const filesIn = (path: string): Configuration =>
  new Map(
    readdirSync(path)
      .filter((name) => name.endsWith('.conf'))
      .map((name) => [name, readFileSync(`${path}/${name}`, 'utf8')] as const),
  );
const now = filesIn(folder('../../../../asterisk-conf'));
const before = filesIn(folder('../../../support/asterisk/conf-532aca4'));
const changed = (name: string, from: string, to: string): Configuration =>
  new Map([...now].map(([file, text]) => [file, file === name ? text.replace(from, to) : text] as const));

test('the same configuration needs nothing', () => {
  expect(upgradeFrom(now, now)).toEqual({ reload: new Map(), restart: [] });
});

test('from 532aca4: the dialplan and the log are reloaded, the name of the system waits for a restart', () => {
  const { reload, restart } = upgradeFrom(before, now);
  expect([...reload.keys()]).toEqual(expect.arrayContaining(['extensions.conf', 'logger.conf']));
  expect(restart).toContain('asterisk.conf');
  expect(restart).not.toContain('extensions.conf');
});

test.each([
  ['pjsip.conf', 'unidentified_request_count = 5', 'unidentified_request_count = 6', 'reload'],
  ['pjsip.conf', 'threadpool_max_size = 50', 'threadpool_max_size = 60', 'restart'],
  ['pjsip.conf', 'tos = cs3', 'tos = cs4', 'restart'],
  ['pjsip.conf', '; More initial threads', '; Many more initial threads', 'reload'],
  ['stasis.conf', 'decline = ast_channel_varset_type', '', 'restart'],
  ['modules.conf', 'noload = res_stun_monitor.so', '', 'restart'],
  ['rtp.conf', 'strictrtp = yes', 'strictrtp = no', 'reload'],
])('%s: %s -> %s is applied by a %s', (name, from, to, how) => {
  const { reload, restart } = upgradeFrom(now, changed(name, from, to));
  expect([[...reload.keys()], restart]).toEqual(how === 'reload' ? [[name], []] : [[], [name]]);
});

test('files that come or go wait for a restart', () => {
  const more = new Map([...now, ['new.conf', '']]);
  expect(upgradeFrom(now, more).restart).toEqual(['new.conf']);
  expect(upgradeFrom(more, now).restart).toEqual(['new.conf']);
});
