/** What a turn has changed, by name; it rolls back to any earlier savepoint, without a copy for each. */
export class UndoableMap<Key, Value> implements Iterable<[Key, Value]> {
  readonly #values = new Map<Key, Value>();
  /** What stood there before each change; undefined: nothing did. */
  readonly #before: { readonly key: Key; readonly value: Value | undefined }[] = [];

  get(key: Key): Value | undefined {
    return this.#values.get(key);
  }
  has(key: Key): boolean {
    return this.#values.has(key);
  }
  set(key: Key, value: Value): void {
    this.#before.push({ key, value: this.#values.get(key) });
    this.#values.set(key, value);
  }
  get size(): number {
    return this.#values.size;
  }
  keys(): Iterable<Key> {
    return this.#values.keys();
  }
  values(): Iterable<Value> {
    return this.#values.values();
  }
  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.#values.entries();
  }
  get result(): ReadonlyMap<Key, Value> {
    return this.#values;
  }

  /** How many changes have been made: what to roll back to. */
  get savepoint(): number {
    return this.#before.length;
  }
  rollBackTo(savepoint: number): void {
    while (this.#before.length > savepoint) {
      const { key, value } = this.#before.pop() as { key: Key; value: Value | undefined };
      if (value === undefined) this.#values.delete(key);
      else this.#values.set(key, value);
    }
  }
}
