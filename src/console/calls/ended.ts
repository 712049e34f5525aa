/** Ended calls that fit, read again when one of the floor's has ended; older ones on demand. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallSummary } from '../../contract/call.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { floor } from '../live/live.ts';
import { type Filter, questionOf } from './filter.ts';

export interface Ended {
  /** Newest first; undefined until they are there. */
  readonly calls?: readonly CallSummary[];
  readonly refused?: Refused;
  /** Reads older ones; if omitted: there are none. */
  readonly more?: () => void;
}

/** On a busy floor calls end all the time, and the engine reads the journal of each call that it lists. */
const atMostEvery = 2000;
const typing = 250;
const aPage = 50;

interface Pages {
  readonly search: string;
  readonly calls: readonly CallSummary[];
  readonly next?: string | undefined;
}

export function useEnded(filter: Filter, search: string): Ended {
  const [pages, setPages] = useState<Pages>();
  const [refused, setRefused] = useState<Refused>();
  const [round, setRound] = useState(0);
  const readAt = useRef(0);
  const live = floor.calls.keys.value;
  const before = useRef(live);
  useEffect(() => {
    const now = new Set(live);
    if (before.current.some((id) => !now.has(id))) setRound((n) => n + 1);
    before.current = live;
  }, [live]);

  const isOf = pages?.search === search;
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      readAt.current = Date.now();
      const answer = await api.calls.list({ ...questionOf(filter), state: 'ended', limit: aPage });
      if (!isCurrent) return;
      setRefused(refusedBy(answer));
      if (answer.ok) setPages((known) => joined(known, { search, ...answer.value }));
    };
    const wait = isOf ? Math.max(100, readAt.current + atMostEvery - Date.now()) : pages ? typing : 0;
    const timer = setTimeout(() => void read(), wait);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [search, round]);

  const readMore = async (next: string): Promise<void> => {
    const answer = await api.calls.list({
      ...questionOf(filter),
      state: 'ended',
      limit: aPage,
      before: next,
    });
    setRefused(refusedBy(answer));
    if (answer.ok)
      setPages((known) =>
        known?.search === search
          ? { search, ...answer.value, calls: [...known.calls, ...answer.value.calls] }
          : known,
      );
  };
  const next = isOf ? pages?.next : undefined;
  return {
    // What is there stays there while the engine is away.
    ...(pages && { calls: pages.calls }),
    ...(refused && { refused }),
    ...(next !== undefined && { more: () => void readMore(next) }),
  };
}

/** The first page again: older pages that are there already stay. */
function joined(known: Pages | undefined, first: Pages): Pages {
  const last = first.calls.at(-1);
  const cursor = known?.next;
  if (known?.search !== first.search || last === undefined) return first;
  const older = known.calls.filter(({ id }) => Number(id) < Number(last.id));
  if (older.length === 0) return first;
  return {
    search: first.search,
    calls: [...first.calls, ...older],
    ...(cursor !== undefined && { next: cursor }),
  };
}
