import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../src/plan/model.ts';
import { openingAt } from '../../../src/plan/rules/schedule.ts';
import { easterSunday } from '../../../src/shared/easter.ts';
import { momentsOf, wallAt } from '../../../src/shared/wall-time.ts';
import { office, planOf, said } from './plans.ts';

/** `when` uses it, so that nobody says that it is never used. */
const withSchedule = (text: string): string => `${office}numbers:
  "100":
    - when: desk is open
      then: { queue: sales }
    - voicemail: box
schedules:
  desk: ${text}
`;
const scheduleOf = (text: string): Schedule => {
  const { desk } = planOf(withSchedule(text)).schedules;
  if (!desk) throw new Error('there is no schedule');
  return desk;
};
const utc = (text: string): number => Date.parse(`${text}Z`);
/** `open until ...`, in UTC. */
const at = (schedule: Schedule, moment: string): string => {
  const { open, until } = openingAt(schedule, utc(moment));
  const end = until === undefined ? '' : ` until ${new Date(until).toISOString().slice(0, 16)}`;
  return `${open ? 'open' : 'closed'}${end}`;
};

describe('weekly hours', () => {
  const schedule = scheduleOf('{ hours: { mon-thu: [8:00-12:00, 13:00-17:00], fri: "8-12", sat: closed } }');
  // November: Berlin is one hour before UTC. The 23rd is a Monday.
  test.each([
    ['2026-11-23T06:59:59', 'closed until 2026-11-23T07:00'],
    ['2026-11-23T07:00', 'open until 2026-11-23T11:00'],
    ['2026-11-23T10:59:59', 'open until 2026-11-23T11:00'],
    ['2026-11-23T11:00', 'closed until 2026-11-23T12:00'],
    ['2026-11-23T16:00', 'closed until 2026-11-24T07:00'],
    ['2026-11-27T12:00', 'closed until 2026-11-30T07:00'],
  ])('%s: %s', (moment, expected) => expect(at(schedule, moment)).toBe(expected));

  test('over midnight, also from Sunday to Monday', () => {
    const night = scheduleOf('{ hours: { fri-sun: 22:00-6:00 } }');
    expect(at(night, '2026-11-27T20:59')).toBe('closed until 2026-11-27T21:00');
    expect(at(night, '2026-11-28T04:59')).toBe('open until 2026-11-28T05:00');
    expect(at(night, '2026-11-30T03:00')).toBe('open until 2026-11-30T05:00');
    expect(at(night, '2026-11-30T05:00')).toBe('closed until 2026-12-04T21:00');
  });

  test('always and never', () => {
    expect(at(scheduleOf('{ hours: { daily: all day } }'), '2026-11-23T07:00')).toBe('open');
    expect(at(scheduleOf('{ hours: { daily: closed } }'), '2026-11-23T07:00')).toBe('closed');
  });

  test('hours of one day and the next are one stretch', () => {
    const schedule = scheduleOf('{ hours: { mon: 18:00-24:00, tue: 0:00-9:00 } }');
    expect(at(schedule, '2026-11-23T20:00')).toBe('open until 2026-11-24T08:00');
  });
});

describe('holidays and exceptions', () => {
  const schedule = scheduleOf(`
    hours: { mon-fri: 9:00-17:00 }
    holidays: [12-25, 12-26, 2026-12-28 to 2026-12-30, 12-31 to 01-02]
    exceptions:
      2026-12-24: 9:00-12:00
      2026-12-29: 10:00-11:00
      2026-12-19: 10:00-14:00`);
  test.each([
    ['a day with other hours', '2026-12-24T10:00', 'open until 2026-12-24T11:00'],
    ['a day every year', '2027-12-27T07:00', 'closed until 2027-12-27T08:00'],
    ['a day that is closed, and what follows', '2026-12-25T10:00', 'closed until 2026-12-29T09:00'],
    ['an exception in a range of holidays', '2026-12-29T09:30', 'open until 2026-12-29T10:00'],
    ['a range over New Year', '2027-01-01T10:00', 'closed until 2027-01-04T08:00'],
    ['a Saturday that is open', '2026-12-19T10:00', 'open until 2026-12-19T13:00'],
  ])('%s', (_, moment, expected) => expect(at(schedule, moment)).toBe(expected));
});

