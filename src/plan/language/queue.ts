/** Queues: who takes their calls, in which order, and where callers go whom they do not take. */
import { minutes, seconds } from '../../shared/time.ts';
import { list, mapping, nameKey, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { levels, needs } from '../form/needs.ts';
import { duration, oneOf, reference, text, wholeNumber, yesOrNo } from '../form/scalars.ts';
import { givenName, menuKey } from '../form/formats.ts';
import { announcements } from './announcements.ts';
import { callback } from './callback.ts';
import { flow } from './flow.ts';
import { strategies } from './strategy.ts';

export const widening = record('a step of widening', {
  after: required(duration(seconds(1), minutes(24 * 60)), 'From then on, counted from when the wait began.'),
  'from wait': optional(
    duration(minutes(1), minutes(60)),
    'Before that, as soon as at least so long a wait is to be expected.',
  ),
  needs: optional(needs, 'The queue needs this instead.'),
  lower: optional(levels, 'Skills of which less will do now; 0: they are needed no more.'),
  agents: optional(list(reference('an agent')), 'These may take its calls, too.'),
  teams: optional(list(reference('a team')), 'Whole teams who may take its calls, too.'),
  anyone: optional(yesOrNo, 'Every agent of the plan may take its calls, whatever they can do.'),
});

export const preference = record('a preference', {
  for: required(
    duration(0, minutes(60)),
    'How long a caller is kept for their own agent, or for the last one; 0s: that one just comes first if free.',
  ),
  'last within': optional(
    duration(seconds(1), minutes(3660 * 24 * 60)),
    'The agent whom they talked with last counts, if that is not longer ago. Default: only their own agent',
  ),
});

export const queue = record('a queue', {
  title: optional(text('a title', 80), 'How people name it. Default: its name'),
  agents: optional(
    list(reference('an agent')),
    'Who takes its calls, in the order of the strategy `ordered`.',
  ),
  teams: optional(list(reference('a team')), 'Whole teams who take its calls, behind the agents.'),
  strategy: optional(oneOf(strategies), 'Who is best. Default: longest idle'),
  'more after': optional(
    duration(seconds(1), minutes(5)),
    'Strategy `progressive`: one more phone rings each time so long has passed. Default: 5s',
  ),
  needs: optional(
    needs,
    'Skills that an agent must have: `german >= 3 and (billing or vip)`, or each with its least level.',
  ),
  widen: optional(
    list(widening),
    'Who else may take its calls when they have waited for so long, step by step.',
  ),
  prefer: optional(preference, 'Whom a caller knows comes first.'),
  'at most': optional(
    mapping(nameKey('team'), wholeNumber(1, 10_000)),
    'So many agents of a team are on its calls at once, and the others stay free for the rest.',
  ),
  'ring for': optional(duration(seconds(3), minutes(5)), "How long one agent's phone rings. Default: 20s"),
  'wrap-up': optional(duration(0, minutes(60)), "An agent's time after a call. Default: 10s"),
  'try again after': optional(
    duration(0, minutes(60)),
    'How long an agent who did not take a call is left alone by that call. Default: 30s',
  ),
  priority: optional(
    wholeNumber(0, 100),
    'Points that its callers have in advance of those in other queues. Default: 0',
  ),
  music: optional(givenName, "Asterisk's music-on-hold class. Default: default"),
  'hold reminder': optional(
    duration(seconds(10), minutes(60)),
    'After so long the journal notes that an agent still keeps the caller on hold. Default: never',
  ),
  open: optional(
    reference('a schedule'),
    'The schedule while which new callers are taken; those who wait at its end are served.',
  ),
  'when closed': optional(flow, 'Where new callers go while `open` is closed.'),
  'most callers': optional(wholeNumber(1, 10_000), 'As many may wait at once.'),
  'when full': optional(flow, 'Where new callers go when as many wait as may.'),
  'when nobody logged in': optional(
    flow,
    'Where callers go, new and waiting ones, when no agent is logged in.',
  ),
  'when nobody ready': optional(
    flow,
    'Where callers go, new and waiting ones, when all agents are logged out, paused or unreachable.',
  ),
  keys: optional(mapping(menuKey, flow), 'Keys by which a waiting caller leaves, and where to.'),
  announce: optional(announcements, 'What waiting callers are told, and when.'),
  callback: optional(callback, 'Callers may be called back, and keep their place.'),
});

export type QueueSource = ReadBy<typeof queue>;
