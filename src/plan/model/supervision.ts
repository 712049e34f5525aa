/** Who may listen to talks, and who is told of it. */
import type { AgentName } from './names.ts';

export interface Supervision {
  readonly who: readonly AgentName[];
  /** Callers hear a notice before they are put through; a call whose caller has not is not listened to. */
  readonly tellCallers: boolean;
  /** Agents hear a tone when somebody begins to listen. */
  readonly tellAgents: boolean;
}
