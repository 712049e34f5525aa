/**
 * From the start of the engine's process to calls that are routed again, with calls that were in progress when it was
 * killed: 500 on a simulated Asterisk, 100 on the real one.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { numbers } from '../floor/plan.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';
import type { Restarted } from './restart-process.ts';

export const restart: Bench = {
  name: 'restart',
  about: 'start of the process to routing again, by saved live calls',
  run: async (setting) => [await onSimulated(setting), await onReal(setting)],
};

async function onSimulated({ quick, tell }: Parameters<Bench['run']>[0]): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-restart-'));
  try {
    await inProcess(['prepare', folder, '500']);
    const times: number[] = [];
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const { ready, offered, calls } = await inProcess(['restart', folder, '500']);
      tell(
        `simulated Asterisk, ${calls} calls: ${ready.toFixed(0)} ms, a new caller's agent rings after ${offered.toFixed(0)} ms`,
      );
      if (calls < 500) throw new Error(`of 500 calls only ${calls} were taken up`);
      times.push(offered);
    }
    return timesRow('restart', 'simulated Asterisk', 500, spread(times), { ok: times.length });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function inProcess(parameters: readonly string[]): Promise<Restarted> {
  const program = fileURLToPath(new URL('restart-process.js', import.meta.url));
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  const code = await new Promise((resolve) => {
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`the engine of the restart has ended with ${String(code)}`);
  return JSON.parse(said) as Restarted;
}

/** As `npm start`; Asterisk goes on meanwhile. */
async function onReal({ quick, floor, tell }: Parameters<Bench['run']>[0]): Promise<Row> {
  const on = await floor();
  const phones = await on.phonesThatAnswer();
  const dial = numbers.connect.Cordboard;
  const times: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    const callers = await on.callers({
      dial,
      rate: 30,
      calls: 100,
      atATime: 100,
      talkFor: 60_000,
      within: 80_000,
    });
    await pause(5000);
    await on.killEngine();
    const all = await on.startEngine();
    times.push(on.routedAfter);
    const [, live = '0'] = /(\d+) active call/.exec(await on.cli('core show channels count')) ?? [];
    tell(
      `real Asterisk, ${live} calls: ${times.at(-1)?.toFixed(0)} ms, everything after ${all.toFixed(0)} ms`,
    );
    await callers.stop(50);
    await on.hangUpAll();
  }
  await phones.stop(3000);
  return timesRow('restart', 'real Asterisk', 100, spread(times), { ok: times.length });
}
