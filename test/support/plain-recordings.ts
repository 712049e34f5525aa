/** The index of recordings in plain maps, for stores without a database. */
import type { JournalEntry } from '../../src/call/kept/journal.ts';
import type { DueRecording, RecordingIndex, TalkRecordingRow } from '../../src/ports/recordings.ts';
import { recordingChange } from '../../src/store/projections/recordings.ts';

type Segment = {
  -readonly [Key in keyof DueRecording['segments'][number]]: DueRecording['segments'][number][Key];
};
type Row = { -readonly [Key in keyof TalkRecordingRow]: TalkRecordingRow[Key] };

export class PlainRecordings implements RecordingIndex {
  readonly #rows = new Map<string, Row>();
  readonly #segments = new Map<string, Segment & { call: string }>();

  fold(entry: JournalEntry): void {
    const change = recordingChange(entry);
    if (!change) return;
    const segment = 'recording' in change ? this.#segments.get(change.recording) : undefined;
    switch (change.what) {
      case 'started': {
        const { call, recording, at, sides, rule, queue, talkedWith, keepFor } = change;
        if (!segment)
          this.#segments.set(recording, { call, recording, at, sides, lag: 0, ran: false, closed: false });
        if (!this.#rows.has(call))
          this.#rows.set(call, {
            call,
            state: 'open',
            at,
            rule,
            ...(queue !== null && { queue }),
            talkedWith,
            keepFor,
          });
        return;
      }
      case 'runs':
        if (segment) Object.assign(segment, { at: change.at, lag: change.lag, ran: true });
        return;
      case 'closed':
        if (segment) segment.closed = true;
        return;
      case 'call ended': {
        const row = this.#rows.get(change.call);
        if (row?.state === 'open') Object.assign(row, { state: 'due', ended: change.at });
      }
    }
  }

  #of(states: readonly TalkRecordingRow['state'][]): Row[] {
    return [...this.#rows.values()].filter(({ state }) => states.includes(state));
  }
  due: RecordingIndex['due'] = async (limit) =>
    this.#of(['due'])
      .toSorted((a, b) => (a.ended ?? 0) - (b.ended ?? 0))
      .slice(0, Math.max(0, limit))
      .map((row) => ({
        ...row,
        segments: [...this.#segments.values()]
          .filter(({ call }) => call === row.call)
          .map(({ call: _, ...segment }) => ({ ...segment })),
      }));
  find: RecordingIndex['find'] = async (call) => copy(this.#rows.get(call));
  list: RecordingIndex['list'] = async ({ call, queue, before }, limit) =>
    this.#of(['kept', 'due', 'open'])
      .toReversed()
      .filter(
        (row) =>
          (call ?? row.call) === row.call &&
          (queue ?? row.queue) === row.queue &&
          row.at < (before ?? Number.POSITIVE_INFINITY),
      )
      .toSorted((a, b) => b.at - a.at)
      .slice(0, Math.max(0, limit))
      .map(copy);
  keep: RecordingIndex['keep'] = async (call, sound) => {
    const row = this.#rows.get(call);
    if (row) Object.assign(row, { state: 'kept', ...sound });
    return row ? 1 : 0;
  };
  lose: RecordingIndex['lose'] = async (call) => {
    const row = this.#rows.get(call);
    if (row) row.state = 'lost';
    return row ? 1 : 0;
  };
  expired: RecordingIndex['expired'] = async (now, limit) =>
    this.#of(['kept'])
      .filter(({ hold, ended = 0, keepFor }) => !hold && ended + keepFor < now)
      .slice(0, Math.max(0, limit))
      .map(copy);
  remove: RecordingIndex['remove'] = async (call) => {
    const row = this.#rows.get(call);
    if (row) row.state = 'deleted';
    delete row?.file;
  };
  hold: RecordingIndex['hold'] = async (call, held) => {
    const row = this.#rows.get(call);
    if (held) Object.assign(row ?? {}, { hold: held });
    else delete row?.hold;
  };
  forget: RecordingIndex['forget'] = async (calls) => {
    const files = calls.flatMap((call) => this.#rows.get(call)?.file ?? []);
    for (const call of calls) this.#rows.delete(call);
    for (const [id, { call }] of this.#segments) if (calls.includes(call as never)) this.#segments.delete(id);
    return files;
  };
  segmentsOf: RecordingIndex['segmentsOf'] = async (call) =>
    [...this.#segments.values()].filter((each) => each.call === call).map(({ recording }) => recording);
  stateOfSegment: RecordingIndex['stateOfSegment'] = async (recording) =>
    this.#rows.get(this.#segments.get(recording)?.call ?? '')?.state;
}

const copy = <T>(value: T): T => structuredClone(value);
