/** Calls, the newest first: those in progress from the live stream, ended ones from the engine's records. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import { floor } from '../live/live.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { useEnded } from './ended.ts';
import { filterFrom, matches, searchOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { EndedRow, LiveRow } from './rows.tsx';
import './calls.css';

export function Calls() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const filter = filterFrom(search);
  const { calls: ended, refused, more } = useEnded(filter, search);
  // As a text: the list is drawn again when a call comes or goes, not when one changes.
  const live = useMemo(
    () =>
      computed(() =>
        filter.state === 'ended'
          ? ''
          : floor.calls
              .all()
              .filter((call) => matches(call, filter))
              .map(({ id }) => Number(id))
              .toSorted((a, b) => b - a)
              .join(' '),
      ),
    [search],
  ).value;
  const liveNow = new Set(floor.calls.keys.value);
  const endedNow = filter.state === 'live' ? [] : (ended ?? []).filter((call) => !liveNow.has(call.id));
  const liveIds = live === '' ? [] : live.split(' ');
  const words = t().calls;
  return (
    <div class="calls">
      <h1>{t().shell.pages.calls}</h1>
      <Filters
        filter={filter}
        ended={ended ?? []}
        change={(next) => navigate(`/calls${searchOf(next)}`, { replace: true })}
      />
      <Refusal refused={refused} />
      {liveIds.length + endedNow.length > 0 && (
        <div class="card calls-card">
          <table class="calls-table" aria-label={words.label}>
            <thead>
              <tr>
                <th scope="col">{t().story.arrived}</th>
                <th scope="col">{t().board.caller}</th>
                <th scope="col">{words.dialled}</th>
                <th scope="col">{words.queue}</th>
                <th scope="col">{words.with}</th>
                <th scope="col">{words.state}</th>
                <th scope="col" class="of-length">
                  {t().story.waited}
                </th>
                <th scope="col" class="of-length">
                  {t().story.talked}
                </th>
              </tr>
            </thead>
            <tbody>
              {liveIds.map((id) => (
                <LiveRow key={id} id={id} />
              ))}
              {endedNow.map((call) => (
                <EndedRow key={call.id} call={call} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="soft" role="status">
        {ended === undefined
          ? !refused && t().shell.loading
          : liveIds.length + endedNow.length === 0
            ? searchOf(filter) === ''
              ? words.none
              : words.noneMatch
            : ''}
      </p>
      {more && filter.state !== 'live' && (
        <button type="button" class="button" onClick={more}>
          {words.more}
        </button>
      )}
    </div>
  );
}
