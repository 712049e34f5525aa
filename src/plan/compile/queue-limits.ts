/** When a queue is full or closed, and which flows callers continue with then, or by key. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import type { Entry, QueueSource } from '../language.ts';
import type { FlowId, Plan, Queue, QueueExits } from '../model.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve, table } from '../source/report.ts';
import type { FlowCompiler } from './flow.ts';
import type { Names } from './names.ts';
import { collect } from './section.ts';

const exitKeys = [
  ['closed', 'when closed'],
  ['full', 'when full'],
  ['nobodyLoggedIn', 'when nobody logged in'],
  ['nobodyReady', 'when nobody ready'],
] as const;

export function withLimits(
  queues: Plan['queues'],
  source: readonly Entry<QueueSource>[] | undefined,
  names: Names,
  flow: FlowCompiler,
  to: Report,
): Plan['queues'] {
  const limits = collect(source, (name, value, at) => limitsOf(name, value, at, names, flow, to));
  for (const { name, at, value } of source ?? []) {
    const key = queues[name]?.callback?.key;
    if (key !== undefined && value?.keys?.some((one) => one.name === key))
      to.error(at, phrase('key_books_and_leaves', { key, queue: name }), phrase('use_another_key'));
  }
  return table(Object.entries(queues).map(([name, queue]) => [name, { ...queue, ...limits[name] }] as const));
}

type Limits = Pick<Queue, 'open' | 'mostCallers' | 'exits' | 'keys'>;

function limitsOf(
  name: string,
  value: QueueSource,
  at: Place,
  names: Names,
  flow: FlowCompiler,
  to: Report,
): Limits {
  const exits: { -readonly [exit in keyof QueueExits]: FlowId } = {};
  for (const [exit, key] of exitKeys) {
    const steps = value[key];
    if (steps) exits[exit] = flow.add(`queue/${name}/${exit}`, `queue ${name}, ${key}`, steps, steps.at);
  }
  const open = value.open && resolve(value.open, 'schedule', names.schedules, to);
  const mostCallers = value['most callers'];
  bothOrNone('open' in value, 'when closed' in value, 'open', 'when closed');
  bothOrNone('most callers' in value, 'when full' in value, 'most callers', 'when full');
  const keys = collect(value.keys, (key, steps, keyAt) =>
    flow.add(`queue/${name}/key-${key}`, `queue ${name}, key ${key}`, steps, keyAt),
  );
  return {
    ...defined({ open, mostCallers }),
    ...(Object.keys(exits).length > 0 ? { exits } : {}),
    ...(value.keys ? { keys } : {}),
  };

  // By what is written: a key that is there and wrong has been spoken of.
  function bothOrNone(limit: boolean, exit: boolean, limitKey: string, exitKey: string): void {
    if (limit && !exit)
      to.error(
        at,
        phrase('queue_has_one_without_the_other', { queue: name, has: limitKey, lacks: exitKey }),
        phrase('add_the_other', { key: exitKey }),
      );
    if (exit && !limit)
      to.error(
        at,
        phrase('queue_has_one_without_the_other', { queue: name, has: exitKey, lacks: limitKey }),
        phrase('without_it_no_effect', { key: limitKey }),
      );
  }
}
