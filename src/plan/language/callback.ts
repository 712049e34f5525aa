/** Callbacks: when those who wait are offered one, and how they are called. */
import { minutes, seconds } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { prompt } from '../form/prompt.ts';
import { duration, judged, oneOf, reference, wholeNumber, yesOrNo } from '../form/scalars.ts';

export const callback = record('a callback', {
  key: optional(
    judged('a key of a phone', { pattern: '^[0-9*#]$' }, (key) =>
      /^[0-9*#]$/.test(key) ? undefined : 'there are "0" to "9", "*" and "#"',
    ),
    'The key that asks for it. Default: "1"',
  ),
  'offer after': optional(duration(0, minutes(60)), 'Offered after so long in the queue. Default: 60s'),
  'offer from wait': optional(
    duration(minutes(1), minutes(60)),
    'Offered at once when at least so long a wait is to be expected.',
  ),
  say: optional(prompt, 'How it is offered. Default: built-in words with the key'),
  window: optional(reference('a schedule'), 'The schedule of when we may call. Default: at any time'),
  first: optional(
    oneOf(['agent', 'caller']),
    'Whose phone rings first: `agent` lets no caller wait, `caller` no agent hear a phone ring. Default: agent',
  ),
  confirm: optional(
    yesOrNo,
    "With `first: caller`: who picks up presses 1 before an agent is rung, so that a mailbox takes nobody's time. Default: true",
  ),
  attempts: optional(wholeNumber(1, 10), 'How often the caller is rung before we give up. Default: 3'),
  'retry after': optional(duration(seconds(10), minutes(24 * 60)), 'The time between. Default: 5m'),
  'ring for': optional(duration(seconds(5), minutes(2)), "How long the caller's phone rings. Default: 30s"),
  'give up after': optional(
    duration(minutes(1), minutes(7 * 24 * 60)),
    'So long after it was booked, it is not wanted any more. Default: 24h',
  ),
  trunk: optional(reference('a trunk'), 'Which trunk to call over. Default: the way that the call came'),
});

export type CallbackSource = ReadBy<typeof callback>;
