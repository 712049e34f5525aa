/**
 * The engine is stopped with its links open (SIGSTOP: a paused virtual machine, a disk that hangs), and goes on. It was late
 * once, and is not overloaded: who came meanwhile is served (T4).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { asteriskFolders } from '../../src/asterisk/host/folders.ts';
import type { AriLogin } from '../../src/asterisk/host/listeners.ts';
import { keptPorts } from '../../src/asterisk/host/ports.ts';
import { ensureSecrets } from '../../src/asterisk/host/secrets.ts';
import { journalPage } from '../../src/contract/journal-page.ts';
import { type LaunchedCordboard, launchChild } from '../support/asterisk/child-cordboard.ts';
import { type ChildFloor, childFloor } from '../support/asterisk/child-floor.ts';
import { passes, until } from '../support/sip/until.ts';

/** Milliseconds; `npm run nightly` freezes longer. */
const frozenFor = Number(process.env['FROZEN_FOR'] ?? 6000);

/** Whether a child of that process runs a program of this name. Its Asterisk may be a child of it, too. */
const runs = (pid: number, program: string): boolean =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .some((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(program));

async function ariOf(home: string): Promise<AriLogin> {
  const { base } = asteriskFolders(home);
  const [ports, secrets] = [await keptPorts(base), await ensureSecrets(base)];
  return { url: `http://127.0.0.1:${ports?.http}`, ...secrets.ari };
}

test('who came while the engine was frozen is served, and who talked or waited still does', {
  timeout: 60_000 + frozenFor,
}, async () => {
  const floor = await childFloor();
  const anna = await floor.phone('anna');
  const [one, two, three, four, five] = [
    await floor.phone('line1'),
    await floor.phone('line2'),
    await floor.phone('line3'),
    await floor.phone('line4'),
    await floor.phone('line5'),
  ];
  expect(await anna.register()).toBe(200);
  const talk = await one.call('101', { fromNumber: '+4930111111' });
  const rung = await anna.rings();
  await rung.answer();
  await until('they talk', async () => (await floor.phases()).join() === 'talking');
  const waits = await two.call('101', { fromNumber: '+4930222222' });
  await until('one waits', async () => (await floor.phases()).join() === 'talking,waiting');

  await until('the engine has its stand-in', () => runs(floor.cordboard.pid, 'stand-in'));
  // Node.js takes a moment to start.
  await passes(500);
  floor.cordboard.freeze();
  // At once, when the dialplan still believes the engine to be awake: its stand-in sees that it is not.
  const first = await five.call('101', { fromNumber: '+4930555555' });
  await first.untilState('ringing');
  // Two signs of life are missed: now the dialplan knows as well.
  await passes(3500);
  const came = await three.call('101', { fromNumber: '+4930333333' });
  const echo = await four.call('199', { fromNumber: '+4930444444' });
  // They are not left in silence: nothing but the dialplan is there to let them hear ringing.
  await came.untilState('ringing');
  await passes(Math.max(0, frozenFor - 3500));
  floor.cordboard.wake();

  await echo.untilState('up');
  await until(
    'who came waits',
    async () => (await floor.phases()).filter((phase) => phase === 'waiting').length === 3,
    {
      within: 20_000,
      otherwise: () => came.describe(),
    },
  );
  expect([talk.state, waits.state]).toEqual(['up', 'ringing']);
  await talk.hangUp();
  expect((await anna.rings()).number, 'first who came first').toContain('222222');
  await Promise.all([waits.hangUp(), first.hangUp(), came.hangUp(), echo.hangUp()]);
  await until('all is over', async () => (await floor.phases()).length === 0);
  expect((await floor.calls('all')).map(({ outcome }) => outcome)).not.toContain('overload');
});

/**
 * When it freezes: `running`; or while it starts after a kill: `opening` (it has its database, and no Asterisk), `claiming` (it
 * asks Asterisk for the callers), `comparing` (it gets them, and compares its calls with Asterisk). `npm run nightly` does all.
 */
const stages = (process.env['FROZEN_STAGES'] ?? 'running').split(',');

test.each(stages)(
  'F15: an engine that stays frozen (%s) is killed: who talks goes on, who came goes to the dialplan, and is served',
  { timeout: 120_000 },
  async (stage) => {
    // On a busy machine, a start is silent for seconds.
    const floor = await childFloor({ freezeLimit: 8 });
    const [anna, boris] = [await floor.phone('anna'), await floor.phone('boris')];
    const [one, two] = [await floor.phone('line1'), await floor.phone('line2')];
    expect([await anna.register(), await boris.register()]).toEqual([200, 200]);
    const talk = await one.call('101', { fromNumber: '+4930111111' });
    await until('a phone rings', () => (anna.ringing ?? boris.ringing) !== undefined);
    const [first, second] = anna.ringing ? [anna, boris] : [boris, anna];
    await (await first.rings()).answer();
    await until('they talk', async () => (await floor.phases()).join() === 'talking');
    await until('the engine has its stand-in', () => runs(floor.cordboard.pid, 'stand-in'));
    await passes(1000);
    const frozen = stage === 'running' ? floor.cordboard : await startsAnew(floor, stage);
    frozen.freeze();
    // The engine cannot know of one who comes now, and Asterisk may believe it to be there.
    await passes(1200);
    const came = await two.call('101', { fromNumber: '+4930222222' });
    await came.untilState('ringing');
    await until('it is killed', () => frozen.hasEnded(), { within: 60_000 });
    await until(
      'the dialplan has the caller',
      async () => {
        const channels = (await asked(floor, 'channels')) as {
          dialplan: { app_name: string };
        }[];
        return channels.some(({ dialplan }) => dialplan.app_name !== 'Stasis');
      },
      { within: 20_000 },
    );
    expect([talk.state, came.state]).not.toContain('ended');
    await floor.startAgain();
    // By the next engine, or by the dialplan if that was slow to start.
    await (await second.rings(30_000)).answer();
    await came.untilState('up');
    const alarms = async () => {
      const { entries } = journalPage.parse(await floor.cordboard.ask('/v1/journal?limit=1000'));
      return entries.flatMap((entry) => (entry.type === 'alarmRaised' ? [entry.code] : []));
    };
    await until('it is told', async () => (await alarms()).includes('engine_frozen'), { within: 20_000 });
    expect(talk.state).toBe('up');
    await Promise.all([talk.hangUp(), came.hangUp()]);
    await until('all is over', async () => (await floor.phases()).length === 0);
  },
);

/** Is killed, and in its next life at that stage of its start. */
async function startsAnew(floor: ChildFloor, stage: string): Promise<LaunchedCordboard> {
  const variable = async (name: string): Promise<unknown> =>
    await asked(floor, `asterisk/variable?variable=${name}`).then(
      (answer) => (answer as { value: string }).value,
    );
  await floor.cordboard.kill();
  const name = stage === 'claiming' ? 'ENGINE_OF_cordboard' : 'CORDBOARD_AWAKE';
  const before = await variable(name);
  const next = launchChild(floor.settings);
  const isThere = async (): Promise<boolean> =>
    stage === 'opening' ? runs(next.pid, 'stand-in') : (await variable(name)) !== before;
  const deadline = performance.now() + 60_000;
  // Without a rest: the stage lasts for milliseconds.
  while (!(await isThere())) {
    if (performance.now() > deadline) throw new Error(`it never got to ${stage}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return next;
}

async function asked(floor: ChildFloor, path: string): Promise<unknown> {
  const { url, user, password } = await ariOf(floor.settings.home);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return await (await fetch(`${url}/ari/${path}`, { headers: { authorization } })).json();
}

test('a stand-in whose engine was killed while it started ends, too', async () => {
  const program = fileURLToPath(new URL('../../dist/asterisk/stand-in/program.js', import.meta.url));
  const standIn = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  onTestFinished(() => void standIn.kill('SIGKILL'));
  standIn.disconnect();
  await until('it has ended', () => standIn.exitCode !== null);
});
