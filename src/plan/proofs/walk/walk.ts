/**
 * All the ways that a contact can come by while the schedules stand as they do, and what they need wherever they come:
 * what `callerNeeds` asks of a live call, asked of every call that there can be.
 *
 * A flow is visited once for each set of needs, each language and (if the plan asks for it) each number that callers
 * can have there; the shortest way comes first.
 */
import { memoize } from '../../../shared/memoize.ts';
import { type Flow, type FlowId, isLast, type Language, type Plan, type Step } from '../../model.ts';
import { anything, both, type Expression, needsInWords } from '../../rules/expression.ts';
import { keysTo } from '../../rules/spelling.ts';
import { letsThrough, stepFor, tagsAmong } from '../../rules/tagged.ts';
import { type Contact, conditions, startsFor, visitorOf } from './contacts.ts';
import type { ScheduleState } from './schedule-states.ts';

/** How to come there: what is dialled, by whom, when, and the keys that are pressed on the way. */
export interface Route {
  readonly contact: Contact;
  readonly dial: string;
  readonly keys: string;
  /** How lookups are answered on the way: `customer=wrong`. If omitted: everything is right. */
  readonly lookups?: readonly string[];
  readonly scheduleState: ScheduleState;
}

export interface Visit {
  readonly flow: Flow;
  readonly route: Route;
  readonly stops: readonly Stop[];
}

/** A step that callers come to. */
export interface Stop {
  /** In the flow. */
  readonly index: number;
  /** As it is for this contact. */
  readonly step: Step;
  /** What the caller needs of anyone who takes the call here, beside what the queue needs; elsewhere nothing. */
  readonly needs: Expression;
}

/** More would take too long, and hardly show anything new. */
export const mostVisits = 20_000;

interface Place {
  readonly flow: FlowId;
  readonly route: Route;
  readonly needs: Expression;
  readonly language: Language;
}

export function* walk(
  plan: Plan,
  contact: Contact,
  scheduleState: ScheduleState,
  only?: string,
): Generator<Visit, void> {
  const known = new Set<string>();
  const open: Place[] = [];
  const tags = tagsAmong(plan, visitorOf(contact).tags);
  const byTags = both(tags.map(({ needs }) => needs));
  const asksNumber = conditions(plan).some(({ on }) => on === 'number');
  const reach = (place: Place): void => {
    const { flow, needs, language, route } = place;
    const key = `${flow}\n${keyOf(needs)}\n${language}\n${asksNumber ? route.dial : ''}`;
    if (known.has(key) || known.size >= mostVisits) return;
    known.add(key);
    open.push(place);
  };
  const language = contact.language ?? plan.language;
  for (const [dial, flow] of startsFor(plan, contact))
    if (only === undefined || dial === only)
      reach({ flow, route: { contact, dial, keys: '', scheduleState }, needs: anything, language });
  for (const place of open) {
    const flow = plan.flows[place.flow];
    if (!flow) continue;
    const stops: Stop[] = [];
    let here = place;
    for (const [index, written] of flow.steps.entries()) {
      const step = stepFor(tags, written);
      const byLanguage = plan.languageNeeds?.[here.language];
      stops.push({ index, step, needs: neededAt(step, here.needs, byLanguage, byTags) });
      if (step.do === 'needs') here = { ...here, needs: both([here.needs, step.needs]) };
      if (step.do === 'language') here = { ...here, language: step.language };
      if (step.do === 'ask')
        here = { ...here, route: { ...here.route, keys: here.route.keys + entryFor(plan, step) } };
      const { ways, goesOn } = onward(plan, step, here, contact);
      for (const [to, key = '', answer] of ways)
        if (to !== undefined) reach({ ...here, flow: to, route: onRoute(here.route, key, answer) });
      if (!goesOn) break;
    }
    yield { flow, route: place.route, stops };
  }
}

/** Some entry of a length that the lookup takes. */
function entryFor(plan: Plan, { lookup }: Extract<Step, { do: 'ask' }>): string {
  const { shortest = 1, longest = 1 } = plan.lookups?.[lookup] ?? {};
  return '1234567890'.repeat(2).slice(0, shortest) + (shortest === longest ? '' : '#');
}

function onRoute(route: Route, key: string, answer: string | undefined): Route {
  const pressed = { ...route, keys: route.keys + key };
  return answer === undefined ? pressed : { ...pressed, lookups: [...(route.lookups ?? []), answer] };
}

function neededAt(step: Step, ...parts: readonly (Expression | undefined)[]): Expression {
  if (step.do === 'queue') return both([...parts, step.needs]);
  return step.do === 'ring' ? both(parts) : anything;
}

/** The same needs are met again and again, and words take time. */
export const keyOf = memoize(needsInWords);

interface Onward {
  readonly ways: readonly (readonly [to: FlowId | undefined, key?: string, answer?: string])[];
  /** Whether the next step of the same flow can follow. */
  readonly goesOn: boolean;
}

function onward(plan: Plan, step: Step, here: Place, contact: Contact): Onward {
  const goesOn = !isLast(step);
  switch (step.do) {
    case 'go':
      return { ways: [[step.to]], goesOn };
    case 'ring':
      return { ways: Object.values(step.on).map((to) => [to as FlowId]), goesOn };
    case 'menu': {
      const { keys = {}, otherwise } = plan.menus[step.menu] ?? {};
      return { ways: [[otherwise], ...byKeys(keys)], goesOn };
    }
    case 'queue': {
      const { open, exits = {}, keys = {} } = plan.queues[step.queue] ?? {};
      const { closed, ...others } = exits;
      const isClosed = open !== undefined && !here.route.scheduleState.open.has(open);
      if (isClosed && closed !== undefined) return { ways: [[closed]], goesOn: false };
      return {
        ways: [...Object.values(others).map((to) => [to] as const), ...byKeys(keys)],
        goesOn,
      };
    }
    case 'ask': {
      const { lookup, on, targets } = step;
      const exit = (to: FlowId | undefined, answer: string) => [to, '', `${lookup}=${answer}`] as const;
      return {
        ways: [
          ...Object.entries(targets).map(([name, to]) => exit(to, `found,target=${name}`)),
          exit(on.wrong, 'wrong'),
          exit(on.locked, 'locked'),
          exit(on.noAnswer, 'no_answer'),
        ],
        goesOn,
      };
    }
    case 'directory': {
      const visitor = visitorOf(contact);
      const listed = step.entries.filter(({ guards }) => !guards || letsThrough(plan, guards, visitor));
      return { ways: [...keysTo(listed)].map(([{ flow }, keys]) => [flow, keys] as const), goesOn };
    }
    case 'when': {
      const { so, otherwise } = step;
      if (holds(step, here, contact)) return { ways: [[so]], goesOn: false };
      return otherwise === undefined ? { ways: [], goesOn: true } : { ways: [[otherwise]], goesOn: false };
    }
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
    case 'voicemail':
    case 'goodbye':
    case 'echo':
      return { ways: [], goesOn };
  }
}

const byKeys = (keys: Readonly<Record<string, FlowId>>): readonly (readonly [FlowId, string])[] =>
  Object.entries(keys).map(([key, to]) => [to, key]);

function holds({ condition }: Extract<Step, { do: 'when' }>, here: Place, contact: Contact): boolean {
  switch (condition.on) {
    case 'schedule':
      return here.route.scheduleState.open.has(condition.schedule) === (condition.is === 'open');
    case 'language':
      return here.language === condition.language;
    case 'tag':
      return contact.tag === condition.tag;
    case 'number':
      return here.route.dial === condition.number;
  }
}
