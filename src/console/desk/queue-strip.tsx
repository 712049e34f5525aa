/** My queues: who waits there, and how long. */
import type { OwnQueue } from '../../contract/live/me.ts';
import { mine } from '../live/live.ts';
import { Since } from '../parts/length.tsx';
import { count } from '../words/figures.ts';
import { t } from '../words/words.ts';

export function QueueStrip() {
  const words = t().desk.queues;
  const queues = mine.value?.queues ?? [];
  return (
    <section class="queue-strip card" aria-label={words.label}>
      {queues.length === 0 && <p class="soft">{words.none}</p>}
      <ul>
        {queues.map((queue) => (
          <OneQueue key={queue.name} queue={queue} />
        ))}
      </ul>
    </section>
  );
}

const OneQueue = ({ queue: { name, title, waiting, longestSince } }: { queue: OwnQueue }) => (
  <li class={waiting > 0 ? 'is-waiting' : ''}>
    <span class="strip-title">
      {title}
      <Out queue={name} />
    </span>
    <span class="strip-figures">
      <strong class="figure">{count(waiting)}</strong>
      <span class="soft small">{longestSince ? <Since since={longestSince} /> : t().board.noneWaiting}</span>
    </span>
  </li>
);

/** They get none of its calls, and should know why. */
function Out({ queue }: { queue: string }) {
  const out = mine.value?.agent?.outOf?.find((one) => one.queue === queue);
  return out ? <span class="soft small"> · {t().desk.queues.out(out.by)}</span> : null;
}
