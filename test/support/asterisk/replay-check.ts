/** `cordboard replay --check` on the record of a floor: each life of its engine is decided once more. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const stretch = z.looseObject({ entries: z.number(), result: z.looseObject({ kind: z.string() }) });

/** One for each life of the engine, and each checkpoint within it. */
export async function replayCheck(home: string): Promise<z.infer<typeof stretch>[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'replay', '--check', '--json'], {
    env: { ...process.env, CORDBOARD_HOME: home },
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => stretch.parse(JSON.parse(line)));
}
