import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../shared/error-code.ts';
import { noteDamage } from '../../store/sqlite/file/integrity.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const database: Check = {
  title: 'Database',
  async look({ settings: { home }, status }) {
    const sqlite = await loadSqlite();
    if ('severity' in sqlite) return [sqlite];
    const path = join(home, 'cordboard.db');
    if (!existsSync(path)) return [ok('none yet: the first start creates it')];
    // The engine has it locked.
    return [status ? ok('in use by the running engine') : judge(sqlite.Database, path)];
  },
};

type Sqlite = typeof import('better-sqlite3');

/** Its compiled part works with one version of Node.js only. */
async function loadSqlite(): Promise<{ readonly Database: Sqlite } | Diagnosis> {
  try {
    const { default: Database } = await import('better-sqlite3');
    new Database(':memory:').close();
    return { Database };
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    return error(
      `SQLite cannot be loaded: ${why}`,
      'run `npm rebuild better-sqlite3` with the Node.js that runs Cordboard',
    );
  }
}

function judge(Database: Sqlite, path: string): Diagnosis {
  try {
    const db = new Database(path, { readonly: true, timeout: 500 });
    try {
      const check = db.pragma('quick_check(1)', { simple: true });
      if (check === 'ok') return ok(`${path} is not damaged`);
      return damaged(path, String(check));
    } finally {
      db.close();
    }
  } catch (cause) {
    const code = errorCode(cause) ?? String(cause);
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return damaged(path, code);
    if (code.startsWith('SQLITE_BUSY')) {
      return warning(
        `${path} is locked by another program`,
        'if an engine runs that does not answer, stop it first',
      );
    }
    return error(`${path} cannot be read (${code})`, 'check its owner and the disk');
  }
}

/** A start checks the whole file only after corruption was detected. */
function damaged(path: string, why: string): Diagnosis {
  noteDamage(path);
  return error(
    `${path} is damaged (${why})`,
    'the next start sets it aside and keeps what can be read; `cordboard restore FILE` replaces it with a backup',
  );
}
