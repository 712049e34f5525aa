/** Which talks are recorded, what callers are told of it, and for how long recordings are kept. */
import { minutes, seconds } from '../../shared/time.ts';
import { list, optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { duration, judged, oneOf, reference, wholeNumber, yesOrNo } from '../form/scalars.ts';
import type { CallDirection, RecordingSides } from '../model.ts';

const directions = ['in', 'out', 'internal'] as const satisfies readonly CallDirection[];
const sides = ['separate', 'mixed'] as const satisfies readonly RecordingSides[];

const day = minutes(24 * 60);

export const keepFor = duration(minutes(1), 3660 * day);

const key = judged('a key of a phone', { pattern: '^[0-9*#]$' }, (value) =>
  /^[0-9*#]$/.test(value) ? undefined : 'there are 0 to 9, * and #',
);

export const recording = record('a recording rule', {
  queues: optional(list(reference('a queue')), 'Talks that came from these queues. Default: any'),
  numbers: optional(list(reference('a number')), 'Calls to these numbers of the plan. Default: any'),
  directions: optional(
    list(oneOf(directions)),
    'Who made the call: `in` from outside, `out` to outside, `internal` between phones. Default: [in]',
  ),
  tags: optional(list(reference('a tag')), 'Only contacts with one of these tags.'),
  'not tags': optional(list(reference('a tag')), 'No contacts with one of these tags.'),
  share: optional(wholeNumber(1, 100), 'So many of a hundred calls, chosen by chance. Default: 100'),
  announce: optional(
    yesOrNo,
    'The caller hears `recording notice` before they are put through. Default: true',
  ),
  'consent key': optional(
    key,
    'The caller is asked with `recording consent`, and only who presses this key is recorded.',
  ),
  sides: optional(
    oneOf(sides),
    'Caller and agent on a channel each, or mixed on one, which costs Asterisk about half. Default: separate',
  ),
  'pause for': optional(
    duration(seconds(5), minutes(60)),
    'A recording that was paused goes on by itself after so long. Default: 2m',
  ),
  'keep for': optional(keepFor, 'Recordings are deleted after so long. Default: 90d'),
});

export type RecordingSource = ReadBy<typeof recording>;
