/** Parking slots, each with a number that means nothing else. */
import { minutes } from '../../shared/time.ts';
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import type { Report } from '../source/report.ts';

export function compileParking(
  { parking, numbers = [], agents = [] }: PlanSource,
  to: Report,
): Pick<Plan, 'parking'> {
  if (!parking) return {};
  const taken = new Map<string, string>([
    ...numbers.map(({ name }) => [name, `number '${name}'`] as const),
    ...agents.flatMap(({ name, value }) =>
      value?.number ? [[value.number.value, `the number of agent '${name}'`] as const] : [],
    ),
  ]);
  for (const { value, at } of parking.slots) {
    const other = taken.get(value);
    if (other !== undefined)
      to.error(at, `parking slot '${value}' is also ${other}`, 'use another number for the slot');
    taken.set(value, 'another slot');
  }
  return { parking: { slots: parking.slots.map(({ value }) => value), lasts: parking.for ?? minutes(2) } };
}
