/**
 * What a new plan changes: shown before it is applied, and kept in the journal. Each change is a code and values, which the
 * engine and the CLI say in English and the console in the language of its reader.
 */

import { inEnglish } from '../../shared/findings/english.ts';
import {
  isPhrase,
  named,
  phrase,
  type SaidChange,
  type SaidValue,
  thing,
} from '../../shared/findings/said.ts';
import type { Thing } from '../../shared/findings/table.ts';
import type { AgentName, Flow, Plan, Schedule, Topic } from '../model.ts';
import { codeInWords, isSetting, keyInWords, pageLimits, settings } from './changed-settings.ts';
import { durationInWords } from './duration.ts';
import { stepInWords } from './in-words.ts';
import { scheduleInWords } from './schedule.ts';

/** One sentence for each change, in English, in the order of a plan file; empty: no differences. */
export function difference(before: Plan, after: Plan, ofAgent?: OfAgent): string[] {
  return changesOf(before, after, ofAgent).map(inEnglish);
}

/** The same as codes and values. */
export const changesOf = (before: Plan, after: Plan, ofAgent?: OfAgent): SaidChange[] =>
  [...differences(before, after, ofAgent)].filter((change) => change !== undefined);

/** What is known of an agent who is about to go. */
type OfAgent = (name: AgentName) => string | undefined;

/** The same bit by bit, for plans of thousands of agents; undefined: one thing more has been compared. */
export function* differences(
  before: Plan,
  after: Plan,
  ofAgent: OfAgent = () => undefined,
): Generator<SaidChange | undefined, void> {
  yield* values(thing('plan'), settings(before), settings(after));
  for (const [section, was, is] of sections(before, after)) yield* values(section, was, is);
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
  yield* list(phrase('phones_shared'), before.sharedPhones, after.sharedPhones);
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
  yield* values(phrase('caller_page'), pageLimits(before), pageLimits(after));
  yield* things('trunk', before.trunks, after.trunks, (_, { server }) => server, compared);
  yield* things(
    (trunk) => phrase('extensions_of', { trunk }),
    before.extensions ?? {},
    after.extensions ?? {},
    (_, count) => phrase('digits_at_most', { count }),
    (subject, old, count) =>
      old === count
        ? []
        : [phrase('thing_is_now', { thing: subject, now: phrase('digits_at_most', { count }) })],
  );
  yield* things('built-in prompt', before.spoken, after.spoken, () => '', spokenNow);
}

type Table<T> = Readonly<Record<string, T>>;

function* things<T>(
  kind: Thing | ((name: string) => SaidValue),
  before: Table<T>,
  after: Table<T>,
  about: (name: string, thing: T) => SaidValue,
  compare: (subject: SaidValue, before: T, after: T) => SaidChange[],
  ofRemoved: (name: string) => string | undefined = () => undefined,
): Generator<SaidChange | undefined, void> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[name], after[name]];
    const subject = typeof kind === 'string' ? named(kind, name) : kind(name);
    if (old === undefined && now !== undefined) yield added(subject, about(name, now));
    else if (now === undefined) yield removed(subject, ofRemoved(name));
    else if (old !== undefined) yield* compare(subject, old, now);
    yield undefined;
  }
}

const added = (subject: SaidValue, about: SaidValue): SaidChange =>
  about === ''
    ? phrase('thing_new', { thing: subject })
    : phrase('thing_new_with', { thing: subject, about });

const removed = (subject: SaidValue, state?: string): SaidChange =>
  state === undefined
    ? phrase('thing_removed', { thing: subject })
    : phrase('thing_removed_in_state', { thing: subject, state });

const compared = (subject: SaidValue, before: object, after: object): SaidChange[] => {
  if (Array.isArray(before) && Array.isArray(after)) return list(subject, before, after);
  return values(subject, before, after);
};

