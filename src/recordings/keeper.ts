/**
 * Keeps the sounds of recorded talks: when a call is over, its segments are joined (away from the calls, in a worker),
 * encrypted if there is a key, and what Asterisk has written in plain is deleted. What is older than its rule says is
 * deleted too, unless it is held.
 *
 * What is due stands in the store, so a kill at any moment loses nothing: the next engine goes on with it. A plain file
 * is on the disk from the first second of a talk until a few seconds after the call; if the engine is away meanwhile,
 * until it is back.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { RecordingSides } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { DueRecording, RecordingIndex } from '../ports/recordings.ts';
import { errorCode } from '../shared/error-code.ts';
import type { CallId, RecordingId } from '../shared/ids.ts';
import { type Duration, type Instant, minutes, seconds } from '../shared/time.ts';
import type { Joined, JoinedSegment, JoinRequest } from './join.ts';
import type { RecordingKey } from './key.ts';

/** Paths, whether there is a file or not. */
type Parts = Required<JoinedSegment['files']>;

export interface KeeperNeeds {
  readonly recordings: RecordingIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the joined ones are. */
  readonly folder: string;
  readonly key?: RecordingKey | undefined;
  /** The files of a segment, by side; those of Asterisk. None: they cannot be seen from here. */
  readonly partsOf: (segment: RecordingId) => Parts | undefined;
  /** Where Asterisk writes, and to which segment a file there belongs. */
  readonly written?: {
    readonly folder: string;
    readonly segmentOf: (file: string) => RecordingId | undefined;
  };
  /** None: there is no sound. */
  readonly join: (request: JoinRequest) => Promise<Joined | undefined>;
  readonly alarm: (what: string, code: 'recording_lost' | 'recording_not_kept') => void;
}

/** The last segment's end comes within milliseconds of the call's; if it never comes, its file is there all the same. */
const lastSegmentTakes: Duration = seconds(5);
const soon: Duration = 500;
const lookEvery: Duration = minutes(1);
const atOnce = 20;
/** What has failed must not keep those behind it waiting. */
const failedWaits: Duration = minutes(5);

export class Keeper {
  readonly #needs: KeeperNeeds;
  #callOff: () => void = () => undefined;
  #looksAt = Number.POSITIVE_INFINITY;
  /** When to look again for those whose time is over. Each call that ends lets us look for what is due. */
  #expiringAt = 0;
  #working: Promise<void> | undefined;
  #isStopped = false;
  /** What has failed lately, and when to try it again. */
  readonly #failed = new Map<CallId, Instant>();
  /** What has been told of, so that it is not told each minute. */
  readonly #told = new Set<string>();

  constructor(needs: KeeperNeeds) {
    this.#needs = needs;
  }

  async start(): Promise<void> {
    await this.#sweep();
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#working;
  }

  /** Of the journal. */
  happened({ type }: StoredEntry): void {
    if (type === 'callEnded' || type === 'recordingClosed') this.#lookIn(soon);
  }

