/** On-call rotas: who is on call in which week. */

import { phrase } from '../../shared/findings/said.ts';
import { parseDay } from '../form/calendar.ts';
import { parseChangeover } from '../form/changeover.ts';
import { type KeyForm, list, mapping, optional, record } from '../form/collections.ts';
import { timeZone } from '../form/formats.ts';
import { judged, reference } from '../form/scalars.ts';

const changeover = judged(
  phrase('a_day_and_a_time'),
  { pattern: '^[a-z]{3} [0-9]{1,2}:[0-9]{2}$' },
  (text) => (parseChangeover(text) ? undefined : phrase('such_as_changeover')),
);

const oneDay = /^\d{4}-\d{1,2}-\d{1,2}$/;
const isDay = (text: string): boolean => oneDay.test(text) && parseDay(text) !== undefined;
const suchDays = phrase('such_as_first_day');
const day = judged(phrase('a_day'), { pattern: '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$' }, (text) =>
  isDay(text) ? undefined : suchDays,
);
const weekKey: KeyForm = {
  kind: 'day',
  is: phrase('a_day'),
  pattern: '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$',
  fault: (key) => (isDay(key) ? undefined : suchDays),
};

export const rota = record(phrase('an_on_call_rota'), {
  people: optional(
    list(reference(phrase('an_agent'))),
    'Agents who are on call in turns, a week each. Their `outside` number is rung, whether they are logged in or not.',
  ),
  since: optional(
    day,
    'The day on which a week of the first of them begins: `2026-11-30`. Needed with several people.',
  ),
  changes: optional(changeover, 'When a week begins: `mon 8:00`. Default: mon 0:00'),
  weeks: optional(
    mapping(weekKey, reference(phrase('an_agent'))),
    'Who is on call in a certain week instead, by the day on which it begins: `2026-12-21: clara`.',
  ),
  'time zone': optional(timeZone, "Whose clock counts. Default: the plan's"),
});
