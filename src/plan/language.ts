/**
 * The language of the plan: every key that an operator may write, what belongs there, and a sentence about it.
 *
 * Here is the file as a whole (`plan`); what stands in its sections is in `language/`, a file each. A **flow** is a step
 * or a list of steps; a **step** is a mapping with one verb (`say`, `menu`, `queue`, `ring`, ...) and what belongs to it.
 * The JSON Schema and the table in docs/plan/reference.md are made of what stands here and there.
 */
import { minutes, seconds } from '../shared/time.ts';
import { perMinute } from './form/aging.ts';
import { calendarDay } from './form/calendar.ts';
import { list, mapping, nameKey, optional } from './form/collections.ts';
import type { ReadFields } from './form/collections.ts';
import type { Form, Placed } from './form/form.ts';
import { needs } from './form/needs.ts';
import { partKinds, prompt, promptForm } from './form/prompt.ts';
import { duration, reference, text, wholeNumber, yesOrNo } from './form/scalars.ts';
import { codeKey, country, givenName, languageCode, numberKey, timeZone } from './form/formats.ts';
import { agent, personalNumber } from './language/agent.ts';
import { announcements } from './language/announcements.ts';
import { callback } from './language/callback.ts';
import { guard, tag } from './language/callers.ts';
import { code } from './language/code.ts';
import { emergencyCalls } from './language/emergency.ts';
import { flow, readFlow, step, stepKinds } from './language/flow.ts';
import { limits } from './language/limits.ts';
import { menu } from './language/menu.ts';
import { outsideCalls, outsideLimits } from './language/outside.ts';
import { preference, queue, widening } from './language/queue.ts';
import { phoneTrouble } from './language/phone-trouble.ts';
import { schedule } from './language/schedule.ts';
import { spokenKey } from './language/spoken.ts';
import { topic } from './language/topic.ts';
import { trunk } from './language/trunk.ts';
import { voicemail } from './language/voicemail.ts';

