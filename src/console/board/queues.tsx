import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { may } from '../api/session.ts';
import { floor, now } from '../live/live.ts';
import { groups, standingOf } from '../live/standing.ts';
import { Icon } from '../parts/icon.tsx';
import { InParts } from '../parts/in-parts.tsx';
import { Since } from '../parts/length.tsx';
import { clockLength, count } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { QueueDetails } from './queue-details.tsx';
import { QueueTrend } from './trend.tsx';
import { followTrends } from './trends.ts';

export function Queues({ names }: { names: readonly string[] }) {
  const [open, setOpen] = useState<string>();
  useEffect(() => (may('see_reports') ? followTrends() : undefined), []);
  return (
    <>
      <InParts class="queues" names={names}>
        {(name) => <QueueTile key={name} name={name} open={setOpen} />}
      </InParts>
      {open !== undefined && <QueueDetails name={open} close={() => setOpen(undefined)} />}
    </>
  );
}

function QueueTile({ name, open }: { name: string; open: (name: string) => void }) {
  const standing = useMemo(() => computed(() => standingOf(floor, name)), [name]).value;
  const isLate = useMemo(() => computed(() => isOverdue(name)), [name]).value;
  const queue = floor.queues.get(name);
  const waiting = floor.waiting.get(name) ?? [];
  if (!queue) return null;
  const oldest = waiting[0];
  const total = groups.reduce((sum, group) => sum + standing[group], 0);
  const isUrgent = waiting.length > 0 && standing.free === 0;
  return (
    <li class={isUrgent ? 'queue card is-urgent' : 'queue card'}>
      <button type="button" class="queue-title" onClick={() => open(name)}>
        {queue.title}
      </button>
      <p class="queue-waiting">
        <span class="queue-number figure">{count(waiting.length)}</span>
        {oldest ? (
          <span class="soft">
            {t().board.longest}
            <span class={isLate ? 'queue-longest is-late' : 'queue-longest'}>
              <Since since={oldest.since} />
            </span>
          </span>
        ) : (
          <span class="soft">{t().board.noneWaiting}</span>
        )}
      </p>
      <div class="queue-bar" aria-hidden="true">
        {groups
          .filter((group) => standing[group] > 0)
          .map((group) => (
            <span key={group} class={`queue-part of-${group}`} style={{ flexGrow: standing[group] }} />
          ))}
      </div>
      <p class="queue-agents small">
        {groups.map((group) => (
          <span key={group} class={standing[group] > 0 ? `of-${group}` : 'soft'}>
            <strong class="figure">{count(standing[group])}</strong> {t().board.groups[group]}
          </span>
        ))}
        {standing.out > 0 && (
          <span class="is-out">
            <strong class="figure">{count(standing.out)}</strong> {t().board.groups.out}
          </span>
        )}
      </p>
      {isLate && queue.goal && (
        <p class="queue-urgent small">
          <Icon name="warning" size={14} /> {t().board.late(clockLength(queue.goal.withinMs))}
        </p>
      )}
      {isUrgent && (
        <p class="queue-urgent small">
          <Icon name="warning" size={14} />{' '}
          {standing.away === total && standing.out === 0 ? t().board.noneHere : t().board.noneFree}
        </p>
      )}
      <QueueTrend queue={name} goal={queue.goal} />
    </li>
  );
}

/** The first of those who wait has waited longer than the plan wants. */
function isOverdue(name: string): boolean {
  const [oldest] = floor.waiting.get(name) ?? [];
  const goal = floor.queues.get(name)?.goal;
  return oldest !== undefined && goal !== undefined && now.value - oldest.since > goal.withinMs;
}
