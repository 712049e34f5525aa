/**
 * How long each leg was together with others in a room, and how much of that on hold, by Asterisk's own time stamps. The
 * engine counts from its turns, which come some milliseconds later; what is counted here is journalled beside that, so that
 * the two can be held against each other, and against Asterisk's CEL.
 *
 * ```
 *   talked   in a room with others
 *   held     one of two in a room holds, by the button (whoever holds by us is out of the room, and among three a hold
 *            does nothing)
 * ```
 *
 * Only legs that came while we listened: of others a part is missing, and then nothing is said.
 */
import type { ExchangeTimes } from '../call/kept/events.ts';
import type { LegId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

interface Sheet {
  readonly leg: LegId;
  /** Few: no set of its own for each leg. */
  readonly met: Sheet[];
  readonly spent: { talked: number; held: number };
  /** Whether it holds, which Asterisk says of the channel, wherever it is. */
  holds: boolean;
  room: Set<Sheet> | undefined;
  now: { readonly kind: 'talked' | 'held'; readonly since: Instant } | undefined;
}

export class TalkClock {
  readonly #legs = new Map<string, Sheet>();
  readonly #rooms = new Map<string, Set<Sheet>>();

  begins(channel: string, leg: LegId): void {
    if (this.#legs.has(channel)) return;
    const spent = { talked: 0, held: 0 };
    this.#legs.set(channel, { leg, met: [], spent, holds: false, room: undefined, now: undefined });
  }

  enters(channel: string, bridge: string, at: Instant): void {
    const sheet = this.#legs.get(channel);
    if (!sheet) return;
    this.#leaves(sheet, at);
    const room = this.#rooms.get(bridge) ?? new Set();
    this.#rooms.set(bridge, room);
    for (const other of room) {
      if (sheet.met.includes(other)) continue;
      other.met.push(sheet);
      sheet.met.push(other);
    }
    room.add(sheet);
    sheet.room = room;
    settle(room, at);
  }

  leaves(channel: string, bridge: string, at: Instant): void {
    const sheet = this.#legs.get(channel);
    const room = this.#rooms.get(bridge);
    if (!sheet || !room || sheet.room !== room) return;
    this.#leaves(sheet, at);
    if (room.size === 0) this.#rooms.delete(bridge);
  }

  holds(channel: string, holds: boolean, at: Instant): void {
    const sheet = this.#legs.get(channel);
    if (!sheet) return;
    sheet.holds = holds;
    if (sheet.room) settle(sheet.room, at);
  }

  /** Of that leg, and of all that it was together with; undefined: it was with nobody, or we know only a part. */
  ended(channel: string, at: Instant): ExchangeTimes | undefined {
    const sheet = this.#legs.get(channel);
    if (!sheet) return undefined;
    this.#legs.delete(channel);
    this.#leaves(sheet, at);
    if (sheet.met.length === 0) return undefined;
    const all = [sheet];
    for (const each of all) for (const other of each.met) if (!all.includes(other)) all.push(other);
    // As a dictionary from the start: V8 would make a class of its own for each such pair of names.
    const times = Object.create(null) as Record<LegId, readonly [number, number]>;
    for (const each of all) times[each.leg] = timesOf(each, at);
    return times;
  }

  /** What was missed cannot be counted. */
  linkLost(): void {
    this.#legs.clear();
    this.#rooms.clear();
  }

  #leaves(sheet: Sheet, at: Instant): void {
    const { room } = sheet;
    if (!room) return;
    room.delete(sheet);
    sheet.room = undefined;
    spends(sheet, undefined, at);
    settle(room, at);
  }
}

function settle(room: ReadonlySet<Sheet>, at: Instant): void {
  let isHeld = false;
  if (room.size === 2) for (const { holds } of room) isHeld ||= holds;
  for (const sheet of room) spends(sheet, room.size === 1 ? undefined : isHeld ? 'held' : 'talked', at);
}

function spends(sheet: Sheet, kind: 'talked' | 'held' | undefined, at: Instant): void {
  if (sheet.now?.kind === kind) return;
  if (sheet.now) sheet.spent[sheet.now.kind] += at - sheet.now.since;
  sheet.now = kind && { kind, since: at };
}

function timesOf({ spent, now }: Sheet, at: Instant): readonly [number, number] {
  const going = now ? at - now.since : 0;
  return [
    spent.talked + (now?.kind === 'talked' ? going : 0),
    spent.held + (now?.kind === 'held' ? going : 0),
  ];
}
