/** Every plan that was ever active, by version. */
import type { Database } from 'better-sqlite3';
import type { PlanArchive, PlanVersion } from '../../ports/store.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

export function planArchive(db: Database): PlanArchive {
  const current = db.prepare<[], PlanVersion>(
    'select version, text, by, at from plan_version order by version desc limit 1',
  );
  const byVersion = db.prepare<[number], PlanVersion>(
    'select version, text, by, at from plan_version where version = ?',
  );
  const lastBy = db.prepare<[string], PlanVersion>(
    'select version, text, by, at from plan_version where by = ? order by version desc limit 1',
  );
  const history = db.prepare<[number], Omit<PlanVersion, 'text'>>(
    'select version, by, at from plan_version order by version desc limit ?',
  );
  const keep = db.prepare<[number, string, string, number]>(
    'insert into plan_version (version, text, by, at) values (?, ?, ?, ?)',
  );
  const add = db.transaction((text: string, by: string, at: number): PlanVersion => {
    const before = current.get();
    if (before?.text === text) return before;
    const version = (before?.version ?? 0) + 1;
    keep.run(version, text, by, at);
    return { version, text, by, at };
  });
  return {
    add: (text, by, at) => asked(db, () => add.immediate(text, by, at)),
    current: () => asked(db, () => current.get()),
    byVersion: (version) => asked(db, () => byVersion.get(version)),
    lastBy: (by) => asked(db, () => lastBy.get(by)),
    history: (limit) => asked(db, () => history.all(atLeastNone(limit))),
  };
}
