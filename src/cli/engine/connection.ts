/** Finds the engine that belongs to the state folder. */
import { CredentialsUnreadable, readCredentials } from '../../settings/credentials.ts';
import { readSettings, type Settings } from '../../settings/settings.ts';
import { exit, Failure } from '../failure.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { EngineClient } from './client.ts';

export async function connect(terminal: Terminal): Promise<EngineClient> {
  const { home } = settingsOf(terminal);
  const credentials = await credentialsIn(home);
  if (!credentials) {
    const hint = 'start one with `npm start`, or set CORDBOARD_HOME to the state folder of a running engine';
    throw new Failure(exit.unreachable, `no engine was ever started with the state folder ${home}`, hint);
  }
  return new EngineClient(
    credentials.api.url.replace(/\/$/, ''),
    credentials.api.token,
    terminal.interrupted,
  );
}

export function settingsOf(terminal: Terminal): Settings {
  const read = readSettings(terminal.environment, terminal.workingDirectory);
  if (read.ok) return read.settings;
  throw new Failure(exit.wrongUsage, read.problems.join('\n'), 'correct this environment variable');
}

/** A sentence for each `CORDBOARD_...` variable that is not a setting. */
export function unknownSettings(terminal: Terminal): readonly string[] {
  const read = readSettings(terminal.environment, terminal.workingDirectory);
  return read.ok ? read.unknown : [];
}

async function credentialsIn(home: string) {
  try {
    return await readCredentials(home);
  } catch (error) {
    if (error instanceof CredentialsUnreadable)
      throw new Failure(exit.failed, error.message, undefined, error);
    throw error;
  }
}
