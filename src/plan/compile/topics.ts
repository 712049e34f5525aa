/** Topics: what callers call about, in which words, who answers, and who else. */

import { phrase } from '../../shared/findings/said.ts';
import type { PlanSource, TopicSource } from '../language.ts';
import type { FlowId, Language, Plan, Topic } from '../model.ts';
import { topicFlow } from '../rules/named-flows.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';
import { inLanguages, refuseOtherLanguages, titleOf } from './by-language.ts';
import { type FlowCompiler, runsOut } from './flow.ts';
import { elseFlow } from './names.ts';
import { collect } from './section.ts';

export function compileTopics(
  { topics }: PlanSource,
  languages: readonly Language[],
  flow: FlowCompiler,
  to: Report,
): Pick<Plan, 'topics'> {
  if (!topics) return {};
  return {
    topics: collect(topics, (name, source, at): Topic => {
      for (const written of [source.name, source.words]) refuseOtherLanguages(written, languages, to);
      return {
        name,
        title: titleOf(name, source, languages),
        words: source.words ? inLanguages(source.words, languages) : {},
        flow: answering(name, source, at, flow, to),
      };
    }),
  };
}

/** One flow: who answers, then who else. */
function answering(name: string, source: TopicSource, at: Place, flow: FlowCompiler, to: Report): FlowId {
  const { who, 'who else': whoElse } = source;
  if (whoElse && !runsOut(who)) {
    const hint = phrase('give_the_queue_a_for');
    to.error(whoElse.at, phrase('topic_never_gets_further', { topic: name }), hint);
  }
  const next = whoElse && flow.add(elseFlow(name), `topic ${name}, who else`, whoElse, whoElse.at);
  return flow.add(topicFlow(name), `topic ${name}`, who, at, next);
}
