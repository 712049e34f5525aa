/** Where agents park callers. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { list, optional, record, required } from '../form/collections.ts';
import { agentNumber } from '../form/formats.ts';
import { duration } from '../form/scalars.ts';

export const parking = record(phrase('parking'), {
  slots: required(
    list(agentNumber),
    'Numbers of the parking slots. An agent transfers a caller there, and any phone that dials the number fetches the caller.',
  ),
  for: optional(
    duration(seconds(10), minutes(60)),
    'How long a caller is parked. After that the agent who parked them is rung, then the caller goes back to their queue. Default: 2m',
  ),
});