describe('when the clocks are changed', () => {
  const zones = [
    // In Berlin at 2:00 and 3:00 of these Sundays, in New York at 2:00 too.
    { zone: 'Europe/Berlin', spring: '2026-03-29', autumn: '2026-10-25', before: 1, summer: 2 },
    { zone: 'America/New_York', spring: '2026-03-08', autumn: '2026-11-01', before: -5, summer: -4 },
  ];
  describe.each(zones)('$zone', ({ zone, spring, autumn, before, summer }) => {
    const daily = (hours: string): Schedule =>
      scheduleOf(`{ hours: { daily: ${hours} }, time zone: ${zone} }`);
    const hour = (day: string, wall: number, offset: number): number =>
      utc(`${day}T00:00`) + (wall - offset) * 3_600_000;

    test('office hours are office hours on both sides', () => {
      const office = daily('9:00-17:00');
      expect(openingAt(office, hour(spring, 3, summer))).toEqual({
        open: false,
        until: hour(spring, 9, summer),
      });
      expect(openingAt(office, hour(spring, 9, summer))).toEqual({
        open: true,
        until: hour(spring, 17, summer),
      });
      expect(openingAt(office, hour(autumn, 9, before))).toEqual({
        open: true,
        until: hour(autumn, 17, before),
      });
    });

    test('in spring an hour that does not exist is the moment of the jump', () => {
      const jump = hour(spring, 2, before);
      expect(openingAt(daily('2:30-6:00'), jump)).toEqual({ open: true, until: hour(spring, 6, summer) });
      expect(openingAt(daily('2:30-6:00'), jump - 1)).toEqual({ open: false, until: jump });
      expect(openingAt(daily('1:00-2:30'), jump - 1)).toEqual({ open: true, until: jump });
    });

    test('hours that lie wholly in the gap are none', () => {
      const jump = hour(spring, 2, before);
      expect(openingAt(daily('2:10-2:50'), jump)).toEqual({
        open: false,
        until: hour(spring, 24 + 2, summer) + 600_000,
      });
    });

    test('in autumn hours go on through the hour that comes twice', () => {
      // The hour between 1 and 2 (New York) or 2 and 3 (Berlin) comes twice.
      const twice = zone === 'Europe/Berlin' ? 2 : 1;
      const hours = daily(`${twice}:00-${twice}:30`);
      const [from, until] = [hour(autumn, twice, summer), hour(autumn, twice + 0.5, before)];
      expect(openingAt(hours, from - 1)).toMatchObject({ open: false, until: from });
      expect(openingAt(hours, from)).toEqual({ open: true, until });
      expect(openingAt(hours, from + 45 * 60_000)).toEqual({ open: true, until });
      expect(openingAt(hours, until)).toMatchObject({ open: false });
    });

    test('a night is one hour shorter, or longer', () => {
      const night = daily('22:00-6:00');
      const length = (day: string): number => {
        const { until = 0 } = openingAt(night, hour(day, 0, before) - 3_600_000);
        return (until - (hour(day, 0, day === autumn ? summer : before) - 2 * 3_600_000)) / 3_600_000;
      };
      expect([length(spring), length(autumn)]).toEqual([7, 9]);
    });
  });

  test('a day that begins at one: Beirut jumps at midnight', () => {
    const schedule = scheduleOf('{ hours: { daily: 0:00-4:00 }, time zone: Asia/Beirut }');
    const jump = utc('2026-03-28T22:00');
    expect(openingAt(schedule, jump)).toEqual({ open: true, until: utc('2026-03-29T01:00') });
  });
});

test('whenever it is said to change, it changes then and not before', () => {
  const schedule = scheduleOf(`
    hours: { mon-fri: [1:30-2:30, 9:00-17:00], sat: 22:00-6:00 }
    holidays: [12-25]
    exceptions: { 2026-10-25: 1:00-4:00, 2026-03-29: 2:15-5:00 }`);
  const year = { min: utc('2026-01-01T00:00'), max: utc('2026-12-31T23:59') };
  fc.assert(
    fc.property(fc.integer(year), fc.double({ min: 0, max: 1, noNaN: true }), (moment, share) => {
      const { open, until = moment } = openingAt(schedule, moment);
      const between = Math.floor(moment + (until - moment - 1) * share);
      expect(openingAt(schedule, between)).toEqual({ open, until });
      expect(openingAt(schedule, until).open).toBe(!open);
    }),
    { numRuns: 300 },
  );
});

test('the wall shows each moment that it is said to show', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: utc('2026-01-01T00:00'), max: utc('2027-01-01T00:00') }),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      (moment, zone) => {
        const { first, last } = momentsOf(zone, wallAt(zone, moment));
        expect([first, last]).toContain(moment);
      },
    ),
    { numRuns: 300 },
  );
});

