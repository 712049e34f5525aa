/** Whether this Cordboard can read what stands in the database: asked once, before anything is routed. */
import type { Database } from 'better-sqlite3';
import { isKnownVersion, keptVersion } from '../../call/kept/upgrades/upgrade.ts';
import { StoreTooNew } from './errors.ts';
import { pathOf } from './file/path-of.ts';

/** The newest entry has the newest version; to look at all of a journal of years would take seconds. */
const versionsKept = `
  select version from saved_call union select version from saved_agent
  union select version from saved_schedule union select version from saved_queue
  union select version from saved_on_call
  union select version from (select version from journal order by seq desc limit 1)`;

/** @throws StoreTooNew */
export function refuseUnknownVersions(db: Database): void {
  for (const version of db.prepare<[], number>(versionsKept).pluck().all()) {
    if (!isKnownVersion(version)) throw new StoreTooNew(pathOf(db), 'state', version, keptVersion);
  }
}
