/**
 * How long the event loop is held in one go, counted on the processor (Linux): a busy machine makes no difference. With
 * `profiled`, also which functions ran in the longest of each phase.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';

export interface Holds {
  readonly ms: number;
  /** For how long the loop was held in each of its turns, in milliseconds; short ones are left out. */
  readonly holds: readonly number[];
  /** Milliseconds that the phase lasted. */
  readonly lasted: number;
  /** The functions that ran, the longest first: own milliseconds and the way to them. */
  readonly what?: readonly string[];
}

const looksEvery = 1;
const shortest = 0.5;
const sampleEvery = 250;
const mostNamed = 8;

/** Milliseconds that this thread has run on a processor (Linux: of the first thread of a process). */
function onProcessor(): number {
  return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
}

const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);

interface Phase extends Holds {
  readonly holds: number[];
  /** Of the longest. */
  readonly from: number;
  readonly to: number;
}

const begun = (): Phase => ({ ms: 0, holds: [], lasted: 0, from: 0, to: 0 });

export class HeldWatch {
  readonly #phases: Record<string, Phase> = {};
  #session: Session | undefined;
  #phase = 'start';
  #before: { readonly ran: number; readonly at: number } | undefined;

  start(): void {
    if (!existsSync('/proc/self/schedstat')) return;
    this.#before = { ran: onProcessor(), at: microseconds() };
    // Between two ticks lies one turn of the event loop, or several short ones.
    setInterval(() => {
      const now = { ran: onProcessor(), at: microseconds() };
      const { ran, at: from } = this.#before ?? now;
      const ms = now.ran - ran;
      const phase = (this.#phases[this.#phase] ??= begun());
      if (ms > shortest) phase.holds.push(ms);
      const longer = ms > phase.ms ? { ms, from, to: now.at } : {};
      this.#phases[this.#phase] = { ...phase, lasted: phase.lasted + (now.at - from) / 1000, ...longer };
      this.#before = now;
    }, looksEvery);
  }

  /** @param profiled its longest hold is named once the next phase begins */
  async phase(name: string, profiled: boolean): Promise<void> {
    const before = this.#phase;
    // Starting and stopping a profile holds the loop, too.
    this.#phase = 'between';
    if (this.#session) await this.#nameWhat(before, this.#session);
    this.#session = profiled && name !== 'between' ? await profiling() : undefined;
    this.#phase = name;
    if (this.#before) this.#before = { ran: onProcessor(), at: microseconds() };
  }

  async #nameWhat(phase: string, session: Session): Promise<void> {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    const hold = this.#phases[phase];
    if (hold) this.#phases[phase] = { ...hold, what: ranIn(profile, hold.from, hold.to) };
  }

  get held(): Readonly<Record<string, Holds>> {
    return this.#phases;
  }
}

/**
 * What comes at any moment waits for the rest of the hold that it comes into: so long, or less, waits that share of it. On processor time
 * alone, so a busy machine makes no difference.
 */
export function waitBehind({ holds, lasted }: Holds, share: number): number {
  const waitsLonger = (than: number): number =>
    holds.reduce((sum, hold) => sum + Math.max(0, hold - than), 0) / lasted;
  let [least, most] = [0, Math.max(0, ...holds)];
  while (most - least > 0.01) {
    const middle = (least + most) / 2;
    if (waitsLonger(middle) > 1 - share) least = middle;
    else most = middle;
  }
  return most;
}

async function profiling(): Promise<Session> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: sampleEvery });
  await session.post('Profiler.start');
  return session;
}

function ranIn(profile: Profiler.Profile, from: number, to: number): readonly string[] {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const above = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const wayTo = (id: number): string => {
    const names: string[] = [];
    for (let at: number | undefined = id; at !== undefined && names.length < 9; at = above.get(at)) {
      const frame = byId.get(at)?.callFrame;
      const place = `${frame?.url.replace(/^.*\//, '') ?? ''}:${(frame?.lineNumber ?? 0) + 1}`;
      names.push(`${frame?.functionName || '-'} (${place})`);
    }
    return names.join(' < ');
  };
  const spent = new Map<number, number>();
  let at = profile.startTime;
  samples.forEach((id, nth) => {
    at += timeDeltas[nth] ?? 0;
    if (at >= from && at <= to) spent.set(id, (spent.get(id) ?? 0) + (timeDeltas[nth] ?? 0));
  });
  return [...spent]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, mostNamed)
    .map(([id, took]) => `${(took / 1000).toFixed(1)} ${wayTo(id)}`);
}
