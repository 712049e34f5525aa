/** On-call rotas, as written into as asked. */

import { phrase, type SaidWord } from '../../shared/findings/said.ts';
import { weekdayOf } from '../../shared/wall-time.ts';
import { parseChangeover } from '../form/changeover.ts';
import type { Placed } from '../form/form.ts';
import type { PlanSource } from '../language.ts';
import type { AgentName, Plan, Rota } from '../model.ts';
import { dayIn, dayText, weekBefore } from '../rules/on-call.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve, table } from '../source/report.ts';
import type { Names } from './names.ts';
import { collect } from './section.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const weekdayNamed = (day: number): SaidWord => phrase(weekdays[day] ?? 'monday');

export function compileOnCall(source: PlanSource, names: Names, to: Report): Pick<Plan, 'onCall'> {
  if (!source['on call']) return {};
  return {
    onCall: collect(source['on call'], (name, written, at): Rota => {
      const changes = parseChangeover(written.changes?.value ?? 'mon 0:00') ?? { weekday: 0, minute: 0 };
      const known = (one: Placed<string>): AgentName | undefined => resolve(one, 'agent', names.agents, to);
      const begins = (text: string, where: Place): string => beginOfWeek(text, where, changes.weekday, to);
      const { people = [], since, weeks = [] } = written;
      // A key that is there and wrong has been spoken of.
      const isUnread = (...keys: (keyof typeof written)[]): boolean =>
        keys.some((key) => key in written && written[key] === undefined);
      if (people.length === 0 && weeks.length === 0 && !isUnread('people', 'weeks'))
        to.error(at, phrase('rota_without_people', { rota: name }), phrase('write_people'));
      if (people.length > 1 && !('since' in written))
        to.error(at, phrase('rota_without_first_week', { rota: name }), phrase('add_since'));
      return {
        name,
        timeZone: written['time zone']?.value ?? source['time zone']?.value ?? 'UTC',
        ...changes,
        people: people.flatMap((one) => known(one) ?? []),
        ...(since === undefined ? {} : { since: begins(since.value, since.at) }),
        weeks: table(
          weeks.flatMap((one): [string, AgentName][] => {
            const agent = one.value && known(one.value);
            return agent === undefined ? [] : [[begins(one.name, one.at), agent]];
          }),
        ),
      };
    }),
  };
}

/** As the rules spell it. */
function beginOfWeek(text: string, at: Place, weekday: number, to: Report): string {
  const day = dayIn(text);
  const found = weekdayOf(day);
  if (found !== weekday)
    to.error(
      at,
      phrase('week_begins_on_another_day', {
        day: text,
        weekday: weekdayNamed(found),
        rota_weekday: weekdayNamed(weekday),
      }),
      phrase('write_day_or_day', {
        before: dayText(weekBefore({ weekday }, day)),
        after: dayText(weekBefore({ weekday }, day) + 7),
      }),
    );
  return dayText(day);
}
