/**
 * The file in which the dialplan looks up, while no engine runs, which agents it may ring and where callers are
 * already waiting: a record of fixed length for each queue and agent of the plan. An agent's record begins with the
 * second until which they must not be rung (0: they may be); at its end are the records of the queues that they are out of:
 *
 *     1795302863^PJSIP/anna^
 *     0000000000^PJSIP/boris^~0~128~^
 *     1^
 *
 * The file survives the engine and Asterisk, and a change costs one write of some bytes: a variable of Asterisk would
 * cost a request each time. Changes during a write are written together afterwards.
 */
import { constants, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Plan } from '../../plan/model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { NetFact } from '../../ports/telephony.ts';
import type { Duration } from '../../shared/time.ts';

export const recordLength = 128;
/** Most callers find an agent at once: that a queue had a caller for some milliseconds need not be written. */
const queuesWrittenAfter: Duration = 50;
/** Seconds; later than any call. */
const furtherNotice = 9_999_999_999;

/** Where the record of each begins, in the order of the plan. */
export function placesIn({ queues, agents }: Pick<Plan, 'queues' | 'agents'>): ReadonlyMap<string, number> {
  const names = [...Object.keys(queues).map(queueKey), ...Object.keys(agents).map(agentKey)];
  return new Map(names.map((name, index) => [name, index * recordLength]));
}

export const queueKey = (queue: string): string => `queue ${queue}`;
export const agentKey = (agent: string): string => `agent ${agent}`;

export interface SafetyNetFileNeeds {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds since 1970, as the dialplan has it. */
  readonly wall: () => number;
}

export class SafetyNetFile {
  readonly #needs: SafetyNetFileNeeds;
  readonly #facts = new Map<string, NetFact>();
  /** What the records say. */
  readonly #texts = new Map<string, string>();
  /** Queues of which something was told a moment ago. */
  readonly #queues = new Set<string>();
  #callOff: (() => void) | undefined;
  #places: ReadonlyMap<string, number> = new Map();
  #records = Buffer.alloc(0);
  #dirty: { from: number; to: number } | undefined;
  #handle: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;

  constructor(needs: SafetyNetFileNeeds) {
    this.#needs = needs;
  }

  /** The places of the records follow the plan. */
  async follow(plan: Pick<Plan, 'queues' | 'agents'>): Promise<void> {
    this.#places = placesIn(plan);
    this.#records = Buffer.alloc(this.#places.size * recordLength, ' ');
    this.#texts.clear();
    for (const key of this.#places.keys()) this.#render(key);
    this.#dirty = this.#all;
    this.#write();
    await this.#written();
  }

  /** What agents do is written at once. */
  note(facts: readonly NetFact[]): void {
    let isAtOnce = false;
    for (const fact of facts) {
      const key = 'agent' in fact ? agentKey(fact.agent) : queueKey(fact.queue);
      this.#facts.set(key, fact);
      if ('queue' in fact) this.#queues.add(key);
      else isAtOnce = this.#renderDirty(key) || isAtOnce;
    }
    if (isAtOnce) this.#write();
    if (this.#queues.size > 0)
      this.#callOff ??= this.#needs.clock.after(queuesWrittenAfter, () => this.#writeQueues());
  }

  async stop(): Promise<void> {
    this.#callOff?.();
    this.#writeQueues();
    await this.#written();
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #writeQueues(): void {
    this.#callOff = undefined;
    for (const key of this.#queues) this.#renderDirty(key);
    this.#queues.clear();
    this.#write();
  }

  #renderDirty(key: string): boolean {
    const from = this.#render(key);
    if (from === undefined) return false;
    const { from: first, to: last } = this.#dirty ?? { from, to: from };
    this.#dirty = { from: Math.min(first, from), to: Math.max(last, from + recordLength) };
    return true;
  }

  /** Where its record begins; undefined: it says this already. */
  #render(key: string): number | undefined {
    const place = this.#places.get(key);
    const fact = this.#facts.get(key);
    if (place === undefined || fact === undefined) return undefined;
    const text = this.#inWords(fact);
    if (this.#texts.get(key) === text) return undefined;
    this.#texts.set(key, text);
    this.#records.fill(' ', place, place + recordLength);
    this.#records.write(text, place, recordLength - 1, 'latin1');
    return place;
  }

  #inWords(fact: NetFact): string {
    if ('queue' in fact) return fact.waits ? '1^' : '0^';
    const { phone, restsUntil, outOf = [] } = fact;
    const text = `${String(this.#second(restsUntil)).padStart(10, '0')}^PJSIP/${phone}^`;
    return text + this.#placesOf(outOf, recordLength - 1 - text.length);
  }

  /** As many as there is room for: an agent who is rung for a queue that they are out of is better than one who is not rung at all. */
  #placesOf(queues: readonly string[], room: number): string {
    let text = '';
    for (const queue of queues) {
      const place = this.#places.get(queueKey(queue));
      const more = place === undefined ? text : `${text || '~'}${place}~`;
      if (more.length < room) text = more;
    }
    return text === '' ? '' : `${text}^`;
  }

  #second(until: Extract<NetFact, { agent: string }>['restsUntil']): number {
    if (until === undefined) return 0;
    if (until === 'further notice') return furtherNotice;
    const { clock, wall } = this.#needs;
    return Math.ceil((wall() + (until - clock.now())) / 1000);
  }

  get #all(): { from: number; to: number } {
    return { from: 0, to: this.#records.length };
  }

  async #written(): Promise<void> {
    while (this.#isWriting) await this.#writing;
  }

  #write(): void {
    if (this.#isWriting || this.#dirty === undefined) return;
    this.#isWriting = true;
    this.#writing = this.#writeOut().then((isDone) => {
      this.#isWriting = false;
      // Of what could not be written all is written with the next fact, and not before: the disk may be full.
      if (isDone) this.#write();
      else this.#dirty = this.#all;
    });
  }

  async #writeOut(): Promise<boolean> {
    try {
      this.#handle ??= await open(this.#needs.file, constants.O_RDWR | constants.O_CREAT, 0o600);
      while (this.#dirty !== undefined) {
        const { from, to } = this.#dirty;
        this.#dirty = undefined;
        // Some bytes into the system's memory, as each commit writes them: a thread for it would cost ten times as much.
        writeSync(this.#handle.fd, this.#records, from, to - from, from);
      }
      return true;
    } catch (error) {
      this.#needs.log.warn({ err: error }, 'Cannot update the list of agents that the safety net may ring.');
      return false;
    }
  }
}