/** The keys of a plan file, in the order in which a reader wants them. */
export const plan = {
  company: optional(placed(text('a name', 120)), 'Who is called.'),
  country: optional(country, 'ISO 3166: numbers without a country code are read as of this country.'),
  'time zone': optional(timeZone, 'IANA name: the office clock.'),
  language: optional(languageCode, 'What callers hear.'),
  languages: optional(
    list(languageCode),
    'Instead of `language`, when there are several: the first is the usual one.',
  ),
  include: optional(list(placed(text('a file', 300))), 'More files of the same plan, beside this one.'),
  numbers: optional(mapping(numberKey, flow), 'What each dialled number leads to.'),
  'unknown number': optional(flow, 'What any other number leads to. Default: a goodbye'),
  'blocked callers': optional(flow, 'Where callers tagged `blocked` go. Default: turned away unanswered'),
  'block withheld numbers': optional(
    yesOrNo,
    'Also block callers who withhold their number, by the number that a trusted trunk gives. Default: no',
  ),
  holidays: optional(
    mapping(nameKey('list of holidays'), list(calendarDay)),
    'Days by name, for the schedules that share them.',
  ),
  schedules: optional(mapping(nameKey('schedule'), schedule), 'When something is open, by name.'),
  menus: optional(mapping(nameKey('menu'), menu), 'Menus by name.'),
  queues: optional(mapping(nameKey('queue'), queue), 'Queues by name.'),
  chains: optional(
    mapping(nameKey('chain'), flow),
    'Escalation chains by name: who is tried, one after the other.',
  ),
  topics: optional(
    mapping(nameKey('topic'), topic),
    'What callers call about, by name: in which words, who answers, and who else.',
  ),
  agents: optional(mapping(nameKey('agent'), agent), 'People who take calls, by name.'),
  phones: optional(
    list(givenName),
    'Phones that belong to nobody: agents log in there with the code `log in here`.',
  ),
  teams: optional(
    mapping(nameKey('team'), list(reference('an agent'))),
    'Teams by name, each a list of agents.',
  ),
  voicemails: optional(mapping(nameKey('voicemail'), voicemail), 'Voicemails by name.'),
  lines: optional(list(givenName), 'Outside lines that log in with a name of ours.'),
  trunks: optional(mapping(nameKey('trunk'), trunk), 'Lines to providers by name.'),
  extensions: optional(
    mapping(nameKey('line or trunk'), wholeNumber(0, 15)),
    'By line or trunk: callers with at most so many digits, and no 0 or + before them, call from an extension. Default: 6',
  ),
  codes: optional(mapping(codeKey, code), 'What agents dial on their own phones.'),
  prompts: optional(mapping(nameKey('prompt'), prompt), 'Prompts by name, used by { prompt: NAME }.'),
  spoken: optional(mapping(spokenKey, prompt), 'Own words instead of the built-in ones.'),
  limits: optional(limits, 'How many calls are let in.'),
  'outside calls': optional(
    outsideCalls,
    'Whom we call outside, and how much. Default: whom `ring` steps name',
  ),
  'emergency calls': optional(
    emergencyCalls,
    'How agents reach the emergency services. Default: not at all, and they hear so',
  ),
  'pick up after': optional(
    duration(seconds(10), minutes(60)),
    'Callers who have heard nothing but ringing for so long are picked up while they wait. Default: 2m',
  ),
  aging: optional(perMinute, 'How fast waiting callers gain points. Default: 1 per minute'),
  tags: optional(mapping(nameKey('tag'), tag), 'What the tags of a contact change for their calls.'),
  'language needs': optional(
    mapping(nameKey('language'), needs),
    'Skills that callers need who hear that language.',
  ),
  guarded: optional(mapping(nameKey('guard'), guard), 'Numbers that not everybody gets through to.'),
  'vanished after': optional(
    duration(0, minutes(10)),
    "An agent's phone that sends nothing for so long while they talk has vanished; 0s: never. Default: 20s",
  ),
  'misses before pause': optional(
    wholeNumber(0, 100),
    'Missed calls in a row that pause an agent; 0: never. Default: 3',
  ),
  'phone trouble': optional(
    phoneTrouble,
    'When a phone that refuses calls is shown as unusable, and its agent is tried after the others. Default: after 3 refusals in a row',
  ),
} as const;

export type PlanSource = ReadFields<typeof plan>;
export type { Entry } from './form/collections.ts';
export type { Placed };
export type { PersonalNumberSource } from './language/agent.ts';
export type { AnnouncementsSource } from './language/announcements.ts';
export type { CallbackSource } from './language/callback.ts';
export type { GuardSource, TagSource } from './language/callers.ts';
export type { CodeSource } from './language/code.ts';
export type { FlowSource, StepSource } from './language/flow.ts';
export type { CallLimitsSource } from './language/limits.ts';
export type { OutsideLimitsSource } from './language/outside.ts';
export type { QueueSource } from './language/queue.ts';
export type { ScheduleSource } from './language/schedule.ts';
export type { TopicSource } from './language/topic.ts';
export type { TrunkSource } from './language/trunk.ts';
export { strategies } from './language/strategy.ts';

/** What the documentation lists, besides `plan` itself. */
export const parts = {
  step: stepKinds,
  prompt: partKinds,
  schedule,
  menu,
  queue,
  announcements,
  callback,
  agent,
  outside: personalNumber,
  voicemail,
  trunk,
  code,
  limits,
  'outside calls': outsideCalls,
  'outside limits': outsideLimits,
  'emergency calls': emergencyCalls,
  'phone trouble': phoneTrouble,
  widening,
  preference,
  tag,
  guard,
  topic,
};
/** Forms that the schema refers to by name. */
export const definitions = { flow: readFlow, step, prompt: promptForm };

function placed<T>(form: Form<T>): Form<Placed<T>> {
  return {
    ...form,
    read(spot, reading) {
      const value = form.read(spot, reading);
      return value === undefined ? undefined : { value, at: spot.at };
    },
  };
}
