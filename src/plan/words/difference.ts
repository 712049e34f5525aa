/** What a new plan changes, in words: shown before it is applied, and kept in the journal. */

import type {
  AgentCode,
  AgentName,
  Flow,
  KeyInTalk,
  MenuLimits,
  PauseReason,
  Plan,
  ReportByMail,
  Schedule,
  Topic,
} from '../model.ts';
import { phoneTroubleIn, refusalInWords } from '../rules/phone-trouble.ts';
import { durationInWords } from './duration.ts';
import { stepInWords } from './in-words.ts';
import { scheduleInWords } from './schedule.ts';

/** One sentence for each change, in the order of a plan file; empty: no differences. */
export function difference(before: Plan, after: Plan, ofAgent?: OfAgent): string[] {
  return [...differences(before, after, ofAgent)].filter((sentence) => sentence !== undefined);
}

/** What is known of an agent who is about to go. */
type OfAgent = (name: AgentName) => string | undefined;

/** The same bit by bit, for plans of thousands of agents; undefined: one thing more has been compared. */
export function* differences(
  before: Plan,
  after: Plan,
  ofAgent: OfAgent = () => undefined,
): Generator<string | undefined, void> {
  yield* values('plan', settings(before), settings(after));
  yield* languages(before, after);
  yield* things(
    'number',
    before.numbers,
    after.numbers,
    (_, flow) => steps(after, flow),
    flowOf(before, after),
  );
  yield* things(
    'code',
    before.codes,
    after.codes,
    (_, code) => codeInWords(code),
    (subject, was, is) => changed(subject, codeInWords(was), codeInWords(is)),
  );
  yield* things(
    'key in talk',
    before.keysInTalk ?? {},
    after.keysInTalk ?? {},
    (_, key) => keyInWords(key),
    (subject, was, is) => changed(subject, keyInWords(was), keyInWords(is)),
  );
  yield* things('schedule', before.schedules, after.schedules, () => '', hours);
  yield* things('menu', before.menus, after.menus, keysOf, compared);
  yield* things('lookup', before.lookups ?? {}, after.lookups ?? {}, () => '', compared);
  yield* things(
    'topic',
    before.topics ?? {},
    after.topics ?? {},
    (_, { flow }) => steps(after, flow),
    topicNow,
  );
  yield* flows(before, after);
  yield* things('queue', before.queues, after.queues, (_, { members }) => members.join(', '), compared);
  yield* things('result', before.results ?? {}, after.results ?? {}, () => '', compared);
  yield* things('ticket type', before.ticketTypes ?? {}, after.ticketTypes ?? {}, () => '', compared);
  yield* things('tag', before.tags ?? {}, after.tags ?? {}, () => '', compared);
  yield* things(
    'guard',
    before.guarded ?? {},
    after.guarded ?? {},
    (_, { numbers }) => numbers.join(', '),
    compared,
  );
  yield* things('recording rule', before.recording ?? {}, after.recording ?? {}, () => '', compared);
  yield* things('survey', before.surveys ?? {}, after.surveys ?? {}, () => '', compared);
  yield* things('agent', before.agents, after.agents, (_, { title }) => title, compared, ofAgent);
  yield* list('shared phones', before.sharedPhones, after.sharedPhones);
  yield* things('team', before.teams, after.teams, (_, members) => members.join(', '), compared);
  yield* things(
    'on-call rota',
    before.onCall ?? {},
    after.onCall ?? {},
    (_, { people }) => people.join(', '),
    compared,
  );
  yield* things('voicemail', before.voicemails, after.voicemails, () => '', compared);
  yield* things('line', before.lines, after.lines, () => '', compared);
  yield* things(
    'number on the caller page',
    before.callerPage?.numbers ?? {},
    after.callerPage?.numbers ?? {},
    (_, title) => title,
    changed,
  );
  yield* values('caller page', pageLimits(before), pageLimits(after));
  yield* things('trunk', before.trunks, after.trunks, (_, { server }) => server, compared);
  yield* things(
    'extensions of',
    before.extensions ?? {},
    after.extensions ?? {},
    (_, digits) => `${digits} digits at most`,
    (subject, _old, digits) => [`${subject}: ${digits} digits at most`],
  );
  yield* things('built-in prompt', before.spoken, after.spoken, () => '', spokenNow);
}

