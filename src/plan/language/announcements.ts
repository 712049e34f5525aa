/** Announcements: what those are told who wait in a queue. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { prompt } from '../form/prompt.ts';
import { duration, yesOrNo } from '../form/scalars.ts';

export const announcements = record(phrase('announcements'), {
  'first after': optional(
    duration(seconds(1), minutes(60)),
    'Time in the queue before the first announcement. Default: 20s',
  ),
  every: optional(duration(seconds(10), minutes(60)), 'Time between two announcements. Default: 60s'),
  position: optional(yesOrNo, 'Announce the position in the queue, if it has improved. Default: true'),
  wait: optional(
    yesOrNo,
    'Announce the expected wait as a range of minutes, if it can be estimated. Default: true',
  ),
  say: optional(prompt, 'A prompt to play with each announcement.'),
  answer: optional(
    yesOrNo,
    'Answer the call to play it. If false, only callers whose call is already answered hear it. Default: false',
  ),
});

export type AnnouncementsSource = ReadBy<typeof announcements>;
