/** Example calls: how to dial, when, and what to press, to come where a finding is. */

import type { FlowId, Plan, Step } from '../../model.ts';
import { topicFlow } from '../../rules/named-flows.ts';
import { contactsOf } from './contacts.ts';
import { momentInWords, type ScheduleState, scheduleStates } from './schedule-states.ts';
import { type Route, type Visit, walk } from './walk.ts';

/** Every visit of everybody who may call while the schedules stand like this, the plainest callers first. */
export function* visitsIn(plan: Plan, scheduleState: ScheduleState, only?: string): Generator<Visit, void> {
  for (const contact of contactsOf(plan)) yield* walk(plan, contact, scheduleState, only);
}

/** At whichever time. */
export function* visits(plan: Plan): Generator<Visit, void> {
  for (const scheduleState of scheduleStates(plan)) yield* visitsIn(plan, scheduleState);
}

/** A shortest way from the number to the flow. */
export function routeFrom(plan: Plan, dial: string, to: FlowId): Route | undefined {
  for (const scheduleState of scheduleStates(plan))
    for (const { flow, route } of visitsIn(plan, scheduleState, dial)) if (flow.id === to) return route;
  return undefined;
}

/** How to try it: `cordboard try --dial 100 --press 1 --at '2026-12-24 10:00'`. */
export function exampleOf(plan: Plan, { dial, keys, lookups = [], contact, scheduleState }: Route): string {
  const { at } = scheduleState;
  const { from, language, tag, agent } = contact;
  return [
    `cordboard try --dial ${dial}`,
    ...(from === undefined ? [] : [`--from ${from}`]),
    ...(agent === undefined ? [] : [`--by ${agent}`]),
    ...(keys === '' ? [] : [`--press '${keys}'`]),
    ...lookups.map((answer) => `--lookup '${answer}'`),
    ...(at === undefined ? [] : [`--at '${momentInWords(plan.timeZone, at)}'`]),
    ...(language === undefined ? [] : [`--language ${language}`]),
    ...(tag === undefined ? [] : [`--tag '${tag}'`]),
  ].join(' ');
}

/** Finds examples for what problems are `about`; undefined: no call comes there. */
export function examples(plan: Plan): (about: string) => string | undefined {
  let all: ReadonlyMap<FlowId, Visit> | undefined;
  return (about) => {
    all ??= firstVisits(plan);
    const [kind = '', ...rest] = about.split(' ');
    for (const flow of flowsAbout(plan, kind, rest.join(' '), all)) {
      const visit = all.get(flow);
      if (visit) return exampleOf(plan, visit.route);
    }
    return undefined;
  };
}

function firstVisits(plan: Plan): ReadonlyMap<FlowId, Visit> {
  const first = new Map<FlowId, Visit>();
  for (const visit of visits(plan)) if (!first.has(visit.flow.id)) first.set(visit.flow.id, visit);
  return first;
}

function flowsAbout(
  plan: Plan,
  kind: string,
  name: string,
  all: ReadonlyMap<FlowId, Visit>,
): readonly FlowId[] {
  if (kind === 'flow') return [name];
  if (kind === 'topic') return [topicFlow(name)];
  if (kind === 'step') return [name.slice(0, name.lastIndexOf(' '))];
  return [...all].flatMap(([id, { stops }]) =>
    stops.some(({ step }) => concerns(plan, step, kind, name)) ? [id] : [],
  );
}

function concerns(plan: Plan, step: Step, kind: string, name: string): boolean {
  if (kind === 'queue') return step.do === 'queue' && step.queue === name;
  if (kind === 'lookup') return step.do === 'ask' && step.lookup === name;
  if (kind === 'menu') return step.do === 'menu' && step.menu === name;
  if (kind === 'voicemail') return step.do === 'voicemail' && step.voicemail === name;
  if (kind !== 'agent') return false;
  if (step.do === 'queue') return plan.queues[step.queue]?.members.includes(name) === true;
  return step.do === 'ring' && step.who.kind === 'agent' && step.who.agent === name;
}
