/** Supervisors who listen, whisper or barge in. */
import type { AgentName } from '../../../plan/model.ts';
import type { SupervisionId } from '../../../shared/ids.ts';
import type { Duration } from '../../../shared/time.ts';
import type { SupervisionMode } from '../supervision.ts';

export type SupervisionEntry =
  /** The caller was told that they may be recorded. */
  | { readonly type: 'supervisionTold' }
  | {
      readonly type: 'supervisionAsked';
      readonly supervision: SupervisionId;
      readonly who: AgentName;
      readonly mode: SupervisionMode;
      readonly by: string;
    }
  /** The supervisor hears that agent from now on, in that mode. */
  | {
      readonly type: 'supervised';
      readonly supervision: SupervisionId;
      readonly who: AgentName;
      readonly mode: SupervisionMode;
      readonly on: string;
    }
  | {
      readonly type: 'supervisionEnded';
      readonly supervision: SupervisionId;
      readonly who: AgentName;
      /** Since they answered. */
      readonly lasted: Duration;
      /** Since they first heard the talk. If omitted: also in entries of earlier versions. */
      readonly heardFor?: Duration;
      readonly because: string;
    };
