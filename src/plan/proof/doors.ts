/** Doors: numbers that stand in each other's way, and side doors to people whose own number is guarded. */
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import type { Problem } from '../check/problem.ts';
import { live, waysFrom } from '../check/ways.ts';
import { stepPlace } from '../compile/names.ts';
import type { FlowId, Guard, Plan, Queue, Step } from '../model.ts';
import { isExempt } from '../tagged.ts';
import { exampleOf, visits } from '../walk/example.ts';
import { visitorOf } from '../walk/contacts.ts';
import type { Stop, Visit } from '../walk/walk.ts';

/** Two ways to write one number lead to two places: which one is taken is up to the provider. */
export function shadowedNumbers(plan: Plan): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(plan.numbers).flatMap((number): Problem[] => {
    const whole = wholeNumber(number, plan.country);
    const before = first.get(whole);
    if (before === undefined) {
      first.set(whole, number);
      return [];
    }
    return [
      {
        severity: 'warning',
        about: `flow ${plan.numbers[number]}`,
        message: `'${number}' and '${before}' are one number: which of them is dialled is up to who brings the call`,
        hint: 'keep the one that the provider sends',
        example: `cordboard try --dial ${number}`,
      },
    ];
  });
}

function wholeNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode);
  return parsed?.isValid() ? parsed.number : number.replace(/^\+/, '');
}

/** Whom a step rings: an agent, or a number outside. */
type Door = string;

interface Guarded {
  readonly guard: Guard;
  readonly doors: ReadonlySet<Door>;
}

/**
 * Whoever is rung behind a guarded number, and not by the way that everybody is sent, is meant to be guarded: nobody
 * who is not let through may come to them by another number, a key, a chain, a queue (by widening too), a tag, or
 * their number outside.
 */
export function sideDoors(plan: Plan): readonly Problem[] {
  const all = Object.values(plan.guarded ?? {}).flatMap((guard): Guarded[] => {
    const doors = guardedDoors(plan, guard);
    return doors.size === 0 ? [] : [{ guard, doors }];
  });
  if (all.length === 0) return [];
  const found = new Map<string, Problem>();
  for (const visit of visits(plan)) {
    const visitor = visitorOf(visit.route.contact);
    for (const { guard, doors } of all) {
      if (isExempt(guard, visitor)) continue;
      for (const stop of visit.stops) {
        for (const door of doorsOf(plan, stop.step)) {
          const key = `${door} ${guard.numbers.join()} ${visit.flow.id}`;
          if (doors.has(door) && !found.has(key)) found.set(key, problem(plan, door, guard, visit, stop));
        }
      }
    }
  }
  return [...found.values()];
}

function guardedDoors(plan: Plan, { numbers, to }: Guard): ReadonlySet<Door> {
  const own = numbers.flatMap((number) => plan.numbers[number] ?? []);
  const allowed = doorsFrom(plan, [to]);
  return new Set([...doorsFrom(plan, own)].filter((door) => !allowed.has(door)));
}

/** Whom calls come to from these flows on if no key is pressed, and no queue has widened. */
function doorsFrom(plan: Plan, starts: readonly FlowId[]): ReadonlySet<Door> {
  const flows = new Set(starts);
  for (const id of flows) for (const { to, byKey } of waysFrom(plan, id)) if (!byKey) flows.add(to);
  const steps = [...flows].flatMap((id) => (plan.flows[id] ? live(plan.flows[id]) : []));
  return new Set(steps.flatMap((step) => doorsOf(plan, step, membersOf)));
}

type CrewOf = (queue: Queue) => readonly Door[];
const membersOf: CrewOf = ({ members }) => members;
const everybodyOf: CrewOf = ({ members, widen = [] }) => [...members, ...(widen.at(-1)?.members ?? [])];

function doorsOf(plan: Plan, step: Step, crewOf: CrewOf = everybodyOf): readonly Door[] {
  if (step.do === 'queue') {
    const queue = plan.queues[step.queue];
    return queue ? crewOf(queue) : [];
  }
  if (step.do !== 'ring') return [];
  switch (step.who.kind) {
    case 'agent':
      return [step.who.agent];
    case 'team':
      return plan.teams[step.who.team] ?? [];
    case 'outside':
      return [ownerOf(plan, step.who.number) ?? step.who.number];
  }
}

/** The agent whose own number outside it is. */
function ownerOf(plan: Plan, number: string): Door | undefined {
  const whole = wholeNumber(number, plan.country);
  return Object.values(plan.agents).find(
    ({ outside }) => outside && wholeNumber(outside.number, plan.country) === whole,
  )?.name;
}

function problem(
  plan: Plan,
  door: Door,
  { numbers }: Guard,
  { flow, route }: Visit,
  { index, step }: Stop,
): Problem {
  const how =
    step.do === 'queue' ? ` (queue ${step.queue}${isMember(plan, step, door) ? '' : ', by widening'})` : '';
  const { tag } = route.contact;
  return {
    severity: 'warning',
    about: plan.agents[door] ? `agent ${door}` : stepPlace(flow.id, index),
    message: `'${door}', whose number ${numbers.join(', ')} is guarded, can be reached by ${flow.title}${how}`,
    hint:
      tag === undefined
        ? 'guard that number too, or lead it past them'
        : `write '${tag}' under but for:, or lead such callers past them`,
    example: exampleOf(plan, route),
  };
}

const isMember = (plan: Plan, step: Extract<Step, { do: 'queue' }>, agent: string): boolean =>
  plan.queues[step.queue]?.members.includes(agent) === true;
