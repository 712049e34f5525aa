/** Queues: who takes their calls, in which order, and where callers go whom they do not take. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { byLanguage } from '../form/by-language.ts';
import { list, mapping, nameKey, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { menuKey } from '../form/formats.ts';
import { levels, needs } from '../form/needs.ts';
import { duration, oneOf, reference, text, wholeNumber, yesOrNo } from '../form/scalars.ts';
import { announcements } from './announcements.ts';
import { callback } from './callback.ts';
import { etiquette } from './etiquette.ts';
import { flow } from './flow.ts';
import { music } from './music.ts';
import { strategies } from './strategy.ts';

export const widening = record(phrase('a_step_of_widening'), {
  after: required(
    duration(seconds(1), minutes(24 * 60)),
    'When this step starts, counted from the start of the wait.',
  ),
  'from wait': optional(
    duration(minutes(1), minutes(60)),
    'Start earlier, as soon as the expected wait is at least this long.',
  ),
  needs: optional(needs, 'Skills that replace the needs of the queue.'),
  lower: optional(levels, 'Skills with a lower level that is now enough; 0: no longer needed.'),
  agents: optional(list(reference(phrase('an_agent'))), 'More agents who may take its calls.'),
  teams: optional(list(reference(phrase('a_team'))), 'More teams whose agents may take its calls.'),
  anyone: optional(yesOrNo, 'Every agent of the plan may take its calls, whatever their skills.'),
});

export const preference = record(phrase('a_preference'), {
  for: required(
    duration(0, minutes(60)),
    'How long a caller waits for their own agent, or for the last one. 0s: that agent only comes first if free.',
  ),
  'last within': optional(
    duration(seconds(1), minutes(3660 * 24 * 60)),
    'Also prefer the agent who talked with the caller last, if that call is not older than this. Default: only their own agent',
  ),
});

export const queue = record(phrase('a_queue'), {
  title: optional(text(phrase('a_title'), 80), 'The title that is shown. Default: its name'),
  agents: optional(
    list(reference(phrase('an_agent'))),
    'Agents who take its calls, in the order that the strategy `ordered` uses.',
  ),
  teams: optional(list(reference(phrase('a_team'))), 'Teams whose agents take its calls, after `agents`.'),
  strategy: optional(oneOf(strategies), 'How the best agent is chosen. Default: longest idle'),
  'more after': optional(
    duration(seconds(1), minutes(5)),
    'With the strategy `progressive`: the time after which one more phone rings. Default: 5s',
  ),
  needs: optional(
    needs,
    'Skills that an agent must have: `german >= 3 and (billing or vip)`, or each skill with its lowest level.',
  ),
  widen: optional(
    list(widening),
    'More agents who may take a call that has waited for some time, step by step.',
  ),
  prefer: optional(preference, 'Prefer an agent that the caller already knows.'),
  'at most': optional(
    mapping(nameKey('team'), wholeNumber(1, 10_000)),
    'The most agents of a team on calls of this queue at once. The others stay free for other queues.',
  ),
  'ring for': optional(duration(seconds(3), minutes(5)), "How long to ring one agent's phone. Default: 20s"),
  'wrap-up': optional(duration(0, minutes(60)), "An agent's wrap-up time after a call. Default: 10s"),
  'answer within': optional(
    duration(seconds(1), minutes(60)),
    'Wait within which a call should be answered. The wallboard warns when the first caller has waited longer, and shows how many were answered in time. Default: 20s',
  ),
  'answer goal': optional(
    wholeNumber(1, 100),
    'Percent of calls that should be answered within that wait: the wallboard shows whether the last hours reached it. Default: 80',
  ),
  results: optional(
    list(reference(phrase('a_result'))),
    'Results that its agents choose from in wrap-up. Their order gives the number keys of the desk: 1 to 9.',
  ),
  'result required': optional(
    yesOrNo,
    'An agent stays in wrap-up until they have given a result. Default: no',
  ),
  'result within': optional(
    duration(seconds(10), minutes(60)),
    'With `result required`: how long wrap-up lasts at most without a result. Default: 2m',
  ),
  script: optional(
    byLanguage(text(phrase('a_sentence'), 500)),
    "The first sentence that an agent says, shown on the desk while the call rings and during the talk, in the caller's language.",
  ),
  etiquette: optional(
    etiquette,
    'Reminders that replace those of the plan in calls of this queue. Default: those of the plan',
  ),
  'try again after': optional(
    duration(0, minutes(60)),
    'How long until the same call may ring an agent again who did not take it. Default: 30s',
  ),
  priority: optional(
    wholeNumber(0, 100),
    'Priority points for its callers, compared with other queues. Default: 0',
  ),
  music: optional(
    music,
    'What waiting callers hear: `{ library: NAME }` is music of the sound library, a name is a music-on-hold class of Asterisk. Default: default',
  ),
  'hold reminder': optional(
    duration(seconds(10), minutes(60)),
    'Hold time after which the agent hears a beep, and the journal notes that the caller is still on hold. Default: never',
  ),
  open: optional(
    reference(phrase('a_schedule')),
    'When the queue takes new callers (a schedule). Callers who are waiting when it closes are still served.',
  ),
  'when closed': optional(flow, 'Where new callers go while the schedule `open` is closed.'),
  'most callers': optional(wholeNumber(1, 10_000), 'The most callers who may wait at once.'),
  'when full': optional(flow, 'Where new callers go when the queue is full.'),
  'when nobody logged in': optional(flow, 'Where new and waiting callers go when no agent is logged in.'),
  'when nobody ready': optional(
    flow,
    'Where new and waiting callers go when all agents are logged out, paused or unreachable.',
  ),
  keys: optional(
    mapping(menuKey, flow),
    'Keys that a waiting caller can press to leave the queue, and where each leads.',
  ),
  announce: optional(announcements, 'Announcements for waiting callers.'),
  callback: optional(callback, 'Offer a callback. The caller keeps their place in the queue.'),
});

export type QueueSource = ReadBy<typeof queue>;
