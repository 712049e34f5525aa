/** Finds out what several checks want to know. */
import { installedProgram, majorVersion, oldestUsable, programInRoot } from '../../asterisk/host/program.ts';
import { type Status, status as statusShape } from '../../http/schemas/floor.ts';
import type { Settings } from '../../settings/settings.ts';
import { connect } from '../engine/connection.ts';
import { Failure } from '../failure.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Surroundings } from './check.ts';

export async function lookAround(settings: Settings, terminal: Terminal): Promise<Surroundings> {
  return {
    settings,
    status: await statusOf(terminal),
    asterisk: settings.foreignAsterisk ? undefined : await programToRun(settings.asteriskRoot),
    workingDirectory: terminal.workingDirectory,
    now: Date.now(),
  };
}

/** None: no engine, or not ours. Why is what the checks find. */
async function statusOf(terminal: Terminal): Promise<Status | undefined> {
  try {
    return await (await connect(terminal)).get('/v1/status', statusShape);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

async function programToRun(root: string) {
  const installed = await installedProgram();
  if (installed && majorVersion(installed) >= oldestUsable) return installed;
  return programInRoot(root);
}
