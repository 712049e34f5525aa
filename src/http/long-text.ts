/**
 * A long text as UTF-8, in buffers that are written to a connection one at a time. As strings it would be moved by each garbage collection
 * until it is sent, and joined into one in one go.
 */

/** Bytes that are written to a connection in one go: a fraction of a millisecond. */
const most = 64 * 1024;
/** Of the first buffer: most answers are short. */
const least = 8 * 1024;
/** Bytes that a UTF-16 unit becomes at most. */
const widest = 3;

export class LongText {
  readonly #parts: Buffer[] = [];
  #now = Buffer.allocUnsafe(least);
  #used = 0;

  write(text: string): void {
    // Counting is only worth it near the end of a buffer.
    const bytes = text.length * widest <= this.#now.length - this.#used ? 0 : Buffer.byteLength(text);
    if (bytes > this.#now.length - this.#used) this.#turnOver(bytes);
    this.#used += this.#now.write(text, this.#used);
  }

  /** Nothing is written afterwards. */
  parts(): readonly Buffer[] {
    return this.#used === 0 ? this.#parts : [...this.#parts, this.#now.subarray(0, this.#used)];
  }

  #turnOver(bytes: number): void {
    if (this.#used > 0) this.#parts.push(this.#now.subarray(0, this.#used));
    this.#now = Buffer.allocUnsafe(Math.max(most, bytes));
    this.#used = 0;
  }
}
