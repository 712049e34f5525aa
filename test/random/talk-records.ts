/** Who was on in each call, and for how long, as records of calls have it: to be held against what people at phones know. */
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { TalkFold } from '../../src/reports/talk-times.ts';
import type { CallId } from '../../src/shared/ids.ts';
import type { TalkLedger } from './talk-ledger.ts';

/** Of a day without faults there are none; of one with a fault, a few say enough. */
const mostShown = 20;

export class TalkRecords {
  readonly #open = new Map<CallId, TalkFold>();
  /** By call and phone. */
  readonly #on = new Map<string, string>();

  add(entry: StoredEntry): void {
    if (!('call' in entry) || entry.call === undefined) return;
    if (entry.type === 'callArrived') this.#open.set(entry.call, new TalkFold());
    const fold = this.#open.get(entry.call);
    if (!fold) return;
    fold.add(entry);
    if (entry.type !== 'callEnded') return;
    this.#open.delete(entry.call);
    for (const { who, talked, held, consulted } of fold.until(entry.at).others)
      this.#on.set(`${entry.call} ${who}`, inWords({ talked, held, consulted }));
  }

  /** Where the two do not agree. */
  differsFrom({ on }: TalkLedger): readonly string[] {
    const keys = new Set([...on.keys(), ...this.#on.keys()]);
    const found: string[] = [];
    for (const key of keys) {
      const time = on.get(key);
      const [lived, recorded] = [
        time === undefined ? 'nothing' : inWords(time),
        this.#on.get(key) ?? 'nothing',
      ];
      if (lived !== recorded) found.push(`${key}: lived ${lived}, recorded ${recorded}`);
      if (found.length >= mostShown) break;
    }
    return found;
  }
}

const inWords = (time: Readonly<Record<'talked' | 'held' | 'consulted', number>>): string =>
  `${time.talked} talked, ${time.held} held, ${time.consulted} consulted`;
