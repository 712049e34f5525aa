/** The doctor of the command line, run beside the engine: it looks at this machine as an operator would. */
import { execFile } from 'node:child_process';
import type { Finding } from '../ports/doctor.ts';

/** It waits for programs that may not answer. */
const patience = 60_000;

/** @param program the compiled command line */
export function doctorBy(program: string): () => Promise<readonly Finding[]> {
  let running: Promise<readonly Finding[]> | undefined;
  return () => {
    running ??= examine(program).finally(() => {
      running = undefined;
    });
    return running;
  };
}

function examine(program: string): Promise<readonly Finding[]> {
  return new Promise((resolve, reject) => {
    const options = { timeout: patience, maxBuffer: 4 * 1024 * 1024 };
    // It exits with 1 if there is an error to fix, which is an answer, too.
    execFile(process.execPath, [program, 'doctor', '--json'], options, (error, output) => {
      try {
        resolve((JSON.parse(output) as { findings: readonly Finding[] }).findings);
      } catch (cause) {
        reject(error ?? cause);
      }
    });
  });
}
