/** Findings of a plan, in the form that editors understand: `file:line:column: error: message`, and where it is. */
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { FindingView } from '../../contract/common.ts';
import { displayWidth } from './table.ts';
import { clean, paint, type Terminal, typeable } from './terminal.ts';

export async function printFindings(findings: readonly FindingView[], terminal: Terminal): Promise<void> {
  for (const { finding, more } of folded(findings)) {
    const { severity, file, line, column, message, hint, example } = finding;
    const where = `${shownPath(file, terminal.workingDirectory)}:${line}:${column}`;
    const colour = severity === 'error' ? 'red' : 'yellow';
    terminal.out(
      `${paint(terminal, 'bold', clean(where))}: ${paint(terminal, colour, severity)}: ${clean(message)}`,
    );
    const source = await sourceLine(resolve(terminal.workingDirectory, file), line);
    if (source !== undefined) {
      const gutter = `${line} | `.padStart(8);
      const shown = clean(source.replaceAll('\t', ' '));
      terminal.out(`${paint(terminal, 'dim', gutter)}${shown}`);
      const before = displayWidth(shown.slice(0, column - 1));
      terminal.out(`${' '.repeat(gutter.length + before)}${paint(terminal, colour, '^')}`);
    }
    if (hint !== undefined)
      terminal.out(`        ${paint(terminal, 'dim', 'hint:')} ${clean(typeable(hint, terminal))}`);
    if (example !== undefined)
      terminal.out(`        ${paint(terminal, 'dim', 'see:')}  ${clean(typeable(example, terminal))}`);
    if (more > 0) terminal.out(`        ${paint(terminal, 'dim', `and ${more} more like this`)}`);
  }
}

/** The same problem at the same place, for several kinds of callers, is shown once. JSON has all of them. */
function folded(findings: readonly FindingView[]): readonly { finding: FindingView; more: number }[] {
  const shown = new Map<string, { finding: FindingView; more: number }>();
  for (const finding of findings) {
    const { severity, file, line, column, message, hint = message } = finding;
    const key = JSON.stringify([severity, file, line, column, hint]);
    const before = shown.get(key);
    if (before === undefined) shown.set(key, { finding, more: 0 });
    else before.more++;
  }
  return [...shown.values()];
}

/** As short as it can be typed from there. */
export function shownPath(file: string, workingDirectory: string): string {
  const short = relative(workingDirectory, resolve(workingDirectory, file));
  return short === '' || short.startsWith('..') ? file : short;
}

/** None where there is no such file: the plan came as a text. */
async function sourceLine(path: string, line: number): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const source = text?.split(/\r?\n/)[line - 1];
  return source?.trim() ? source : undefined;
}
