/** Whether what a call says of its supervisors agrees with itself: who was asked, who heard the talk, and for how long. */
import type { JournalEntryOf } from '../../call/kept/journal.ts';
import type { SupervisionId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { differs, tolerance } from './misfit.ts';

interface Known {
  readonly who: string;
  readonly askedAt: Instant;
  heardSince?: Instant;
  isOver?: true;
}

export class SupervisionChecks {
  readonly #known = new Map<SupervisionId, Known>();
  readonly #say: (what: string) => void;

  constructor(say: (what: string) => void) {
    this.#say = say;
  }

  asked({ supervision, who, at }: JournalEntryOf<'supervisionAsked'>): void {
    if (this.#known.has(supervision)) this.#say(`supervision ${supervision} was asked for twice`);
    this.#known.set(supervision, { who, askedAt: at });
  }

  hears({ supervision, who, at }: JournalEntryOf<'supervised'>): void {
    const known = this.#known.get(supervision);
    if (!known)
      return this.#say(`${who} heard the talk in supervision ${supervision}, which was not asked for`);
    if (known.isOver) this.#say(`${who} heard the talk after supervision ${supervision} had ended`);
    this.#isOf(known, supervision, who);
    known.heardSince ??= at;
  }

  ended({ supervision, who, at, lasted, heardFor }: JournalEntryOf<'supervisionEnded'>): void {
    const known = this.#known.get(supervision);
    if (!known) return this.#say(`supervision ${supervision} ended, but was not asked for`);
    if (known.isOver) this.#say(`supervision ${supervision} ended twice`);
    known.isOver = true;
    this.#isOf(known, supervision, who);
    const { askedAt, heardSince } = known;
    const heard = heardSince === undefined ? 0 : at - heardSince;
    // They may have waited for a talk: between answering and hearing one.
    if (lasted > at - askedAt + tolerance || lasted < heard - tolerance)
      this.#say(
        `supervision ${supervision} says ${lasted} ms, but ${at - askedAt} ms passed since it was asked for`,
      );
    if (heardFor !== undefined && differs(heardFor, heard))
      this.#say(`${who} heard the talk for ${heardFor} ms, but ${heard} ms passed`);
  }

  /** The call is over. */
  over(): void {
    for (const [supervision, { isOver }] of this.#known)
      if (!isOver) this.#say(`supervision ${supervision} has no end`);
  }

  #isOf({ who: asked }: Known, supervision: SupervisionId, who: string): void {
    if (asked !== who) this.#say(`supervision ${supervision} is of ${asked}, and says ${who}`);
  }
}
