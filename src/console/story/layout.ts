/**
 * A call's journal as lanes with bars and marks on a time axis from 0 to 1. No clock and no signals: the same entries give
 * the same picture.
 *
 * ```
 *   caller     ▓▓greeting▓▓│▒▒▒waiting▒▒▒│░░ringing░░│███ talking ███
 *   plan         · key 1     · step
 *   decisions                ◆            ◆
 *   anna                                  ▔▔rings▔▔▔▔██ talks ██▒held▒██
 * ```
 */
import type { JournalEntry } from '../../contract/journal/entry.ts';
import type { OfferOutcome, PhaseName } from '../../contract/values.ts';

type Entry<Type extends JournalEntry['type']> = Extract<JournalEntry, { type: Type }>;
export type Decision = Entry<'nobodyFree'>['decision'];

export type BarKind =
  | { readonly kind: 'phase'; readonly phase: PhaseName; readonly because: string }
  | { readonly kind: 'rings'; readonly outcome?: OfferOutcome }
  | { readonly kind: 'talks' | 'held' | 'supervises' };

export type Bar = BarKind & {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
};

export type Mark = { readonly at: number; readonly seq: number } & (
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'decision'; readonly decision: Decision }
);

export interface Lane {
  /** `caller`, `flow`, `decisions`, or who was rung. */
  readonly who: string;
  readonly kind: 'caller' | 'flow' | 'decisions' | 'party';
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}

export interface Picture {
  readonly from: number;
  readonly to: number;
  readonly isOver: boolean;
  readonly lanes: readonly Lane[];
}

/** @param now where bars end that have no end yet */
export function pictureOf(entries: readonly JournalEntry[], now: number): Picture | undefined {
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) return undefined;
  // What is noted after the end, such as figures of sound, is no part of the call.
  const end = entries.find(({ type }) => type === 'callEnded');
  const to = Math.max(end?.at ?? Math.max(now, last.at), first.at + 1);
  const parties = new Parties(to);
  const phases: Bar[] = [];
  const steps: Mark[] = [];
  const decisions: Mark[] = [];
  for (const entry of entries) {
    if (end && entry.seq > end.seq) break;
    if (entry.type === 'phaseEntered') {
      close(phases, entry.at);
      if (entry.phase !== 'ended')
        phases.push({ kind: 'phase', phase: entry.phase, because: entry.because, from: entry.at, to });
    } else parties.note(entry);
    steps.push(...stepOf(entry));
    if ((entry.type === 'nobodyFree' || entry.type === 'offerMade') && entry.decision)
      decisions.push({ kind: 'decision', at: entry.at, seq: entry.seq, decision: entry.decision });
  }
  return {
    from: first.at,
    to,
    isOver: end !== undefined,
    lanes: [
      { who: 'caller', kind: 'caller', bars: phases.filter(isLived), marks: [] },
      { who: 'flow', kind: 'flow', bars: [], marks: steps },
      { who: 'decisions', kind: 'decisions', bars: [], marks: decisions },
      ...parties.lanes(),
    ],
  };
}

/** A phase that is left in the turn in which it is entered is nothing that a caller lives through. */
const isLived = ({ from, to }: Bar): boolean => to > from;

function stepOf(entry: JournalEntry): Mark[] {
  const { at, seq } = entry;
  if (entry.type === 'keyPressed') return [{ kind: 'key', at, seq, text: `${entry.menu}: ${entry.key}` }];
  if (entry.type === 'stepReached') return [{ kind: 'step', at, seq, text: `${entry.flow}: ${entry.step}` }];
  return [];
}

function close(bars: Bar[], at: number): void {
  const open = bars.at(-1);
  if (open && open.to > at) bars[bars.length - 1] = { ...open, to: at };
}

/** Everyone who was rung, or who talked. */
class Parties {
  readonly #end: number;
  readonly #bars = new Map<string, Bar[]>();
  /** Where each one's open bars are, by kind. */
  readonly #open = new Map<string, number>();

  constructor(end: number) {
    this.#end = end;
  }