/** Sections without entries that people name, called by their key in the plan. */
function sections(before: Plan, after: Plan): readonly (readonly [string, object, object])[] {
  const of = (plan: Plan) => ({
    alarms: plan.alarms,
    parking: plan.parking,
    limits: plan.limits,
    etiquette: plan.etiquette,
    'outside calls': plan.outsideCalls,
    emergency: plan.emergency,
  });
  const [old, now] = [of(before), of(after)];
  return (Object.keys(now) as (keyof typeof now)[]).map((key) => [key, old[key] ?? {}, now[key] ?? {}]);
}

/** Names of fields as an operator writes them. */
const written: Readonly<Record<string, string>> = {
  members: 'agents',
  wrapUpFor: 'wrap-up',
  waitFor: 'wait',
  prompt: 'say',
  title: 'name',
  lasts: 'for',
  probeEvery: 'probe',
};
const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const partOf = (key: string): SaidValue => (isSetting(key) ? { code: key } : (written[key] ?? spaced(key)));

/** Reported elsewhere: an agent's queues with the queues, what keys lead to with the flows. */
const elsewhere = new Set(['queues', 'otherwise', 'name', 'exits']);

function values(subject: SaidValue, before: object, after: object): SaidChange[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): SaidChange[] => {
    const [was, is] = [old.get(key) as unknown, now.get(key) as unknown];
    if (elsewhere.has(key) || same(was, is)) return [];
    const part = partOf(key);
    if (isNames(was) && isNames(is)) return list(subject, was, is);
    // Its account is called after the agent, which says nothing.
    if (key === 'browserPhone' && (was === undefined || is === undefined))
      return [phrase(is === undefined ? 'part_removed' : 'part_added', { thing: subject, part })];
    if (key === 'keys') return keys(subject, (was ?? {}) as Table<string>, (is ?? {}) as Table<string>);
    if (!isPlain(was) || !isPlain(is)) return [phrase('part_changed', { thing: subject, part })];
    const both = { before: shown(key, was), after: shown(key, is) };
    return [phrase('part_replaced', { thing: subject, part, ...both })];
  });
}

/** The names in a directory are reported with the agents and the topics. */
const comparable = (key: string, value: unknown): unknown => (key === 'entries' ? undefined : value);
const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a, comparable) === JSON.stringify(b, comparable);
const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const isSaid = (value: unknown): value is SaidValue =>
  Array.isArray(value) ? value.length > 0 && value.every(isPhrase) : isPhrase(value);
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null || isSaid(value);
/** Lengths of time whose names do not say so. */
const lengths = new Set(['longest', 'lasts', 'holdReminder', 'probeEvery', 'engineLate']);
const isLength = (key: string): boolean => lengths.has(key) || /(For|Within|After)$/.test(key);
const shown = (key: string, value: unknown): SaidValue => {
  if (value === undefined) return phrase('not_set');
  if (typeof value === 'string' || isSaid(value)) return value;
  return isLength(key) && typeof value === 'number' ? durationInWords(value) : JSON.stringify(value);
};

function list(subject: SaidValue, before: readonly string[], after: readonly string[]): SaidChange[] {
  const [were, are] = [new Set(before), new Set(after)];
  const joining = after.filter((name) => !were.has(name));
  const leaving = before.filter((name) => !are.has(name));
  if (joining.length + leaving.length === 0)
    return same(before, after) ? [] : [phrase('order_changed', { thing: subject, names: after })];
  return [
    ...joining.map((part) => phrase('part_added', { thing: subject, part })),
    ...leaving.map((part) => phrase('part_removed', { thing: subject, part })),
  ];
}

