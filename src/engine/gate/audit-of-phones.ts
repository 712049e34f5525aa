/**
 * What agents do by code at a phone, and log-ins there that are refused, for the audit trail. These are decided within a turn,
 * by the table of rights; here they are read from the journal, once they are stored.
 */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { RecordedActor } from '../../ports/actor.ts';
import type { AuditEntry } from '../../ports/audit.ts';
import { defined } from '../../shared/defined.ts';

export function auditOfPhone(entry: StoredEntry): AuditEntry | undefined {
  const { at } = entry;
  if (entry.type === 'agentChanged' && entry.by === 'phone') {
    const { agent, to, because } = entry;
    const details = because === undefined ? {} : { details: { asked: because } };
    return { ...done(at, agent), right: 'change_own_state', action: to, object: agent, ...details };
  }
  if (entry.type === 'wrapUpExtended' && entry.by === 'phone') {
    const { agent, type } = entry;
    return { ...done(at, agent), right: 'change_own_state', action: type, object: agent };
  }
  if (entry.type === 'resultSet' && entry.by === 'phone') {
    const { agent, call, result, detail } = entry;
    const what = { right: 'change_own_state', action: 'set_result', object: call } as const;
    return { ...done(at, agent), ...what, details: { asked: defined({ result, detail }) } };
  }
  if (entry.type === 'scheduleSet') {
    const agent = /^phone of (.+)$/.exec(entry.by)?.[1];
    if (agent === undefined) return undefined;
    const { schedule, to } = entry;
    const what = { right: 'set_schedules', action: 'set_schedule', object: schedule } as const;
    return { ...done(at, agent), ...what, details: { asked: to } };
  }
  if (entry.type === 'pinRefused') {
    const { phone, agent, code } = entry;
    return {
      at,
      actor: atPhone(phone),
      transport: 'phone',
      right: 'change_own_state',
      action: 'logged_in',
      outcome: 'refused',
      ...defined({ object: agent, code }),
    };
  }
  return undefined;
}

const done = (at: number, agent: string) =>
  ({ at, actor: atPhone(agent), transport: 'phone', outcome: 'allowed' }) as const;

const atPhone = (name: string): RecordedActor => ({ kind: 'phone', name, role: 'phone' });
