/** Ended calls, read again when one of the floor's has ended. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallSummary } from '../../contract/call.ts';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { floor } from '../live/live.ts';

export interface Ended {
  /** Newest first; undefined until they are there. */
  readonly calls?: readonly CallSummary[];
  readonly refused?: Refused;
}

/** On a busy floor calls end all the time, and the engine reads the journal of each call that it lists. */
const atMostEvery = 2000;

export function useEnded(limit: number): Ended {
  const [ended, setEnded] = useState<Ended>({});
  const [round, setRound] = useState(0);
  const readAt = useRef(0);
  const live = floor.calls.keys.value;
  const before = useRef(live);
  useEffect(() => {
    const now = new Set(live);
    if (before.current.some((id) => !now.has(id))) setRound((n) => n + 1);
    before.current = live;
  }, [live]);
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      readAt.current = Date.now();
      const answer = await api.calls.list({ state: 'ended', limit });
      if (!isCurrent) return;
      // What is there stays there while the engine is away.
      setEnded(({ calls }) =>
        answer.ok ? { calls: answer.value.calls } : { ...(calls && { calls }), refused: answer.refused },
      );
    };
    const wait = round === 0 ? 0 : Math.max(100, readAt.current + atMostEvery - Date.now());
    const timer = setTimeout(() => void read(), wait);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [limit, round]);
  return ended;
}
