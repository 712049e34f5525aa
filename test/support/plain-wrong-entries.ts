/** Wrong entries for lookups, in a plain list. */
import type { WrongEntries } from '../../src/ports/lookups.ts';

export class PlainWrongEntries implements WrongEntries {
  #all: { readonly who: string; readonly at: number }[] = [];

  async note(who: string, at: number): Promise<void> {
    this.#all.push({ who, at });
  }
  async since(who: string, then: number): Promise<number> {
    return this.#all.filter((each) => each.who === who && each.at > then).length;
  }
  async takeBack(who: string, at: number): Promise<void> {
    const nth = this.#all.findIndex((each) => each.who === who && each.at === at);
    if (nth >= 0) this.#all.splice(nth, 1);
  }
  async prune(before: number): Promise<number> {
    const kept = this.#all.filter(({ at }) => at >= before);
    const gone = this.#all.length - kept.length;
    this.#all = kept;
    return gone;
  }
}
