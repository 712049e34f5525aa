/** Example calls: how to dial, when, and what to press, to come where a finding is. */
import { live, variantsByTag } from '../check/ways.ts';
import { topicFlow } from '../compile/names.ts';
import type { Flow, FlowId, Plan, Step } from '../model.ts';
import { type Constellation, constellations, momentInWords } from './constellations.ts';

export interface Route {
  readonly dial: string;
  readonly keys: string;
  readonly language?: string;
  readonly tag?: string;
  readonly constellation: Constellation;
}

export type Routes = ReadonlyMap<FlowId, Route>;

/** For each flow that can be reached while the schedules stand like this, a shortest way there. */
export function routesIn(plan: Plan, constellation: Constellation, only?: string): Routes {
  const routes = new Map<FlowId, Route>();
  const open: FlowId[] = [];
  const reach = (flow: FlowId | undefined, route: Route): void => {
    if (flow === undefined || routes.has(flow)) return;
    routes.set(flow, route);
    open.push(flow);
  };
  for (const [dial, flow] of Object.entries(plan.numbers))
    if (only === undefined || dial === only) reach(flow, { dial, keys: '', constellation });
  if (only === undefined) {
    reach(plan.unknownNumber, { dial: freeNumber(plan), keys: '', constellation });
    const [dial = '0'] = Object.keys(plan.numbers);
    reach(plan.blocked, { dial, keys: '', tag: 'blocked', constellation });
    for (const [tag, { numbers }] of Object.entries(plan.tags ?? {}))
      for (const [number, flow] of Object.entries(numbers))
        reach(flow, { dial: number, keys: '', tag, constellation });
    for (const { numbers, to } of Object.values(plan.guarded ?? {}))
      reach(to, { dial: numbers[0] ?? dial, keys: '', constellation });
  }
  for (const id of open) {
    const [flow, route] = [plan.flows[id], routes.get(id)];
    if (!flow || !route) continue;
    for (const written of reachedSteps(flow, constellation))
      for (const { step, tag } of variantsByTag(plan, written))
        for (const [to, next] of onward(plan, step, tag === undefined ? route : { ...route, tag }))
          reach(to, next);
  }
  return routes;
}

/** Steps up to one that does not let a caller of this moment go on. */
function reachedSteps(flow: Flow, { open }: Constellation): readonly Step[] {
  const steps = live(flow);
  const fork = steps.findIndex(
    (step) => step.do === 'when' && step.condition.on === 'schedule' && holds(step, open) === true,
  );
  return fork < 0 ? steps : steps.slice(0, fork + 1);
}

/** undefined: it depends on the caller. */
function holds({ condition }: Extract<Step, { do: 'when' }>, open: ReadonlySet<string>): boolean | undefined {
  return condition.on === 'schedule' ? open.has(condition.schedule) === (condition.is === 'open') : undefined;
}

type Onward = readonly [to: FlowId | undefined, route: Route];

function onward(plan: Plan, step: Step, route: Route): readonly Onward[] {
  switch (step.do) {
    case 'go':
      return [[step.to, route]];
    case 'ring':
      return Object.values(step.on).map((to): Onward => [to as FlowId, route]);
    case 'menu': {
      const { keys = {}, otherwise } = plan.menus[step.menu] ?? {};
      return [[otherwise, route], ...withKeys(keys, route)];
    }
    case 'queue': {
      const { open, exits = {}, keys = {} } = plan.queues[step.queue] ?? {};
      const isClosed = open !== undefined && !route.constellation.open.has(open);
      const { closed, ...others } = exits;
      const ways = isClosed ? [closed] : Object.values(others);
      return [...ways.map((to): Onward => [to as FlowId | undefined, route]), ...withKeys(keys, route)];
    }
    case 'when':
      return branches(step, route);
    case 'say':
    case 'language':
    case 'needs':
    case 'priority':
    case 'voicemail':
    case 'goodbye':
    case 'echo':
      return [];
  }
}

const withKeys = (keys: Readonly<Record<string, FlowId>>, route: Route): readonly Onward[] =>
  Object.entries(keys).map(([key, to]): Onward => [to, { ...route, keys: route.keys + key }]);

function branches(step: Extract<Step, { do: 'when' }>, route: Route): readonly Onward[] {
  const { condition, so, otherwise } = step;
  const now = holds(step, route.constellation.open);
  if (now !== undefined) return [[now ? so : otherwise, route]];
  switch (condition.on) {
    case 'language':
      return [
        [so, { ...route, language: condition.language }],
        [otherwise, route],
      ];
    case 'tag':
      return [
        [so, { ...route, tag: condition.tag }],
        [otherwise, route],
      ];
    case 'number':
    case 'schedule':
      return condition.on === 'number' && condition.number !== route.dial
        ? [
            [otherwise, route],
            [so, { ...route, dial: condition.number }],
          ]
        : [
            [so, route],
            [otherwise, route],
          ];
  }
}

/** One that the plan does not know. */
function freeNumber({ numbers, codes }: Plan): string {
  for (let number = 900; ; number++) {
    const text = String(number);
    if (numbers[text] === undefined && numbers[`+${text}`] === undefined && codes[text] === undefined)
      return text;
  }
}

/** How to try it: `cordboard try --dial 100 --press 1 --at '2026-12-24 10:00'`. */
export function exampleOf(plan: Plan, { dial, keys, language, tag, constellation }: Route): string {
  const { at } = constellation;
  return [
    `cordboard try --dial ${dial}`,
    ...(keys === '' ? [] : [`--press '${keys}'`]),
    ...(at === undefined ? [] : [`--at '${momentInWords(plan.timeZone, at)}'`]),
    ...(language === undefined ? [] : [`--language ${language}`]),
    ...(tag === undefined ? [] : [`--tag '${tag}'`]),
  ].join(' ');
}

/** Finds examples for what problems are `about`; none: no call comes there. */
export function examples(plan: Plan): (about: string) => string | undefined {
  let all: readonly Routes[] | undefined;
  return (about) => {
    all ??= constellations(plan).map((constellation) => routesIn(plan, constellation));
    const [kind = '', ...rest] = about.split(' ');
    for (const routes of all) {
      for (const flow of flowsAbout(plan, kind, rest.join(' '), routes)) {
        const route = routes.get(flow);
        if (route) return exampleOf(plan, route);
      }
    }
    return undefined;
  };
}

function flowsAbout(plan: Plan, kind: string, name: string, routes: Routes): readonly FlowId[] {
  if (kind === 'flow') return [name];
  if (kind === 'topic') return [topicFlow(name)];
  if (kind === 'step') return [name.slice(0, name.lastIndexOf(' '))];
  return [...routes.keys()].filter((id) => {
    const flow = plan.flows[id];
    return flow && live(flow).some((step) => concerns(plan, step, kind, name));
  });
}

function concerns(plan: Plan, step: Step, kind: string, name: string): boolean {
  if (kind === 'queue') return step.do === 'queue' && step.queue === name;
  if (kind === 'menu') return step.do === 'menu' && step.menu === name;
  if (kind === 'voicemail') return step.do === 'voicemail' && step.voicemail === name;
  if (kind !== 'agent') return false;
  if (step.do === 'queue') return plan.queues[step.queue]?.members.includes(name) === true;
  return step.do === 'ring' && step.who.kind === 'agent' && step.who.agent === name;
}
