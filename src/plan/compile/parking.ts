/** Parking slots, each with a number that means nothing else. */
import { called, phrase, type SaidWord } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import type { Report } from '../source/report.ts';

export function compileParking(
  { parking, numbers = [], agents = [] }: PlanSource,
  to: Report,
): Pick<Plan, 'parking'> {
  if (!parking) return {};
  const taken = new Map<string, SaidWord>([
    ...numbers.map(({ name }) => [name, called('number', name)] as const),
    ...agents.flatMap(({ name, value }) =>
      value?.number ? [[value.number.value, phrase('number_of_agent', { agent: name })] as const] : [],
    ),
  ]);
  for (const { value, at } of parking.slots) {
    const other = taken.get(value);
    if (other !== undefined)
      to.error(at, phrase('parking_slot_taken', { slot: value, other }), phrase('use_another_slot'));
    taken.set(value, phrase('another_slot'));
  }
  return { parking: { slots: parking.slots.map(({ value }) => value), lasts: parking.for ?? minutes(2) } };
}
