/**
 * Full text for receptionists, on SQLite's FTS5: any words of a caller, in any order, the best find first.
 *
 * What is searched and what is looked for go through the same `searchable`: small letters, no accents, `ue` for `ü` or
 * not. Of the question only words and numbers are left, each of them in quotes, so no one's punctuation is ever taken
 * for FTS5's own language.
 */
import type { Database } from 'better-sqlite3';
import type { DirectoryHit, DirectoryIndex, DirectoryText } from '../../../ports/store.ts';
import { withoutAccents } from '../../../shared/letters.ts';
import { inSlices } from '../../../shared/slices.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';

/** A find by its name counts most, then by the words that callers use, then by the people behind it. */
const weights = '10.0, 6.0, 2.0';
/** More words than this add nothing. */
const mostWords = 24;
/** From this length on, other endings of a word are looked for too. */
const longWord = 6;

export function directoryIndex(db: Database): DirectoryIndex {
  const last = db.prepare<[], number>('select rowid from directory order by rowid desc limit 1').pluck();
  const old = db.prepare<[number], number>('select rowid from directory where rowid <= ?').pluck();
  const drop = db.prepare<[number]>('delete from directory where rowid = ?');
  const add = db.prepare<[string, string, string, string, string]>(
    'insert into directory (title, words, people, kind, name) values (?, ?, ?, ?, ?)',
  );
  const all = db.prepare<[number, number, number], DirectoryHit>(
    'select kind, name from directory where rowid > ? and rowid <= ? order by rowid limit ?',
  );
  const matching = db.prepare<[string, number, number, number], DirectoryHit>(
    `select kind, name from directory where directory match ? and rowid > ? and rowid <= ?
     order by bm25(directory, ${weights}), rowid limit ?`,
  );
  const addAll = db.transaction((entries: readonly DirectoryText[]) => {
    for (const { kind, name, titles, words, people } of entries)
      add.run(searchable(titles), searchable(words), searchable(people), kind, name);
  });
  const dropAll = db.transaction((rows: readonly number[]) => {
    for (const row of rows) drop.run(row);
  });
  /** Rows that are found: while those of a new plan are added, those before them. */
  let shown: readonly [after: number, upTo: number] = [0, Number.MAX_SAFE_INTEGER];
  let kept: Promise<void> = Promise.resolve();
  const keep = async (entries: readonly DirectoryText[], signal?: AbortSignal): Promise<void> => {
    const bound = (await asked(db, () => last.get())) ?? 0;
    shown = [shown[0], bound];
    const slices = signal ? { signal } : {};
    await inSlices(entries, (slice) => asked(db, () => addAll.immediate(slice)), slices);
    shown = [bound, Number.MAX_SAFE_INTEGER];
    const rows = await asked(db, () => old.all(bound));
    await inSlices(rows, (slice) => asked(db, () => dropAll.immediate(slice)), slices);
  };
  return {
    keep: (entries, signal) => {
      // One plan after the other.
      const next = kept.catch(() => undefined).then(() => keep(entries, signal));
      kept = next;
      return next;
    },
    find: (text, limit) =>
      asked(db, () => {
        if (text.trim() === '') return all.all(...shown, atLeastNone(limit));
        const question = questionOf(text);
        return question === '' ? [] : matching.all(question, ...shown, atLeastNone(limit));
      }),
  };
}

/** Each word as it is, as the beginning of one, and if it is long with another ending: whatever fits best counts most. */
function questionOf(text: string): string {
  const words = [...new Set(searchable([text]).split(' '))].filter((word) => word !== '').slice(0, mostWords);
  return words
    .flatMap((word) => [
      `"${word}"`,
      `"${word}"*`,
      ...(word.length >= longWord ? [`"${word.slice(0, Math.ceil(word.length * 0.7))}"*`] : []),
    ])
    .join(' OR ');
}

/** Words and numbers, parted by single blanks. */
function searchable(texts: readonly string[]): string {
  const words = texts.flatMap((text) => withoutAccents(text).match(/[\p{L}\p{N}]+/gu) ?? []);
  return words.map((word) => word.replaceAll(/(?<=[aou])e/g, '')).join(' ');
}
