/** The prompts and menus of a call, and where its caller left. */
import type { PhaseName } from '../../call/kept/call.ts';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { PromptRow } from './rows.ts';

/** What the caller is doing while they have not asked for anyone yet. */
const serving: readonly PhaseName[] = ['listening', 'choosing', 'asking', 'spelling', 'consenting'];

type Open = { -readonly [Field in keyof PromptRow]: PromptRow[Field] };

export class Prompts {
  readonly #rows: Open[] = [];
  #step = '';
  #isOpen = false;

  get rows(): readonly PromptRow[] {
    return this.#rows;
  }

  add(entry: StoredEntry): void {
    if (entry.type === 'stepReached') {
      this.#close(entry.at);
      this.#step = entry.step;
    } else if (entry.type === 'phaseEntered') {
      const isServing = serving.includes(entry.phase);
      if (isServing && !this.#isOpen) {
        this.#rows.push({ step: this.#step, since: entry.at, keys: '', left: false });
        this.#isOpen = true;
      } else if (!isServing) this.#close(entry.at);
    } else if (entry.type === 'keyPressed') {
      const last = this.#rows.at(-1);
      if (last && this.#isOpen) last.keys += entry.key;
    } else if (entry.type === 'callEnded' && entry.outcome === 'left_early') {
      const last = this.#rows.at(-1);
      if (last) last.left = true;
    }
  }

  #close(at: number): void {
    const last = this.#rows.at(-1);
    if (last && this.#isOpen) last.until = at;
    this.#isOpen = false;
  }
}
