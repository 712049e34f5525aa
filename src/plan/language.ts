/**
 * The language of the plan: every key that an operator may write, what belongs there, and a sentence about it.
 *
 * Read from the bottom: `plan` is the file. A **flow** is a step or a list of steps; a **step** is a mapping with one
 * verb (`say`, `menu`, `queue`, `ring`, ...) and what belongs to it. The JSON Schema and the table in docs/plan.md are
 * made of what stands here.
 */
import { isSeq } from 'yaml';
import { minutes, seconds } from '../shared/time.ts';
import { byLanguage } from './form/by-language.ts';
import { kinds } from './form/choices.ts';
import type { ReadKind } from './form/choices.ts';
import { list, mapping, nameKey, oneOrMore, optional, record, required } from './form/collections.ts';
import type { Entry, KeyForm, ReadFields } from './form/collections.ts';
import { named } from './form/form.ts';
import type { Form, Placed, ReadBy } from './form/form.ts';
import { duration, judged, oneOf, reference, text, wholeNumber, yesOrNo } from './form/scalars.ts';
import {
  codeKey,
  country,
  environmentVariable,
  givenName,
  languageCode,
  agentNumber,
  menuKey,
  network,
  numberKey,
  numberPattern,
  outsideNumber,
  server,
  timeZone,
} from './form/trade.ts';
import { perMinute } from './form/aging.ts';
import { levels, needs } from './form/needs.ts';
import type { StrategyName, SystemPrompt } from './model.ts';
import type { Place } from './position.ts';
import { calendarDay, daysOrList, dateKey, hours, weekdayKey } from './form/calendar.ts';
import { partKinds, prompt, promptForm } from './form/prompt.ts';

export const strategies = [
  'longest idle',
  'ordered',
  'least calls',
  'least talk time',
  'most skilled',
  'round robin',
  'random',
  'weighted',
  'ring all',
  'progressive',
] as const satisfies readonly StrategyName[];

export interface FlowSource {
  readonly at: Place;
  readonly steps: readonly StepSource[];
}
const flow = named<FlowSource>('flow', 'a step, or a list of steps', () => readFlow);

const condition = reference('a condition');

const stepKinds = {
  say: { say: required(prompt, 'Something is said to the caller.') },
  menu: { menu: required(reference('a menu'), 'The caller chooses with keys.') },
  queue: {
    queue: required(reference('a queue'), 'The caller waits for the best free agent of the queue.'),
    for: optional(
      duration(seconds(1), minutes(24 * 60)),
      'For at most so long; without it until somebody comes.',
    ),
    needs: optional(needs, 'Skills that this caller needs, on top of those that the queue needs.'),
  },
  ring: {
    ring: required(
      reference('an agent, a team or a quoted outside number'),
      'An agent, a team or an outside number is rung, if free; when nobody answers, the next step follows.',
    ),
    for: optional(duration(seconds(1), minutes(10)), 'For so long. Default: 20s'),
    strategy: optional(oneOf(strategies), 'Who of a team comes first. Default: ordered'),
    'more after': optional(
      duration(seconds(1), minutes(5)),
      'Strategy `progressive`: one more phone of the team rings each time so long has passed. Default: 5s',
    ),
    trunk: optional(reference('a trunk'), 'The trunk for an outside number; needed when there are several.'),
    'on no answer': optional(flow, 'What follows when nobody answers, before the next step.'),
    'on busy': optional(flow, 'What follows when all are busy, before the next step.'),
    'on unreachable': optional(flow, 'What follows when no phone can be reached, before the next step.'),
  },
  voicemail: {
    voicemail: required(reference('a voicemail'), 'The caller leaves a message, and the call ends.'),
  },
  chain: { chain: required(reference('a chain'), 'The call goes on with the chain.') },
  topic: { topic: required(reference('a topic'), 'The call goes on with who answers for the topic.') },
  directory: {
    directory: required(
      oneOrMore(reference('whom callers find: agents, topics, or some of them by name')),
      'The caller spells a name on the keypad; who finds nobody, or presses 0, comes to the next step. `agents`, `topics`, or names of teams, agents and topics.',
    ),
    say: optional(prompt, 'How they are asked. Default: built-in words'),
    for: optional(duration(seconds(1), minutes(10)), 'How long an agent is rung. Default: 20s'),
    wait: optional(duration(seconds(1), minutes(1)), 'How long to wait for a key. Default: 4s'),
    tries: optional(wholeNumber(1, 10), 'How often they are asked. Default: 3'),
  },
  language: { language: required(reference('a language'), 'From now on the caller hears this language.') },
  needs: { needs: required(needs, 'From now on whoever takes the call must have these skills, too.') },
  priority: {
    priority: required(
      wholeNumber(0, 100),
      'From now on the caller has so many points more in the order of those who wait.',
    ),
  },
  goodbye: {
    goodbye: required(prompt, 'This is said, and the call ends. Just `goodbye`: the built-in words.'),
  },
  when: {
    when: required(
      condition,
      '`NAME is open`, `NAME is closed` (a schedule), `caller speaks de`, `caller is TAG` or `dialled NUMBER`.',
    ),
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the plan; nobody awaits it
    then: required(flow, 'What follows if that is so, before the next step.'),
    otherwise: optional(flow, 'What follows if not, before the next step. Default: the next step'),
  },
} as const;
const step = kinds(
  'a step',
  stepKinds,
  ['goodbye', 'echo'],
  (word) => `such as { queue: ${word} } or { menu: ${word} }`,
);
export type StepSource = ReadKind<typeof stepKinds, 'goodbye' | 'echo'>;