type Table<T> = Readonly<Record<string, T>>;

function* things<T>(
  kind: string,
  before: Table<T>,
  after: Table<T>,
  about: (name: string, thing: T) => string,
  compare: (subject: string, before: T, after: T) => string[],
  ofRemoved: (name: string) => string | undefined = () => undefined,
): Generator<string | undefined, void> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[name], after[name]];
    const subject = `${kind} ${name}`;
    if (old === undefined && now !== undefined) yield `${subject} is new${colon(about(name, now))}`;
    else if (now === undefined) yield `${subject} is removed${inBrackets(ofRemoved(name))}`;
    else if (old !== undefined) yield* compare(subject, old, now);
    yield undefined;
  }
}
const colon = (text: string): string => (text === '' ? '' : `: ${text}`);

const compared = (subject: string, before: object, after: object): string[] => {
  if (Array.isArray(before) && Array.isArray(after)) return list(subject, before, after);
  return values(subject, before, after);
};

/** Names of fields as an operator writes them. */
const written: Readonly<Record<string, string>> = {
  members: 'agents',
  ringFor: 'ring for',
  wrapUpFor: 'wrap-up',
  answerWithin: 'answer within',
  answerGoal: 'answer goal',
  resultWithin: 'result within',
  needsDetail: 'needs detail',
  tryAgainAfter: 'try again after',
  holdReminder: 'hold reminder',
  waitFor: 'wait',
  prompt: 'say',
  callerNumber: 'caller number',
  timeZone: 'time zone',
  title: 'name',
  missesBeforePause: 'misses before pause',
  mostCallers: 'most callers',
  vanishedAfter: 'vanished after',
  rejoinWithin: 'rejoin within',
  browserPhone: 'browser phone',
  notTags: 'not tags',
  pauseFor: 'pause for',
  keepFor: 'keep for',
  followUpAfter: 'follow up after',
  followUpBy: 'follow up by',
};
/** Reported elsewhere: an agent's queues with the queues, what keys lead to with the flows. */
const elsewhere = new Set(['queues', 'otherwise', 'name', 'exits']);

function values(subject: string, before: object, after: object): string[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): string[] => {
    const [was, is] = [old.get(key) as unknown, now.get(key) as unknown];
    if (elsewhere.has(key) || same(was, is)) return [];
    const name = written[key] ?? key;
    if (isNames(was) && isNames(is)) return list(subject, was, is);
    if (key === 'keys') return keys(subject, (was ?? {}) as Table<string>, (is ?? {}) as Table<string>);
    if (!isPlain(was) || !isPlain(is)) return [`${subject}: ${name} changed`];
    return [`${subject}: ${name} ${shown(key, was)} -> ${shown(key, is)}`];
  });
}

/** The names in a directory are reported with the agents and the topics. */
const comparable = (key: string, value: unknown): unknown => (key === 'entries' ? undefined : value);
const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a, comparable) === JSON.stringify(b, comparable);
const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isLength = (key: string): boolean =>
  key.endsWith('For') || key.endsWith('Within') || key.endsWith('After') || key === 'longest';
const shown = (key: string, value: unknown): string => {
  if (value === undefined) return 'not set';
  if (typeof value === 'string') return value;
  return isLength(key) && typeof value === 'number' ? durationInWords(value) : JSON.stringify(value);
};

function list(subject: string, before: readonly string[], after: readonly string[]): string[] {
  const [were, are] = [new Set(before), new Set(after)];
  const joining = after.filter((name) => !were.has(name));
  const leaving = before.filter((name) => !are.has(name));
  if (joining.length + leaving.length === 0)
    return same(before, after) ? [] : [`${subject}: new order ${after.join(', ')}`];
  return [
    ...joining.map((name) => `${subject}: ${name} is added`),
    ...leaving.map((name) => `${subject}: ${name} is removed`),
  ];
}

