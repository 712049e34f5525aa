/**
 * Records talks, segment by segment (`sides.ts`).
 *
 * ```
 *  recordTalk ──► snoop, snoop ──StasisStart──► record, record ──RecordingStarted──► segmentBegan
 *  stopTalkRecording ──► stop, stop, hang up both ──RecordingFinished──► segmentEnded
 * ```
 *
 * Only what has been asked for ends well: Asterisk says `RecordingFinished`, state `done`, on a full disk as well. Never
 * `mute`: asked twice, Asterisk 22.10.1 records again, and answers 204 both times.
 */
import type { CommandOf } from '../../call/kept/commands.ts';
import type { TelephonyEvent } from '../../call/kept/events.ts';
import type { SegmentEnd } from '../../call/kept/recording.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Performed, SurveyedRecording, SurveyQuestions } from '../../ports/telephony.ts';
import { within } from '../../shared/deadline.ts';
import type { RecordingId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import type { AriEvent } from '../ari/ari-event.ts';
import type { AriLink } from '../ari/ari-link.ts';
import type { AsteriskIds } from '../ids.ts';
import type { Legs } from '../legs.ts';
import { done, ended, hasStatus, performed, type Reply, succeeded } from '../outcomes.ts';
import { recordingFormat } from '../recordings.ts';
import { SurveyFailed } from '../survey.ts';
import { allSides, nameOf, type Side, sidesOf, spyOn } from './sides.ts';

export interface TalkRecordingsNeeds {
  readonly app: string;
  readonly ids: AsteriskIds;
  readonly legs: Pick<Legs, 'get'>;
  readonly link: Pick<AriLink, 'request'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
  /** Length of the audio in a recording's file; undefined: cannot be said. */
  readonly lengthOf: (recording: string) => Duration | undefined;
  /** Bytes free where recordings are written; undefined: it cannot be seen from here. */
  readonly free: () => Promise<number | undefined>;
}

/** Each minute of a talk is 2 MB; Asterisk writes no word of a disk that has become full. */
const leastFree = 64 * 1024 * 1024;
/**
 * Longest delay, what counts as a new beginning, and what is kept ready, in milliseconds. The buffer delays one side by at most
 * the difference of the first and the last against the other; what comes later than that is not heard.
 */
const steady = '80,1000,40';
const snoopEntersWithin: Duration = 5000;
/** A caller who hangs up ends the recording some milliseconds before their leg. */
const legEndsWithin: Duration = 500;

interface Segment {
  readonly recording: RecordingId;
  /** The caller's channel. */
  readonly anchor: string;
  readonly parts: ReadonlyMap<string, Part>;
  asked: boolean;
  told: boolean;
  /** What must not be stopped before it has begun. */
  begun: Promise<unknown>;
}

interface Part {
  readonly side: Side;
  /** Resolves when its snoop is in our application. */
  enter: () => void;
  began?: number;
  over?: true;
}

type Question = SurveyQuestions['talks'][number];

export class TalkRecordings {
  readonly #needs: TalkRecordingsNeeds;
  readonly #segments = new Map<RecordingId, Segment>();
  /** Legs whose packets are put in order before they are recorded. */
  readonly #steadied = new Set<string>();

  constructor(needs: TalkRecordingsNeeds) {
    this.#needs = needs;
  }

  async record(command: CommandOf<'recordTalk'>): Promise<Performed> {
    const { ids, legs } = this.#needs;
    const { recording, leg, sides } = command;
    const anchor = ids.channel(leg);
    if (legs.get(anchor) === undefined) return { outcome: 'gone', reason: 'the leg has ended' };
    // Before anything is waited for: a stop that comes meanwhile must find it.
    const segment = this.#segments.get(recording) ?? this.#open(recording, anchor, sidesOf[sides]);
    const beginning = this.#begin(segment, command);
    segment.begun = beginning;
    const outcomes = await beginning;
    const failed = outcomes.find(({ outcome }) => outcome !== 'done');
    if (failed === stoppedBefore) this.#ended(segment, 'asked');
    else if (failed && failed.outcome !== 'unknown') await this.#end(segment);
    return failed ?? done;
  }

  async stop({ recording }: Pick<CommandOf<'stopTalkRecording'>, 'recording'>): Promise<Performed> {
    const { ids } = this.#needs;
    const segment = this.#segments.get(recording);
    if (segment) segment.asked = true;
    await segment?.begun;
    const names = segment ? [...segment.parts.keys()] : allSides.map((side) => nameOf(ids, recording, side));
    return this.#stopAll(names, recording);
  }

  /** Whether the event is about a recorded talk. */
  hear(event: AriEvent): boolean {
    if (event.type === 'StasisStart') {
      this.#partCalled(event.channel.id)?.part.enter();
      return this.#needs.ids.isSnoop(event.channel.id);
    }
    if (event.type === 'RecordingStarted')
      return this.#began(event.recording.name, Date.parse(event.timestamp));
    const isOver = event.type === 'RecordingFinished' || event.type === 'RecordingFailed';
    return isOver && this.#over(event.recording.name);
  }

  /** What was heard of is not complete any more: the next survey says what goes on. */
  linkLost(): void {
    this.#segments.clear();
    this.#steadied.clear();
  }

  /** The segments for which these listen. */
  listenedTo(snoops: readonly string[]): readonly RecordingId[] {
    return [...new Set(snoops.flatMap((name) => this.segmentOf(name) ?? []))];
  }

  /** @throws {SurveyFailed} */
  async survey(asked: readonly Question[]): Promise<readonly SurveyedRecording[]> {
    const found = await Promise.all(asked.map(async (question) => this.#surveyed(question)));
    return found.flatMap((each) => each ?? []);
  }

  #open(recording: RecordingId, anchor: string, sides: readonly Side[]): Segment {
    const { ids } = this.#needs;
    const parts = new Map(
      sides.map((side): [string, Part] => [nameOf(ids, recording, side), { side, enter: () => undefined }]),
    );
    const segment = { recording, anchor, parts, asked: false, told: false, begun: Promise.resolve() };
    this.#segments.set(recording, segment);
    return segment;
  }

  /** Bursts that the network makes would shift one side for good: a snoop keeps what comes late in a queue. */
  #steady(channelId: string): void {
    if (this.#steadied.has(channelId)) return;
    this.#steadied.add(channelId);
    const value = { channelId, variable: 'JITTERBUFFER(adaptive)', value: steady };
    void this.#needs.link.request('channels', 'setChannelVar', value);
  }

  /**
   * Both snoops are there before the first records, so that the sides begin together. Whoever has asked for its end
   * while we waited is about to say what must not be recorded.
   */
  async #begin(segment: Segment, command: CommandOf<'recordTalk'>): Promise<readonly Performed[]> {
    const { app, ids, link, clock, free } = this.#needs;
    const { anchor, parts } = segment;
    const left = await free();
    if (segment.asked) return [stoppedBefore];
    if (left !== undefined && left < leastFree)
      return [{ outcome: 'refused', reason: `the disk has ${Math.round(left / 1024 / 1024)} MB left` }];
    // With one side there is nothing that it could be shifted against.
    if (command.sides === 'separate') for (const each of command.legs) this.#steady(ids.channel(each));
    const made = await Promise.all(
      [...parts].map(async ([name, part]): Promise<Performed> => {
        const entered = new Promise<true>((resolve) => {
          part.enter = () => resolve(true);
        });
        const asked = { channelId: anchor, snoopId: name, app, appArgs: 'recording', spy: spyOn[part.side] };
        const reply = await link.request('channels', 'snoopChannelWithId', asked, undefined, name);
        // The id is taken: an earlier request for the same segment has been carried out after all.
        if (hasStatus(reply, 409)) return done;
        if (!succeeded(reply)) return performed(reply);
        if (segment.asked) return stoppedBefore;
        const isThere = await within(clock, snoopEntersWithin, entered, undefined);
        return isThere ? done : { outcome: 'unknown', reason: 'its snoop has not come to our application' };
      }),
    );
    if (segment.asked) return [stoppedBefore];
    if (made.some(({ outcome }) => outcome !== 'done')) return made;
    return Promise.all([...parts.keys()].map(async (name) => this.#recordOn(name, command.recording)));
  }

  async #recordOn(name: string, lane: string): Promise<Performed> {
    const { link } = this.#needs;
    const how = { channelId: name, name, format: recordingFormat, ifExists: 'fail', terminateOn: 'none' };
    const reply = await link.request('channels', 'record', how, undefined, lane);
    if (hasStatus(reply, 409) && (await this.#isLive(name))) return done;
    const result = performed(reply);
    // A file of that name is there, and nothing writes to it: it was over before we asked.
    return result.outcome === 'gone' && hasStatus(reply, 409)
      ? { outcome: 'refused', reason: result.reason }
      : result;
  }

  async #stopAll(names: readonly string[], lane: string): Promise<Performed> {
    const { link } = this.#needs;
    const stops = names.map(async (recordingName) =>
      link.request('recordings', 'stop', { recordingName }, undefined, lane),
    );
    const hangUps = names.map(async (channelId) =>
      link.request('channels', 'hangup', { channelId }, undefined, lane),
    );
    const replies = await Promise.all([...stops, ...hangUps]);
    return replies.map(ended).find(({ outcome }) => outcome !== 'done') ?? done;
  }

  async #end(segment: Segment): Promise<void> {
    segment.asked = true;
    segment.told = true;
    this.#segments.delete(segment.recording);
    await this.#stopAll([...segment.parts.keys()], segment.recording);
  }

  #partCalled(name: string): { segment: Segment; part: Part } | undefined {
    const recording = this.segmentOf(name);
    const segment = recording && this.#segments.get(recording);
    const part = segment?.parts.get(name);
    return segment && part && { segment, part };
  }

  /** `cb-k3f-1042-r5-caller` is a side of `1042-r5`. */
  segmentOf(name: string): RecordingId | undefined {
    return this.#needs.ids.isSnoop(name)
      ? this.#needs.ids.recordingOf(name.slice(0, name.lastIndexOf('-')))
      : undefined;
  }

  #began(name: string, at: number): boolean {
    const found = this.#partCalled(name);
    if (found) {
      found.part.began = at;
      const begins = new Map([...found.segment.parts.values()].map(({ side, began }) => [side, began]));
      if ([...begins.values()].every((each) => each !== undefined)) {
        const lag = (begins.get('agents') ?? 0) - (begins.get('caller') ?? 0);
        this.#tell({ type: 'segmentBegan', recording: found.segment.recording, lag });
      }
    }
    return this.segmentOf(name) !== undefined;
  }

  #over(name: string): boolean {
    const found = this.#partCalled(name);
    if (found) {
      const { segment } = found;
      found.part.over = true;
      // One side alone is no recording: the disk is full, or somebody has stopped it.
      if (!segment.asked) this.#soonJudged(segment);
      else if (isOver(segment)) this.#ended(segment, 'asked');
    }
    return this.segmentOf(name) !== undefined;
  }

  /** No one has asked for it: the caller may just have hung up, of which word is on its way. */
  #soonJudged(segment: Segment): void {
    const { clock, legs, ids } = this.#needs;
    clock.after(legEndsWithin, () => {
      const { recording } = segment;
      if (segment.told || (segment.asked && !isOver(segment))) return;
      const leg = legs.get(segment.anchor);
      if (leg === undefined || leg.ending !== undefined) return this.#ended(segment, 'leg_ended');
      if (segment.asked) return this.#ended(segment, 'asked');
      void this.#stopAll(
        [...segment.parts.keys()].filter((name) => !segment.parts.get(name)?.over),
        ids.recording(recording),
      );
      this.#ended(segment, 'unasked');
    });
  }

  #ended(segment: Segment, end: SegmentEnd): void {
    if (segment.told) return;
    segment.told = true;
    this.#segments.delete(segment.recording);
    this.#tell({
      type: 'segmentEnded',
      recording: segment.recording,
      lasted: this.#lasted([...segment.parts.keys()]),
      end,
    });
  }

  #lasted(names: readonly string[]): Duration {
    return Math.max(0, ...names.flatMap((name) => this.#needs.lengthOf(name) ?? []));
  }

  #tell(event: WithoutTime<TelephonyEvent>): void {
    this.#needs.tell({ ...event, at: this.#needs.clock.now() });
  }

  async #surveyed({ leg, recording, sides }: Question): Promise<SurveyedRecording | undefined> {
    const { ids } = this.#needs;
    const names = sidesOf[sides].map((side) => nameOf(ids, recording, side));
    const live = await Promise.all(names.map(async (name) => this.#isLive(name)));
    if (live.every(Boolean)) {
      if (!this.#segments.has(recording)) this.#open(recording, ids.channel(leg), sidesOf[sides]);
      return { recording, state: 'going_on' };
    }
    const lengths = names.map((name) => this.#needs.lengthOf(name));
    // Being begun at this very moment, or never.
    if (!live.some(Boolean) && lengths.every((length) => length === undefined)) return undefined;
    return { recording, state: 'over', lasted: this.#lasted(names) };
  }

  async #isLive(recordingName: string): Promise<boolean> {
    const reply = await this.#needs.link.request('recordings', 'getLive', { recordingName });
    if (succeeded(reply)) return true;
    if (hasStatus(reply, 404)) return false;
    throw new SurveyFailed(reason(reply));
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

const stoppedBefore: Performed = { outcome: 'gone', reason: 'it was stopped before it began' };

const isOver = ({ parts }: Segment): boolean => [...parts.values()].every(({ over }) => over);

const reason = (reply: Reply): string =>
  reply.kind === 'none' ? reply.reason : `${reply.status} ${reply.body}`;
