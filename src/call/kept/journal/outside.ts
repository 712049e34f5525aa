/** Calls over trunks: what the plan and its limits let through, and which trunk carried them. */
import type { AgentName, TrunkName } from '../../../plan/model.ts';
import type { NumberCode } from '../../../shared/failures/numbers.ts';
import type { OfferCode } from '../../../shared/failures/table.ts';
import type { OfferId } from '../../../shared/ids.ts';
import type { Duration } from '../../../shared/time.ts';

export type OutsideEntry =
  /** The plan or its limits do not let us call that number: the offer fails at once. */
  | {
      readonly type: 'outsideCallRefused';
      readonly offer: OfferId;
      readonly number: string;
      readonly trunk: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: NumberCode;
      readonly because: string;
    }
  /** A trunk was not tried, for this reason; `next` is. */
  | {
      readonly type: 'trunkSkipped';
      readonly offer: OfferId;
      readonly number: string;
      readonly trunk: TrunkName;
      readonly code: NumberCode;
      readonly because: string;
      readonly next: TrunkName;
    }
  /** A trunk did not carry the call; `next` is tried. If omitted: none is left. */
  | {
      readonly type: 'trunkFailed';
      readonly offer: OfferId;
      readonly number: string;
      readonly trunk: TrunkName;
      readonly code: OfferCode;
      readonly next?: TrunkName;
    }
  /** A call to an outside number was made (`calls` 1), or talked on (0): it counts for the limits of an hour. */
  | {
      readonly type: 'outsideUsed';
      readonly trunk: TrunkName;
      /** On whose behalf; if omitted: no one's in particular. */
      readonly byAgent?: AgentName;
      readonly calls: 0 | 1;
      readonly talked: Duration;
    };
