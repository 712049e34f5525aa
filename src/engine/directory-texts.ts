/** What a receptionist can find in a plan, and by which words. */
import { doorsFrom } from '../plan/compile/guarded-numbers.ts';
import type { Plan } from '../plan/model.ts';
import type { DirectoryText } from '../ports/store.ts';

/** Topics first: they are what callers call about. */
export function directoryTexts(plan: Plan): readonly DirectoryText[] {
  const { topics = {}, agents, queues } = plan;
  return [
    ...Object.values(topics).map(({ name, title, words, flow }): DirectoryText => {
      const people = [...doorsFrom(plan, [flow])].flatMap((agent) => agents[agent]?.title ?? []);
      return {
        kind: 'topic',
        name,
        titles: [name, ...Object.values(title)],
        words: Object.values(words).flat(),
        people,
      };
    }),
    ...Object.values(queues).map(
      ({ name, title }): DirectoryText => ({
        kind: 'queue',
        name,
        titles: [name, title],
        words: [],
        people: [],
      }),
    ),
    ...Object.values(agents).map(
      ({ name, title, skills }): DirectoryText => ({
        kind: 'agent',
        name,
        titles: [name, title],
        words: Object.keys(skills),
        people: [],
      }),
    ),
  ];
}