function keys(subject: string, before: Table<string>, after: Table<string>): string[] {
  const gone = Object.keys(before).filter((key) => !(key in after));
  const fresh = Object.keys(after).filter((key) => !(key in before));
  return [
    ...fresh.map((key) => `${subject}: key ${key} is new`),
    ...gone.map((key) => `${subject}: key ${key} is removed`),
  ];
}

/** A flow that forks is compiled into several; `chain top, from step 4` is the rest of one. */
const isRest = (plan: Plan, flow: string): boolean => /, from step \d+$/.test(plan.flows[flow]?.title ?? '');

/** As they are written: the rest of a flow in its place, and nothing of it in the branches that lead there, too. */
function steps(plan: Plan, flow: string): string {
  return (plan.flows[flow]?.steps ?? [])
    .flatMap((step) => {
      if (step.do !== 'go' || !isRest(plan, step.to)) return [stepInWords(step)];
      return step.to.slice(0, step.to.lastIndexOf('/')) === flow ? [steps(plan, step.to)] : [];
    })
    .join(', ');
}

const keyInWords = (key: KeyInTalk): string => ('to' in key ? `${key.do} ${key.to}` : key.do);

function codeInWords(code: AgentCode): string {
  switch (code.do) {
    case 'log in':
    case 'log in here':
    case 'log out':
    case 'resume':
    case 'pick up':
    case 'messages':
      return code.do;
    case 'greeting':
      return code.voicemail === undefined
        ? 'greeting'
        : `records the greeting of voicemail ${code.voicemail}`;
    case 'pause':
      return `pause (${code.reason})`;
    case 'extend wrap-up':
      return `${durationInWords(code.more)} more wrap-up`;
    case 'give result':
      return `gives the result ${code.result}${code.detail === undefined ? '' : ` (${code.detail})`}`;
    case 'take on call':
      return `takes over the on-call rota ${code.rota}`;
    case 'set':
      return (
        { open: 'opens', closed: 'closes', as_planned: 'resets' }[code.to] + ` schedule ${code.schedule}`
      );
  }
}

function languages(before: Plan, after: Plan): string[] {
  const [first, now] = [before.languages[0], after.languages[0]];
  const others = list('languages', before.languages, after.languages).filter(
    (text) => !text.includes('order'),
  );
  return [...(first === now ? [] : [`first language ${first} -> ${now}`]), ...others];
}

const changed = (subject: string, was: string, is: string): string[] =>
  was === is ? [] : [`${subject}: ${was} -> ${is}`];
const keysOf = (_: string, menu: { keys: Table<string> }): string =>
  `keys ${Object.keys(menu.keys).join(' ')}`;

/** Numbers are compared by what their flows do; the ids of the flows say nothing. */
const flowOf =
  (before: Plan, after: Plan) =>
  (subject: string, old: string, now: string): string[] =>
    same(before.flows[old], after.flows[now]) ? [] : walked(subject, steps(before, old), steps(after, now));

