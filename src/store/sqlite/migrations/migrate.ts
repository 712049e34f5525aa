/**
 * Brings a database to the newest schema: forward only, each step in a transaction of its own, the schema's version in
 * SQLite's `user_version`. A step that has been released is never changed; a change is a further step.
 */
import type { Database } from 'better-sqlite3';
import { StoreTooNew } from '../errors.ts';
import { pathOf } from '../file/path-of.ts';
import { first } from './001-first.ts';
import { schedules } from './002-schedules.ts';
import { pins } from './003-pins.ts';
import { agentsOfContacts } from './004-agents-of-contacts.ts';
import { queues } from './005-queues.ts';
import { legs } from './006-legs.ts';
import { outside } from './007-outside.ts';
import { directory } from './008-directory.ts';
import { journalKeys } from './009-journal-keys.ts';
import { personal } from './010-personal.ts';
import { versions } from './011-versions.ts';
import { recorded } from './012-recorded.ts';
import { erasure } from './013-erasure.ts';
import { journalIndex } from './014-journal-index.ts';
import { onCall } from './015-on-call.ts';
import { audit } from './016-audit.ts';
import { recordings } from './017-recordings.ts';
import { expiringRecordings } from './018-expiring-recordings.ts';
import { people } from './019-people.ts';
import { figures } from './020-figures.ts';
import { messages } from './021-messages.ts';
import { deliveries } from './022-deliveries.ts';
import { figuresByKind } from './023-figures-by-kind.ts';
import { contactMerges } from './024-contact-merges.ts';
import { tickets } from './025-tickets.ts';
import { exportViews } from './026-export-views.ts';
import { webhooks } from './027-webhooks.ts';
import { articles } from './028-articles.ts';
import { quietContacts } from './029-quiet-contacts.ts';
import { wrongEntries } from './030-wrong-entries.ts';
import { announcements } from './031-announcements.ts';
import { lastQueue } from './032-last-queue.ts';
import { quality } from './033-quality.ts';
import { helpdesk } from './034-helpdesk.ts';
import { callers } from './035-callers.ts';
import { eMail } from './036-e-mail.ts';
import { personalEpochs } from './037-personal-epochs.ts';
import { quickLists } from './038-quick-lists.ts';

export const steps: readonly string[] = [
  first,
  schedules,
  pins,
  agentsOfContacts,
  queues,
  legs,
  outside,
  directory,
  journalKeys,
  personal,
  versions,
  recorded,
  erasure,
  journalIndex,
  onCall,
  audit,
  recordings,
  expiringRecordings,
  people,
  figures,
  messages,
  deliveries,
  figuresByKind,
  contactMerges,
  tickets,
  exportViews,
  webhooks,
  articles,
  quietContacts,
  wrongEntries,
  announcements,
  lastQueue,
  quality,
  helpdesk,
  callers,
  eMail,
  personalEpochs,
  quickLists,
];

export const newestVersion = steps.length;

/** Returns the schema's version; 0: there is none yet. @throws StoreTooNew */
export function refuseNewer(db: Database): number {
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > newestVersion) throw new StoreTooNew(pathOf(db), 'schema', found, newestVersion);
  return found;
}

export function migrate(db: Database): void {
  const found = refuseNewer(db);
  for (const [index, sql] of steps.entries()) {
    const version = index + 1;
    if (version <= found) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    })();
  }
}