  /** The path of a joined sound. */
  fileOf(name: string): string {
    return join(this.#needs.folder, name);
  }

  #lookIn(delay: Duration): void {
    const { clock } = this.#needs;
    const at = clock.now() + delay;
    // With calls that end all the time it would never come.
    if (this.#isStopped || this.#looksAt <= at) return;
    this.#callOff();
    this.#looksAt = at;
    this.#callOff = clock.after(delay, () => {
      this.#looksAt = Number.POSITIVE_INFINITY;
      this.#working = (this.#working ?? Promise.resolve()).then(() => this.#look());
    });
  }

  async #look(): Promise<void> {
    const { log, clock } = this.#needs;
    let next = lookEvery;
    try {
      for (const [call, until] of this.#failed) if (until <= clock.now()) this.#failed.delete(call);
      next = await this.#keepDue();
      if (clock.now() >= this.#expiringAt) next = Math.min(next, await this.#deleteExpired());
    } catch (error) {
      log.error({ err: error }, 'Cannot process recordings; retrying.');
    }
    this.#lookIn(next);
  }

  /** Returns when to look again. */
  async #keepDue(): Promise<Duration> {
    const { recordings, clock } = this.#needs;
    const found = this.#untried(await recordings.due(atOnce + this.#failed.size));
    let next = lookEvery;
    let kept = 0;
    for (const due of found) {
      if (this.#isStopped) break;
      const isClosed = due.segments.every(({ closed }) => closed);
      if (!isClosed && clock.now() < (due.ended ?? 0) + lastSegmentTakes) next = seconds(1);
      else if (await this.#keep(due)) kept++;
    }
    return isMore(found, kept) ? 0 : next;
  }

  /** Returns when to look again. */
  async #deleteExpired(): Promise<Duration> {
    const { log, recordings, clock } = this.#needs;
    const found = this.#untried(await recordings.expired(clock.now(), atOnce + this.#failed.size));
    let deleted = 0;
    for (const { call, file } of found) {
      if (this.#isStopped) break;
      try {
        if (file !== undefined) await rm(this.fileOf(file), { force: true });
        await recordings.remove(call, 'retention');
        deleted++;
      } catch (error) {
        log.error({ err: error, call }, 'Cannot delete a recording; retrying.');
        this.#failed.set(call, clock.now() + failedWaits);
      }
    }
    const next = isMore(found, deleted) ? 0 : lookEvery;
    this.#expiringAt = clock.now() + next;
    return next;
  }

  #untried<T extends { readonly call: CallId }>(found: readonly T[]): readonly T[] {
    return found.filter(({ call }) => !this.#failed.has(call)).slice(0, atOnce);
  }

  /** Whether nothing of it is left to do. */
  async #keep({ call, segments }: DueRecording): Promise<boolean> {
    const { clock, recordings, key, join: joinSegments, partsOf, alarm } = this.#needs;
    const began = segments[0]?.at ?? 0;
    const parts = segments.map(({ recording }) => partsOf(recording));
    // Somebody else's Asterisk, on another machine: it keeps what it has written.
    if (parts.some((files) => files === undefined)) {
      alarm(`call ${call} was recorded on an Asterisk whose files this engine cannot see`, 'recording_lost');
      await recordings.lose(call);
      return true;
    }
    // The beginning tells it from messages in a backup (`folder.ts`).
    const file = `talk-${call}.${key ? 'cbrec' : 'wav'}`;
    try {
      const joined = await joinSegments({
        segments: segments.map(({ at, lag, sides }, nth) => ({
          after: at - began,
          lag,
          files: filesOf(sides, parts[nth]),
        })),
        to: this.fileOf(file),
        ...(key ? { key } : {}),
      });
      if (joined) {
        const sound = { file, ...joined, ...(key ? { key: key.fingerprint } : {}) };
        // Erased while we joined it.
        if ((await recordings.keep(call, sound)) === 0) await rm(this.fileOf(file), { force: true });
      } else if ((await recordings.lose(call)) > 0 && segments.some(({ ran, closed }) => ran || closed)) {
        // Of one that never began, such as on a full disk, it has been said why.
        alarm(`call ${call} was recorded, but its audio is missing`, 'recording_lost');
      }
      for (const path of parts.flatMap((files) => Object.values(files ?? {}) as string[]))
        await rm(path, { force: true });
      return true;
    } catch (error) {
      this.#needs.log.error({ err: error, call }, 'Cannot store a recording; retrying.');
      if (!this.#told.has(call))
        alarm(`the recording of call ${call} cannot be stored: ${String(error)}`, 'recording_not_kept');
      this.#told.add(call);
      this.#failed.set(call, clock.now() + failedWaits);
      return false;
    }
  }

  /** An engine that was killed between keeping a sound and deleting what it was made of has left it behind. */
  async #sweep(): Promise<void> {
    const { written, recordings, log } = this.#needs;
    if (!written) return;
    try {
      for (const file of await readdir(written.folder)) {
        const segment = written.segmentOf(file);
        const state = segment && (await recordings.stateOfSegment(segment));
        if (state === 'kept' || state === 'deleted') await rm(join(written.folder, file), { force: true });
      }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') log.warn({ err: error }, 'Cannot search for leftover recordings.');
    }
  }
}

/** Where each has failed, or has to wait, the next try is not at once. */
const isMore = (found: readonly unknown[], dealtWith: number): boolean =>
  found.length === atOnce && dealtWith > 0;

function filesOf(sides: RecordingSides, parts: Parts | undefined): JoinedSegment['files'] {
  if (!parts) return {};
  const { caller, agents, both } = parts;
  return sides === 'mixed' ? { both } : { caller, agents };
}
