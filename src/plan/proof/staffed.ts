/** Every queue has somebody at work who may take its calls, at each moment at which callers come to it. */
import type { Problem } from '../check/problem.ts';
import { everAsked, suffices } from '../check/suffices.ts';
import { live } from '../check/ways.ts';
import type { Plan, Queue } from '../model.ts';
import { type Constellation, constellations, momentInWords } from './constellations.ts';
import { exampleOf, type Route, routesIn } from './example.ts';

export function unstaffed(plan: Plan): readonly Problem[] {
  const told = new Set<string>();
  return constellations(plan).flatMap((constellation) => {
    const routes = routesIn(plan, constellation);
    return Object.values(plan.queues).flatMap((queue): Problem[] => {
      if (told.has(queue.name) || !takesCallers(queue, constellation)) return [];
      const route = routeTo(plan, queue, routes);
      if (!route || isStaffed(plan, queue, constellation)) return [];
      told.add(queue.name);
      return [problem(plan, queue, route)];
    });
  });
}

const takesCallers = ({ open }: Queue, constellation: Constellation): boolean =>
  open === undefined || constellation.open.has(open);

function isStaffed(plan: Plan, queue: Queue, { open }: Constellation): boolean {
  const able = everAsked(queue).filter((agent) => suffices(plan, agent, queue));
  // That nobody is able at all is an error, and told as one.
  if (able.length === 0) return true;
  return able.some((agent) => {
    const works = plan.agents[agent]?.works;
    return works === undefined || open.has(works);
  });
}

function routeTo(plan: Plan, queue: Queue, routes: ReadonlyMap<string, Route>): Route | undefined {
  for (const [id, route] of routes) {
    const flow = plan.flows[id];
    if (flow && live(flow).some((step) => step.do === 'queue' && step.queue === queue.name)) return route;
  }
  return undefined;
}

function problem(plan: Plan, { name }: Queue, route: Route): Problem {
  const { at } = route.constellation;
  const when = at === undefined ? '' : ` (${momentInWords(plan.timeZone, at)}, for one)`;
  return {
    severity: 'warning',
    about: `queue ${name}`,
    message: `callers come to queue '${name}' when nobody is at work who may take their calls${when}`,
    hint: 'mind the hours (works:) of its agents, give it open: and when closed:, or ask when: before it',
    example: exampleOf(plan, route),
  };
}
