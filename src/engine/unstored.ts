import type { AgentState } from '../agents/agent.ts';
import type { Announcement, AnnouncementKey } from '../call/kept/announcement.ts';
import type { Call } from '../call/kept/call.ts';
import type { JournalEntry } from '../call/kept/journal.ts';
import type { OnCallSwap } from '../call/kept/on-call-swap.ts';
import type { ScheduleOverride } from '../call/kept/schedule-override.ts';
import type { Changes } from '../call/turn/world.ts';
import type { AgentName, QueueName, RotaName, ScheduleName } from '../plan/model.ts';
import type { RecordedTurn } from '../recorded/turn.ts';
import type { QueueRecord } from '../routing/handling.ts';
import type { CallId } from '../shared/ids.ts';

/** As many turns that changed nothing as are kept in memory. */
const mostIdleTurns = 500;

/** What turns have changed since the last commit. */
export class Unstored {
  readonly turns: RecordedTurn[] = [];
  readonly journal: JournalEntry[] = [];
  readonly calls = new Map<CallId, Call | null>();
  readonly agents = new Map<AgentName, AgentState | null>();
  readonly schedules = new Map<ScheduleName, ScheduleOverride | null>();
  readonly onCall = new Map<RotaName, OnCallSwap | null>();
  readonly announcements = new Map<AnnouncementKey, Announcement | null>();
  readonly records = new Map<QueueName, QueueRecord>();

  /** Turns that changed nothing wait for one that does: a replay is the same without them. */
  get isWorthACommit(): boolean {
    return (
      this.journal.length > 0 ||
      this.calls.size > 0 ||
      this.agents.size > 0 ||
      this.schedules.size > 0 ||
      this.onCall.size > 0 ||
      this.announcements.size > 0 ||
      this.turns.length >= mostIdleTurns
    );
  }

  add(
    journal: readonly JournalEntry[],
    {
      calls,
      agents,
      schedules,
      onCall,
      announcements,
      records,
    }: Pick<Changes, 'calls' | 'agents' | 'schedules' | 'onCall' | 'announcements' | 'records'>,
  ): void {
    this.journal.push(...journal);
    for (const [id, call] of calls) this.calls.set(id, call);
    for (const [name, agent] of agents) this.agents.set(name, agent);
    for (const [name, set] of schedules ?? []) this.schedules.set(name, set);
    for (const [rota, swap] of onCall ?? []) this.onCall.set(rota, swap);
    for (const [key, set] of announcements ?? []) this.announcements.set(key, set);
    for (const [queue, record] of records ?? []) this.records.set(queue, record);
  }

  followedBy(later: Unstored): Unstored {
    this.turns.push(...later.turns);
    this.add(later.journal, later);
    return this;
  }
}
