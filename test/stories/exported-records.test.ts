/** What leaves the house in files names no caller and no number outside. */
import { expect } from 'vitest';
import { callRows } from '../../src/reports/records/call-fold.ts';
import { recordRows, recordTables } from '../../src/reports/records/day-records.ts';
import { office, story } from './story.ts';

story(
  'the records of a call that was passed on to a number outside, and of one that an agent made, name neither',
  office('ring for: 15s, wrap-up: 0s'),
  async ({ floor }) => {
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await maria.hangsUp();
    const own = await floor.journal();
    const entries = own
      .filter((entry) => 'call' in entry && entry.call === call)
      .map((entry) => (entry.type === 'connected' ? { ...entry, to: '+491701234567' } : entry))
      .map((entry) => {
        if (entry.type !== 'connected') return entry;
        const { agent: _, ...outside } = entry;
        return outside;
      });
    const rows = callRows(entries, own.at(-1)?.at ?? 0, (who) => who === 'anna');
    if (!rows) throw new Error('the call has no rows');
    const text = JSON.stringify(recordTables.map((table) => recordRows[table](rows)));
    expect(text).not.toContain('4917');
    expect(text).toContain('"answeredBy":"outside"');
    const { call: row } = rows;
    const inside = { ...rows, call: { ...row, source: 'inside', dialled: '+491701234567' } } as const;
    expect(JSON.stringify(recordRows.calls(inside))).not.toContain('4917');
  },
);
