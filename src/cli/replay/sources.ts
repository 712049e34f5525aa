/** Where a record is read from: a running engine, or the file of a database that no engine uses. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StoredEntry } from '../../call/kept/journal.ts';
import { journalPage } from '../../contract/journal-page.ts';
import { planText } from '../../contract/plan.ts';
import { checkpointList, checkpointText, recordedPage } from '../../contract/recorded.ts';
import type { Plan } from '../../plan/model.ts';
import { parsePlan } from '../../plan/read.ts';
import type { RecordedTurns } from '../../recorded/turn.ts';
import { newestVersion } from '../../store/sqlite/migrations/migrate.ts';
import { SqliteStore } from '../../store/sqlite/sqlite-store.ts';
import type { EngineClient } from '../engine/client.ts';
import { exit, Failure } from '../failure.ts';
import type { RecordSource } from './check-record.ts';

export function engineRecord(engine: EngineClient): RecordSource {
  return {
    checkpoints: async () => (await engine.get('/v1/recorded/checkpoints', checkpointList)).checkpoints,
    checkpoint: async (turn) => (await engine.get(`/v1/recorded/checkpoints/${turn}`, checkpointText)).text,
    turnsAfter: async (turn, limit) =>
      (await engine.get(`/v1/recorded/turns?after=${turn}&limit=${limit}`, recordedPage))
        .commits as readonly unknown[] as readonly RecordedTurns[],
    entriesAfter: async (seq, limit) =>
      (await engine.get(`/v1/journal?after=${seq}&limit=${Math.min(limit, 1000)}`, journalPage))
        .entries as readonly unknown[] as readonly StoredEntry[],
    plan: async (version) => planIn((await engine.get(`/v1/plan?version=${version}`, planText)).text),
  };
}

export function fileRecord(path: string): { readonly record: RecordSource; readonly close: () => void } {
  if (!existsSync(path)) throw new Failure(exit.failed, `${path} does not exist`);
  const db = new Database(path, { readonly: true });
  const found = db.pragma('user_version', { simple: true });
  if (found !== newestVersion) {
    db.close();
    throw new Failure(
      exit.failed,
      `${path} has schema version ${String(found)}, and this Cordboard ${newestVersion}`,
      'replay it with the version of Cordboard that wrote it',
    );
  }
  const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore, child: () => quiet };
  const store = new SqliteStore(db, quiet);
  const record: RecordSource = {
    checkpoints: () => store.recorded.checkpoints(),
    checkpoint: (turn) => store.recorded.checkpoint(turn),
    turnsAfter: (turn, limit) => store.recorded.after(turn, limit),
    entriesAfter: (seq, limit) => store.journal.after(seq, limit),
    plan: async (version) => {
      const archived = await store.plans.byVersion(version);
      return archived && planIn(archived.text);
    },
  };
  return { record, close: () => db.close() };
}

const ignore = (): void => undefined;

function planIn(text: string): Plan | undefined {
  const read = parsePlan(text);
  return read.ok ? read.plan : undefined;
}
