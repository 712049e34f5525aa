/** Alarms that reach a person away from a screen: who is called, one after the other, until someone confirms. */
import type { Duration } from '../../shared/time.ts';
import type { AgentName, QueueName } from './names.ts';
import type { WayOut } from './outside.ts';

export interface Alarms {
  /** The first is called first. */
  readonly people: readonly AlarmPerson[];
  /** The next is called if no one has confirmed by then. */
  readonly nextAfter: Duration;
  /** After the last, the first is called again. */
  readonly repeatAfter: Duration;
  /** Others than critical ones are reported, too. */
  readonly errorsToo: boolean;
  /** Queues whose waiting list raises an alarm. */
  readonly queues: Readonly<Record<QueueName, QueueAlarm>>;
}

export type AlarmPerson =
  | { readonly kind: 'agent'; readonly agent: AgentName }
  | ({ readonly kind: 'outside'; readonly number: string } & WayOut);

export interface QueueAlarm {
  /** So many callers wait. */
  readonly waiting?: number;
  /** A caller has waited for so long. */
  readonly wait?: Duration;
}
