/**
 * Which SIP message belongs to which leg. Asterisk's copies of messages come before anybody knows of what call they are, so
 * those of an unknown dialog wait for a while, in memory only; those of no call (log-ins, checks of phones) are dropped at
 * once. What is handed on is free of secrets. Pure.
 *
 * A **dialog** is all that is sent with the same `Call-ID`: one leg.
 */
import type { SipMessageKept } from '../ports/evidence.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../shared/time.ts';
import type { HepPacket } from './hep.ts';
import { asksForPrivacy, identitiesIn, withoutSecrets } from './redact.ts';
import { isOfNoCall, readSip, type SipMessage } from './sip.ts';

export interface DialogOfLeg {
  readonly dialog: string;
  readonly call: CallId;
  readonly leg: LegId;
  /** Asterisk called the far end; else the far end called. */
  readonly madeByUs: boolean;
  /** The caller of that call withholds their number. */
  readonly withheld: boolean;
}

export type KeepMessage = (
  of: Pick<DialogOfLeg, 'call' | 'leg'>,
  message: SipMessageKept | 'omitted',
) => void;

interface Heard {
  readonly at: Instant;
  readonly source: string;
  readonly destination: string;
  readonly sip: SipMessage;
  readonly text: string;
}

interface Known extends DialogOfLeg {
  kept: number;
  hidden: ReadonlySet<string> | undefined;
  overAt: Instant | undefined;
  /** When it was known, or the last message. */
  lastAt: Instant;
}

const waitsFor: Duration = seconds(30);
/** Answers to a BYE, and its repetitions (RFC 3261, timer F), come after the leg is gone. */
const lingersFor: Duration = seconds(40);
/** Calls do not last so long. */
const longest: Duration = minutes(24 * 60);
const mostWaiting = 2000;
const mostWaitingBytes = 8_000_000;
/** A leg has ten to twenty messages; a phone that sends hundreds has a fault, of which the first tell enough. */
const mostPerLeg = 200;
const longestText = 8000;

export class Dialogs {
  readonly #keep: KeepMessage;
  readonly #known = new Map<string, Known>();
  /** Of dialogs that are of no leg yet, the oldest first. */
  readonly #waiting = new Map<string, Heard[]>();
  #waitingBytes = 0;
  /** Where Asterisk is, as the dialogs of legs have shown. */
  readonly #ours = new Set<string>();

  constructor(keep: KeepMessage) {
    this.#keep = keep;
  }

  hear({ at, source, destination, payload }: HepPacket): void {
    const text = payload.toString('utf8');
    const sip = readSip(text);
    if (!sip || isOfNoCall(sip)) return;
    const heard = { at, source, destination, sip, text };
    const known = this.#known.get(sip.dialog);
    if (known) return this.#take(known, heard);
    const waiting = this.#waiting.get(sip.dialog);
    if (waiting) waiting.push(heard);
    else this.#waiting.set(sip.dialog, [heard]);
    this.#waitingBytes += text.length;
    while (this.#waiting.size > mostWaiting || this.#waitingBytes > mostWaitingBytes) this.#dropOldest();
  }

  belongs(dialog: DialogOfLeg, now: Instant): void {
    if (this.#known.has(dialog.dialog)) return;
    const known: Known = { ...dialog, kept: 0, hidden: undefined, overAt: undefined, lastAt: now };
    this.#known.set(dialog.dialog, known);
    for (const heard of this.#forget(dialog.dialog)) this.#take(known, heard);
  }

  over(dialog: string, at: Instant): void {
    const known = this.#known.get(dialog);
    if (known) known.overAt = at;
  }

  /** Drops what nobody has asked for, and what is over. To be called now and then. */
  tidy(now: Instant): void {
    for (const [dialog, [first]] of this.#waiting)
      if (first && now - first.at > waitsFor) this.#forget(dialog);
    for (const [dialog, { overAt, lastAt }] of this.#known) {
      const isOver = overAt !== undefined && now - overAt > lingersFor;
      if (isOver || now - lastAt > longest) this.#known.delete(dialog);
    }
  }

  get sizes(): { readonly known: number; readonly waiting: number } {
    return { known: this.#known.size, waiting: this.#waiting.size };
  }

  #take(known: Known, { at, source, destination, sip, text }: Heard): void {
    if (sip.method === 'INVITE' && sip.status === undefined && known.hidden === undefined) {
      this.#ours.add(known.madeByUs ? source : destination);
      known.hidden = known.withheld || asksForPrivacy(text) ? identitiesIn(text) : new Set();
    }
    known.kept += 1;
    known.lastAt = Math.max(known.lastAt, at);
    if (known.kept > mostPerLeg) return this.#keep(known, 'omitted');
    const { method, status, reason, hasSdp } = sip;
    // Without the INVITE it is not known what a caller withholds.
    const isUnknown = known.withheld && known.hidden === undefined;
    const kept = isUnknown ? '' : withoutSecrets(text, known.hidden).slice(0, longestText);
    this.#keep(known, {
      at,
      sent: this.#ours.has(source),
      method,
      ...(status !== undefined && { status }),
      ...(reason !== undefined && { reason }),
      hasSdp,
      text: kept,
    });
  }

  #forget(dialog: string): readonly Heard[] {
    const heard = this.#waiting.get(dialog) ?? [];
    this.#waiting.delete(dialog);
    for (const { text } of heard) this.#waitingBytes -= text.length;
    return heard;
  }

  #dropOldest(): void {
    for (const dialog of this.#waiting.keys()) {
      this.#forget(dialog);
      return;
    }
  }
}