  note(entry: JournalEntry): void {
    const { type, at } = entry;
    if (type === 'offerMade') this.#begin(entry.to, { kind: 'rings' }, at);
    else if (type === 'offerEnded') this.#finish(entry.to, 'rings', at, entry.outcome);
    else if (type === 'connected') {
      this.#finish(entry.to, 'rings', at, 'answered');
      this.#begin(entry.to, { kind: 'talks' }, at);
    } else if (type === 'partyJoined')
      this.#begin(entry.who, { kind: entry.role === 'supervising' ? 'supervises' : 'talks' }, at);
    else if (type === 'supervised') this.#begin(entry.who, { kind: 'supervises' }, at);
    else if (type === 'supervisionEnded') this.#finish(entry.who, 'supervises', at);
    else if (type === 'partyLeft') this.#finishAll(entry.who, at);
    else if (type === 'transferAsked') this.#finishAll(entry.by, at);
    else if (type === 'answeredInVain') this.#finishAll(entry.to, at);
    else if (type === 'held' && entry.who !== 'caller') this.#begin(entry.who, { kind: 'held' }, at);
    else if (type === 'resumed') this.#finish(entry.who, 'held', at);
  }

  lanes(): Lane[] {
    return [...this.#bars].map(([who, bars]) => ({
      who,
      kind: 'party',
      bars: bars.filter(isLived),
      marks: [],
    }));
  }

  #begin(who: string, bar: BarKind, at: number): void {
    const bars = this.#bars.get(who) ?? [];
    this.#bars.set(who, bars);
    const key = `${bar.kind} ${who}`;
    if (this.#open.has(key)) return;
    this.#open.set(key, bars.length);
    bars.push({ ...bar, from: at, to: this.#end });
  }

  #finish(who: string, kind: BarKind['kind'], at: number, outcome?: OfferOutcome): void {
    const key = `${kind} ${who}`;
    const index = this.#open.get(key);
    const bars = this.#bars.get(who);
    const bar = index === undefined ? undefined : bars?.[index];
    if (index === undefined || !bars || !bar) return;
    this.#open.delete(key);
    bars[index] = { ...bar, to: at, ...(outcome !== undefined && bar.kind === 'rings' && { outcome }) };
  }

  #finishAll(who: string, at: number): void {
    for (const kind of ['talks', 'held', 'supervises'] as const) this.#finish(who, kind, at);
  }
}

/** Where a moment is on the axis, from 0 to 1. */
export type Scale = (at: number) => number;

export function trueScale({ from, to }: Picture): Scale {
  return (at) => clamp((at - from) / (to - from));
}

/**
 * A talk of ten minutes would leave no room for the seconds in which the call was routed. Here the space between two
 * happenings grows with the root of the time between them; the order, and what was longer, stay.
 */
export function stretchedScale(picture: Picture): Scale {
  const moments = [
    ...new Set([
      picture.from,
      picture.to,
      ...picture.lanes.flatMap(({ bars, marks }) => [
        ...bars.flatMap(({ from, to }) => [from, to]),
        ...marks.map(({ at }) => at),
      ]),
    ]),
  ].toSorted((a, b) => a - b);
  const places = [0];
  for (let i = 1; i < moments.length; i++)
    places.push((places[i - 1] ?? 0) + Math.sqrt((moments[i] ?? 0) - (moments[i - 1] ?? 0)));
  const whole = places.at(-1) || 1;
  return (at) => {
    const next = moments.findIndex((moment) => moment >= at);
    if (next <= 0) return at > picture.from ? 1 : 0;
    const [a, b] = [moments[next - 1] ?? 0, moments[next] ?? 0];
    const [x, y] = [places[next - 1] ?? 0, places[next] ?? 0];
    return clamp((x + ((y - x) * (at - a)) / (b - a)) / whole);
  };
}

const clamp = (x: number): number => Math.min(1, Math.max(0, x));

export interface Tick {
  readonly at: number;
  /** From 0 to 1. */
  readonly place: number;
  /** At the ends of the axis a moment is written within it. */
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Moments to write on the axis: where the caller's phase changes, as far as there is room. `width`: of one, where the axis is narrowest. */
export function ticksOf(picture: Picture, scale: Scale, width = 0.09): Tick[] {
  const phases = picture.lanes.find(({ kind }) => kind === 'caller')?.bars ?? [];
  const ticks: Tick[] = [];
  let written = 0;
  for (const at of [picture.from, ...phases.map(({ from }) => from), picture.to]) {
    const place = scale(at);
    const anchor = place < width / 2 ? 'start' : place > 1 - width / 2 ? 'end' : 'middle';
    const begin = place - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
    if (begin < written) continue;
    ticks.push({ at, place, anchor });
    written = begin + width;
  }
  return ticks;
}
