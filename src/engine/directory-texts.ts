/** What a receptionist can find in a plan, and by which words. */
import { doorsFrom } from '../plan/compile/guarded-numbers.ts';
import type { Plan } from '../plan/model.ts';
import type { DirectoryText } from '../ports/store.ts';

/** Topics first: they are what callers call about. One after the other, because a plan may have thousands of agents. */
export function* directoryTexts(plan: Plan): Generator<DirectoryText> {
  const { topics = {}, agents, queues } = plan;
  for (const { name, title, words, flow } of Object.values(topics)) {
    const people = [...doorsFrom(plan, [flow])].flatMap((agent) => agents[agent]?.title ?? []);
    yield {
      kind: 'topic',
      name,
      titles: [name, ...Object.values(title)],
      words: Object.values(words).flat(),
      people,
    };
  }
  for (const { name, title } of Object.values(queues))
    yield { kind: 'queue', name, titles: [name, title], words: [], people: [] };
  for (const { name, title, skills } of Object.values(agents))
    yield { kind: 'agent', name, titles: [name, title], words: Object.keys(skills), people: [] };
}
