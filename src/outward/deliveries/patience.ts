/** How long the other side asks us to wait (`Retry-After`), in seconds; dates are passed over. */
import { type Duration, minutes, seconds } from '../../shared/time.ts';

const longest: Duration = minutes(60);

export function patienceIn(header: string | undefined): Duration | undefined {
  if (header === undefined || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Math.min(longest, seconds(Number(header)));
}
