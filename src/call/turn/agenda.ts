/**
 * What a turn leads to within the same moment: a call that goes on to its next step, a call that looks for somebody, an
 * agent who has become free. So phases need not know each other, and no order of theirs can leave an idle agent beside a
 * waiting caller. `step.ts` takes it up, item by item.
 */
import type { AgentState } from '../../agents/agent.ts';
import { isMissedSince, isOnCall } from '../../agents/board.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import type { CallId, OfferId } from '../../shared/ids.ts';

export type AgendaItem =
  /** Take the step that the call is at. */
  | { readonly walk: CallId }
  /** Find somebody for a waiting call. */
  | { readonly seek: CallId }
  /** Whoever was fetched for another call has answered. */
  | { readonly join: CallId }
  /** Whoever made that call beside another has left both. */
  | { readonly endAside: CallId }
  /** The offer is not carried out: it fails at once. */
  | { readonly refuse: OfferId; readonly call: CallId; readonly code: OfferCode }
  /** See whether callers still wait for somebody, now that an agent is not there any more. */
  | { readonly miss: AgentName }
  /** Find a waiting call for an agent. */
  | { readonly serve: AgentName }
  /** Look again for those who wait in a queue: a team may take calls of it once more. */
  | { readonly rematch: QueueName };

export class Agenda {
  /** What comes before all else; the last first. */
  readonly #walks: AgendaItem[] = [];
  readonly #items: AgendaItem[] = [];

  /** Before anything else: until it has left the step, the call still looks like one that waits. */
  walk(call: CallId): void {
    this.#walks.push({ walk: call });
  }
  add(item: Exclude<AgendaItem, { walk: CallId }>): void {
    this.#items.push(item);
  }
  take(): AgendaItem | undefined {
    return this.#walks.pop() ?? this.#items.shift();
  }

  /**
   * What follows from the change of an agent: one who may have become free is served; one who is missed may leave callers
   * without anyone; a team that had as many on calls as it may can take one more, in queues with such a limit.
   */
  agentChanged(before: AgentState | undefined, now: AgentState, limited: () => Iterable<QueueName>): void {
    if (before && isMissedSince(before, now)) this.add({ miss: now.name });
    if (now.activity.kind === 'free') this.add({ serve: now.name });
    if (before && isOnCall(before) && !isOnCall(now)) for (const rematch of limited()) this.add({ rematch });
  }

  /** As much as stands on it now; `rollBackTo` takes back what is added from then on. */
  get walks(): number {
    return this.#walks.length;
  }
  get items(): number {
    return this.#items.length;
  }
  rollBackTo(walks: number, items: number): void {
    this.#walks.length = walks;
    this.#items.length = items;
  }
}
