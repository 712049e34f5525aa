/** Announcements: what those are told who wait in a queue. */
import { minutes, seconds } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { prompt } from '../form/prompt.ts';
import { duration, yesOrNo } from '../form/scalars.ts';

export const announcements = record('announcements', {
  'first after': optional(duration(seconds(1), minutes(60)), 'After so long in the queue. Default: 20s'),
  every: optional(duration(seconds(10), minutes(60)), 'And then again after so long. Default: 60s'),
  position: optional(yesOrNo, 'The place in the queue, when it has got better. Default: true'),
  wait: optional(
    yesOrNo,
    'How long they will wait, from so many minutes to so many, as long as that can be told. Default: true',
  ),
  say: optional(prompt, 'This too, each time.'),
  answer: optional(
    yesOrNo,
    'Pick the call up for it. Without, only callers hear it who hear us already. Default: false',
  ),
});

export type AnnouncementsSource = ReadBy<typeof announcements>;
