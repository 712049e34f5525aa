/**
 * A sound that somebody brings, made fit for the telephone: WAVE files by our own reader; MP3, Ogg and FLAC by ffmpeg or sox, if
 * one of them is installed. Too long, silent or unreadable: refused, with the reason.
 */
import { spawn } from 'node:child_process';
import { access, constants, open, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Duration, minutes, seconds } from '../shared/time.ts';
import { levelled, peak, resample } from './resample.ts';
import { lineRate } from './sound-file.ts';
import { readWav, writeWav } from './wav.ts';

export type SoundMade = { readonly ok: true } | { readonly ok: false; readonly because: string };

export interface SoundBrought {
  readonly from: string;
  readonly to: string;
  /** Where programs are looked for, as in the environment. */
  readonly path: string;
}

const longest: Duration = minutes(10);
const shortest: Duration = 200;
const converterMayTake: Duration = seconds(60);

export async function bringSound({ from, to, path }: SoundBrought): Promise<SoundMade> {
  const format = await formatOf(from);
  if (format === undefined) return { ok: false, because: 'it is not a WAVE, MP3, Ogg or FLAC file' };
  if (format === 'wav') return writeForLine(from, to);
  const converter = await converterIn(path);
  if (!converter)
    return {
      ok: false,
      because: `${nameOf[format]} files need ffmpeg or sox on the machine of the engine: install one of them, or upload a WAVE file`,
    };
  const plain = `${to}.plain.wav`;
  try {
    const converted = await run(converter.command(from, plain, format), plain);
    return converted.ok ? await writeForLine(plain, to) : converted;
  } finally {
    await rm(plain, { force: true });
  }
}

async function writeForLine(from: string, to: string): Promise<SoundMade> {
  const read = readWav(await readFile(from));
  if (!read.ok) return read;
  const { rate, samples } = read.sound;
  const length = (samples.length / rate) * 1000;
  if (length > longest) return { ok: false, because: 'it is longer than 10 minutes' };
  if (length < shortest) return { ok: false, because: 'it is empty' };
  const sound = await resample(read.sound, lineRate);
  if (peak(sound) === 0) return { ok: false, because: 'it is silent' };
  await writeFile(to, writeWav(levelled(sound)), { mode: 0o600 });
  return { ok: true };
}

type Format = 'wav' | 'mp3' | 'ogg' | 'flac';
const nameOf: Readonly<Record<Format, string>> = { wav: 'WAVE', mp3: 'MP3', ogg: 'Ogg', flac: 'FLAC' };

/** By the first bytes: the name of a file says what its owner believes. */
async function formatOf(path: string): Promise<Format | undefined> {
  const head = Buffer.alloc(12);
  const file = await open(path, 'r');
  try {
    await file.read(head, 0, 12, 0);
  } finally {
    await file.close();
  }
  const start = head.toString('latin1', 0, 4);
  if (start === 'RIFF' && head.toString('latin1', 8, 12) === 'WAVE') return 'wav';
  if (start === 'OggS') return 'ogg';
  if (start === 'fLaC') return 'flac';
  const [first = 0, second = 0] = head;
  const isFrame = first === 0xff && (second & 0xe6) === 0xe2;
  return start.startsWith('ID3') || isFrame ? 'mp3' : undefined;
}

interface Converter {
  readonly command: (from: string, to: string, format: Format) => readonly [string, ...string[]];
}

/** Neither may open anything else than the file that it is given. */
async function converterIn(path: string): Promise<Converter | undefined> {
  const atMost = String(longest / 1000 + 1);
  const rate = String(lineRate);
  const ffmpeg = await installed('ffmpeg', path);
  if (ffmpeg !== undefined) {
    const cautious = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file'];
    const asLine = ['-vn', '-ac', '1', '-ar', rate, '-t', atMost, '-f', 'wav'];
    return { command: (from, to, format) => [ffmpeg, ...cautious, '-f', format, '-i', from, ...asLine, to] };
  }
  const sox = await installed('sox', path);
  if (sox === undefined) return undefined;
  const asLine = ['-t', 'wav', '-b', '16', '-c', '1', '-r', rate];
  return {
    command: (from, to, format) => [sox, '-V1', '-t', format, from, ...asLine, to, 'trim', '0', atMost],
  };
}

async function installed(program: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const candidate = join(folder, program);
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  return undefined;
}

async function run([program, ...args]: readonly [string, ...string[]], wrote: string): Promise<SoundMade> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(0, 300);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), converterMayTake);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
  clearTimeout(timer);
  const isWritten = await access(wrote).then(
    () => true,
    () => false,
  );
  if (code === 0 && isWritten) return { ok: true };
  const [first = ''] = said.replaceAll(wrote, 'the file').trim().split('\n');
  return { ok: false, because: `it cannot be converted${first === '' ? '' : `: ${clean(first)}`}` };
}

/** What a program says has paths of this machine in it, which mean nothing to who uploads. */
const clean = (words: string): string => words.replace(/\/[^\s:'"]+/g, 'the file').slice(0, 160);
