/** Why a number of a plan is none, as a phrase that can be translated. */
import { phrase, type SaidValue } from '../../shared/findings/said.ts';
import type { NumberRead } from '../../shared/number/written.ts';

type Unread = Extract<NumberRead, { ok: false }>;

export function numberFault({ because }: Unread): SaidValue {
  if (because === 'it is no possible number') return phrase('no_possible_number');
  const [, country] = /^it is no possible number in ([A-Z]{2})$/.exec(because) ?? [];
  return country === undefined ? because : phrase('no_possible_number_in', { country });
}
