/**
 * The language of the plan: every key that an operator may write, what belongs there, and a sentence about it.
 *
 * Here is the file as a whole (`plan`); what stands in its sections is in `language/`, a file each. A **flow** is a step
 * or a list of steps; a **step** is a mapping with one verb (`say`, `menu`, `queue`, `ring`, ...) and what belongs to it.
 * The JSON Schema and the table in docs/plan/reference.md are made of what stands here and there.
 */
import { phrase } from '../shared/findings/said.ts';
import { minutes, seconds } from '../shared/time.ts';
import { perMinute } from './form/aging.ts';
import { byLanguage } from './form/by-language.ts';
import { dayOrRegion } from './form/calendar.ts';
import { list, mapping, nameKey, oneOrMore, optional, type ReadFields } from './form/collections.ts';
import type { Form, Placed } from './form/form.ts';
import { codeKey, country, givenName, languageCode, numberKey, timeZone } from './form/formats.ts';
import { needs } from './form/needs.ts';
import { partKinds, prompt, promptForm } from './form/prompt.ts';
import { duration, reference, text, wholeNumber, yesOrNo } from './form/scalars.ts';
import { agent, personalNumber } from './language/agent.ts';
import { alarms, queueAlarm } from './language/alarms.ts';
import { announcements } from './language/announcements.ts';
import { callback } from './language/callback.ts';
import { callerPage } from './language/caller-page.ts';
import { guard, tag } from './language/callers.ts';
import { code } from './language/code.ts';
import { crm } from './language/crm.ts';
import { emergencyCalls } from './language/emergency.ts';
import { etiquette } from './language/etiquette.ts';
import { flow, readFlow, step, stepKinds } from './language/flow.ts';
import { keyInTalk, talkKey } from './language/keys-in-talk.ts';
import { limits } from './language/limits.ts';
import { lookup } from './language/lookup.ts';
import { menu } from './language/menu.ts';
import { menuLimits } from './language/menu-limits.ts';
import { ownMusic } from './language/music.ts';
import { rota } from './language/on-call.ts';
import { outsideByAgents, outsideCalls, outsideLimits } from './language/outside.ts';
import { parking } from './language/parking.ts';
import { pause } from './language/pauses.ts';
import { phoneTrouble } from './language/phone-trouble.ts';
import { preference, queue, widening } from './language/queue.ts';
import { recording } from './language/recording.ts';
import { reportByMail } from './language/reports.ts';
import { result } from './language/result.ts';
import { retention } from './language/retention.ts';
import { schedule } from './language/schedule.ts';
import { spokenKey } from './language/spoken.ts';
import { supervision } from './language/supervision.ts';
import { survey } from './language/survey.ts';
import { topic } from './language/topic.ts';
import { trunk } from './language/trunk.ts';
import { voicemail } from './language/voicemail.ts';