const steps = list(step);
const readFlow: Form<FlowSource> = {
  words: 'a step, or a list of steps',
  schema: {
    anyOf: [
      { $ref: '#/definitions/step' },
      { type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } },
    ],
  },
  read(spot, reading) {
    if (isSeq(spot.node)) {
      if (spot.node.items.length === 0)
        return reading.wrong(spot.at, `${spot.called} is an empty list of steps`);
      return { at: spot.at, steps: steps.read(spot, reading) ?? [] };
    }
    const one = step.read(spot, reading);
    return { at: spot.at, steps: one === undefined ? [] : [one] };
  },
};

const menu = record('a menu', {
  say: required(prompt, 'What there is to choose. Callers may press a key before it ends.'),
  keys: required(mapping(menuKey, flow), 'What each key leads to: "0" to "9", "*", "#".'),
  wait: optional(
    duration(seconds(1), minutes(1)),
    'How long to wait for a key behind the words. Default: 5s',
  ),
  tries: optional(wholeNumber(1, 10), 'How often it is said before `otherwise`. Default: 3'),
  otherwise: required(flow, 'Where callers go who press nothing, or nothing that fits: a way to a person.'),
});

const widening = record('a step of widening', {
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

const preference = record('a preference', {
  for: required(
    duration(0, minutes(60)),
    'How long a caller is kept for their own agent, or for the last one; 0s: that one just comes first if free.',
  ),
  'last within': optional(
    duration(seconds(1), minutes(3660 * 24 * 60)),
    'The agent whom they talked with last counts, if that is not longer ago. Default: only their own agent',
  ),
});

const announcements = record('announcements', {
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

const callback = record('a callback', {
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

const queue = record('a queue', {
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

const personalNumber = record('a number outside', {
  number: required(outsideNumber, 'As dialled over the trunk.'),
  rings: required(
    oneOf(['instead', 'too'] as const),
    '`instead` of their own phones (not of one that they have logged in at), or `too`.',
  ),
  after: optional(duration(0, minutes(5)), 'For `too`: so much later than the phones. Default: at once'),
  trunk: optional(reference('a trunk'), 'Needed when there are several.'),
});

const agent = record('an agent', {
  name: optional(text('a name', 80), 'As shown to people. Default: the key'),
  phone: optional(givenName, 'SIP user name of their phone. Default: the key'),
  phones: optional(
    list(givenName),
    'Instead of `phone`, when there are several: all ring together, and the first to answer has the call.',
  ),
  outside: optional(
    personalNumber,
    'A number in the public network that rings too, or instead; who answers there presses 1 to take the call.',
  ),
  'auto-answer': optional(yesOrNo, 'Their phone is asked to pick up by itself. Default: false'),
  number: optional(
    agentNumber,
    'What they key in to log in at any phone, with their PIN: see `log in here`.',
  ),
  skills: optional(levels, 'What they can do, from 0 (not) to 10 (best).'),
  weight: optional(wholeNumber(1, 100), 'Their share of calls under the strategy `weighted`. Default: 1'),
  works: optional(
    reference('a schedule'),
    'The schedule of when they are usually there; `check` counts on it. Default: always',
  ),
});

const schedule = record('a schedule', {
  hours: required(
    mapping(weekdayKey, hours),
    'By day: `mon-fri: 9:00-17:00`, `sat: [9:00-12:00, 14:00-16:00]`, `fri-sat: 22:00-6:00`, `daily: all day`.',
  ),
  holidays: optional(
    list(daysOrList),
    'Closed on these days: `2026-12-24`, `12-25` (every year), `2026-12-27 to 2026-12-31`, `easter + 1`; or those of a list of `holidays`, by its name.',
  ),
  exceptions: optional(
    mapping(dateKey, hours),
    'Other hours on a day: `2026-12-24: 9:00-12:00`, or `closed`.',
  ),
  'time zone': optional(timeZone, "Whose clock counts. Default: the plan's"),
});

const tag = record('a tag', {
  priority: optional(
    wholeNumber(0, 100),
    'Points in the order of those who wait; of several tags the highest counts. Default: 0',
  ),
  needs: optional(needs, 'Skills that these callers need, on top of what else is needed.'),
  numbers: optional(mapping(numberKey, flow), 'What a dialled number leads these callers to instead.'),
  menus: optional(mapping(nameKey('menu'), reference('a menu')), 'Another menu instead of each.'),
  queues: optional(mapping(nameKey('queue'), reference('a queue')), 'Another queue instead of each.'),
  chains: optional(mapping(nameKey('chain'), reference('a chain')), 'Another chain instead of each.'),
});

const guard = record('a guard', {
  numbers: required(list(reference('a number')), 'The guarded numbers.'),
  'go to': required(flow, 'Where everybody goes who dials one of them.'),
  'but for': optional(
    list(reference('a tag, an agent or a quoted number')),
    'Contacts with such a tag, agents at their own phones, and numbers (+49...) get through.',
  ),
});

const topic = record('a topic', {
  name: optional(byLanguage(text('a name', 80)), 'As shown and said to people. Default: the key'),
  words: optional(
    byLanguage(list(text('words', 200))),
    'What callers say when they mean it: `has my transfer arrived?`.',
  ),
  who: required(flow, 'Who answers: a step that rings somebody, a queue, a chain, or several of them.'),
  'who else': optional(flow, 'Who else is asked when nobody of `who` can be reached.'),
});

const voicemail = record('a voicemail', {
  greeting: optional(prompt, 'Said before the tone. Default: built-in words'),
  longest: optional(duration(seconds(5), minutes(30)), 'The longest message. Default: 2m'),
});

const callLimits = {
  'calls at once': optional(wholeNumber(1, 100_000), 'More calls in progress than these are turned away.'),
  'new calls a second': optional(wholeNumber(1, 10_000), 'More new calls than these are turned away.'),
};

const trunk = record('a trunk', {
  server: required(server, "The provider's SIP server: host or host:port."),
  user: optional(
    text('a user name', 80),
    'Log in with this name; without it the provider knows us by our address.',
  ),
  'password from': optional(environmentVariable, 'The environment variable that holds the password.'),
  register: optional(yesOrNo, 'Tell the provider where we are. Default: true with a user'),
  addresses: optional(list(network), "Where the provider's calls come from."),
  trusted: optional(yesOrNo, 'Whether its P-Asserted-Identity is believed. Default: false'),
  'caller number': optional(outsideNumber, 'The number shown to those we call.'),
  ...callLimits,
});

const limits = record('limits', {
  ...callLimits,
  'each line': optional(record('limits of a line', callLimits), 'The same for each outside line by itself.'),
  'engine late': optional(
    duration(50, minutes(1)),
    'Callers are turned away while the engine is so late for its work. Default: 500ms',
  ),
  say: optional(prompt, 'What they hear. Default: nothing, they are not answered (SIP 503)'),
});

const outsideLimits = record('limits of outside calls', {
  'calls an hour': optional(wholeNumber(0, 100_000), 'So many at most.'),
  'minutes an hour': optional(wholeNumber(0, 100_000), 'No new call when so many have been talked.'),
});

const outsideCalls = record('outside calls', {
  countries: optional(list(country), 'Countries whose numbers may be called.'),
  numbers: optional(list(numberPattern), 'Numbers that may be called; a * at the end stands for the rest.'),
  premium: optional(
    yesOrNo,
    'Whether numbers that cost extra are called, if allowed otherwise. Default: false',
  ),
  'each agent': optional(outsideLimits, 'How much each agent may call outside.'),
  'each trunk': optional(outsideLimits, 'How much may go over each trunk.'),
});

const aSchedule = reference('a schedule');
const code = kinds(
  'a code',
  {
    pause: { pause: required(text('a reason', 80), 'No calls for a while, for this reason.') },
    'wrap-up': {
      'wrap-up': required(duration(seconds(10), minutes(60)), 'So much longer a wrap-up, for who is in one.'),
    },
    open: { open: required(aSchedule, 'The schedule is open from now on, whatever its hours say.') },
    close: { close: required(aSchedule, 'The schedule is closed from now on, whatever its hours say.') },
    'as planned': { 'as planned': required(aSchedule, "The schedule's hours count again.") },
  },
  ['log in', 'log in here', 'log out', 'pause', 'resume'],
  () => 'there is: log in, log in here, log out, pause, resume, { pause: lunch }, { close: office }',
);

const systemPrompts = [
  'wrong key',
  'goodbye',
  'number not in use',
  'logged in',
  'logged out',
  'paused',
  'resumed',
  'opened',
  'closed',
  'as planned',
  'not an agent phone',
  'wrap-up extended',
  'a call from',
  'press 1 to take it',
  'enter your number',
  'enter your PIN',
  'wrong number or PIN',
  'log-in refused',
  'sorry, something went wrong',
  'your place in the queue is',
  'you are next',
  'the wait is between',
  'and',
  'minutes',
  'the wait is less than',
  'the wait is less than a minute',
  'callback offer',
  'callback to',
  'callback choice',
  'callback number wanted',
  'callback number impossible',
  'callback booked',
  'callback booked before',
  'callback greeting',
  'callback confirm',
  'spell a name',
  'no such name',
  'for',
  'press',
  'more names',
  'spell again',
  'can not take your call',
] as const satisfies readonly SystemPrompt[];
const spokenKey: KeyForm = {
  kind: 'built-in prompt',
  is: 'one of the built-in prompts',
  pattern: `^(${systemPrompts.join('|')})$`,
  fault: (key) =>
    systemPrompts.some((one) => one === key) ? undefined : `there is: ${systemPrompts.join('; ')}`,
};

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
  codes: optional(mapping(codeKey, code), 'What agents dial on their own phones.'),
  prompts: optional(mapping(nameKey('prompt'), prompt), 'Prompts by name, used by { prompt: NAME }.'),
  spoken: optional(mapping(spokenKey, prompt), 'Own words instead of the built-in ones.'),
  limits: optional(limits, 'How many calls are let in.'),
  'outside calls': optional(
    outsideCalls,
    'Whom we call outside, and how much. Default: whom `ring` steps name',
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
  'misses before pause': optional(
    wholeNumber(0, 100),
    'Missed calls in a row that pause an agent; 0: never. Default: 3',
  ),
} as const;

export type PlanSource = ReadFields<typeof plan>;
export type AnnouncementsSource = ReadBy<typeof announcements>;
export type CallbackSource = ReadBy<typeof callback>;
export type TrunkSource = ReadBy<typeof trunk>;
export type TagSource = ReadBy<typeof tag>;
export type GuardSource = ReadBy<typeof guard>;
export type TopicSource = ReadBy<typeof topic>;
export type PersonalNumberSource = ReadBy<typeof personalNumber>;
export type CodeSource = ReadBy<typeof code>;
export type QueueSource = ReadBy<typeof queue>;
export type ScheduleSource = ReadBy<typeof schedule>;
export type CallLimitsSource = Pick<TrunkSource, 'calls at once' | 'new calls a second'>;
export type OutsideLimitsSource = ReadBy<typeof outsideLimits>;
export type { Entry, Placed };
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
