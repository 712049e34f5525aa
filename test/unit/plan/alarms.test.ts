/** Who is called because of alarms: how it is written, and what is wrong with it. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/read.ts';
import { alarmDialled, dialForAlarm } from '../../../src/plan/rules/alarm-dialled.ts';
import { minutes } from '../../../src/shared/time.ts';

const text = (alarms: string): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: all } }
queues: { all: { title: All, agents: [anna], ring for: 10s, when nobody logged in: { goodbye: Bye. } } }
agents: { anna: { name: Anna } }
trunks: { provider: { server: sip.example.net }, other: { server: sip.example.com } }
lines: [line1]
alarms: ${alarms}
`;
const errors = (alarms: string): string[] => {
  const read = parsePlan(text(alarms));
  return read.ok
    ? []
    : read.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
};

test('agents and outside numbers, in the order in which they are called', () => {
  const read = parsePlan(text('{ call: [anna, "+49 30 999"], trunk: other, queues: { all: { wait: 5m } } }'));
  expect(read.ok && read.plan.alarms).toEqual({
    people: [
      { kind: 'agent', agent: 'anna' },
      { kind: 'outside', number: '+4930999', trunk: 'other' },
    ],
    nextAfter: minutes(2),
    repeatAfter: minutes(30),
    errorsToo: true,
    queues: { all: { wait: minutes(5) } },
  });
});

test.for([
  ['{ call: [ana] }', /no agent is called 'ana'/],
  ['{ call: [] }', /call: is empty/],
  ['{ call: ["+4930999"] }', /could go over several trunks/],
  ['{ call: [anna], queues: { al: { wait: 5m } } }', /queue 'al' does not exist/],
  ['{ call: [anna], queues: { all: {} } }', /has no limit/],
  ['{ call: [anna], severity: warning }', /'warning'/],
  ['{ trunk: other }', /has no 'call'/],
] as const)('%s', ([alarms, wrong]) => {
  expect(errors(alarms).join('\n')).toMatch(wrong);
});

test('what their phone dials says whom it is and why', () => {
  const alarm = { person: 2, count: 13, code: 'trunk_unreachable' };
  expect(alarmDialled(dialForAlarm(alarm))).toEqual(alarm);
  for (const other of ['alarm', 'alarm.1.2', 'alarm.x.2.code', '100', 'sound.welcome.en'])
    expect(alarmDialled(other)).toBeUndefined();
});
