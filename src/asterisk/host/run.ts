import { spawn } from 'node:child_process';
import { defined } from '../../shared/defined.ts';

/** A program that ended; `output` is what it wrote on both streams, in order. */
export interface Ended {
  readonly code: number | undefined;
  readonly output: string;
}

/**
 * Runs a program to its end. A program that is not there has no code. Never throws. Once `interrupted` is aborted, the program
 * is asked to end, with all that it has started.
 */
export function run(
  command: readonly string[],
  options: {
    onLine?: (line: string) => void;
    environment?: Record<string, string>;
    timeout?: number;
    interrupted?: AbortSignal | undefined;
  } = {},
): Promise<Ended> {
  const [program = '', ...parameters] = command;
  return new Promise((resolve) => {
    const { interrupted } = options;
    let output = '';
    let rest = '';
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
      ...defined({ timeout: options.timeout }),
      // In a group of its own, which is ended as a whole.
      detached: interrupted !== undefined,
    });
    const end = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has just ended.
      }
    };
    if (interrupted?.aborted) end();
    interrupted?.addEventListener('abort', end, { once: true });
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ code: undefined, output: output + error.message }));
    child.on('close', (code) => {
      interrupted?.removeEventListener('abort', end);
      resolve({ code: code ?? undefined, output });
    });
  });
}
