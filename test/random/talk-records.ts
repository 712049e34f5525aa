/** Who was on in each call, and for how long, as records of calls have it: to be held against what people at phones know. */
import type { JournalEntryOf, StoredEntry } from '../../src/call/kept/journal.ts';
import type { CallOutcome } from '../../src/call/kept/outcomes.ts';
import { TalkFold, type TimeSpent } from '../../src/reports/talk-times.ts';
import type { CallId, SupervisionId } from '../../src/shared/ids.ts';
import { listIn } from '../../src/shared/lists.ts';
import type { CallerLog } from './ledger-floor.ts';
import type { SupervisionLedger } from './supervision-ledger.ts';
import type { TalkLedger } from './talk-ledger.ts';

/** Of a day without faults there are none; of one with a fault, a few say enough. */
const mostShown = 20;

export class TalkRecords {
  readonly #open = new Map<CallId, TalkFold>();
  /** By supervision, in order: in which mode, and whom. */
  readonly #heard = new Map<SupervisionId, string[]>();
  /** By whom they are for. */
  readonly #offers = new Map<string, Record<string, number>>();
  readonly #missed = new Set<string>();
  readonly #outcomes = new Map<CallId, CallOutcome>();
  /** By call and phone. */
  readonly #on = new Map<string, TimeSpent>();

  add(entry: StoredEntry): void {
    if (!('call' in entry) || entry.call === undefined) return;
    if (entry.type === 'offerMade') this.#counts(entry.to, 'made');
    if (entry.type === 'offerEnded') this.#counts(entry.to, entry.outcome);
    if (entry.type === 'offerEnded' && entry.outcome === 'no_answer') this.#missed.add(entry.offer);
    if (entry.type === 'supervised') this.#hears(entry);
    if (entry.type === 'callArrived') this.#open.set(entry.call, new TalkFold());
    const fold = this.#open.get(entry.call);
    if (!fold) return;
    fold.add(entry);
    if (entry.type !== 'callEnded') return;
    this.#open.delete(entry.call);
    this.#outcomes.set(entry.call, entry.outcome);
    for (const { who, ...time } of fold.until(entry.at).others) {
      // A number that was called twice into one talk is there twice.
      const { talked, held, consulted } = this.#on.get(`${entry.call} ${who}`) ?? nothing;
      this.#on.set(`${entry.call} ${who}`, {
        talked: talked + time.talked,
        held: held + time.held,
        consulted: consulted + time.consulted,
      });
    }
  }

  /** How often a number was rung, and how that came out. */
  offersTo(number: string): Readonly<Record<'made' | 'answered' | 'no_answer' | 'declined', number>> {
    const { made = 0, answered = 0, no_answer = 0, declined = 0 } = this.#offers.get(number) ?? {};
    return { made, answered, no_answer, declined };
  }

  #counts(to: string, what: string): void {
    const counts = this.#offers.get(to) ?? {};
    this.#offers.set(to, counts);
    counts[what] = (counts[what] ?? 0) + 1;
  }

  #hears({ supervision, mode, on }: JournalEntryOf<'supervised'>): void {
    const heard = listIn(this.#heard, supervision);
    if (heard.at(-1) !== `${mode} ${on}`) heard.push(`${mode} ${on}`);
  }

  /** Offers that rang until their time was over for those at the phone, and not by the record; or the other way round. */
  missedOthersThan(lived: ReadonlySet<string>): readonly string[] {
    return [
      ...[...lived]
        .filter((offer) => !this.#missed.has(offer))
        .map((offer) => `${offer}: lived, not recorded`),
      ...[...this.#missed]
        .filter((offer) => !lived.has(offer))
        .map((offer) => `${offer}: recorded, not lived`),
    ];
  }

  /** Supervisors who heard somebody else, or in another mode, than the record says. */
  heardOthersThan({ heard }: SupervisionLedger): readonly string[] {
    return [...new Set([...heard.keys(), ...this.#heard.keys()])].flatMap((id) => {
      const [lived, recorded] = [heard.get(id)?.join(), this.#heard.get(id)?.join()];
      return lived === recorded ? [] : `${id}: lived ${lived}, recorded ${recorded}`;
    });
  }

  /** Callers who say of themselves that they were answered, or that they were not, where the record of the call does not. */
  answeredOthersThan(callers: readonly CallerLog[]): readonly string[] {
    const found: string[] = [];
    for (const { call, heardAt, leftWaiting } of callers) {
      const lived = heardAt !== undefined && !leftWaiting;
      const recorded = call && this.#outcomes.get(call);
      if (lived !== (recorded === 'answered'))
        found.push(`${call}: ${lived ? 'answered' : 'not answered'}, recorded as ${recorded}`);
      if (found.length >= mostShown) break;
    }
    return found;
  }

  /** Where the two do not agree. */
  differsFrom({ on }: TalkLedger): readonly string[] {
    const keys = new Set([...on.keys(), ...this.#on.keys()]);
    const found: string[] = [];
    for (const key of keys) {
      const time = on.get(key);
      const [lived, recorded] = [inWords(time), inWords(this.#on.get(key))];
      if (lived !== recorded) found.push(`${key}: lived ${lived}, recorded ${recorded}`);
      if (found.length >= mostShown) break;
    }
    return found;
  }
}

const nothing: TimeSpent = { talked: 0, held: 0, consulted: 0 };
const inWords = (time = nothing): string =>
  `${time.talked} talked, ${time.held} held, ${time.consulted} consulted`;
