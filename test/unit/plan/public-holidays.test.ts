import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { dayText } from '../../../src/plan/rules/on-call.ts';
import { openingAt } from '../../../src/plan/rules/schedule.ts';
import { publicHolidays } from '../../../src/shared/public-holidays.ts';

const plan = (holidays: string, lists = ''): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
${lists}
schedules:
  office: { hours: { daily: "9:00-17:00" }, holidays: ${holidays}, exceptions: { 2026-12-25: "10:00-12:00" } }
numbers:
  "1": [{ when: office is open, then: { voicemail: v } }, goodbye]
voicemails: { v: {} }
`;

function office(holidays: string, lists?: string) {
  const read = parsePlan(plan(holidays, lists));
  if (!read.ok) throw new Error(read.findings.map(({ message, hint }) => `${message} (${hint})`).join('\n'));
  const schedule = read.plan.schedules['office'];
  if (!schedule) throw new Error('no schedule');
  return (moment: string): boolean => openingAt(schedule, Date.parse(moment)).open;
}

test('an office is closed on the public holidays of its state, and on the days that are written beside them', () => {
  const isOpen = office('[DE-BY, 12-24]');
  // Corpus Christi is one in Bavaria, and none in Berlin.
  expect(isOpen('2027-05-27T10:00:00Z')).toBe(false);
  expect(isOpen('2027-05-28T10:00:00Z')).toBe(true);
  expect(isOpen('2026-12-24T10:00:00Z')).toBe(false);
  expect(office('DE-BE')('2027-05-27T10:00:00Z')).toBe(true);
  // An exception counts before a holiday.
  expect(isOpen('2026-12-25T10:00:00Z')).toBe(true);
});

test('a list of holidays may name regions, too', () => {
  const isOpen = office('[munich]', 'holidays: { munich: [DE-BY-A, 2026-09-21] }');
  // The Peace Festival is one in Augsburg only.
  expect(isOpen('2027-08-08T10:00:00Z')).toBe(false);
  expect(isOpen('2026-09-21T10:00:00Z')).toBe(false);
});

test('years to come have theirs, however far', () => {
  const isOpen = office('DE');
  for (const year of [2030, 2044, 2075]) expect(isOpen(`${year}-10-03T10:00:00Z`)).toBe(false);
});

test('half days and days that are only observed are none; holidays of several days are', () => {
  const days = (region: string) => publicHolidays(region, 2027).map(({ day }) => dayText(day));
  expect(days('CN')).not.toContain('2027-03-08');
  expect(days('DE')).not.toContain('2027-12-24');
  expect(days('TR')).toEqual(
    expect.arrayContaining(['2027-05-16', '2027-05-17', '2027-05-18', '2027-05-19']),
  );
  expect(days('CH-ZH')).toContain('2027-03-28');
});

test.each([
  [
    'DE-BB-X',
    "there is no country or state 'DE-BB-X' whose public holidays are known (did you mean 'DE-BB'?)",
  ],
  ['DE-YB', "there is no country or state 'DE-YB' whose public holidays are known (did you mean 'DE-BB'?)"],
  ['ZZ', "there is no country or state 'ZZ' whose public holidays are known"],
  ['[bavaria]', "list of holidays 'bavaria' does not exist"],
])('%s is no region', (written, told) => {
  expect(() => office(written)).toThrow(told);
});