describe('what is wrong with a schedule is said', () => {
  test.each([
    ['{}', "schedule 'desk' has no 'hours'"],
    ['{ hours: { mon: 9:00 } }', "day 'mon' is '9:00', not hours"],
    ['{ hours: { mon: 9:00-25:00 } }', "day 'mon' is '9:00-25:00', not hours"],
    ['{ hours: { mon: 9:00-9:00 } }', "day 'mon' is '9:00-9:00', not hours"],
    ['{ hours: { mon: [9:00-12:00, 11:00-15:00] } }', "day 'mon': two of its times overlap"],
    ['{ hours: { mond: 9:00-17:00 } }', "'mond' is not a day of the week"],
    ['{ hours: { mon-fri: 9:00-17:00, fri: 9:00-12:00 } }', "'fri' and 'mon-fri' share a day"],
    ['{ hours: {}, holidays: [2026-02-30] }', "'holidays' (1) is '2026-02-30', not a day"],
    ['{ hours: {}, holidays: [2026-12-31 to 2026-12-24] }', 'not a day'],
    ['{ hours: {}, exceptions: { 13-01: closed } }', "'13-01' is not a day"],
    ['{ hours: {}, time zone: Europe/Berln }', "'time zone' is 'Europe/Berln', not a time zone"],
  ])('%s', (text, expected) => {
    expect(said(withSchedule(text))).toContainEqual(expect.stringContaining(expected));
  });

  test('one that is never used', () => {
    const text = `${office}numbers: { "100": { queue: sales } }\nschedules: { desk: { hours: { mon: 9-12 } } }`;
    expect(said(text)).toContain("warning: schedule 'desk' is never used");
  });
});

describe('conditions', () => {
  const asked = (condition: string): readonly string[] =>
    said(
      `${withSchedule('{ hours: { mon: 9-12 } }').replace('desk is open', condition)}  other: { hours: { mon: 9-12 } }`,
    ).filter((one) => one.startsWith('error'));
  test.each([
    ['desc is open', "schedule 'desc' does not exist"],
    ['desk is opened', "'desk is opened' is not a condition"],
    ['caller speaks de', "language 'de' does not exist"],
    ['dialled 200', "number '200' does not exist"],
  ])('%s', (condition, expected) => expect(asked(condition)).toEqual([`error: ${expected}`]));
  test.each(['desk is closed', 'caller speaks en', 'caller is vip', 'dialled 100'])('%s', (condition) =>
    expect(asked(condition)).toEqual([]),
  );
});

describe('days that go by Easter', () => {
  test.each([
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('Easter Sunday of %i is %s', (year, day) => {
    expect(new Date(easterSunday(year) * 86_400_000).toISOString().slice(0, 10)).toBe(day);
  });

  // In 2024 the clocks went forward on Easter Sunday itself: Berlin is one hour before UTC on Friday, two on Monday.
  const schedule = scheduleOf(
    '{ hours: { daily: 9:00-17:00 }, holidays: [easter - 2 to easter + 1, easter+39], exceptions: { easter - 1: 9:00-12:00 } }',
  );
  test.each([
    ['2024-03-28T15:00', 'open until 2024-03-28T16:00'],
    ['2024-03-29T10:00', 'closed until 2024-03-30T08:00'],
    ['2024-03-30T10:00', 'open until 2024-03-30T11:00'],
    ['2024-03-31T10:00', 'closed until 2024-04-02T07:00'],
    ['2024-04-01T10:00', 'closed until 2024-04-02T07:00'],
    // Ascension Day.
    ['2026-05-14T10:00', 'closed until 2026-05-15T07:00'],
    ['2025-05-14T10:00', 'open until 2025-05-14T15:00'],
  ])('%s: %s', (moment, expected) => expect(at(schedule, moment)).toBe(expected));
});

describe('lists of holidays', () => {
  const shared = (list: string, more = ''): string =>
    `${withSchedule(`{ hours: { daily: 9:00-17:00 }, holidays: [${list}] }`)}holidays: { berlin: [03-08, easter + 1], school: [2026-07-09 to 2026-08-21] }\n${more}`;

  test('are shared by schedules, beside days of their own', () => {
    const one = planOf(shared('berlin, school, 12-24')).schedules['desk'];
    if (!one) throw new Error('there is no schedule');
    const closed = ['2027-03-08T10:00', '2026-04-06T10:00', '2026-08-21T10:00', '2026-12-24T10:00'];
    expect(closed.map((moment) => at(one, moment).split(' ')[0])).toEqual(Array(4).fill('closed'));
    expect(at(one, '2027-08-21T10:00')).toBe('open until 2027-08-21T15:00');
  });

  test('are told when there is none of that name, or nobody uses one', () => {
    expect(said(shared('berlin, scool'))).toEqual(["error: list of holidays 'scool' does not exist"]);
    expect(said(shared('berlin'))).toEqual(["warning: list of holidays 'school' is never used"]);
    expect(said(shared('easter + 71, 13-01')).filter((one) => one.startsWith('error'))).toEqual([
      "error: 'holidays' (1) is 'easter + 71', not a day",
      "error: 'holidays' (2) is '13-01', not a day",
    ]);
  });

  test('a range begins before it ends, and is of one kind', () => {
    for (const wrong of ['easter + 1 to easter', 'easter to 05-01'])
      expect(said(shared(`berlin, school, ${wrong}`))[0]).toMatch(/^error: 'holidays' \(3\) is/);
  });
});
