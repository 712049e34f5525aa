/** Phones from a spreadsheet, with what they do to the text of a plan. */
import { expect, test } from 'vitest';
import { phonesIn } from '../../../src/console/plan/phones-csv.ts';
import { dailyThings } from '../../../src/plan/source/daily.ts';
import { editPlan } from '../../../src/plan/source/edit.ts';

const plan = `
agents:
  # At the window.
  anna: { phone: desk1 }
  boris:
    name: Boris
    phones: [boris, browser]
  clara: { name: Clara }
`;
const read = (csv: string) => phonesIn(csv, dailyThings(plan)?.agents ?? []);

function written(csv: string): string | undefined {
  const rows = read(csv);
  if ('unknown' in rows) throw new Error(rows.unknown.join());
  return editPlan(
    plan,
    rows.changes.flatMap(({ edits }) => edits),
  );
}

test('one phone, several, and a new agent; comments stay, and the same phones change nothing', () => {
  const csv = 'Agent,Name,Phones\nanna,,desk1; browser\nboris,,browser\nclara,,clara\nzoe,Zoe,zoe\n';
  expect(read(csv)).toMatchObject({
    changes: [
      { agent: 'anna', from: ['desk1'], to: ['desk1', 'browser'] },
      { agent: 'boris', from: ['boris', 'browser'], to: ['browser'] },
      { agent: 'zoe', from: [], to: ['zoe'] },
    ],
    faults: [],
  });
  const text = written(csv);
  expect(text).toContain('# At the window.');
  expect(dailyThings(text ?? '')?.agents).toMatchObject([
    { name: 'anna', phones: ['desk1', 'browser'] },
    { name: 'boris', title: 'Boris', phones: ['browser'] },
    { name: 'clara', phones: ['clara'] },
    { name: 'zoe', title: 'Zoe', phones: ['zoe'] },
  ]);
});

test('rows that cannot be meant are refused, the others are taken', () => {
  expect(read('agent;phones\n;desk2\nzoe;zoe\nanna;\nboris;boris\nboris;desk3')).toMatchObject({
    changes: [{ agent: 'boris' }],
    faults: [
      { row: 2, fault: 'no_agent' },
      { row: 3, fault: 'unknown_agent' },
      { row: 4, fault: 'no_phone' },
      { row: 6, fault: 'twice' },
    ],
  });
  expect(read('agent,colour\nanna,red')).toEqual({ unknown: ['colour'] });
});
