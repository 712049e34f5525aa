/**
 * The calls that the dialplan has served by itself while the engine was away, told once they are over. The dialplan
 * appends to one file, which is the only record of them until they are in the journal; so it is set aside only when
 * all of it is, and one file of those set aside is kept, and read again: a line may be on its way when it is renamed. It
 * holds numbers and names of callers, so once all is in the journal, and nothing has come for a while, both files go.
 */
import type { Stats } from 'node:fs';
import { appendFile, readFile, rename, rm, stat } from 'node:fs/promises';
import type { ServedCall } from '../../call/kept/events.ts';
import { errorCode } from '../../shared/error-code.ts';
import type { LegId } from '../../shared/ids.ts';
import { type Duration, type Instant, minutes } from '../../shared/time.ts';
import { legOf, type NotedCall, notedCalls, served } from './call-notes.ts';

/** Bytes; about a thousand calls. */
const longestFile = 256 * 1024;
/** By then no line is on its way any more. */
const keptFor: Duration = minutes(10);

export interface SafetyNetNeeds {
  /** That the dialplan appends to. */
  readonly file: string;
  /** Of a recording, by its name; undefined: there is none. */
  readonly lengthOf: (recording: string) => Duration | undefined;
  /** Whether Asterisk still has the channel. Rejects when it cannot be asked. */
  readonly isThere: (channel: string) => Promise<boolean>;
  /** By the machine's clock, as files have it. */
  readonly now: () => Instant;
}

export class SafetyNet {
  readonly #needs: SafetyNetNeeds;
  #read: { readonly state: string; readonly calls: ReadonlyMap<string, NotedCall> } | undefined;

  constructor(needs: SafetyNetNeeds) {
    this.#needs = needs;
  }

  /** Those that are over, except those `known` for good, in the order in which they came. */
  async served(known: ReadonlySet<LegId>): Promise<readonly ServedCall[]> {
    const { lengthOf } = this.#needs;
    const before = await this.#calls();
    const over = new Set<string>();
    for (const call of before.values()) {
      if (isDone(call, known)) continue;
      // Asterisk may have died under it; else its end is written down before the channel is gone.
      if (call.ended || !(await this.#needs.isThere(call.channel))) over.add(call.channel);
    }
    const calls = await this.#calls();
    await this.#setAside(calls, known);
    return [...calls.values()]
      .filter(({ channel }) => over.has(channel))
      .map((call) => served(call, lengthOf));
  }

  /**
   * Callers that an engine had before: the net serves them now, has served them to their end, or has given them back. Not those
   * that were given back and have ended.
   */
  async handed(): Promise<readonly NotedCall[]> {
    const calls = [...(await this.#calls()).values()];
    return calls.filter(({ handed, returned, ended }) => handed && !(returned && ended));
  }

  /** An engine has them: the net's part in their call is over, however that ends. */
  async noteReturned(calls: readonly NotedCall[]): Promise<void> {
    const { file, now } = this.#needs;
    const fresh = calls.filter(({ returned, ended }) => !returned && !ended);
    if (fresh.length === 0) return;
    await appendFile(file, fresh.map(({ channel }) => `returned ${channel} ${now()}\n`).join(''));
  }

  async #calls(): Promise<ReadonlyMap<string, NotedCall>> {
    const { file } = this.#needs;
    const state = await stateOf(file);
    if (this.#read?.state !== state) {
      const text = `${await textOf(`${file}.before`)}\n${await textOf(file)}`;
      this.#read = { state, calls: notedCalls(text) };
    }
    return this.#read.calls;
  }

  async #setAside(calls: ReadonlyMap<string, NotedCall>, known: ReadonlySet<LegId>): Promise<void> {
    const { file } = this.#needs;
    if (![...calls.values()].every((call) => isDone(call, known))) return;
    const before = `${file}.before`;
    const [latest, earlier] = await Promise.all([found(file), found(before)]);
    const writtenAt = Math.max(latest?.mtimeMs ?? 0, earlier?.mtimeMs ?? 0);
    if (this.#needs.now() - writtenAt > keptFor) await Promise.all([file, before].map(removed));
    else if (latest !== undefined && latest.size > longestFile) await rename(file, before);
  }
}

const isDone = (call: NotedCall, known: ReadonlySet<LegId>): boolean =>
  (call.handed && call.returned) || known.has(legOf(call));

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

const removed = async (path: string): Promise<void> => await rm(path, { force: true });

async function stateOf(path: string): Promise<string> {
  const file = await found(path);
  return file === undefined ? 'not there' : `${file.ino} ${file.size} ${file.mtimeMs}`;
}

async function found(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
