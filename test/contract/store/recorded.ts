/** What every store promises of recorded turns. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CheckpointMark, Store } from '../../../src/ports/store.ts';
import { type Checkpoint, checkpointText } from '../../../src/recorded/checkpoint.ts';
import type { RecordedTurn, RecordedTurns } from '../../../src/recorded/turn.ts';
import { callId } from '../../../src/shared/ids.ts';
import { agentNamed, batch, callNamed, checkpointWith, step } from '../../unit/store/batches.ts';

const turn = (at: number, more: Partial<RecordedTurn> = {}): RecordedTurn => ({
  at,
  wallAhead: 0,
  entries: 0,
  event: { type: 'engineStarted' },
  ...more,
});
const mark = (after: number, at: number, kind: CheckpointMark['kind'] = 'day'): CheckpointMark => ({
  turn: after,
  seq: after * 10,
  at,
  kind,
  build: 'b',
});

const world = (plan: number, agents = 0): Checkpoint =>
  checkpointWith({
    plan,
    plans: [plan],
    calls: [callNamed(1001)],
    agents: Array.from({ length: agents }, (_, nth) => agentNamed(`agent${nth}`)),
  });

export function recordedContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(async () => store.close());
  const keep = (recorded: RecordedTurns) => store.commit(batch({ recorded }));

  test('turns come back as they were, commit by commit', async () => {
    const [one, two] = [
      { first: 1, firstSeq: 5, turns: [turn(100), turn(107, { entries: 2, wallAhead: -60_000 })] },
      { first: 3, firstSeq: 7, turns: [turn(200, { failed: true, event: { type: 'legEnded', leg: 'é"' } })] },
    ] as const;
    expect(await store.recorded.last()).toBe(0);
    expect(await keep(one)).toBe('stored');
    expect(await keep(two)).toBe('stored');
    expect(await store.recorded.last()).toBe(3);
    expect(await store.recorded.after(0, 9)).toEqual([one, two]);
    expect(await store.recorded.after(0, 1)).toEqual([one]);
    expect(await store.recorded.after(2, 9)).toEqual([two]);
    // The second turn of the first commit is still to come.
    expect(await store.recorded.after(1, 9)).toEqual([one, two]);
    expect(await store.recorded.after(3, 9)).toEqual([]);
  });

  test('hundreds come in order, each once', async () => {
    const commits = Array.from({ length: 230 }, (_, nth) => ({
      first: 1 + 2 * nth,
      firstSeq: 1,
      turns: [turn(nth), turn(nth)],
    }));
    for (const commit of commits) await keep(commit);
    expect(await store.recorded.after(0, 1000)).toEqual(commits);
    expect(await store.recorded.after(0, 100)).toEqual(commits.slice(0, 100));
    expect(await store.recorded.after(205, 120)).toEqual(commits.slice(102, 222));
  });

  test('a batch of which somebody else has written a part is fenced, and leaves nothing behind', async () => {
    const entry = step(callId(1001), 1);
    await store.commit(batch({ journal: [entry], firstSeq: 1 }));
    await keep({ first: 1, firstSeq: 2, turns: [turn(1)] });
    expect(await store.commit(batch({ journal: [entry], firstSeq: 1, nextCall: 7000 }))).toBe('fenced');
    const late = { recorded: { first: 1, firstSeq: 2, turns: [turn(2)] }, journal: [entry], firstSeq: 2 };
    expect(await store.commit(batch(late))).toBe('fenced');
    expect(await store.journal.last(9)).toHaveLength(1);
    expect((await store.load()).nextCall).toBe(1001);
    expect(await store.commit(batch({ journal: [entry], firstSeq: 2 }))).toBe('stored');
    expect((await store.journal.last(1))[0]?.seq).toBe(2);
  });

  test('checkpoints are listed in order, and each is found by its turn; of two, the later', async () => {
    await store.recorded.keepCheckpoint(mark(8, 90), world(2));
    await store.recorded.keepCheckpoint(mark(0, 10, 'start'), world(1));
    await store.recorded.keepCheckpoint(mark(8, 95, 'start'), world(3, 450));
    expect(await store.recorded.checkpoints()).toEqual([
      mark(0, 10, 'start'),
      mark(8, 90),
      mark(8, 95, 'start'),
    ]);
    expect(await store.recorded.checkpoint(8)).toBe([...checkpointText(world(3, 450))].join(''));
    expect(await store.recorded.checkpoint(7)).toBeUndefined();
    // What was taken before a checkpoint counts, even if it changed nothing and was never stored.
    expect(await store.recorded.last()).toBe(8);
  });

  test('what is too old is forgotten in parts, up to the checkpoint that a replay begins with', async () => {
    await store.recorded.keepCheckpoint(mark(0, 10, 'start'), world(1));
    for (const first of [1, 2, 3, 4, 5]) await keep({ first, firstSeq: 1, turns: [turn(first * 10)] });
    await store.recorded.keepCheckpoint(mark(3, 35), world(2));
    const turns = async () => (await store.recorded.after(0, 9)).map(({ first }) => first);
    expect(await store.recorded.prune(9, 10)).toBe(0);
    expect(await store.recorded.prune(45, 2)).toBe(2);
    expect(await turns()).toEqual([3, 4, 5]);
    expect(await store.recorded.prune(45, 2)).toBe(1);
    expect(await store.recorded.checkpoints()).toEqual([mark(3, 35)]);
    expect(await turns()).toEqual([4, 5]);
    expect(await store.recorded.prune(45, 2)).toBe(0);
  });
}
