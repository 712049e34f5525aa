import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../shared/error-code.ts';
import { noteDamage } from '../../store/soundness.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const database: Check = {
  title: 'Database',
  async look({ settings: { home }, status }) {
    const sqlite = await loadSqlite();
    if ('severity' in sqlite) return [sqlite];
    const path = join(home, 'cordboard.db');
    if (!existsSync(path)) return [ok('none yet: it is made at the first start')];
    // The engine holds it for itself.
    return [status ? ok('in use by the running engine') : judge(sqlite.Database, path)];
  },
};

type Sqlite = typeof import('better-sqlite3');

/** Its compiled part belongs to one version of Node.js. */
async function loadSqlite(): Promise<{ readonly Database: Sqlite } | Diagnosis> {
  try {
    const { default: Database } = await import('better-sqlite3');
    new Database(':memory:').close();
    return { Database };
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    return error(
      `SQLite cannot be loaded: ${why}`,
      '`npm rebuild better-sqlite3`, with the Node.js that will run it',
    );
  }
}

function judge(Database: Sqlite, path: string): Diagnosis {
  try {
    const db = new Database(path, { readonly: true, timeout: 500 });
    try {
      const check = db.pragma('quick_check(1)', { simple: true });
      if (check === 'ok') return ok(`${path} is sound`);
      return damaged(path, String(check));
    } finally {
      db.close();
    }
  } catch (cause) {
    const code = errorCode(cause) ?? String(cause);
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return damaged(path, code);
    if (code.startsWith('SQLITE_BUSY')) {
      return warning(
        `${path} is held by another program`,
        'is an engine running that does not answer? End it first',
      );
    }
    return error(`${path} cannot be read (${code})`, 'look at its owner and at the disk');
  }
}

/** A start does not look everywhere unless it is told to. */
function damaged(path: string, why: string): Diagnosis {
  noteDamage(path);
  return error(
    `${path} is damaged (${why})`,
    'the next start sets it aside and takes over what can be read; `cordboard restore FILE` puts a backup in its place',
  );
}
