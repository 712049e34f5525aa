/** Whom callers find by spelling. */
import type { AgentName, FlowId } from './names.ts';
import type { Prompt } from './prompt.ts';

/** Somebody, or something, that callers find by spelling the name. */
export interface DirectoryEntry {
  /** As shown to people. */
  readonly name: string;
  readonly title: Prompt;
  /** The keys of each way to spell the name. */
  readonly spelled: readonly string[];
  /** Where they are had. */
  readonly flow: FlowId;
  /** None: a topic. */
  readonly agent?: AgentName;
  /** Guards behind whom the agent sits: only callers whom one of them lets through hear of them. */
  readonly guards?: readonly string[];
}
