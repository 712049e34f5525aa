/** Small batches, as a turn of the engine would give them. */
import type { AgentState } from '../../../src/agents/agent.ts';
import type { Call } from '../../../src/call/kept/call.ts';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import type { Batch } from '../../../src/ports/store.ts';
import type { Checkpoint } from '../../../src/recorded/checkpoint.ts';
import { type CallId, callId, legId, playbackId } from '../../../src/shared/ids.ts';

export function batch(what: Partial<Batch> = {}): Batch {
  return { journal: [], calls: new Map(), agents: new Map(), nextCall: 1001, ...what };
}

/** To the store a call is a value to keep; a few of its fields will do. */
export function callNamed(number: number, arrivedAt = number): Call {
  const id = callId(number);
  const some: Partial<Call> = {
    id,
    leg: legId(`leg-${number}`),
    via: { kind: 'line', name: 'line1' },
    dialled: '100',
    caller: { number: '+4930123456', name: 'Ada', isNew: true, tags: [] },
    arrivedAt,
    typedAhead: '',
    phase: { name: 'listening', playback: playbackId(id, 1) },
    offers: [],
  };
  return some as Call;
}

export const agentNamed = (name: string): AgentState => ({
  name,
  loggedIn: true,
  phone: { reachable: true, busy: false },
  activity: { kind: 'free' },
  idleSince: 5,
  misses: 0,
  callsTaken: 0,
  timers: [],
  idsUsed: 0,
});

export const arrived = (call: CallId, at = 1): JournalEntry => ({
  at,
  type: 'callArrived',
  call,
  via: { kind: 'line', name: 'line1' },
  dialled: '100',
  caller: { number: '+4930123456', name: 'Ada', contact: 'c1', isNew: true, tags: ['vip'] },
  planVersion: 1,
});

export const step = (call: CallId, nth: number): JournalEntry => ({
  at: nth,
  type: 'stepReached',
  call,
  flow: 'number 100',
  step: `say ${nth}`,
});

export const checkpointWith = (what: Partial<Checkpoint>): Checkpoint => ({
  plan: 1,
  plans: [1],
  nextCall: 1001,
  calls: [],
  agents: [],
  phones: [],
  trunks: [],
  schedules: [],
  onCall: [],
  announcements: [],
  records: [],
  outside: [],
  lately: [],
  ...what,
});
