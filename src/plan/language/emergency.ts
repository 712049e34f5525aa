/** Calls to the emergency services. */
import { list, optional, record, required } from '../form/collections.ts';
import { reference } from '../form/scalars.ts';
import { agentNumber } from '../form/formats.ts';

export const emergencyCalls = record('emergency calls', {
  trunks: required(
    list(reference('a trunk')),
    'Trunks that may carry them, tried in this order, past all limits; each shows its `caller number`.',
  ),
  numbers: optional(
    list(agentNumber),
    'Emergency numbers beside 112, 911 and those of the country, such as a site’s own.',
  ),
});
