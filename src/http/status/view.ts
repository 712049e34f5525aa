import type { TrunkView } from '../../contract/status.ts';
import type { TrunkState } from '../../ports/telephony.ts';
import { iso } from '../times.ts';

export const trunkView = ({ trunk, since, ...state }: TrunkState): TrunkView => ({
  name: trunk,
  ...state,
  ...(since === undefined ? {} : { since: iso(since) }),
});
