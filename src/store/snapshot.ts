/** The last state of what is in progress: calls, agents, and the number that the next call gets. */
import type { Database } from 'better-sqlite3';
import type { AgentState } from '../agents/agent.ts';
import type { Call } from '../call/kept/call.ts';
import type { QueueRecord } from '../routing/handling.ts';
import type { Log } from '../ports/log.ts';
import type { Batch, Saved } from '../ports/store.ts';
import type { PersonalValues } from './personal.ts';
import { hideInCall } from './projections/personal.ts';

/** Four digits from the first call on: said aloud, a call is not mistaken for an extension. */
export const firstCall = 1001;

type Changes = Pick<Batch, 'calls' | 'agents' | 'schedules' | 'nextCall' | 'records'>;

/** To be called inside a transaction. */
export function storeSnapshot(db: Database, personal: PersonalValues): (changes: Changes) => void {
  const keepCall = db.prepare<[string, string]>(
    'insert into saved_call (id, data) values (?, ?) on conflict (id) do update set data = excluded.data',
  );
  const dropCall = db.prepare<[string]>('delete from saved_call where id = ?');
  const keepAgent = db.prepare<[string, string]>(
    'insert into saved_agent (name, data) values (?, ?) on conflict (name) do update set data = excluded.data',
  );
  const dropAgent = db.prepare<[string]>('delete from saved_agent where name = ?');
  const keepSchedule = db.prepare<[string, string]>(
    'insert into saved_schedule (name, data) values (?, ?) on conflict (name) do update set data = excluded.data',
  );
  const dropSchedule = db.prepare<[string]>('delete from saved_schedule where name = ?');
  const keepNext = db.prepare<[number]>(
    `insert into counter (name, value) values ('next call', ?)
     on conflict (name) do update set value = excluded.value where value <> excluded.value`,
  );
  const keepRecord = db.prepare<[string, string]>(
    'insert into saved_queue (name, data) values (?, ?) on conflict (name) do update set data = excluded.data',
  );
  return ({ calls, agents, schedules, nextCall, records }) => {
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
      else keepAgent.run(name, JSON.stringify(agent));
    }
    for (const [name, set] of schedules ?? []) {
      if (set === null) dropSchedule.run(name);
      else keepSchedule.run(name, JSON.stringify({ name, set }));
    }
    for (const [name, record] of records ?? []) keepRecord.run(name, JSON.stringify(record));
    keepNext.run(nextCall);
  };
}

/** One unreadable call or agent must not keep all the others from being taken up again: it is logged and left out. */
export function loadSnapshot(db: Database, personal: PersonalValues, log: Log): Saved {
  const parse = <T>(kind: string, rows: readonly { id: string; data: string }[]): T[] =>
    rows.flatMap(({ id, data }) => {
      try {
        const value: unknown = JSON.parse(personal.revealed(data));
        if (typeof value === 'object' && value !== null) return [value as T];
        log.error({ kind, id }, 'A saved state is not an object, and was left out.');
      } catch (error) {
        log.error({ err: error, kind, id }, 'A saved state cannot be read, and was left out.');
      }
      return [];
    });
  type Row = { id: string; data: string };
  return {
    // Row ids are given in the order of arrival, and an update keeps them.
    calls: parse<Call>('call', db.prepare<[], Row>('select id, data from saved_call order by rowid').all()),
    agents: parse<AgentState>(
      'agent',
      db.prepare<[], Row>('select name as id, data from saved_agent order by name').all(),
    ),
    schedules: parse<Saved['schedules'][number]>(
      'schedule',
      db.prepare<[], Row>('select name as id, data from saved_schedule order by name').all(),
    ),
    records: parse<QueueRecord>(
      'queue',
      db.prepare<[], Row>('select name as id, data from saved_queue order by name').all(),
    ),
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
