/** A softphone of somebody else's: baresip, with one account, which plays a tone into each call. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Baresip {
  /** What it has printed last. */
  said(): string;
  /** Typed into it, such as `/hold`; needs the module `stdio`. */
  types(command: string): void;
  /** What was heard in its calls, once they are over: samples of 8 kHz. */
  heard(): Promise<Int16Array>;
  /** Its power is cut. */
  kill(): void;
  close(): Promise<void>;
}

export interface BaresipOptions {
  /** A line of its file `accounts`. */
  readonly account: string;
  /** Besides those that play the tone and answer. */
  readonly modules: readonly string[];
  readonly hertz: number;
  /** `ausine` makes the tone at the 48 kHz of opus; default: from a file, at 8 kHz. */
  readonly source?: 'aufile' | 'ausine';
  /** Dialled when it is registered. */
  readonly dials?: string;
}

export async function startBaresip({
  account,
  modules,
  hertz,
  source = 'aufile',
  dials,
}: BaresipOptions): Promise<Baresip> {
  const home = await mkdtemp(join(tmpdir(), 'cordboard-baresip-'));
  await writeFile(join(home, 'tone.wav'), tone(hertz, 30));
  const config = [
    'sip_listen 127.0.0.1:0',
    'module_path /usr/lib/baresip/modules',
    ...[...modules, source, 'sndfile', 'menu', 'account'].map((name) => `module ${name}.so`),
    `snd_path ${home}`,
    `audio_source ${source},${source === 'aufile' ? join(home, 'tone.wav') : hertz}`,
  ];
  await writeFile(join(home, 'config'), `${config.join('\n')}\n`);
  await writeFile(join(home, 'accounts'), `${account}\n`);
  const dialling = dials === undefined ? [] : ['-e', `/dial ${dials}`];
  const process = spawn('baresip', ['-f', home, ...dialling], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  let said = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  return {
    said: () => said.slice(-3000),
    types: (command) => void process.stdin.write(`${command}\n`),
    heard: async () => {
      const names = await readdir(home);
      return await samplesOf(
        names.filter((name) => name.endsWith('-dec.wav')).map((name) => join(home, name)),
      );
    },
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

/** 16 bits, mono, behind the header of a WAV file. */
export function tone(hertz: number, seconds: number, rate = 8000): Buffer {
  const samples = Buffer.alloc(seconds * rate * 2);
  for (let nth = 0; nth < samples.length / 2; nth++)
    samples.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * nth) / rate)), nth * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** Of files that may have no length in their header yet; one that is not there has none. */
export async function samplesOf(files: readonly string[]): Promise<Int16Array> {
  const sounds = await Promise.all(
    files.map(async (file) => await readFile(file).catch(() => Buffer.alloc(0))),
  );
  const sound = Buffer.concat(sounds.map((file) => file.subarray(44, file.length - (file.length % 2))));
  return Int16Array.from({ length: sound.length / 2 }, (_, nth) => sound.readInt16LE(nth * 2));
}
