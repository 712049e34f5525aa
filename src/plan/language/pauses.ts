/** Reasons of pauses. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import { duration, yesOrNo } from '../form/scalars.ts';

export const pause = record(phrase('a_pause'), {
  longest: optional(
    duration(minutes(1), minutes(60 * 12)),
    'A longer pause raises the alarm `pause_too_long` and is marked on the wallboard. Default: any length',
  ),
  'counts as work': optional(
    yesOrNo,
    'The pause is work, such as a training, and counts in the occupancy of the agent. Default: false',
  ),
});
