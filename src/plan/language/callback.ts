/** Callbacks: when those who wait are offered one, and how they are called. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { oneOrMore, optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { prompt } from '../form/prompt.ts';
import { duration, judged, oneOf, reference, wholeNumber, yesOrNo } from '../form/scalars.ts';

export const callback = record(phrase('a_callback'), {
  key: optional(
    judged(phrase('a_key_of_a_phone'), { pattern: '^[0-9*#]$' }, (key) =>
      /^[0-9*#]$/.test(key) ? undefined : phrase('use_a_quoted_key'),
    ),
    'The key that requests a callback. Default: "1"',
  ),
  'offer after': optional(
    duration(0, minutes(60)),
    'Time in the queue before the callback is offered. Default: 60s',
  ),
  'offer from wait': optional(
    duration(minutes(1), minutes(60)),
    'Offer the callback at once if the expected wait is at least this long.',
  ),
  say: optional(prompt, 'The prompt that offers the callback. Default: a built-in prompt that names the key'),
  window: optional(
    reference(phrase('a_schedule')),
    'When callbacks may be made (a schedule). Default: at any time',
  ),
  first: optional(
    oneOf(['agent', 'caller']),
    'Whose phone rings first. `agent`: the caller never waits for an agent. `caller`: the agent never listens to ringing. Default: agent',
  ),
  confirm: optional(
    yesOrNo,
    "With `first: caller`: the person who answers must press 1 before an agent is rung, so that a mailbox takes no agent's time. Default: true",
  ),
  attempts: optional(
    wholeNumber(1, 10),
    'How many times to ring the caller before the callback fails. Default: 3',
  ),
  'retry after': optional(duration(seconds(10), minutes(24 * 60)), 'Time between two attempts. Default: 5m'),
  'ring for': optional(duration(seconds(5), minutes(2)), "How long the caller's phone rings. Default: 30s"),
  'give up after': optional(
    duration(minutes(1), minutes(7 * 24 * 60)),
    'A callback expires this long after it was booked, or after it is due if a result books it. Default: 24h',
  ),
  trunk: optional(
    oneOrMore(reference(phrase('a_trunk'))),
    'The trunk to call back over, or several in the order in which they are tried. Default: the trunk or line that the call came in on, then `trunks` of `outside calls`',
  ),
});

export type CallbackSource = ReadBy<typeof callback>;
