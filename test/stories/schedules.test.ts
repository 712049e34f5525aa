import { expect } from 'vitest';
import { minutes, seconds } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

// The floor's clock begins on Monday the 23rd of November 2026 at ten in Berlin.
const closing = office(
  'wrap-up: 0s',
  `  "2":
    - when: desk is open
      then: { queue: all }
      otherwise:
        - say: We are closed.
        - voicemail: office
  "3":
    - when: caller is german
      then: { ring: anna, for: 5s }
    - when: dialled 3
      then: { ring: boris, for: 5s }
    - voicemail: office
schedules:
  desk: { hours: { mon-fri: 9:00-10:05 }, holidays: [12-25] }
codes:
  "*20": { close: desk }
  "*21": { open: desk }
  "*22": { as planned: desk }
`,
);

story('open until five past ten, and closed from then on', closing, async ({ floor, told, outcome }) => {
  const anna = await floor.agent('anna');
  const early = floor.caller('Early');
  const first = await early.dials('2');
  await anna.answers();
  await early.talksWith(anna);
  expect(await told('conditionAsked', first)).toMatchObject([
    {
      condition: 'desk is open',
      holds: true,
      because: 'open by its hours',
      until: Date.UTC(2026, 10, 23, 9, 5),
    },
  ]);
  await floor.passes(minutes(6));
  const late = floor.caller('Late');
  const second = await late.dials('2');
  await late.isAnswered();
  expect(await told('conditionAsked', second)).toMatchObject([
    { holds: false, because: 'closed by its hours' },
  ]);
  expect(floor.asterisk.spoken).toContain('We are closed.');
  // Who talks when the office closes goes on talking.
  await early.talksWith(anna);
  await early.hangsUp();
  await floor.passes(seconds(70));
  expect(await outcome(second)).toBe('voicemail');
});

story('closed by hand from a phone, and the hours count again', closing, async ({ floor, told }) => {
  const anna = await floor.agent('anna');
  await anna.dials('*20');
  expect(floor.asterisk.spoken).toContain('Closed from now on.');
  const turnedAway = await floor.caller('Max').dials('2');
  expect(await told('conditionAsked', turnedAway)).toMatchObject([
    { holds: false, because: 'closed by hand (phone of anna)' },
  ]);
  await anna.dials('*22');
  const served = await floor.caller('Eva').dials('2');
  expect(await told('conditionAsked', served)).toMatchObject([{ holds: true }]);
  expect((await told('scheduleSet')).map(({ to, by }) => [to, by])).toEqual([
    ['closed', 'phone of anna'],
    ['as_planned', 'phone of anna'],
  ]);
});

story('opened by hand out of hours, and that outlives the engine', closing, async ({ floor, told }) => {
  await floor.passes(minutes(10));
  expect(await floor.engine.setSchedule('desk', 'open', 'cli')).toEqual({ done: true });
  expect(await floor.engine.setSchedule('desks', 'open', 'cli')).toMatchObject({ done: false });
  await floor.killed(async () => undefined);
  expect(floor.engine.schedules()).toMatchObject([
    { schedule: { name: 'desk' }, planned: { open: false }, set: { to: 'open', by: 'cli' } },
  ]);
  const call = await floor.caller('Max').dials('2');
  expect(await told('conditionAsked', call)).toMatchObject([{ holds: true, because: 'open by hand (cli)' }]);
});

story('rules by tag and by the number dialled', closing, async ({ floor, told }) => {
  const boris = await floor.agent('boris');
  const max = floor.caller('Max');
  const call = await max.dials('3');
  await boris.rings();
  expect((await told('conditionAsked', call)).map(({ condition, holds }) => [condition, holds])).toEqual([
    ['caller is german', false],
    ['dialled 3', true],
  ]);
  await max.hangsUp();
  await boris.stopsRinging();
});
