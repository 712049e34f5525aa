/**
 * Names and numbers that stand in a sentence of the journal, where they should not: an earlier version, or an answer of
 * Asterisk in an alarm, may have put them there. Only sentences are looked at, never the fields that programs read.
 */
import type { Database } from 'better-sqlite3';

/** What is shorter is part of too many words. */
const shortest = 3;
/** In alarms that are of no call, and so need not be theirs. */
const shortestAnywhere = 4;
const sentences = /"(because|what|reason)":"((?:[^"\\]|\\.)*)"/g;

export interface Row {
  readonly seq: number;
  readonly data: string;
}

/** To be called inside a transaction, with rows of their calls (`isTheirs`) or alarms that are of no call. */
export function eraseStrays(
  db: Database,
  rows: readonly Row[],
  values: readonly string[],
  { isTheirs }: { readonly isTheirs: boolean },
): void {
  const least = isTheirs ? shortest : shortestAnywhere;
  const words = [...new Set(values)].filter(({ length }) => length >= least);
  const changed = words.length === 0 ? [] : without(rows, words);
  if (changed.length === 0) return;
  const rewrite = db.prepare<[string, number]>('update journal set data = ? where seq = ?');
  allowWriting(db);
  for (const { seq, data } of changed) rewrite.run(data, seq);
  forbidWriting(db);
}

/** A mail of an alarm that is of no call. */
export const withoutNames = (text: string, values: readonly string[]): string =>
  longestFirst([...new Set(values)].filter(({ length }) => length >= shortestAnywhere)).reduce(
    (rest, word) => withoutWord(rest, word),
    text,
  );

const longestFirst = (words: readonly string[]): string[] => words.toSorted((a, b) => b.length - a.length);

/** Those rows that change. The longest word first: a first name is part of a whole name. */
function without(rows: readonly Row[], words: readonly string[]): Row[] {
  const inJson = longestFirst(words.map((word) => JSON.stringify(word).slice(1, -1)));
  return rows.flatMap(({ seq, data }) => {
    if (!inJson.some((word) => data.includes(word))) return [];
    const erased = data.replaceAll(sentences, (_, field: string, sentence: string) => {
      const text = inJson.reduce((rest, word) => withoutWord(rest, word), sentence);
      return `"${field}":"${text}"`;
    });
    return erased === data ? [] : [{ seq, data: erased }];
  });
}

function withoutWord(sentence: string, word: string): string {
  if (!sentence.includes(word)) return sentence;
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return sentence.replaceAll(
    new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'gu'),
    'erased',
  );
}

export const allowWriting = (db: Database): void => void db.exec('drop trigger journal_keeps_what_was_said');

export const forbidWriting = (db: Database): void =>
  void db.exec(`create trigger journal_keeps_what_was_said before update on journal
    begin select raise(abort, 'the journal is append-only'); end;`);