/** The keys of a plan file, in the order in which a reader wants them. */
export const plan = {
  company: optional(placed(text(phrase('a_name'), 120)), 'The name of your company.'),
  country: optional(
    country,
    'Your country (ISO 3166), such as DE. Numbers without a country code belong to it.',
  ),
  'time zone': optional(timeZone, 'Your time zone (IANA name), such as Europe/Berlin.'),
  language: optional(languageCode, 'The language of prompts, such as en.'),
  languages: optional(
    list(languageCode),
    'Use this instead of `language` for several languages. The first is the default.',
  ),
  include: optional(
    list(placed(text(phrase('a_file'), 300))),
    'More files of the same plan, relative to this one.',
  ),
  numbers: optional(mapping(numberKey, flow), 'What to do with calls to each dialled number.'),
  'unknown number': optional(flow, 'What to do with calls to any other number. Default: a goodbye'),
  'blocked callers': optional(flow, 'Where callers tagged `blocked` go. Default: rejected unanswered'),
  'block withheld numbers': optional(
    yesOrNo,
    'Also block callers who withhold their number, if a trusted trunk reveals it. Default: no',
  ),
  'keep withheld numbers': optional(
    duration(minutes(60), minutes(60 * 24 * 90)),
    'For how long to keep the number that a trusted trunk reveals of callers who withhold it, apart from everything else, to trace a caller in an emergency. Default: not kept',
  ),
  holidays: optional(
    mapping(nameKey('list of holidays'), oneOrMore(dayOrRegion)),
    'Lists of holidays by name, which schedules can share.',
  ),
  schedules: optional(mapping(nameKey('schedule'), schedule), 'Opening hours by name.'),
  menus: optional(mapping(nameKey('menu'), menu), 'Menus by name.'),
  lookups: optional(
    mapping(nameKey('lookup'), lookup),
    'Lookups by name: what an `ask` step lets callers key in, such as a customer number or a PIN, and how it is checked.',
  ),
  'menu limits': optional(
    menuLimits,
    'When `check` warns of menus that are hard on callers. Default: more than 6 options, 30s or 3 menus',
  ),
  queues: optional(mapping(nameKey('queue'), queue), 'Queues by name.'),
  chains: optional(
    mapping(nameKey('chain'), flow),
    'Escalation chains by name: steps that are tried one after the other.',
  ),
  topics: optional(
    mapping(nameKey('topic'), topic),
    'Topics that callers call about, by name: search words, who answers, and fallbacks.',
  ),
  results: optional(
    mapping(nameKey('result'), result),
    'Results by name: how a call came out, as agents say in wrap-up. Queues name them.',
  ),
  'ticket types': optional(
    mapping(nameKey('ticket type'), byLanguage(text(phrase('a_name'), 80))),
    'Types of tickets by key, each with the name that is shown: `order: Order`.',
  ),
  agents: optional(mapping(nameKey('agent'), agent), 'Agents by name.'),
  phones: optional(
    list(givenName),
    'Shared phones (hot desks). Agents log in there with the code `log in here`.',
  ),
  teams: optional(
    mapping(nameKey('team'), list(reference(phrase('an_agent')))),
    'Teams by name, each a list of agents.',
  ),
  'on call': optional(
    mapping(nameKey('on-call rota'), rota),
    'On-call rotas by name: who is on call in which week. A `ring` step names them.',
  ),
  voicemails: optional(mapping(nameKey('voicemail'), voicemail), 'Voicemails by name.'),
  lines: optional(
    list(givenName),
    'Outside lines: gateways or PBXs that register with Cordboard under this name.',
  ),
  trunks: optional(mapping(nameKey('trunk'), trunk), 'SIP trunks to providers, by name.'),
  extensions: optional(
    mapping(nameKey('line or trunk'), wholeNumber(0, 15)),
    'Longest extension, by line or trunk. A caller ID with at most this many digits, and no leading 0 or +, is an extension. Default: 6',
  ),
  codes: optional(mapping(codeKey, code), 'Codes that agents dial on their own phones.'),
  'keys in talk': optional(
    mapping(talkKey, keyInTalk),
    'What agents press during a call: a star and a digit, and what it does. The other side does not hear these keys.',
  ),
  etiquette: optional(
    etiquette,
    "Reminders that the desk shows agents during a talk, in the caller's language. A queue may have its own. Default: none",
  ),
  'busy lamps': optional(
    yesOrNo,
    'Phones of agents may watch other agents with busy lamp keys (BLF): by name, or by `number`. Default: no',
  ),
  pauses: optional(
    mapping(nameKey('pause'), pause),
    'The reasons for which agents may pause, by name. Default: any reason',
  ),
  reports: optional(
    mapping(nameKey('report'), reportByMail),
    'Reports that are sent by e-mail, by name. They need a mail server: CORDBOARD_SMTP_HOST.',
  ),
  retention: optional(
    retention,
    'For how long personal data is kept. `cordboard retention` shows what goes next. Default: until someone erases it',
  ),
  alarms: optional(
    alarms,
    'Who is called because of alarms, one after the other, until someone confirms (docs/alarms.md). Default: no one',
  ),
  crm: optional(
    crm,
    'The page of your CRM about a caller, which the console opens from calls, tickets and contacts. Default: none',
  ),
  parking: optional(parking, 'Parking slots for callers. Default: none'),
  'caller page': optional(
    callerPage,
    'The page `/call`, on which visitors call some of your numbers from their browser, without a phone. Default: not available',
  ),
  prompts: optional(mapping(nameKey('prompt'), prompt), 'Prompts by name, used by { prompt: NAME }.'),
  spoken: optional(mapping(spokenKey, prompt), 'Your own prompts instead of the built-in ones.'),
  limits: optional(limits, 'Limits for incoming calls (overload protection).'),
  'outside calls': optional(
    outsideCalls,
    'Which outside numbers may be called, and how much. Default: only the numbers in `ring` steps',
  ),
  'emergency calls': optional(
    emergencyCalls,
    'How agents reach the emergency services. Default: not possible; the agent hears an announcement',
  ),
  'pick up after': optional(
    duration(seconds(10), minutes(60)),
    'Answer a waiting call after this much ringing, because carriers drop calls that ring too long. Default: 2m',
  ),
  aging: optional(perMinute, 'How fast waiting callers gain priority points. Default: 1 per minute'),
  tags: optional(mapping(nameKey('tag'), tag), "What a contact's tags change for their calls."),
  'language needs': optional(
    mapping(nameKey('language'), needs),
    'Skills that callers need, by the language that they hear.',
  ),
  guarded: optional(mapping(nameKey('guard'), guard), 'Guarded numbers: only listed callers get through.'),
  supervision: optional(
    supervision,
    'Who may listen to calls, and who hears about it. Default: not possible',
  ),
  recording: optional(
    mapping(nameKey('recording rule'), recording),
    'Recording rules by name. The first rule that fits a call counts. Default: no recording',
  ),
  surveys: optional(
    mapping(nameKey('survey'), survey),
    'Surveys by name: what callers are asked after they have talked with an agent. The first that fits a call counts. Default: none',
  ),
  'vanished after': optional(
    duration(0, minutes(10)),
    "Time without any packet from an agent's phone during a call after which the phone counts as lost; 0s: never. Default: 20s",
  ),
  'rejoin within': optional(
    duration(0, minutes(2)),
    "Time for which a caller waits, with music, when the page of an agent's browser phone is reloaded or crashes during a call; then they go back to the head of the queue. 0s: at once. Default: 15s",
  ),
  'misses before pause': optional(
    wholeNumber(0, 100),
    'Missed calls in a row (RONA) after which an agent is paused; 0: never. Default: 3',
  ),
  'phone trouble': optional(
    phoneTrouble,
    'When a phone that refuses calls counts as unusable. Its agent is then rung after the others. Default: after 3 refusals in a row',
  ),
} as const;

