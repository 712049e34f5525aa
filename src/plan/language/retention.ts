/** For how long personal data is kept. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import { duration } from '../form/scalars.ts';

const day = minutes(24 * 60);

export const retention = record(phrase('retention'), {
  contacts: optional(
    duration(30 * day, 3660 * day),
    'Erase contacts who have not called for so long, with their calls, messages and recordings; totals stay. Default: never',
  ),
  tickets: optional(
    duration(30 * day, 3660 * day),
    'Erase solved and closed tickets that have not changed for so long, with notes and history. Default: never; they go with their contact',
  ),
  journal: optional(
    duration(30 * day, 3660 * day),
    'Erase names and numbers in calls that are older than this; contacts and totals stay. Default: never; they go with their contact',
  ),
  deliveries: optional(
    duration(day, 366 * day),
    'Keep e-mails and webhooks that arrived or were given up in the log for so long. Default: 14d',
  ),
});
