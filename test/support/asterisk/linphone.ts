/** A softphone of somebody else's: linphonec, with one account, which plays a tone into each call that it picks up. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../sip/until.ts';
import { type Baresip, tone } from './baresip.ts';

export interface LinphoneOptions {
  readonly user: string;
  readonly password: string;
  /** Address and port. */
  readonly server: string;
  readonly hertz: number;
  /** Picks up by itself. Default: yes */
  readonly picksUp?: boolean;
}

export async function startLinphone(options: LinphoneOptions): Promise<Baresip> {
  const { user, password, server, hertz, picksUp = true } = options;
  const home = await mkdtemp(join(tmpdir(), 'cordboard-linphone-'));
  const sound = join(home, 'tone.wav');
  await writeFile(sound, tone(hertz, 30));
  await mkdir(join(home, '.local', 'share', 'linphone'), { recursive: true });
  // Any port; no video, no network probes.
  await writeFile(join(home, 'rc'), '[sip]\nsip_port=-1\nsip_tcp_port=0\n[net]\nmtu=1300\n');
  const process = spawn('linphonec', ['-c', join(home, 'rc'), ...(picksUp ? ['-a'] : [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', HOME: home },
  });
  const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  let said = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  const types = (command: string): void => void process.stdin.write(`${command}\n`);
  // What is typed before the prompt is lost.
  await until('linphonec is ready', () => said.includes('linphonec>'), { otherwise: () => said });
  types('soundcard use files');
  types(`play ${sound}`);
  types(`register sip:${user}@${server} sip:${server} ${password}`);
  return {
    said: () => said.slice(-3000),
    types,
    kill: () => void process.kill('SIGKILL'),
    close: async () => {
      process.kill('SIGTERM');
      const late = setTimeout(() => process.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(late);
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
