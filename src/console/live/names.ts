/** What people are shown in place of the names that the plan gives. */
import { type Signal, signal } from '@preact/signals';
import { api } from '../api/api.ts';
import { floor, mine } from './live.ts';

const learnt = new Map<string, Signal<string | undefined>>();

export const agentTitle = (name: string): string =>
  floor.agents.get(name)?.title ??
  (mine.value?.agent?.name === name ? mine.value.agent.title : undefined) ??
  titleInDirectory(name) ??
  name;

export const queueTitle = (name: string): string =>
  mine.value?.queues.find((queue) => queue.name === name)?.title ?? floor.queues.get(name)?.title ?? name;

/** Of the floor, agents see themselves alone; their directory has the others. Asked for once, and shown when it comes. */
function titleInDirectory(name: string): string | undefined {
  // Outside numbers are shown as they are.
  if (/^[+*#\d]/.test(name)) return undefined;
  const known = learnt.get(name);
  if (known) return known.value;
  const title = signal<string | undefined>(undefined);
  learnt.set(name, title);
  void api.directory.find(name).then((answer) => {
    if (answer.ok) title.value = answer.value.found.find((found) => found.name === name)?.title;
  });
  return undefined;
}
