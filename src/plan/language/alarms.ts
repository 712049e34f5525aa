/** Alarms that reach a person away from a screen. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { list, mapping, nameKey, oneOrMore, optional, record, required } from '../form/collections.ts';
import { duration, oneOf, reference, wholeNumber } from '../form/scalars.ts';

export const queueAlarm = record(phrase('limits_of_a_queue'), {
  waiting: optional(wholeNumber(1, 10_000), 'Raise an alarm when so many callers wait.'),
  wait: optional(
    duration(seconds(10), minutes(600)),
    'Raise an alarm when a caller has waited for this long.',
  ),
});

export const alarms = record(phrase('alarms'), {
  call: required(
    list(reference(phrase('an_agent_or_outside_number'))),
    'Who is called, in this order, until someone confirms: agents, and quoted outside numbers.',
  ),
  trunk: optional(
    oneOrMore(reference(phrase('a_trunk'))),
    'The trunk for outside numbers. Default: `trunks` of `outside calls`, or the only trunk',
  ),
  'next after': optional(
    duration(seconds(30), minutes(60)),
    'Call the next person if no one has confirmed after this time. Default: 2m',
  ),
  'repeat after': optional(
    duration(minutes(2), minutes(60 * 24)),
    'Begin again with the first person after this time; also, do not report a confirmed alarm again before. Default: 30m',
  ),
  severity: optional(
    oneOf(['error', 'critical']),
    'Which alarms: `error` (errors and critical ones) or `critical`. Default: error',
  ),
  queues: optional(
    mapping(nameKey('queue'), queueAlarm),
    'Queues whose waiting list raises an alarm: `sales: { waiting: 10, wait: 5m }`.',
  ),
});
