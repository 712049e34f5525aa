/** What goes out, in a plain list. */
import type {
  Attempt,
  Delivery,
  DeliveryBook,
  DeliveryQuery,
  NewDelivery,
} from '../../src/ports/deliveries.ts';
import type { Instant } from '../../src/shared/time.ts';

interface Kept {
  row: Delivery;
  trying?: Instant;
  readonly log: Attempt[];
}

export class PlainDeliveries implements DeliveryBook {
  #all: Kept[] = [];
  readonly #readers = new Map<string, number>();

  async add(deliveries: readonly NewDelivery[]): Promise<number> {
    const known = new Set(this.#all.map(({ row }) => row.id));
    const fresh = deliveries.filter(({ id }) => !known.has(id));
    for (const each of fresh)
      this.#all.push({
        row: { lane: each.id, ...each, state: 'waiting', attempts: 0, due: each.at, mayBeTwice: false },
        log: [],
      });
    return fresh.length;
  }
  async addFrom(reader: string, seq: number, deliveries: readonly NewDelivery[]): Promise<number> {
    this.#readers.set(reader, Math.max(seq, this.#readers.get(reader) ?? 0));
    return this.add(deliveries);
  }
  async positionOf(reader: string): Promise<number | undefined> {
    return this.#readers.get(reader);
  }
  async forgetReader(reader: string): Promise<void> {
    this.#readers.delete(reader);
  }
  async targets() {
    const found = new Map<string, Pick<Delivery, 'channel' | 'target' | 'due'>>();
    for (const { channel, target, due } of this.#waiting().map(({ row }) => row)) {
      const key = `${channel} ${target}`;
      const known = found.get(key);
      if (!known || known.due > due) found.set(key, { channel, target, due });
    }
    return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  }
  async due(channel: string, target: string, now: Instant, limit: number): Promise<readonly Delivery[]> {
    const heads = new Map<string, string>();
    for (const { row } of this.#waiting()) if (!heads.has(row.lane)) heads.set(row.lane, row.id);
    return this.#waiting()
      .filter(({ trying }) => trying === undefined)
      .map(({ row }) => row)
      .filter((row) => row.channel === channel && row.target === target && row.due <= now)
      .filter((row) => heads.get(row.lane) === row.id)
      .toSorted((a, b) => a.due - b.due)
      .slice(0, Math.max(0, limit));
  }
  async begin(id: string, at: Instant): Promise<void> {
    const kept = this.#of(id);
    if (!kept) return;
    kept.trying = at;
    kept.row = { ...kept.row, attempts: kept.row.attempts + 1 };
  }
  async end(...[id, attempt, next, mayBeTwice]: Parameters<DeliveryBook['end']>): Promise<void> {
    const kept = this.#of(id);
    if (!kept) return;
    delete kept.trying;
    kept.log.push(attempt);
    const twice = { mayBeTwice: kept.row.mayBeTwice || mayBeTwice };
    const ended = attempt.at + attempt.lasted;
    const { body, ...withoutBody } = kept.row;
    if (next.state === 'waiting') kept.row = { ...kept.row, ...twice, due: next.due };
    else {
      const rest = next.state === 'sent' || body === undefined ? withoutBody : kept.row;
      kept.row = { ...rest, ...twice, state: next.state, endedAt: ended };
    }
    for (const other of this.#waiting())
      if (other.row.lane === kept.row.lane) {
        const { due } = other.row;
        other.row = {
          ...other.row,
          due: next.state === 'waiting' ? Math.max(due, next.due) : Math.min(due, ended),
        };
      }
  }
  async interrupted(now: Instant): Promise<number> {
    const cut = this.#all.filter(({ trying }) => trying !== undefined);
    for (const kept of cut) {
      const at = kept.trying ?? now;
      delete kept.trying;
      kept.log.push({ at, lasted: Math.max(0, now - at), outcome: 'interrupted' });
      kept.row = { ...kept.row, due: now, mayBeTwice: true };
    }
    return cut.length;
  }
  async giveUp(...[channel, target, before, now]: Parameters<DeliveryBook['giveUp']>): Promise<number> {
    const old = this.#waiting().filter(
      ({ row, trying }) =>
        trying === undefined && row.channel === channel && row.target === target && row.at < before,
    );
    for (const kept of old) kept.row = { ...kept.row, state: 'dead', endedAt: now };
    return old.length;
  }
  async list(query: DeliveryQuery, limit: number): Promise<readonly Delivery[]> {
    const before = this.#all.findIndex(({ row }) => row.id === query.before);
    return (before < 0 ? this.#all : this.#all.slice(0, before))
      .map(({ row }) => row)
      .filter((row) => query.channel === undefined || row.channel === query.channel)
      .filter((row) => query.target === undefined || row.target === query.target)
      .filter((row) => query.state === undefined || row.state === query.state)
      .filter((row) => query.call === undefined || row.call === query.call)
      .toReversed()
      .slice(0, Math.max(0, limit));
  }
  async find(id: string) {
    const kept = this.#of(id);
    return kept && { ...kept.row, log: [...kept.log] };
  }
  async replay(id: string, now: Instant): Promise<boolean> {
    const kept = this.#of(id);
    if (!kept || kept.row.state === 'waiting') return false;
    if (kept.row.seq === undefined && kept.row.body === undefined) return false;
    const { endedAt: _ended, ...row } = kept.row;
    kept.row = { ...row, state: 'waiting', due: now, at: now, attempts: 0 };
    return true;
  }
  async countOver(endedBefore: Instant): Promise<{ count: number; oldest?: Instant }> {
    const over = this.#all.flatMap(({ row: { endedAt } }) =>
      endedAt !== undefined && endedAt < endedBefore ? [endedAt] : [],
    );
    return { count: over.length, ...(over.length > 0 && { oldest: Math.min(...over) }) };
  }
  async prune(endedBefore: Instant, limit: number): Promise<number> {
    const old = this.#all.filter(({ row }) => row.endedAt !== undefined && row.endedAt < endedBefore);
    const gone = new Set(old.slice(0, limit));
    this.#all = this.#all.filter((kept) => !gone.has(kept));
    return gone.size;
  }
  async dropTarget(channel: string, target: string): Promise<void> {
    this.#all = this.#all.filter(({ row }) => row.channel !== channel || row.target !== target);
  }
  erase(calls: readonly string[]): void {
    this.#all = this.#all.filter(({ row }) => row.call === undefined || !calls.includes(row.call));
  }
  async countsOf(channel: string, target: string) {
    const of = this.#all.filter(({ row }) => row.channel === channel && row.target === target);
    const count = (state: string): number => of.filter(({ row }) => row.state === state).length;
    return { waiting: count('waiting'), dead: count('dead') };
  }

  #waiting(): Kept[] {
    return this.#all.filter(({ row }) => row.state === 'waiting');
  }
  #of(id: string): Kept | undefined {
    return this.#all.find(({ row }) => row.id === id);
  }
}
