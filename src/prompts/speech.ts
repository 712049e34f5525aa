/**
 * Speech commands: programs that turn text into a sound file. espeak-ng where it is installed, flite for English
 * otherwise, or any command that the operator names.
 *
 * Invariants: no shell is involved; text goes in through standard input, or as one argument if the command asks for
 * that with `{text}`; a command that takes too long is ended with all that it started.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Language } from '../plan/model.ts';
import type { Duration } from '../shared/time.ts';

export interface SpeechCommand {
  /** Sound rendered by one identity is not taken for that of another. */
  readonly identity: string;
  /** Program and arguments. `{text}`, `{language}` and `{output}` stand for what they say, within any argument. */
  readonly template: readonly string[];
  /** If omitted: it is left to the command to refuse. */
  readonly speaks?: (language: Language) => boolean;
}

export type Spoken = { readonly ok: true } | { readonly ok: false; readonly because: string };

/**
 * The operator's own command, with arguments parted by blanks and quotes around those that hold some; else what is
 * installed; undefined: nothing is. `path`: where to look, as in the environment.
 *
 * A command without `{output}` writes the sound to its standard output.
 */
export async function speechCommand(
  setting: string | undefined,
  path: string = process.env['PATH'] ?? '',
): Promise<SpeechCommand | undefined> {
  if (setting !== undefined && setting.trim() !== '') return { identity: setting, template: parted(setting) };
  const espeak = await installed('espeak-ng', path);
  if (espeak !== undefined) {
    return { identity: 'espeak-ng 1', template: [espeak, '-v', '{language}', '--stdin', '-w', '{output}'] };
  }
  const flite = await installed('flite', path);
  if (flite === undefined) return undefined;
  return {
    identity: 'flite 1',
    template: [flite, '-voice', 'slt', '-t', '{text}', '-o', '{output}'],
    speaks: (language) => /^en(-|$)/i.test(language),
  };
}

/** Why the operator's own command cannot run: its program does not exist, or may not be executed. */
export async function speechProblem(
  setting: string | undefined,
  path: string = process.env['PATH'] ?? '',
): Promise<string | undefined> {
  const [program] = parted(setting ?? '');
  if (program === undefined) return undefined;
  if (program.includes('/')) return (await isExecutable(program)) ? undefined : `cannot run ${program}`;
  return (await installed(program, path)) === undefined ? `the program ${program} does not exist` : undefined;
}

async function installed(program: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const candidate = join(folder, program);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** `a "b c" d` is three. */
function parted(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map((match) => match[1] ?? match[2] ?? match[0]);
}

export interface Speaking {
  readonly deadline: Duration;
  /** Callers wait for it. If not, it gets a tenth of the processor time that calls get, as long as they want all there is. */
  readonly isUrgent: boolean;
}

/** Writes a WAVE file of the text to `output`. Never throws. */
export async function speak(
  command: SpeechCommand,
  text: string,
  language: Language,
  output: string,
  speaking: Speaking,
): Promise<Spoken> {
  if (command.speaks?.(language) === false) {
    return { ok: false, because: `${command.identity} does not speak ${language}` };
  }
  const [program, ...args] = command.template.map((piece) => filledIn(piece, text, language, output));
  if (program === undefined) return { ok: false, because: 'the speech command is empty' };
  const takesText = command.template.some((piece) => piece.includes('{text}'));
  const namesOutput = command.template.some((piece) => piece.includes('{output}'));
  // A file, not a pipe: a pipe from Node.js is a socket, which a command cannot open as /dev/stdin; and one that ends
  // without reading its text breaks nothing.
  const input = `${output}.txt`;
  const files: FileHandle[] = [];
  try {
    await writeFile(input, takesText ? '' : text);
    files.push(await open(input, 'r'));
    if (!namesOutput) files.push(await open(output, 'w'));
    return await run(program, args, files[0]?.fd, files[1]?.fd, speaking);
  } catch (error) {
    return { ok: false, because: `${program}: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    for (const file of files) await file.close();
    await rm(input, { force: true });
  }
}

function filledIn(piece: string, text: string, language: Language, output: string): string {
  const values: Readonly<Record<string, string>> = {
    // An argument that begins with the text must not be taken for an option.
    '{text}': piece.startsWith('{text}') && text.startsWith('-') ? ` ${text}` : text,
    '{language}': language,
    '{output}': output,
  };
  return piece.replaceAll(/\{(text|language|output)\}/g, (placeholder) => values[placeholder] ?? placeholder);
}

async function run(
  program: string,
  args: readonly string[],
  input: number | undefined,
  output: number | undefined,
  { deadline, isUrgent }: Speaking,
): Promise<Spoken> {
  // A process group of its own, so that whatever a wrapper script has started is ended with it.
  const child = spawn(program, args, {
    stdio: [input ?? 'ignore', output ?? 'ignore', 'pipe'],
    detached: true,
  });
  if (!isUrgent) giveWay(child.pid);
  const complaints: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints.push(text.slice(-300));
    complaints.splice(0, complaints.length - 3);
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup(child.pid);
  }, deadline);
  try {
    // Not `close`: a grandchild may hold on to the error stream.
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (late) return { ok: false, because: `${program} took longer than ${deadline / 1000} s` };
    if (code === 0) return { ok: true };
    const said = complaints.join('').trim().slice(-300);
    return { ok: false, because: `${program} ended with ${signal ?? `code ${code}`}${said && `: ${said}`}` };
  } finally {
    clearTimeout(timer);
    child.stderr?.destroy();
  }
}

/** On the scale of `nice`. */
const lowPriority = 10;

function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.max(lowPriority, getPriority()));
  } catch {
    // It has ended already, or may not be changed: then it takes what it gets.
  }
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // It has ended in this very moment, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
