/** Which talks are recorded, what callers are told of it, and for how long recordings are kept. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { list, optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { duration, judged, oneOf, reference, wholeNumber, yesOrNo } from '../form/scalars.ts';
import type { CallDirection, RecordingSides } from '../model.ts';

const directions = ['in', 'out', 'internal'] as const satisfies readonly CallDirection[];
const sides = ['separate', 'mixed'] as const satisfies readonly RecordingSides[];

const day = minutes(24 * 60);

export const keepFor = duration(minutes(1), 3660 * day);

const key = judged(phrase('a_key_of_a_phone'), { pattern: '^[0-9*#]$' }, (value) =>
  /^[0-9*#]$/.test(value) ? undefined : phrase('use_a_key'),
);

export const recording = record(phrase('a_recording_rule'), {
  queues: optional(list(reference(phrase('a_queue'))), 'Calls answered from these queues. Default: any'),
  numbers: optional(list(reference(phrase('a_number'))), 'Calls to these numbers of the plan. Default: any'),
  directions: optional(
    list(oneOf(directions)),
    'Who made the call: `in` from outside, `out` to outside, `internal` between phones. Default: [in]',
  ),
  tags: optional(list(reference(phrase('a_tag'))), 'Only contacts with one of these tags.'),
  'not tags': optional(list(reference(phrase('a_tag'))), 'No contacts with one of these tags.'),
  share: optional(wholeNumber(1, 100), 'Percentage of calls to record, drawn by chance. Default: 100'),
  announce: optional(
    yesOrNo,
    'Play the prompt `recording notice` before the two are connected: to the caller; in calls that agents make, to the person called. Default: true',
  ),
  'consent key': optional(
    key,
    'Ask with the prompt `recording consent`, the caller or the person called. Only calls of those who press this key are recorded.',
  ),
  sides: optional(
    oneOf(sides),
    'Record caller and agent on separate channels, or mixed on one, for somewhat more than half the CPU. Default: separate',
  ),
  'pause for': optional(
    duration(seconds(5), minutes(60)),
    'A paused recording resumes by itself after this time. Default: 2m',
  ),
  'keep for': optional(keepFor, 'Recordings are deleted after so long. Default: 90d'),
});

export type RecordingSource = ReadBy<typeof recording>;
