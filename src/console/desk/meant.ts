/** Who is meant when a person types a part of a name and presses Enter. */
import type { AgentStateName } from '../../contract/agent.ts';

export interface Choice {
  /** What the engine is asked to call: an agent, a queue, or a number of the plan. */
  readonly to: string;
  readonly title: string;
  readonly more: string;
  readonly state?: AgentStateName;
}

/** The choices on the screen. */
export interface Listed {
  /** The text that they fit; if omitted: none have been fetched yet. */
  readonly text?: string;
  readonly choices: readonly Choice[];
}

/**
 * A number is called as it is, and otherwise the marked choice. The list comes a moment after the text: if Enter is faster, the list on
 * the screen is that of an earlier text, and its first choice would send the caller to the wrong place. Then the right list is fetched
 * first.
 *
 * @param at the marked choice, from 0; -1: none
 * @param choicesFor undefined: the engine does not answer
 * @returns the target; a name that nothing fits is returned as it is, and the engine refuses it or knows it; empty: nothing was typed
 */
export async function meant(
  text: string,
  listed: Listed,
  at: number,
  choicesFor: (text: string) => Promise<readonly Choice[] | undefined>,
): Promise<string> {
  const typed = text.trim();
  if (/^[+*#\d][\d\s*#/()-]*$/.test(typed)) return typed;
  if (listed.text === text) return listed.choices[at]?.to ?? typed;
  if (typed === '') return '';
  const [first] = (await choicesFor(text)) ?? [];
  return first?.to ?? typed;
}
