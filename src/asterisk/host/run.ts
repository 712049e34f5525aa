import { spawn } from 'node:child_process';
import { defined } from '../../shared/defined.ts';

/** A program that ended; `output` is what it wrote on both streams, in order. */
export interface Ended {
  readonly code: number | undefined;
  readonly output: string;
}

/** Runs a program to its end. A program that is not there has no code. Never throws. */
export function run(
  command: readonly string[],
  options: { onLine?: (line: string) => void; environment?: Record<string, string>; timeout?: number } = {},
): Promise<Ended> {
  const [program = '', ...parameters] = command;
  return new Promise((resolve) => {
    let output = '';
    let rest = '';
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
      ...defined({ timeout: options.timeout }),
    });
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ code: undefined, output: output + error.message }));
    child.on('close', (code) => resolve({ code: code ?? undefined, output }));
  });
}
