import { createInterface } from 'node:readline/promises';
import { calledAs } from '../program-name.ts';

/**
 * Where a command writes, and what it knows of the person there. Machine output and answers go to `out`, everything
 * said about them to `err`; colour only where a person looks at it.
 */
export interface Terminal {
  /** What is typed or piped in; default: standard input. */
  readonly input?: NodeJS.ReadableStream;
  /** Adds the line break. */
  out(text: string): void;
  err(text: string): void;
  /** As it stands: for redrawing. */
  write(text: string): void;
  /** A person looks at `out`. */
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly columns: number;
  readonly rows: number;
  /** How people here call the command line, such as `npx cordboard`; default: `cordboard`. */
  readonly program?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Asks a person; undefined: there is no person, as in a script. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Ctrl-C. */
  readonly interrupted: AbortSignal;
}

export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';
const CODES: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };

export function paint(terminal: Pick<Terminal, 'colour'>, colour: Colour | undefined, text: string): string {
  return colour === undefined || !terminal.colour || text === ''
    ? text
    : `\u001B[${CODES[colour]}m${text}\u001B[0m`;
}

/**
 * What strangers wrote (a caller's name, a number as sent) made harmless for a terminal: control characters of both
 * kinds, which move cursors and change titles, and those that turn the direction of writing, become `�`.
 */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, '\uFFFD');
}

/** Commands in a hint, as they can be typed here: the engine and the docs call the program `cordboard`. */
export function typeable(text: string, { program = 'cordboard' }: Pick<Terminal, 'program'>): string {
  return text.replace(/(^|`|usage: )cordboard (?=\S)/g, `$1${program} `);
}

/** For scripts. JSON leaves some of the characters of `clean` as they are; here they are escaped. */
export function printJson(terminal: Pick<Terminal, 'out' | 'interactive'>, value: unknown): void {
  const text = JSON.stringify(value, null, terminal.interactive ? 2 : undefined);
  terminal.out(text.replace(/[\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/g, escaped));
}

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

async function confirmed(question: string, signal: AbortSignal): Promise<boolean> {
  const person = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y|yes)$/i.test((await person.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    person.close();
  }
}

/** This process's own terminal. */
export function processTerminal(interrupted: AbortSignal): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    write: (text) => void stdout.write(text),
    interactive: stdout.isTTY,
    program: calledAs(),
    // https://no-color.org: any value but the empty one.
    colour: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    get columns() {
      return stdout.columns ?? 100;
    },
    get rows() {
      return stdout.rows ?? 40;
    },
    ...(stdin.isTTY && stdout.isTTY ? { confirm: (question) => confirmed(question, interrupted) } : {}),
    environment: env,
    workingDirectory: process.cwd(),
    interrupted,
  };
}
