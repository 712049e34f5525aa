/**
 * An upgrade keeps the calls: an Asterisk that runs with the configuration of 532aca4 and has a call on it goes on under
 * the present engine, which applies what a reload can, and restarts it once nobody talks.
 */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { renderConfiguration } from '../../src/asterisk/host/configuration.ts';
import { findProgram } from '../../src/asterisk/host/find.ts';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import { choosePorts } from '../../src/asterisk/host/ports.ts';
import { AsteriskProcess } from '../../src/asterisk/host/process.ts';
import { silent } from '../../src/asterisk/host/progress.ts';
import { run } from '../../src/asterisk/host/run.ts';
import { findRunning } from '../../src/asterisk/host/running.ts';
import { ensureSecrets } from '../../src/asterisk/host/secrets.ts';
import { pjsipFile } from '../../src/asterisk/provisioning/plan-files.ts';
import { status } from '../../src/contract/status.ts';
import { readPlan } from '../../src/plan/read.ts';
import { allPhones } from '../../src/plan/rules/phones.ts';
import { ensureCredentials } from '../../src/settings/credentials.ts';
import { startChild } from '../support/asterisk/child-cordboard.ts';
import { settingsFor } from '../support/asterisk/running-cordboard.ts';
import { quiet } from '../support/real-asterisk.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { until } from '../support/sip/until.ts';

/** What 532aca4 itself wrote for these: its templates, and the dialplan's part of the tests' plan. */
const templates = fileURLToPath(new URL('../support/asterisk/conf-532aca4', import.meta.url));

test('from 532aca4 with a call up: it goes on, and what waits for a restart is applied when it is over', {
  timeout: 120_000,
}, async () => {
  const home = await mkdtemp(join(tmpdir(), 'cordboard-upgrade-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const settings = await settingsFor(home);
  const { sip, rtp } = settings;
  const read = await readPlan(settings.plan);
  if (!read.ok) throw new Error('the plan of the tests is wrong');
  const users = { phones: allPhones(read.plan), browserPhones: [], lines: Object.keys(read.plan.lines) };
  const credentials = await ensureCredentials(home, users, `http://127.0.0.1:${settings.http.port}`);

  const program = await findProgram(settings.asteriskRoot, silent);
  const folders = asteriskFolders(home);
  await mkdir(folders.etc, { recursive: true });
  const secrets = await ensureSecrets(folders.base);
  const ports = await choosePorts(folders.base);
  const input = { program, folders, ports, secrets, sip, rtp, systemName: '' };
  const configuration = await renderConfiguration(input, templates);
  const plan = pjsipFile(read.plan, credentials.sip, () => undefined);
  await writeFile(join(folders.etc, 'pjsip_plan.conf'), plan.text);
  await copyFile(
    fileURLToPath(new URL('../support/asterisk/plan-532aca4/extensions_plan.conf', import.meta.url)),
    join(folders.etc, 'extensions_plan.conf'),
  );
  const ari = { url: `http://127.0.0.1:${ports.http}`, ...secrets.ari };
  const old = new AsteriskProcess({ program, folders, configuration, ari, amiPort: ports.ami, sip }, quiet);
  await old.start();
  onTestFinished(async () => await old.stop());
  await old.leave();

  const phone = async (user: string): Promise<Softphone> => {
    const password = credentials.sip.find((one) => one.user === user)?.password ?? '';
    const opened = await Softphone.open({ user, password, server: { host: '127.0.0.1', port: sip.port } });
    onTestFinished(async () => await opened.close());
    return opened;
  };
  const [anna, line, other] = [await phone('anna'), await phone('line1'), await phone('line2')];
  expect(await anna.register()).toBe(200);
  const call = await line.call('101', { fromNumber: '+4930111111' });
  const rung = await anna.rings(30_000);
  await rung.answer();
  await call.untilState('up');

  const cordboard = await startChild({ ...settings, keepAsterisk: true }, ['--keep-asterisk']);
  onTestFinished(async () => {
    await cordboard.stop();
    // It keeps its Asterisk, as it was told.
    await cli('core stop now');
    await until('Asterisk has ended', async () => (await findRunning(folders.base)) === undefined);
  });
  const pending = async (): Promise<readonly string[]> =>
    status.parse(await cordboard.ask('/v1/status')).asteriskRestartFor;
  const cli = async (command: string): Promise<string> =>
    (await run([...program.command, '-C', join(folders.etc, 'asterisk.conf'), '-rx', command])).output;
  const before = await findRunning(folders.base);
  expect(before?.pid).toBe(old.pid);
  expect(await pending()).toContain('asterisk.conf');
  expect(await cli('dialplan show 101@from-trunk'), 'what a reload can apply').toContain('who-calls');
  [call.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
  await Promise.all([call.audio.hearsTone(700), rung.audio.hearsTone(440)]);
  const echo = await other.call('199', { fromNumber: '+4930222222' });
  await echo.untilState('up');
  await echo.hangUp();
  expect((await findRunning(folders.base))?.pid, 'somebody talks').toBe(before?.pid);

  await call.hangUp();
  await rung.untilState('ended');
  await until('it is restarted', async () => (await pending()).length === 0, { within: 20_000 });
  await until(
    'it runs again',
    async () => ![undefined, before?.pid].includes((await findRunning(folders.base))?.pid),
    {
      within: 20_000,
    },
  );
  await until(
    'the new configuration is in use',
    async () => /System name:\s+\S/.test(await cli('core show settings')),
    {
      within: 20_000,
    },
  );
  await until(
    'calls are routed again',
    async () => {
      const again = await other.call('199', { fromNumber: '+4930222222' });
      await again.untilState('up').catch(() => undefined);
      const wasUp = again.state === 'up';
      await again.hangUp();
      return wasUp;
    },
    { within: 20_000 },
  );
});
