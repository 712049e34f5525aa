/** The root file system with Asterisk: what an interrupted start leaves behind. */
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silent } from '../../../../src/asterisk/host/progress.ts';
import { makeRoot } from '../../../../src/asterisk/host/root.ts';
import { until } from '../../../support/sip/until.ts';

test('SIGTERM while Asterisk is downloaded ends the download, with all that it has started, and leaves nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-root-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  // Stands for debootstrap: it unpacks, and a program that it has started downloads without end.
  const pids = join(folder, 'pids');
  await writeFile(
    join(folder, 'debootstrap'),
    `#!/bin/sh
[ "$1" = --version ] && exit 0
for last; do :; done
mkdir -p "$last/usr"
sleep 600 &
echo $$ $! > ${pids}
wait
`,
  );
  await chmod(join(folder, 'debootstrap'), 0o755);
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${folder}${delimiter}${path}`;
  onTestFinished(() => {
    process.env['PATH'] = path;
  });
  const stop = new AbortController();
  const made = makeRoot(join(folder, 'roots', 'asterisk'), silent, stop.signal);
  const failed = made.then(
    () => undefined,
    (error: unknown) => error,
  );
  await until('it downloads', async () => (await readdir(folder)).includes('pids'), { within: 10_000 });
  stop.abort(new Error('SIGTERM'));
  expect(await failed).toEqual(new Error('SIGTERM'));
  expect(await readdir(join(folder, 'roots'))).toEqual([]);
  const isGone = (pid: number): boolean => {
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  };
  const started = (await readFile(pids, 'utf8')).trim().split(' ').map(Number);
  await until('all have ended', () => started.every(isGone), { within: 10_000 });
});
