/** Draws something again and again, on the other screen of a terminal, so that what stood there before comes back. */
import { setTimeout } from 'node:timers/promises';
import { exit, Failure } from '../failure.ts';
import { cutLine } from './table.ts';
import { clean, paint, type Terminal } from './terminal.ts';

const EVERY = 1000;
const ESC = '\u001B';
const OTHER_SCREEN = `${ESC}[?1049h${ESC}[?25l`;
const BACK = `${ESC}[?25h${ESC}[?1049l`;
const HOME = `${ESC}[H`;
const REST_OF_LINE = `${ESC}[K`;
const REST_OF_SCREEN = `${ESC}[J`;

/** Until Ctrl-C. An engine that goes away is waited for; any other failure ends it. Into a pipe it just repeats. */
export async function watch(terminal: Terminal, lines: () => Promise<readonly string[]>): Promise<void> {
  if (terminal.interactive) terminal.write(OTHER_SCREEN);
  try {
    while (!terminal.interrupted.aborted) {
      draw(terminal, await orWhyNot(terminal, lines));
      // Ctrl-C ends the pause, and the loop.
      await setTimeout(EVERY, undefined, { signal: terminal.interrupted }).catch(() => undefined);
    }
  } finally {
    if (terminal.interactive) terminal.write(BACK);
  }
}

async function orWhyNot(
  terminal: Terminal,
  lines: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await lines();
  } catch (error) {
    if (terminal.interrupted.aborted) return [];
    if (!(error instanceof Failure) || error.exitCode !== exit.unreachable) throw error;
    return [
      paint(terminal, 'red', clean(error.message)),
      '',
      'Trying again every second. Press Ctrl-C to stop.',
    ];
  }
}

function draw(terminal: Terminal, lines: readonly string[]): void {
  if (!terminal.interactive) {
    for (const line of [...lines, '']) terminal.out(line);
    return;
  }
  // A line that wraps would take more than one row, and push the first ones out.
  const fitting = lines
    .slice(0, Math.max(1, terminal.rows - 1))
    .map((line) => cutLine(line, terminal.columns));
  // Written over what stands there, and in one go: nothing flickers.
  terminal.write(HOME + fitting.map((line) => line + REST_OF_LINE).join('\n') + REST_OF_SCREEN);
}