function hours(subject: string, before: Schedule, after: Schedule): string[] {
  const [old, now] = [scheduleInWords(before), scheduleInWords(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((line) => {
    const [was, is] = [old.get(line) ?? 'as usual', now.get(line) ?? 'as usual'];
    return was === is ? [] : [`${subject}: ${line} ${was} -> ${is}`];
  });
}

/** In the languages of both plans: a language that is added brings all its built-in words. */
function spokenNow(subject: string, before: Table<unknown>, after: Table<unknown>): string[] {
  const both = Object.keys(before).filter((language) => language in after);
  const changedIn = both.filter((language) => !same(before[language], after[language]));
  return changedIn.map((language) => `${subject}: ${language} changed`);
}

/** Who answers is reported with the flows. */
function topicNow(subject: string, before: Topic, after: Topic): string[] {
  const languages = new Set([...Object.keys(before.title), ...Object.keys(after.title)]);
  const names = [...languages].flatMap((language) => {
    const [was, is] = [before.title[language], after.title[language]];
    return was === undefined || is === undefined || was === is ? [] : [`${subject}: name ${was} -> ${is}`];
  });
  const words = ({ words: all }: Topic): string[] => [...new Set(Object.values(all).flat())];
  const [old, now] = [words(before), words(after)];
  return [
    ...new Set(names),
    ...now.filter((one) => !old.includes(one)).map((one) => `${subject}: word '${one}' is added`),
    ...old.filter((one) => !now.includes(one)).map((one) => `${subject}: word '${one}' is removed`),
  ];
}

/** Flows with a name of their own; those of keys and of branches are reported with what they belong to. */
const standsAlone = /^(chain\/[^/]+|topic\/[^/]+\/else|queue\/[^/]+\/[^/]+)$/;

/** Menu keys, chains and the rest: flows that are in both. */
function* flows(before: Plan, after: Plan): Generator<string | undefined, void> {
  for (const flow of Object.values(after.flows)) {
    yield* flowNow(before, after, flow);
    yield undefined;
  }
  for (const { id, title } of Object.values(before.flows))
    yield standsAlone.test(id) && !after.flows[id] ? `${title} is removed` : undefined;
}

function flowNow(before: Plan, after: Plan, { id, title, steps: now }: Flow): string[] {
  const old = before.flows[id];
  if (id.startsWith('number/') || id.includes('/spelled/')) return [];
  if (!old) return standsAlone.test(id) ? [`${title} is new: ${steps(after, id)}`] : [];
  // In words only if need be: most flows of a large plan are as they were.
  if (same(old.steps, now)) return [];
  const [was, is] = [steps(before, id), steps(after, id)];
  // A continuation in other words is in the text of the flow that it continues.
  return isRest(after, id) && was !== is ? [] : walked(title, was, is);
}

function walked(subject: string, was: string, is: string): string[] {
  return was === is ? [`${subject}: the spoken text changed`] : [`${subject}: ${was} -> ${is}`];
}

const pageLimits = ({ callerPage: page }: Plan): object =>
  page
    ? {
        'calls at once': page.callsAtOnce,
        'calls an hour': page.callsAnHour,
        'calls an hour from one address': page.callsAnHourFromOne,
      }
    : {};

function settings(plan: Plan): object {
  const { company, country, timeZone, missesBeforePause, blocked, blocksWithheld, keepsWithheld } = plan;
  const { after, count } = phoneTroubleIn(plan);
  return {
    company,
    country,
    timeZone,
    missesBeforePause,
    'phone trouble after': after,
    'phone trouble counts': count.map(refusalInWords).join(', '),
    'blocked callers': blocked,
    'who supervises': plan.supervision?.who.join(', '),
    'supervision announced to callers': plan.supervision?.tellCallers,
    'supervision announced to agents': plan.supervision?.tellAgents,
    'menu limits': plan.menuLimits && menuLimitsInWords(plan.menuLimits),
    'busy lamps': plan.busyLamps,
    'reports by e-mail': plan.reports && Object.values(plan.reports).map(reportInWords).join('; '),
    'link to the CRM': plan.crm?.link,
    'label of the link to the CRM': plan.crm?.label,
    pauses: plan.pauses && Object.values(plan.pauses).map(pauseInWords).join(', '),
    'block withheld numbers': blocksWithheld,
    'contacts are kept for': plan.retention?.contacts && durationInWords(plan.retention.contacts),
    'keep withheld numbers': keepsWithheld && durationInWords(keepsWithheld),
  };
}

const menuLimitsInWords = ({ options, heardWithin, depth }: MenuLimits): string =>
  `${options} options, heard within ${durationInWords(heardWithin)}, depth ${depth}`;

const reportInWords = ({ name, report, only, to, every, minute, by, format }: ReportByMail): string =>
  `${name}: ${report}${only ? ` of ${only.join(', ')}` : ''} by ${by} each ${every} at ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')} as ${format} to ${to.join(', ')}`;

const pauseInWords = ({ name, longest, countsAsWork }: PauseReason): string =>
  [name, longest && `up to ${durationInWords(longest)}`, countsAsWork && 'counts as work']
    .filter(Boolean)
    .join(' ');

const inBrackets = (words: string | undefined): string => (words === undefined ? '' : ` (${words})`);
