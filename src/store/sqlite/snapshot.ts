/** The last state of what is in progress: calls, agents, and the number that the next call gets. */
import type { Database } from 'better-sqlite3';
import type { AgentState } from '../../agents/agent.ts';
import { wrapUpWithCaller } from '../../agents/board.ts';
import type { Announcement } from '../../call/kept/announcement.ts';
import type { Call } from '../../call/kept/call.ts';
import { type Kept, type KeptKind, keptVersion, upgrade } from '../../call/kept/upgrades/upgrade.ts';
import type { Log } from '../../ports/log.ts';
import type { Batch, Saved } from '../../ports/store.ts';
import type { QueueRecord } from '../../routing/handling.ts';
import { withKeysTogether } from '../projections/keys-pressed.ts';
import { hideInAgent, hideInCall } from '../projections/personal.ts';
import type { PersonalValues } from './personal/personal.ts';

/** Four digits from the first call on: said aloud, a call is not mistaken for an extension. */
export const firstCall = 1001;

type Changes = Pick<
  Batch,
  'calls' | 'agents' | 'schedules' | 'onCall' | 'announcements' | 'nextCall' | 'records'
>;

export interface Snapshot {
  /** To be called inside a transaction: if it fails, call `forget`. */
  store(changes: Changes): void;
  /** What was written last may not be there. */
  forget(): void;
}

export function storeSnapshot(db: Database, personal: PersonalValues): Snapshot {
  const keepCall = db.prepare<[string, string]>(keep('saved_call', 'id'));
  const dropCall = db.prepare<[string]>('delete from saved_call where id = ?');
  const keepAgent = db.prepare<[string, string]>(keep('saved_agent', 'name'));
  const dropAgent = db.prepare<[string]>('delete from saved_agent where name = ?');
  const keepSchedule = db.prepare<[string, string]>(keep('saved_schedule', 'name'));
  const dropSchedule = db.prepare<[string]>('delete from saved_schedule where name = ?');
  const keepSwap = db.prepare<[string, string]>(keep('saved_on_call', 'name'));
  const dropSwap = db.prepare<[string]>('delete from saved_on_call where name = ?');
  const keepAnnouncement = db.prepare<[string, string]>(keep('saved_announcement', 'name'));
  const dropAnnouncement = db.prepare<[string]>('delete from saved_announcement where name = ?');
  const keepNext = db.prepare<[number]>(
    `insert into counter (name, value) values ('next call', ?)
     on conflict (name) do update set value = excluded.value where value <> excluded.value`,
  );
  const keepRecord = db.prepare<[string, string]>(keep('saved_queue', 'name'));
  /** A call takes its number once, and is stored several times. */
  let lastNext: number | undefined;
  const store = ({ calls, agents, schedules, onCall, announcements, nextCall, records }: Changes): void => {
    for (const [id, call] of calls) {
      if (call === null) dropCall.run(id);
      else
        keepCall.run(
          id,
          personal.text((hide) => hideInCall(call, hide)),
        );
    }
    for (const [name, agent] of agents) {
      if (agent === null) dropAgent.run(name);
      else {
        const text = wrapUpWithCaller(agent)
          ? personal.text((hide) => hideInAgent(agent, hide))
          : JSON.stringify(agent);
        keepAgent.run(name, text);
      }
    }
    for (const [name, set] of schedules ?? []) {
      if (set === null) dropSchedule.run(name);
      else keepSchedule.run(name, JSON.stringify({ name, set }));
    }
    for (const [name, swap] of onCall ?? []) {
      if (swap === null) dropSwap.run(name);
      else keepSwap.run(name, JSON.stringify({ name, swap }));
    }
    for (const [name, set] of announcements ?? []) {
      if (set === null) dropAnnouncement.run(name);
      else keepAnnouncement.run(name, JSON.stringify(set));
    }
    for (const [name, record] of records ?? []) keepRecord.run(name, JSON.stringify(record));
    if (nextCall !== lastNext) keepNext.run(nextCall);
    lastNext = nextCall;
  };
  return {
    store,
    forget: () => {
      lastNext = undefined;
    },
  };
}

const keep = (table: string, key: string): string =>
  `insert into ${table} (${key}, data, version) values (?, ?, ${keptVersion})
   on conflict (${key}) do update set data = excluded.data, version = excluded.version`;

interface Row {
  readonly id: string;
  readonly data: string;
  readonly version: number;
}

/** One unreadable call or agent must not keep all the others from being taken up again: it is logged and left out. */
export function loadSnapshot(db: Database, personal: PersonalValues, log: Log): Saved {
  const read = <T>(kind: KeptKind, table: string, key: string, order = key): T[] =>
    db
      .prepare<[], Row>(`select ${key} as id, data, version from ${table} order by ${order}`)
      .all()
      .flatMap(({ id, data, version }) => {
        try {
          const value: unknown = JSON.parse(personal.revealed(data));
          if (typeof value === 'object' && value !== null)
            return [upgrade(kind, value as Kept, version) as T];
          log.error({ kind, id }, 'A saved state is not an object and was skipped.');
        } catch (error) {
          log.error({ err: error, kind, id }, 'A saved state is not readable and was skipped.');
        }
        return [];
      });
  return {
    // Row ids are given in the order of arrival, and an update keeps them.
    calls: read<Call>('call', 'saved_call', 'id', 'rowid').map(withKeysTogether),
    agents: read<AgentState>('agent', 'saved_agent', 'name'),
    schedules: read<Saved['schedules'][number]>('schedule', 'saved_schedule', 'name'),
    onCall: read<NonNullable<Saved['onCall']>[number]>('onCallSwap', 'saved_on_call', 'name'),
    announcements: read<Announcement>('announcement', 'saved_announcement', 'name'),
    records: read<QueueRecord>('queueRecord', 'saved_queue', 'name'),
    nextCall: nextCallAfter(db),
  };
}

/** The counter as kept; never a number that a call in the journal has already, even if the counter was lost. */
export function nextCallAfter(db: Database): number {
  const row = db
    .prepare<[], { next: number | null }>(
      `select max(
         coalesce((select value from counter where name = 'next call'), 0),
         coalesce((select cast(call as integer) + 1 from journal where type = 'callArrived'
                   order by seq desc limit 1), 0)
       ) as next`,
    )
    .get();
  return row?.next || firstCall;
}
