/**
 * docs/service.md, followed to the letter under a systemd that runs, with calls up whose sound is listened to. It installs a service,
 * so it runs on a machine of its own: `npm run nightly -- --only service` (`machine.sh`).
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { callList } from '../../src/contract/call.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { passes, until } from '../support/sip/until.ts';

const run = promisify(execFile);
const sh = async (command: string): Promise<string> => (await run('bash', ['-ec', command])).stdout.trim();
const engine = (): Promise<string> => sh('systemctl show cordboard -p MainPID --value');
const asterisk = (): Promise<string> =>
  sh(`sed 's/.*"pid":\\([0-9]*\\).*/\\1/' /var/lib/cordboard/asterisk/running.json`);
const cordboard = (command: string): Promise<string> =>
  sh(
    `runuser -u cordboard -- env CORDBOARD_HOME=/var/lib/cordboard /opt/cordboard/dist/cli/main.js ${command}`,
  );
const api = 'http://127.0.0.1:8080';

interface Credentials {
  readonly api: { readonly token: string };
  readonly sip: readonly { readonly user: string; readonly password: string }[];
}
const credentials = (): Credentials =>
  JSON.parse(readFileSync('/var/lib/cordboard/credentials.json', 'utf8'));

async function calls(state: string): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${credentials().api.token}` };
  const answer = await fetch(`${api}/v1/calls?state=${state}&limit=100`, { headers });
  return callList
    .parse(await answer.json())
    .calls.map(({ phase, outcome }) => outcome ?? phase ?? '')
    .toSorted();
}

async function callsAreRouted(): Promise<void> {
  const isReady = (): Promise<boolean> =>
    fetch(`${api}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await until('calls are routed', isReady, { within: 60_000 });
}

async function phone(user: string): Promise<Softphone> {
  const password = credentials().sip.find((one) => one.user === user)?.password ?? '';
  return await Softphone.open({ user, password, server: { host: '127.0.0.1', port: 5060 } });
}

test.runIf(process.env['SERVICE_MACHINE'] === 'yes')(
  'a service is restarted, killed, frozen, stopped, upgraded and rolled back, and its calls go on',
  { timeout: 600_000 },
  async () => {
    expect(readFileSync('/proc/1/comm', 'utf8').trim()).toBe('systemd');
    await callsAreRouted();
    expect(await sh('ps -o user= -C node | sort -u')).toContain('cordboa');
    const [anna, one, two] = [await phone('anna'), await phone('line1'), await phone('line2')];
    expect(await anna.register()).toBe(200);
    const call = await one.call('101', { fromNumber: '+4930111111' });
    const rung = await anna.rings(30_000);
    await rung.answer();
    await call.untilState('up', 10_000);
    [call.audio.mouth.tone, rung.audio.mouth.tone] = [440, 700];
    const bothHear = async () =>
      await Promise.all([call.audio.hearsTone(700, 10_000), rung.audio.hearsTone(440, 10_000)]);
    await bothHear();
    const waiting = await two.call('101', { fromNumber: '+4930222222' });
    await until('one talks, one waits', async () => (await calls('live')).join() === 'talking,waiting', {
      within: 20_000,
    });
    const pid = await asterisk();
    const figures: string[] = [];
    const step = async (name: string, does: () => Promise<unknown>): Promise<void> => {
      const before = await engine();
      const since = performance.now();
      call.audio.ear.beginsToListen(since);
      await does();
      await callsAreRouted();
      const ready = performance.now() - since;
      await bothHear();
      const silence = call.audio.ear.longestSilence(performance.now());
      figures.push(
        `${name}: calls routed again after ${(ready / 1000).toFixed(1)} s; longest silence in the talk ${Math.round(silence)} ms`,
      );
      expect(await engine(), name).not.toBe(before);
      expect(await asterisk(), name).toBe(pid);
      await until(
        `${name}: the calls are there`,
        async () => (await calls('live')).join() === 'talking,waiting',
        {
          within: 20_000,
        },
      );
      // An announcement may have answered them.
      expect(waiting.state, name).not.toBe('ended');
    };
    await step('systemctl restart', () => sh('systemctl restart cordboard'));
    await step('kill -9 of the engine', async () => {
      await sh(`kill -9 ${await engine()}`);
      await passes(1500);
    });
    await step('a freeze: the stand-in kills the engine, and systemd starts the next one', async () => {
      const frozen = await engine();
      await sh(`kill -STOP ${frozen}`);
      await until('the next engine is there', async () => !['0', frozen].includes(await engine()), {
        within: 90_000,
      });
    });
    await step('systemctl stop, 5 s, start', () =>
      sh('systemctl stop cordboard; sleep 5; systemctl start cordboard'),
    );
    await step('upgrade', async () => {
      await sh('/opt/cordboard-2/dist/cli/main.js check /etc/cordboard/plan.yaml');
      await cordboard('backup /var/lib/cordboard/before-2.db');
      await sh('ln -sfn /opt/cordboard-2 /opt/cordboard && systemctl restart cordboard');
    });
    await cordboard('status');
    await step('roll back', async () => {
      await sh('ln -sfn /opt/cordboard-1 /opt/cordboard && systemctl restart cordboard');
      await passes(5000);
      const rejects = await sh(
        'journalctl -u cordboard --since -5s --no-pager -o cat | grep "has schema version" || true',
      );
      if (rejects === '') return;
      figures.push('roll back: the old version rejects the database, so the backup is put back');
      await sh('systemctl stop cordboard');
      await cordboard('restore /var/lib/cordboard/before-2.db');
      await sh('systemctl start cordboard');
    });
    console.log(figures.join('\n'));
    await call.hangUp();
    await rung.untilState('ended');
    await (await anna.rings(30_000)).answer();
    await waiting.untilState('up', 10_000);
    await waiting.hangUp();
    await until('both were answered', async () => (await calls('ended')).join() === 'answered,answered', {
      within: 20_000,
    });
    // As the page says it, to end all.
    await sh('systemctl stop cordboard');
    await sh(`runuser -u cordboard -- kill ${await asterisk()}`);
    await until(
      'Asterisk has ended',
      async () => (await sh(`kill -0 ${pid} 2>/dev/null && echo there || true`)) === '',
      { within: 20_000 },
    );
  },
);
