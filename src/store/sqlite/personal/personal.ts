/**
 * The table of personal values, and the texts that point to it.
 *
 * A text is JSON in which a personal value is replaced by its reference between two escaped slashes: `"\/12\/"`. JSON
 * allows `\/` and means `/` by it; JSON.stringify never writes it, so nothing that anyone types can be taken for a
 * reference, and texts of earlier versions have none.
 *
 * Erasing writes over a row in place, with as many bytes: rows of this table never move, grow or shrink, so no page has a
 * second copy of any of them.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { type Hide, hideNumbers, placeholder } from '../../projections/personal.ts';

/** Values whose references are remembered; of more the oldest are forgotten, and kept a second time when they come. */
const mostRemembered = 20_000;
/** References in a text. */
export const references = /\\\/(\d+)\\\//g;

export class PersonalValues {
  /** By subject and value; of a number, which is its own subject, by that alone. */
  readonly #remembered = new Map<string, number>();
  readonly #mark = randomBytes(12).toString('hex');
  #timesForgotten = 0;
  readonly #add: (subject: string, value: string) => number;
  readonly #find: (id: number) => string | undefined;

  constructor(db: Database) {
    const add = db.prepare<[string, string]>('insert into personal (subject, value) values (?, ?)');
    const find = db
      .prepare<[number], string>('select value from personal where id = ? and erased = 0')
      .pluck();
    this.#add = (subject, value) => Number(add.run(subject, value).lastInsertRowid);
    this.#find = (id) => find.get(id);
  }

  /**
   * JSON of what `hidden` returns, which is given how to hide what is personal; phone numbers are found by their form. To
   * be called inside a transaction: if it fails, call `forget`.
   */
  text(hidden: (hide: Hide) => unknown): string {
    let marked = false;
    const value = hidden((personal, subject) => {
      marked = true;
      return `${this.#mark}${this.#reference(subject, personal)}${this.#mark}`;
    });
    const json = JSON.stringify(value);
    const text = marked ? json.replaceAll(this.#mark, '\\/') : json;
    return hideNumbers(text, (number) => `\\/${this.#reference(number, number)}\\/`);
  }

  /** The text with what it points to in its place, and a placeholder for what was erased. */
  revealed(text: string): string {
    return text.includes('\\/') ? text.replaceAll(references, (_, id: string) => this.#inJson(id)) : text;
  }

  /** What was remembered may not be there: a transaction was rolled back, or values were erased. */
  forget(): void {
    this.#remembered.clear();
    this.#timesForgotten += 1;
  }

  /** A text that is made in several transactions is of no use once this number has changed: a value in it would be kept again. */
  get timesForgotten(): number {
    return this.#timesForgotten;
  }

  #reference(subject: string, value: string): number {
    const key = subject === value ? value : `${subject}\n${value}`;
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const id = this.#add(subject, value);
    this.#remembered.set(key, id);
    if (this.#remembered.size > mostRemembered) {
      const [oldest] = this.#remembered.keys();
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
    return id;
  }

  #inJson(id: string): string {
    return JSON.stringify(this.#find(Number(id)) ?? placeholder(id)).slice(1, -1);
  }
}
