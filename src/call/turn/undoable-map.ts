/**
 * What a turn has changed, by name; it rolls back to any earlier savepoint, without a copy for each. Of the several that a
 * turn has, most stay empty, and cost nothing.
 */
export class UndoableMap<Key, Value> implements Iterable<[Key, Value]> {
  #values: Map<Key, Value> | undefined;
  /** What stood there before each change; undefined: nothing did. */
  #before: { readonly key: Key; readonly value: Value | undefined }[] | undefined;

  get(key: Key): Value | undefined {
    return this.#values?.get(key);
  }
  has(key: Key): boolean {
    return this.#values?.has(key) ?? false;
  }
  set(key: Key, value: Value): void {
    this.#values ??= new Map();
    this.#before ??= [];
    this.#before.push({ key, value: this.#values.get(key) });
    this.#values.set(key, value);
  }
  get size(): number {
    return this.#values?.size ?? 0;
  }
  keys(): Iterable<Key> {
    return this.result.keys();
  }
  values(): Iterable<Value> {
    return this.result.values();
  }
  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.result.entries();
  }
  get result(): ReadonlyMap<Key, Value> {
    return this.#values ?? (nothing as ReadonlyMap<Key, Value>);
  }

  /** How many changes have been made: what to roll back to. */
  get savepoint(): number {
    return this.#before?.length ?? 0;
  }
  rollBackTo(savepoint: number): void {
    while (this.savepoint > savepoint) {
      const change = this.#before?.pop();
      if (change?.value === undefined) this.#values?.delete(change?.key as Key);
      else this.#values?.set(change.key, change.value);
    }
  }
}

const nothing: ReadonlyMap<unknown, unknown> = new Map();