export type PlanSource = ReadFields<typeof plan>;
export type { Entry } from './form/collections.ts';
export type { AgentSource, PersonalNumberSource } from './language/agent.ts';
export type { AnnouncementsSource } from './language/announcements.ts';
export type { CallbackSource } from './language/callback.ts';
export type { GuardSource, TagSource } from './language/callers.ts';
export type { CodeSource } from './language/code.ts';
export type { EtiquetteSource } from './language/etiquette.ts';
export type { FlowSource, StepSource } from './language/flow.ts';
export type { KeyInTalkSource } from './language/keys-in-talk.ts';
export type { CallLimitsSource } from './language/limits.ts';
export type { LookupSourceText } from './language/lookup.ts';
export type { OutsideByAgentsSource, OutsideLimitsSource } from './language/outside.ts';
export type { QueueSource } from './language/queue.ts';
export type { RecordingSource } from './language/recording.ts';
export type { ResultSource } from './language/result.ts';
export type { ScheduleSource } from './language/schedule.ts';
export { strategies } from './language/strategy.ts';
export type { SurveyByEmailSource } from './language/survey.ts';
export type { TopicSource } from './language/topic.ts';
export type { TrunkSource } from './language/trunk.ts';
export type { Placed };

/** What the documentation lists, besides `plan` itself. */
export const parts = {
  step: stepKinds,
  prompt: partKinds,
  schedule,
  menu,
  'menu limits': menuLimits,
  lookup,
  queue,
  announcements,
  callback,
  agent,
  outside: personalNumber,
  'on-call rota': rota,
  voicemail,
  trunk,
  code,
  'key in talk': keyInTalk,
  etiquette,
  pause,
  report: reportByMail,
  alarms,
  'alarm of a queue': queueAlarm,
  crm,
  parking,
  'caller page': callerPage,
  retention,
  limits,
  'outside calls': outsideCalls,
  'outside calls by agents': outsideByAgents,
  'outside limits': outsideLimits,
  'emergency calls': emergencyCalls,
  'phone trouble': phoneTrouble,
  recording,
  survey,
  supervision,
  widening,
  preference,
  'music of the library': ownMusic,
  tag,
  guard,
  topic,
  result,
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
