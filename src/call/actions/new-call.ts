import type { Call } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

/** What every call begins with, however it comes about. */
export const atItsBegin = ({ now }: Pick<Turn, 'now'>) =>
  ({
    arrivedAt: now,
    hears: 'nothing',
    typedAhead: '',
    phase: { name: 'arriving' },
    phaseSince: now,
    offers: [],
    timers: [],
  }) as const satisfies Partial<Call>;
