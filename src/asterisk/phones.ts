/**
 * The phones of the plan: can they be reached, and are they on a call that is none of ours?
 *
 * Asterisk says whether a device is in use, we know whether a leg of ours is on it. The two are told over two links,
 * in no order: a phone that our own call has just left is in use for some milliseconds more. So becoming busy is told
 * only after it has lasted (`settle`); everything else at once.
 *
 * A phone that was lost stays registered for minutes. One that was rung, and gave no sign of life, is unreachable
 * from then on, until it registers again, or a minute is over.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Survey } from '../ports/telephony.ts';
import type { Duration } from '../shared/time.ts';

export type PhoneState = Survey['phones'][number];

const settle: Duration = 300;

/** How long a phone that gave no sign of life is left alone, unless it registers again. */
const silence: Duration = 60_000;

const inUse: ReadonlySet<string> = new Set(['INUSE', 'BUSY', 'RINGING', 'RINGINUSE', 'ONHOLD']);
const unreachable: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INVALID']);

interface Phone {
  /** As Asterisk calls it; if omitted: not heard of yet. */
  device?: string;
  /** What was told last. */
  told?: { readonly reachable: boolean; readonly busy: boolean };
  /** Ends the silence of a phone that gave no sign of life; if omitted: it is not silent. */
  endSilence?: () => void;
  callOff: () => void;
}

export class Phones {
  readonly #phones = new Map<string, Phone>();
  readonly #clock: Clock;
  readonly #hasLegOfOurs: (phone: string) => boolean;
  readonly #tell: (event: TelephonyEvent) => void;

  constructor(clock: Clock, hasLegOfOurs: (phone: string) => boolean, tell: (event: TelephonyEvent) => void) {
    this.#clock = clock;
    this.#hasLegOfOurs = hasLegOfOurs;
    this.#tell = tell;
  }

  /** Follows these, and no others. */
  follow(names: Iterable<string>): void {
    const wanted = new Set(names);
    for (const [name, phone] of this.#phones) {
      if (wanted.has(name)) continue;
      stop(phone);
      this.#phones.delete(name);
    }
    for (const name of wanted) {
      if (!this.#phones.has(name)) this.#phones.set(name, { callOff: () => undefined });
    }
  }

  /** `device` as in `PJSIP/anna`. */
  deviceChanged(device: string, state: string): void {
    const name = /^PJSIP\/(.+)$/i.exec(device)?.[1];
    const phone = name === undefined ? undefined : this.#phones.get(name);
    if (name === undefined || phone === undefined) return;
    phone.device = state;
    this.#consider(name, phone);
  }

  /** Rung, it gave no sign of life. */
  silent(name: string): void {
    const phone = this.#phones.get(name);
    if (phone === undefined) return;
    phone.endSilence?.();
    phone.endSilence = this.#clock.after(silence, () => this.heardOf(name));
    this.#consider(name, phone);
  }

  isSilent(name: string): boolean {
    return this.#phones.get(name)?.endSilence !== undefined;
  }

  /** It has registered, or otherwise shown that it is there. */
  heardOf(name: string): void {
    const phone = this.#phones.get(name);
    if (phone?.endSilence === undefined) return;
    phone.endSilence();
    delete phone.endSilence;
    this.#consider(name, phone);
  }

  /** All have been heard of: those that are in use from the first moment on need not last. */
  allHeardOf(): void {
    for (const [name, phone] of this.#phones) {
      if (phone.device === undefined || phone.told !== undefined) continue;
      phone.callOff();
      this.#say(name, phone, this.#state(name, phone));
    }
  }

  /** Used while nothing else is known. */
  takeForReachable(): void {
    for (const [name, phone] of this.#phones) {
      phone.device ??= 'NOT_INUSE';
      this.#consider(name, phone);
    }
  }

  /** A leg of ours came to the phone, or left it. */
  legsChanged(name: string): void {
    const phone = this.#phones.get(name);
    if (phone?.device !== undefined) this.#consider(name, phone);
  }

  stop(): void {
    for (const phone of this.#phones.values()) stop(phone);
  }

  /**
   * Those that Asterisk has told about, as they were told last: a survey that said something else would never be
   * corrected, because only changes of what was told are told.
   */
  states(): readonly PhoneState[] {
    return [...this.#phones].flatMap(([name, { told }]) =>
      told === undefined ? [] : [{ phone: name, ...told }],
    );
  }

  #consider(name: string, phone: Phone): void {
    phone.callOff();
    const state = this.#state(name, phone);
    if (state.busy && phone.told?.busy !== true) {
      // Of a phone that nothing is known of yet nothing is told: somebody may talk on it, and it must not be rung.
      if (phone.told !== undefined) this.#say(name, phone, { reachable: state.reachable, busy: false });
      phone.callOff = this.#clock.after(settle, () => this.#say(name, phone, this.#state(name, phone)));
    } else {
      this.#say(name, phone, state);
    }
  }

  #say(name: string, phone: Phone, state: { readonly reachable: boolean; readonly busy: boolean }): void {
    if (phone.told?.reachable === state.reachable && phone.told.busy === state.busy) return;
    phone.told = state;
    this.#tell({ type: 'phoneChanged', at: this.#clock.now(), phone: name, ...state });
  }

  #state(name: string, phone: Phone): { readonly reachable: boolean; readonly busy: boolean } {
    const { device = '', endSilence } = phone;
    return {
      reachable: endSilence === undefined && !unreachable.has(device),
      busy: inUse.has(device) && !this.#hasLegOfOurs(name),
    };
  }
}

function stop(phone: Phone): void {
  phone.callOff();
  phone.endSilence?.();
}
