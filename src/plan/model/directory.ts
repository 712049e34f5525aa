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
  /** If omitted: a topic. */
  readonly agent?: AgentName;
  /** Guards of the agent: only callers that one of them lets through hear the agent's name. */
  readonly guards?: readonly string[];
}
