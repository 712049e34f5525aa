/** The picture of a call: bars and marks as the journal has them, on an axis on which nothing changes places. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureOf, stretchedScale, ticksOf, trueScale } from '../../../src/console/story/layout.ts';
import type { JournalEntry } from '../../../src/contract/journal/entry.ts';

const decision = {
  chosen: ['anna'],
  strategy: 'longest idle' as const,
  ranked: [{ agent: 'anna', because: 'idle for 8s' }],
  excluded: [],
  waited: 0,
};

/** A caller who waits, is declined by Boris, talks with Anna, is held, and goes on to Clara. */
const entries = numbered([
  [0, { type: 'phaseEntered', phase: 'choosing', because: 'menu welcome' }],
  [3000, { type: 'keyPressed', menu: 'welcome', key: '1', leadsTo: 'queue sales' }],
  [3000, { type: 'phaseEntered', phase: 'waiting', because: 'queue sales' }],
  [3000, { type: 'nobodyFree', decision: { ...decision, chosen: [] } }],
  [9000, { type: 'offerMade', offer: '1001-o1', to: 'boris', decision: { ...decision, chosen: ['boris'] } }],
  [9000, { type: 'phaseEntered', phase: 'ringing', because: 'offered' }],
  [12_000, { type: 'offerEnded', offer: '1001-o1', to: 'boris', outcome: 'declined', rangFor: 3000 }],
  [12_000, { type: 'offerMade', offer: '1001-o2', to: 'anna', decision }],
  [15_000, { type: 'connected', offer: '1001-o2', to: 'anna', waited: 12_000 }],
  [15_000, { type: 'phaseEntered', phase: 'talking', because: 'anna answered' }],
  [60_000, { type: 'held', leg: 'x', who: 'anna' }],
  [90_000, { type: 'resumed', leg: 'x', who: 'anna', heldFor: 30_000, certain: true, because: 'resumed' }],
  [120_000, { type: 'partyJoined', leg: 'y', who: 'clara', role: 'joined', because: 'added' }],
  [150_000, { type: 'partyLeft', leg: 'x', who: 'anna', role: 'serving', because: 'hung up' }],
  [615_000, { type: 'callEnded', outcome: 'answered', by: 'caller', lasted: 615_000, talked: 600_000 }],
  [620_000, { type: 'quality', leg: 'x', who: 'anna', stage: 'over' }],
]);

function numbered(rows: readonly (readonly [number, object])[]): JournalEntry[] {
  return rows.map(([at, entry], i) => ({ seq: i + 1, at, call: '1001', ...entry }) as JournalEntry);
}

const drawn = (rows: readonly JournalEntry[], now: number) => {
  const picture = pictureOf(rows, now);
  if (!picture) throw new Error('nothing was drawn');
  return picture;
};

test('lanes, bars and marks are those of the journal', () => {
  const { lanes, from, to, isOver } = drawn(entries, 0);
  expect([from, to, isOver]).toEqual([0, 615_000, true]);
  expect(
    lanes.map(({ who, bars, marks }) => ({
      who,
      bars: bars.map((bar) => [
        bar.kind === 'phase' ? bar.phase : bar.kind,
        bar.from / 1000,
        bar.to / 1000,
        ...(bar.kind === 'rings' ? [bar.outcome] : []),
      ]),
      marks: marks.map(({ kind, at }) => [kind, at / 1000]),
    })),
  ).toEqual([
    {
      who: 'caller',
      bars: [
        ['choosing', 0, 3],
        ['waiting', 3, 9],
        ['ringing', 9, 15],
        ['talking', 15, 615],
      ],
      marks: [],
    },
    { who: 'flow', bars: [], marks: [['key', 3]] },
    {
      who: 'decisions',
      bars: [],
      marks: [
        ['decision', 3],
        ['decision', 9],
        ['decision', 12],
      ],
    },
    { who: 'boris', bars: [['rings', 9, 12, 'declined']], marks: [] },
    {
      who: 'anna',
      bars: [
        ['rings', 12, 15, 'answered'],
        ['talks', 15, 150],
        ['held', 60, 90],
      ],
      marks: [],
    },
    { who: 'clara', bars: [['talks', 120, 615]], marks: [] },
  ]);
});

test('a call in progress is drawn up to now, and what is open stays open', () => {
  const { to, isOver, lanes } = drawn(entries.slice(0, 6), 11_000);
  expect([to, isOver]).toEqual([11_000, false]);
  expect(lanes.find(({ who }) => who === 'boris')?.bars).toEqual([{ kind: 'rings', from: 9000, to: 11_000 }]);
});

test('a call of which nothing is known is no picture', () => {
  expect(pictureOf([], 0)).toBeUndefined();
});

test('the three seconds of a ring can be seen beside ten minutes of talk, and nothing changes places', () => {
  const picture = drawn(entries, 0);
  const [plain, stretched] = [trueScale(picture), stretchedScale(picture)];
  expect(plain(12_000) - plain(9000)).toBeLessThan(0.01);
  expect(stretched(12_000) - stretched(9000)).toBeGreaterThan(0.03);
  fc.assert(
    fc.property(fc.nat({ max: 615_000 }), fc.nat({ max: 615_000 }), (a, b) => {
      for (const scale of [plain, stretched]) {
        const [x, y] = [scale(Math.min(a, b)), scale(Math.max(a, b))];
        expect(x).toBeLessThanOrEqual(y);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x, y)).toBeLessThanOrEqual(1);
      }
    }),
  );
  expect([stretched(0), stretched(615_000)]).toEqual([0, 1]);
});

test('moments on the axis do not run into each other, nor past its ends', () => {
  const picture = drawn(entries, 0);
  for (const scale of [trueScale(picture), stretchedScale(picture)])
    for (const wide of [0.09, 0.2]) {
      const written = ticksOf(picture, scale, wide).map(({ place, anchor }) => {
        const begin = { start: place, middle: place - wide / 2, end: place - wide }[anchor];
        return [begin, begin + wide] as const;
      });
      expect(written.length).toBeGreaterThan(1);
      written.forEach(([begin, end], i) => {
        expect(begin).toBeGreaterThanOrEqual(written[i - 1]?.[1] ?? 0);
        expect(end).toBeLessThanOrEqual(1.000001);
      });
    }
});
