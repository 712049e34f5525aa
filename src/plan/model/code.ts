/** What agents dial on their own phones. */
import type { Duration } from '../../shared/time.ts';
import type { ResultName, RotaName, ScheduleName, VoicemailName } from './names.ts';
import type { ScheduleSetting } from './schedule.ts';

/** Record the greeting of this voicemail; if omitted: of their own. */
export interface GreetingCode {
  readonly do: 'greeting';
  readonly voicemail?: VoicemailName;
}

/** What an agent's own phone may ask for. */
export type AgentCode =
  | { readonly do: 'log in' }
  /** At this phone, whosever it is, by number and PIN. */
  | { readonly do: 'log in here' }
  /** Listen to what callers have left. */
  | { readonly do: 'messages' }
  | GreetingCode
  /** So much longer. */
  | { readonly do: 'extend wrap-up'; readonly more: Duration }
  /** Of the call that they are in, or wrap up. */
  | { readonly do: 'give result'; readonly result: ResultName; readonly detail?: string }
  | { readonly do: 'log out' }
  /** A call that rings at a colleague of the same team. */
  | { readonly do: 'pick up' }
  | { readonly do: 'pause'; readonly reason: string }
  | { readonly do: 'resume' }
  /** The agent takes over until the week ends. */
  | { readonly do: 'take on call'; readonly rota: RotaName }
  /** By hand, until somebody sets it otherwise. */
  | { readonly do: 'set'; readonly schedule: ScheduleName; readonly to: ScheduleSetting };
