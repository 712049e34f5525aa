/**
 * No path loops for ever: a caller who presses no key and is not answered must reach an end. A loop with a
 * wait in a queue is none of these, since somebody free ends it; nor is one that the caller walks by pressing keys.
 */

import { phrase } from '../../../shared/findings/said.ts';
import type { FlowId, Plan } from '../../model.ts';
import { flowInWords } from '../../words/in-words.ts';
import type { Problem } from './problem.ts';
import { waysFrom } from './ways.ts';

/** More would only be told in other words. */
const mostRounds = 20;

export function rounds(plan: Plan): readonly Problem[] {
  const done = new Set<FlowId>();
  const problems: Problem[] = [];
  for (const start of Object.keys(plan.flows)) {
    if (problems.length >= mostRounds) break;
    for (const round of roundsFrom(start)) problems.push(problem(round));
  }
  return problems;

  /** A walk in depth without recursion: a plan may have chains thousands long. */
  function roundsFrom(start: FlowId): FlowId[][] {
    const found: FlowId[][] = [];
    const path: FlowId[] = [];
    const onPath = new Set<FlowId>();
    const open: ({ enter: FlowId } | { leave: FlowId })[] = [{ enter: start }];
    for (let next = open.pop(); next; next = open.pop()) {
      if ('leave' in next) {
        path.pop();
        onPath.delete(next.leave);
        done.add(next.leave);
        continue;
      }
      const { enter } = next;
      if (onPath.has(enter) && found.length < mostRounds) found.push(path.slice(path.indexOf(enter)));
      if (onPath.has(enter) || done.has(enter)) continue;
      path.push(enter);
      onPath.add(enter);
      open.push({ leave: enter });
      for (const { to, byKey, afterWait } of waysFrom(plan, enter))
        if (!byKey && !afterWait) open.push({ enter: to });
    }
    return found;
  }

  function problem(round: readonly FlowId[]): Problem {
    const [first = ''] = round;
    const shown = [...round, first].slice(0, 8).map((flow) => flowInWords(plan, flow));
    const speaks = round.some((flow) =>
      plan.flows[flow]?.steps.some(({ do: does }) => does === 'say' || does === 'menu'),
    );
    return {
      severity: 'error',
      about: `flow ${first}`,
      message: phrase(speaks ? 'call_loops' : 'call_loops_in_silence', { path: shown.join(' -> ') }),
      hint: phrase('break_the_loop'),
    };
  }
}
