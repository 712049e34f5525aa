import type { Status, TrunkView } from '../../contract/status.ts';
import type { Access, TrunkState } from '../../ports/telephony.ts';
import { defined } from '../../shared/defined.ts';
import { iso } from '../times.ts';

export const trunkView = ({ trunk, since, down, ...state }: TrunkState): TrunkView => ({
  name: trunk,
  ...state,
  ...defined({ down }),
  ...(since === undefined ? {} : { since: iso(since) }),
});

export const inTurnsView = (access: Access | undefined): Status['phonesInTurns'] =>
  (access?.inTurns ?? []).map((one) => ({ ...one, addresses: [...one.addresses] }));