function keys(subject: SaidValue, before: Table<string>, after: Table<string>): SaidChange[] {
  const gone = Object.keys(before).filter((key) => !(key in after));
  const fresh = Object.keys(after).filter((key) => !(key in before));
  return [
    ...fresh.map((key) => phrase('key_added', { thing: subject, key })),
    ...gone.map((key) => phrase('key_removed', { thing: subject, key })),
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

function languages(before: Plan, after: Plan): SaidChange[] {
  const [first = '', now = ''] = [before.languages[0], after.languages[0]];
  const others = list(phrase('languages_of_the_plan'), before.languages, after.languages).filter(
    ({ code }) => code !== 'order_changed',
  );
  return [
    ...(first === now ? [] : [phrase('first_language_replaced', { before: first, after: now })]),
    ...others,
  ];
}

const changed = (subject: SaidValue, was: SaidValue, is: SaidValue): SaidChange[] =>
  same(was, is) ? [] : [phrase('thing_replaced', { thing: subject, before: was, after: is })];
const keysOf = (_: string, menu: { keys: Table<string> }): SaidValue =>
  phrase('keys_listed', { keys: Object.keys(menu.keys).join(' ') });

/** Numbers are compared by what their flows do; the ids of the flows say nothing. */
const flowOf =
  (before: Plan, after: Plan) =>
  (subject: SaidValue, old: string, now: string): SaidChange[] =>
    same(before.flows[old], after.flows[now]) ? [] : walked(subject, steps(before, old), steps(after, now));

function hours(subject: SaidValue, before: Schedule, after: Schedule): SaidChange[] {
  const [old, now] = [scheduleInWords(before), scheduleInWords(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((line) => {
    const [was, is] = [old.get(line), now.get(line)];
    if (same(was?.hours, is?.hours)) return [];
    const usual = phrase('as_usual');
    const both = { before: was?.hours ?? usual, after: is?.hours ?? usual };
    return [phrase('part_replaced', { thing: subject, part: (is ?? was)?.day ?? line, ...both })];
  });
}

/** In the languages of both plans: a language that is added brings all its built-in words. */
function spokenNow(subject: SaidValue, before: Table<unknown>, after: Table<unknown>): SaidChange[] {
  const both = Object.keys(before).filter((language) => language in after);
  const changedIn = both.filter((language) => !same(before[language], after[language]));
  return changedIn.map((part) => phrase('part_changed', { thing: subject, part }));
}

/** Who answers is reported with the flows. */
function topicNow(subject: SaidValue, before: Topic, after: Topic): SaidChange[] {
  const inBoth = Object.keys(before.title).filter((language) => language in after.title);
  const names = inBoth.flatMap((language): [string, string][] => {
    const [was, is] = [before.title[language], after.title[language]];
    return was === undefined || is === undefined || was === is ? [] : [[was, is]];
  });
  const words = ({ words: all }: Topic): string[] => [...new Set(Object.values(all).flat())];
  const [old, now] = [words(before), words(after)];
  return [
    ...[...new Map(names)].map(([was, is]) =>
      phrase('part_replaced', { thing: subject, part: 'name', before: was, after: is }),
    ),
    ...now.filter((one) => !old.includes(one)).map((word) => phrase('word_added', { thing: subject, word })),
    ...old
      .filter((one) => !now.includes(one))
      .map((word) => phrase('word_removed', { thing: subject, word })),
  ];
}

/** Flows with a name of their own; those of keys and of branches are reported with what they belong to. */
const standsAlone = /^(chain\/[^/]+|topic\/[^/]+\/else|queue\/[^/]+\/[^/]+)$/;

/** Menu keys, chains and the rest: flows that are in both. */
function* flows(before: Plan, after: Plan): Generator<SaidChange | undefined, void> {
  for (const flow of Object.values(after.flows)) {
    yield* flowNow(before, after, flow);
    yield undefined;
  }
  for (const { id, title } of Object.values(before.flows))
    yield standsAlone.test(id) && !after.flows[id] ? removed(title) : undefined;
}

function flowNow(before: Plan, after: Plan, { id, title, steps: now }: Flow): SaidChange[] {
  const old = before.flows[id];
  if (id.startsWith('number/') || id.includes('/spelled/')) return [];
  if (!old) return standsAlone.test(id) ? [added(title, steps(after, id))] : [];
  // In words only if need be: most flows of a large plan are as they were.
  if (same(old.steps, now)) return [];
  const [was, is] = [steps(before, id), steps(after, id)];
  // A continuation in other words is in the text of the flow that it continues.
  return isRest(after, id) && was !== is ? [] : walked(title, was, is);
}

const walked = (subject: SaidValue, was: string, is: string): SaidChange[] =>
  was === is ? [phrase('spoken_text_changed', { thing: subject })] : changed(subject, was, is);
