/**
 * The engine is stopped with its links open (SIGSTOP: a paused virtual machine, a disk that hangs), and goes on. It was late
 * once, and is not overloaded: who came meanwhile is served (T4).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { childFloor } from '../support/asterisk/child-floor.ts';
import { passes, until } from '../support/sip/until.ts';

/** Milliseconds; `npm run nightly` freezes longer. */
const frozenFor = Number(process.env['FROZEN_FOR'] ?? 6000);

/** Whether a child of that process runs a program of this name. Its Asterisk may be a child of it, too. */
const runs = (pid: number, program: string): boolean =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .some((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(program));

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
  const rung = await anna.rings(10_000);
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
  await first.untilState('ringing', 5000);
  // Two signs of life are missed: now the dialplan knows as well.
  await passes(3500);
  const came = await three.call('101', { fromNumber: '+4930333333' });
  const echo = await four.call('199', { fromNumber: '+4930444444' });
  // They are not left in silence: nothing but the dialplan is there to let them hear ringing.
  await came.untilState('ringing', 1500);
  await passes(Math.max(0, frozenFor - 3500));
  floor.cordboard.wake();

  await echo.untilState('up', 10_000);
  await until(
    'who came waits',
    async () => (await floor.phases()).filter((phase) => phase === 'waiting').length === 3,
    {
      within: 10_000,
      otherwise: () => came.describe(),
    },
  );
  expect([talk.state, waits.state]).toEqual(['up', 'ringing']);
  await talk.hangUp();
  expect((await anna.rings(10_000)).number, 'first who came first').toContain('222222');
  await Promise.all([waits.hangUp(), first.hangUp(), came.hangUp(), echo.hangUp()]);
  await until('all is over', async () => (await floor.phases()).length === 0);
  expect((await floor.calls('all')).map(({ outcome }) => outcome)).not.toContain('overload');
});

test('a stand-in whose engine was killed while it started ends, too', async () => {
  const program = fileURLToPath(new URL('../../dist/asterisk/stand-in/program.js', import.meta.url));
  const standIn = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  onTestFinished(() => void standIn.kill('SIGKILL'));
  standIn.disconnect();
  await until('it has ended', () => standIn.exitCode !== null);
});
