/** The story of a call, as people read it. */
import { type Colour, clean, paint, type Terminal } from './terminal.ts';

export interface Line {
  readonly time: string;
  readonly level: number;
  readonly text: string;
}

export function printStory(lines: readonly Line[], terminal: Terminal): void {
  let shown = '';
  for (const { time, level, text } of lines) {
    // A time is said once: what follows happened in the same second.
    const when = time === shown ? ' '.repeat(time.length) : time;
    shown = time;
    const shownText = paint(terminal, LEVELS[level], clean(text));
    terminal.out(`${paint(terminal, 'dim', when)}  ${'  '.repeat(level)}${shownText}`);
  }
}

const LEVELS: readonly (Colour | undefined)[] = ['bold', undefined, 'dim'];
