/** What happens to the engine, its plan, its trunks and the exchange. */
import type { AgentName, RotaName, ScheduleName, ScheduleSetting, TrunkName } from '../../../plan/model.ts';
import type { FailureCode } from '../../../shared/failures/table.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { AlarmKind } from '../events.ts';

export type SystemEntry =
  | {
      readonly type: 'planActivated';
      readonly version: number;
      readonly by: string;
      /** In words, the first hundred; if omitted: the plan says what the one before it said. */
      readonly changes?: readonly string[];
    }
  /** One account, and two phones: the one at `from` gets no more calls. */
  | { readonly type: 'phoneMoved'; readonly phone: string; readonly from: string; readonly to: string }
  /** By hand. */
  | {
      readonly type: 'scheduleSet';
      readonly schedule: ScheduleName;
      readonly to: ScheduleSetting;
      readonly by: string;
    }
  /** Another person is on call instead of the one that the plan names. */
  /** In front of a number or queue (`where`); without words: taken away. It ends by itself at `until`. */
  | {
      readonly type: 'announcementSet';
      readonly where: string;
      readonly words?: string;
      readonly until?: Instant;
      readonly by: string;
    }
  | {
      readonly type: 'onCallChanged';
      readonly rota: RotaName;
      /** None: as planned again. */
      readonly agent?: AgentName;
      readonly until?: Instant;
      readonly by: string;
    }
  /** What was kept about a contact was erased. Nothing here says who it was. */
  | {
      readonly type: 'contactErased';
      /** If there was one. */
      readonly contact?: string;
      readonly by: string;
      readonly calls: number;
      readonly messages: number;
    }
  /** A trunk has become usable, or unusable for this reason. */
  | { readonly type: 'trunkChanged'; readonly trunk: TrunkName; readonly code?: FailureCode }
  | { readonly type: 'engineStarted' }
  | { readonly type: 'engineStopped' }
  /** Nothing is heard of the exchange. */
  | {
      readonly type: 'exchangeLost';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly because: string;
    }
  | { readonly type: 'exchangeBack'; readonly after: Duration }
  /** A person is called because of alarms; `code`: the worst of them. `because`: their phone did not ring. */
  | {
      readonly type: 'alarmCalled';
      /** Which of the people in the plan, from 0. */
      readonly person: number;
      readonly to: string;
      readonly code: FailureCode;
      readonly because?: string;
    }
  /** A person has confirmed all alarms so far. `call`: the one in which they pressed the key. */
  | { readonly type: 'alarmConfirmed'; readonly by: string; readonly call?: CallId }
  /** Something that an operator should look at. */
  | {
      readonly type: 'alarmRaised';
      /** If omitted: in entries of earlier versions. */
      readonly code?: FailureCode;
      readonly what: string;
      readonly call?: CallId;
      readonly about?: AlarmKind;
    };
