/** Calls to the emergency services. */
import { phrase } from '../../shared/findings/said.ts';
import { list, optional, record, required } from '../form/collections.ts';
import { agentNumber } from '../form/formats.ts';
import { reference } from '../form/scalars.ts';

export const emergencyCalls = record(phrase('emergency_calls'), {
  trunks: required(
    list(reference(phrase('a_trunk'))),
    'Trunks that may carry emergency calls, tried in this order. No limit applies. Each shows its `caller number`.',
  ),
  numbers: optional(
    list(agentNumber),
    "Emergency numbers in addition to 112, 911 and those of the country, such as a site's own.",
  ),
});
