/** Looks up what several checks need. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installedProgram, majorVersion, oldestUsable, programInRoot } from '../../asterisk/host/program.ts';
import { planHistory, planText } from '../../contract/plan.ts';
import { type Status, status as statusShape } from '../../contract/status.ts';
import { fromFile } from '../../engine/plan-at-start.ts';
import type { Settings } from '../../settings/settings.ts';
import type { EngineClient } from '../engine/client.ts';
import { connect } from '../engine/connection.ts';
import { Failure } from '../failure.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ArchivedPlans, Surroundings } from './check.ts';

export async function lookAround(settings: Settings, terminal: Terminal): Promise<Surroundings> {
  const engine = await unlessFailed(async () => {
    const client = await connect(terminal);
    return { client, status: await client.get('/v1/status', statusShape) };
  });
  return {
    settings,
    status: engine?.status,
    plans: engine ? await unlessFailed(() => plansOf(engine)) : await storedPlans(settings.home),
    asterisk: settings.foreignAsterisk ? undefined : await programToRun(settings.asteriskRoot),
    workingDirectory: terminal.workingDirectory,
    now: Date.now(),
  };
}

/** undefined: no engine answers, or not ours. The checks find out why. */
async function unlessFailed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

async function plansOf({ client }: { client: EngineClient; status: Status }): Promise<ArchivedPlans> {
  const version = async (query: string) => {
    const { at, ...plan } = await client.get(`/v1/plan${query}`, planText);
    return { ...plan, at: Date.parse(at) };
  };
  const active = await version('');
  const { versions } = await client.get('/v1/plan/history?limit=500', planHistory);
  const loaded = versions.find(({ by }) => by === fromFile);
  return { active, ...(loaded ? { lastFromFile: await version(`?version=${loaded.version}`) } : {}) };
}

/** From the database itself while no engine holds it. A damaged or locked one has a check of its own. */
async function storedPlans(home: string): Promise<ArchivedPlans | undefined> {
  const path = join(home, 'cordboard.db');
  if (!existsSync(path)) return undefined;
  try {
    const { default: Database } = await import('better-sqlite3');
    const { planArchive } = await import('../../store/sqlite/plans.ts');
    const db = new Database(path, { readonly: true, timeout: 500 });
    try {
      const archive = planArchive(db);
      const [active, lastFromFile] = [await archive.current(), await archive.lastBy(fromFile)];
      return active && { active, ...(lastFromFile ? { lastFromFile } : {}) };
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

async function programToRun(root: string) {
  const installed = await installedProgram();
  if (installed && majorVersion(installed) >= oldestUsable) return installed;
  return programInRoot(root);
}
