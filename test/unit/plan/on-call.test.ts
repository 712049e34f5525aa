import { describe, expect, test } from 'vitest';
import type { Rota } from '../../../src/plan/model.ts';
import { parsePlan } from '../../../src/plan/parse.ts';
import { onCallWeek } from '../../../src/plan/rules/on-call.ts';

const minute = 60_000;

const rota = (more: Partial<Rota> = {}): Rota => ({
  name: 'standby',
  timeZone: 'Europe/Berlin',
  weekday: 0,
  minute: 480,
  people: ['anna', 'boris', 'clara'],
  since: '2026-01-05',
  weeks: {},
  ...more,
});

describe('every moment is in exactly one week', () => {
  // Clocks are changed on Sunday nights at 2:00 and 3:00 in Berlin; a week may begin in that very hour.
  test.each([
    ['on Mondays at 8:00', rota()],
    ['in the hour that comes twice', rota({ weekday: 6, minute: 150, since: '2026-01-04' })],
    ['at its beginning', rota({ weekday: 6, minute: 120, since: '2026-01-04' })],
    ['in the hour that is left out', rota({ weekday: 6, minute: 150, since: '2026-01-04' })],
    ['at midnight', rota({ minute: 0 })],
  ])('%s', (_, one) => {
    for (const around of ['2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z', '2026-12-31T20:00:00Z']) {
      const start = Date.parse(around) - 3 * 24 * 60 * minute;
      let before = onCallWeek(one, start);
      for (let at = start; at < start + 6 * 24 * 60 * minute; at += minute) {
        const week = onCallWeek(one, at);
        expect(week.from <= at && at < week.until).toBe(true);
        if (week.from !== before.from) {
          // The next week begins where the one before it ends, and somebody else is on call.
          expect(week.from).toBe(before.until);
          expect(week.agent).not.toBe(before.agent);
        }
        expect(week.agent).toBeDefined();
        before = week;
      }
    }
  });
});

test('turns go on before the first week, too, and over the end of years', () => {
  const agentAt = (day: string) => onCallWeek(rota(), Date.parse(`${day}T12:00:00Z`)).agent;
  expect(['2025-12-29', '2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'].map(agentAt)).toEqual([
    'clara',
    'anna',
    'boris',
    'clara',
    'anna',
  ]);
  expect(agentAt('2036-01-07')).toBeDefined();
});

const plan = (more: string): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1": [{ ring: standby }, { voicemail: v }]
agents:
  anna: { outside: { number: "+491701111111", rings: too } }
  boris: { outside: { number: "+491702222222", rings: too } }
  clara: {}
trunks: { gateway: { server: 192.0.2.1 } }
voicemails: { v: {} }
on call:
  standby: ${more}
`;
const findings = (more: string): string[] => {
  const read = parsePlan(plan(more));
  return (read.ok ? read.warnings : read.findings)
    .map(({ severity, message, hint }) => `${severity}: ${message}${hint === undefined ? '' : ` (${hint})`}`)
    .filter((text) => !/emergency calls|gets no calls/.test(text));
};

test.each([
  ['{ people: [anna, boris], since: 2026-11-30 }', []],
  [
    '{ people: [anna, xaver], since: 2026-11-30 }',
    [expect.stringContaining("error: agent 'xaver' does not exist")],
  ],
  [
    '{ people: [anna, boris] }',
    [expect.stringContaining('does not say in which week the first of its people is on call')],
  ],
  [
    '{ people: [anna, boris], since: 2026-12-01 }',
    [
      'error: 2026-12-01 is a Tuesday, and the weeks of this rota begin on a Monday (write 2026-11-30 or 2026-12-07)',
    ],
  ],
  ['{}', [expect.stringContaining("no one is ever on call in 'standby'")]],
  [
    '{ people: [anna, clara], since: 2026-11-30 }',
    [
      expect.stringContaining(
        "'clara' is on call in 'standby' without a number outside: they are rung only while they are logged in",
      ),
    ],
  ],
  [
    '{ weeks: { 2026-11-30: anna, 2026-12-14: boris } }',
    [
      expect.stringContaining("no one is on call in 'standby' in the week from 2026-12-07"),
      expect.stringContaining(
        "no one is on call in 'standby' before 2026-11-30 and after the week from 2026-12-14",
      ),
    ],
  ],
  ['{ people: [anna], changes: "noon" }', [expect.stringContaining('such as mon 8:00')]],
])('check of %s', (more, expected) => {
  expect(findings(more)).toEqual(expected);
});

test('a rota has a name of its own', () => {
  const read = parsePlan(plan('{ people: [anna] }').replaceAll('standby', 'boris'));
  expect(read.ok ? [] : read.findings.map(({ message }) => message)).toEqual([
    expect.stringContaining("on-call rota 'boris' has the same name as an agent or a team"),
  ]);
});
