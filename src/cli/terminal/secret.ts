/** Something that must not be seen: from the keyboard, without an echo, or the first line of a pipe. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

export async function askSecret(
  question: string,
  terminal: Pick<Terminal, 'write' | 'err' | 'input'>,
): Promise<string> {
  const input = terminal.input ?? process.stdin;
  const isKeyboard = 'isTTY' in input && input.isTTY;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: isKeyboard });
  try {
    if (isKeyboard) terminal.write(question);
    for await (const line of reader) return line.trim();
    return '';
  } finally {
    reader.close();
    if (isKeyboard) terminal.err('');
  }
}
