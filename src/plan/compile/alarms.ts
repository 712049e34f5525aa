/** Alarms: who is called exists, and outside numbers have a trunk. */
import { phrase } from '../../shared/findings/said.ts';
import { bareNumber } from '../../shared/number/written.ts';
import { minutes } from '../../shared/time.ts';
import type { Placed, PlanSource } from '../language.ts';
import type { AlarmPerson, Plan, QueueAlarm } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import type { Names } from './names.ts';
import { wayOut } from './outside.ts';
import { collect } from './section.ts';

const outside = /^\+?[0-9]{2,20}$/;

export function compileAlarms({ alarms }: PlanSource, names: Names, to: Report): Pick<Plan, 'alarms'> {
  if (!alarms) return {};
  const { call, trunk, 'next after': nextAfter, 'repeat after': repeatAfter, severity, queues } = alarms;
  const person = (written: Placed<string>): AlarmPerson | undefined => {
    const number = bareNumber(written.value);
    if (outside.test(number) && !names.agents.has(written.value)) {
      const way = wayOut(number, written.at, trunk, names, to);
      return way && { kind: 'outside', number, ...way };
    }
    if (names.agents.has(written.value)) return { kind: 'agent', agent: written.value };
    return to.error(
      written.at,
      phrase('no_agent_is_called', { name: written.value.slice(0, 40) }),
      suggestion(written.value, [...names.agents]),
    );
  };
  if (call.length === 0) to.error(alarms.at, phrase('alarm_calls_empty'), phrase('write_alarm_calls'));
  const people = call.flatMap((one) => person(one) ?? []);
  return {
    alarms: {
      people,
      nextAfter: nextAfter ?? minutes(2),
      repeatAfter: repeatAfter ?? minutes(30),
      errorsToo: severity !== 'critical',
      queues: collect(queues, (name, { waiting, wait }, at): QueueAlarm => {
        resolve({ value: name, at }, 'queue', names.queues, to);
        if (waiting === undefined && wait === undefined)
          to.error(at, phrase('queue_alarm_without_limit', { queue: name }), phrase('add_waiting_or_wait'));
        return {
          ...(waiting === undefined ? {} : { waiting }),
          ...(wait === undefined ? {} : { wait }),
        };
      }),
    },
  };
}
