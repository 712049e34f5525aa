/** One decision, whole: who could take the call, who could not and why, and what would have changed it. */

import { clockLength, timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';
import type { Decision } from './layout.ts';
import { chosenIn } from './picture.tsx';

type Exclusion = Decision['excluded'][number]['rule'];

interface DecisionProps {
  readonly decision: Decision;
  readonly at: number;
  readonly titleOf: (who: string) => string;
  readonly close: () => void;
}

export function DecisionDetails({ decision, at, titleOf, close }: DecisionProps) {
  const words = t().story.decision;
  const more = Object.values(decision.beyond?.excluded ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <section class="decision card" aria-labelledby="decision">
      <div class="row spread">
        <h3 id="decision">
          <span class="figure">{timeOfDay(at)}</span> {words.chosen(chosenIn(decision, titleOf))}
        </h3>
        <button type="button" class="button small" onClick={close}>
          {words.close}
        </button>
      </div>
      <p class="soft small">
        {[
          words.strategy(t().values.rankedBy[decision.strategy]),
          words.waited(clockLength(decision.waited)),
          decision.needs && words.needs(decision.needs),
          decision.widening && words.nearestWidening(decision.widening.step, decision.widening.title),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div class="decision-lists">
        {decision.ranked.length > 0 && (
          <div>
            <h4>{words.ranked}</h4>
            <ol class="ranked">
              {decision.ranked.map(({ agent, because }) => (
                <li key={agent} class={decision.chosen.includes(agent) ? 'is-chosen' : ''}>
                  <strong>{titleOf(agent)}</strong>{' '}
                  <span class="soft" lang="en">
                    {because}
                  </span>
                </li>
              ))}
            </ol>
            {(decision.beyond?.ranked ?? 0) > 0 && (
              <p class="soft small">{words.beyond(decision.beyond?.ranked ?? 0)}</p>
            )}
          </div>
        )}
        {decision.excluded.length > 0 && (
          <div>
            <h4>{words.excluded}</h4>
            <ul>
              {decision.excluded.map(({ agent, rule }) => (
                <li key={agent}>
                  {titleOf(agent)} <span class="soft">{ruleInWords(rule, titleOf)}</span>
                </li>
              ))}
            </ul>
            {more > 0 && <p class="soft small">{words.beyond(more)}</p>}
          </div>
        )}
        {decision.nearest && decision.nearest.length > 0 && (
          <div>
            <h4>{words.nearest}</h4>
            <ul>
              {decision.nearest.map((change, i) => (
                <li key={i}>{nearestInWords(change, titleOf)}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

function nearestInWords(
  change: NonNullable<Decision['nearest']>[number],
  titleOf: (who: string) => string,
): string {
  const words = t().story.decision;
  switch (change.kind) {
    case 'agent':
      return words.nearestAgent(titleOf(change.agent), ruleInWords(change.rule, titleOf));
    case 'runner_up':
      return words.nearestRunnerUp(titleOf(change.agent), change.had);
    case 'widening':
      return `${words.nearestWidening(change.step, change.title)} (${timeOfDay(change.at)})`;
  }
}

/** The rule, with what it says of this agent. */
function ruleInWords(rule: Exclusion, titleOf: (who: string) => string): string {
  const words = t().story.decision;
  const name = t().values.exclusion[rule.rule];
  switch (rule.rule) {
    case 'out_of_queue':
      return `${name} (${rule.by}, ${timeOfDay(rule.since)})`;
    case 'paused':
      return `${name}: ${rule.reason}`;
    case 'talking':
    case 'calling':
    case 'offered_another_call':
      return `${name} (${rule.call})`;
    case 'wrapping_up':
      return `${name} ${words.until(timeOfDay(rule.until))}`;
    case 'asked_before':
      return rule.until === undefined ? name : `${name}, ${words.until(timeOfDay(rule.until))}`;
    case 'skill_too_low':
      return `${name}: ${words.skill(rule.skill, rule.has, rule.needs)}`;
    case 'skills_missing':
      return `${name}: ${rule.part}`;
    case 'kept_for_another':
      return `${name} (${titleOf(rule.agent)}), ${words.until(timeOfDay(rule.until))}`;
    case 'team_at_its_limit':
      return `${name}: ${rule.team}, ${rule.limit}`;
    case 'logged_out':
    case 'phone_unreachable':
    case 'phone_busy':
    case 'rings_for_this_call':
    case 'hanging_up':
    case 'is_the_caller':
      return name;
  }
}
