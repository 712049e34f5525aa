/** `npm start`, the second time: from the command to calls that are routed, Asterisk and the demo plan included. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../floor/floor.ts';
import { timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

export const start: Bench = {
  name: 'start',
  about: '`npm start` to ready, the second time and later',
  run: async ({ quick, tell }) => {
    const home = await mkdtemp(join(tmpdir(), 'cordboard-bench-start-'));
    const [sip, http] = await freePorts();
    const environment = {
      ...process.env,
      CORDBOARD_HOME: home,
      CORDBOARD_SIP_ADDRESS: '127.0.0.1',
      CORDBOARD_SIP_PORT: String(sip),
      CORDBOARD_HTTP_PORT: String(http),
      CORDBOARD_RTP_PORTS: '11000-11999',
      CORDBOARD_LOG_LEVEL: 'error',
    };
    try {
      const first = await startAndStop(environment);
      tell(`first time with a new state folder: ${first.toFixed(0)} ms`);
      const times: number[] = [];
      for (let round = 0; round < (quick ? 1 : 3); round++) times.push(await startAndStop(environment));
      tell(`again: ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
      return [timesRow('start', 'npm start', 1, spread(times), { ok: times.length })];
    } finally {
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  },
};

/** Milliseconds from the command to the line that says that calls are routed. */
async function startAndStop(env: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now();
  const npm = spawn('npm', ['start', '--', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => {
    npm.once('exit', resolve);
  });
  let said = '';
  const ready = await new Promise<number | undefined>((resolve) => {
    npm.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('{"api"')) resolve(performance.now() - begin);
    });
    npm.once('exit', () => resolve(undefined));
  });
  npm.kill('SIGTERM');
  await exited;
  if (ready === undefined) throw new Error(`npm start has ended: ${said}`);
  return ready;
}
