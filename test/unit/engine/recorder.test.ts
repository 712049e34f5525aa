import { expect, test } from 'vitest';
import { World } from '../../../src/call/turn/world.ts';
import { Recorder } from '../../../src/engine/recorder.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import type { CheckpointMark } from '../../../src/ports/store.ts';
import { checkpointOf } from '../../../src/recorded/checkpoint.ts';
import { minutes } from '../../../src/shared/time.ts';
import { office } from '../../stories/story.ts';
import { silentLog } from '../../support/memory-store.ts';
import { PlainRecord } from '../../support/plain-record.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const mark = (turn: number, at: number): CheckpointMark => ({
  turn,
  seq: 0,
  at,
  kind: 'start',
  build: 'old',
});
const days = (n: number): number => minutes(60 * 24 * n);

test('what is too old is forgotten in small parts, while other things happen in between', async () => {
  const read = parsePlan(office('ring for: 20s'));
  if (!read.ok) throw new Error('the plan of the office is wrong');
  const clock = new VirtualClock();
  const record = new PlainRecord();
  const now = clock.now();
  const world = new World(read.plan, 1);
  await record.keepCheckpoint(mark(0, now - days(9)), checkpointOf(world));
  for (let turn = 1; turn <= 1200; turn++) {
    const event = { type: 'engineStarted' } as const;
    record.add({ first: turn, firstSeq: 1, turns: [{ at: now - days(8), wallAhead: 0, entries: 0, event }] });
  }
  await record.keepCheckpoint(mark(1200, now - days(7.5)), checkpointOf(world));
  const recorder = new Recorder({
    record,
    world,
    position: () => ({ turn: 1200, seq: 0 }),
    build: 'new',
    keepFor: days(7),
    clock,
    log: silentLog,
  });
  await recorder.start();
  const left: number[] = [];
  for (let time = 0; time < minutes(11); time += 100) {
    clock.tick(now + time);
    await Promise.resolve();
    await Promise.resolve();
    const count = (await record.after(0, 5000)).length;
    if (left.at(-1) !== count) left.push(count);
  }
  expect(left).toEqual([1200, 700, 200, 0]);
  expect(await record.checkpoints()).toMatchObject([{ build: 'old', turn: 1200 }, { build: 'new' }]);
  recorder.stop();
});
