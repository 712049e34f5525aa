/** Topics: what callers call about, in which words, who answers, and who else. */
import type { ByLanguage } from '../form/by-language.ts';
import { clean } from '../form/collections.ts';
import type { PlanSource, TopicSource } from '../language.ts';
import type { FlowId, Language, Plan, Topic } from '../model.ts';
import { suggestion } from '../nearest.ts';
import type { Place } from '../position.ts';
import { table } from '../report.ts';
import type { Report } from '../report.ts';
import { runsOut } from './flow.ts';
import type { FlowCompiler } from './flow.ts';
import { elseFlow, topicFlow } from './names.ts';
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
      const title = source.name ? inLanguages(source.name, languages, to) : {};
      const [own = 'en'] = languages;
      return {
        name,
        title: table(languages.map((language) => [language, title[language] ?? title[own] ?? name])),
        words: source.words ? inLanguages(source.words, languages, to) : {},
        flow: answering(name, source, at, flow, to),
      };
    }),
  };
}

/** One flow: who answers, then who else. */
function answering(name: string, source: TopicSource, at: Place, flow: FlowCompiler, to: Report): FlowId {
  const { who, 'who else': whoElse } = source;
  if (whoElse && !runsOut(who)) {
    const hint = 'a chain has its own last resort; give a queue a for:, or leave who else: out';
    to.error(whoElse.at, `topic '${name}' never comes to who else: who answers is never left`, hint);
  }
  const next = whoElse && flow.add(elseFlow(name), `topic ${name}, who else`, whoElse, whoElse.at);
  return flow.add(topicFlow(name), `topic ${name}`, who, at, next);
}

/** What is written for everybody stands under each language. */
function inLanguages<T>(
  { all, byLanguage = [] }: ByLanguage<T>,
  languages: readonly Language[],
  to: Report,
): Readonly<Record<Language, T>> {
  if (all !== undefined) return table(languages.map((language) => [language, all]));
  return table(
    byLanguage.flatMap(({ name, at, value }) => {
      if (languages.includes(name)) return value === undefined ? [] : [[name, value] as const];
      to.error(at, `'${clean(name)}' is no language of this plan`, suggestion(name, languages));
      return [];
    }),
  );
}
