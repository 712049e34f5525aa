/** Transfers that operators ask for: refused while nothing has been changed, else done as the phone's own. */

import { whyNoTarget } from '../call/conversation/transfer.ts';
import type { Call } from '../call/kept/call.ts';
import type { Event } from '../call/kept/events.ts';
import { servingIn } from '../call/kept/parties.ts';
import type { World } from '../call/turn/world.ts';
import type { ChangeResult } from '../ports/operations.ts';
import type { RequestFailureCode } from '../shared/failures/requests.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface TransfersNeeds {
  readonly world: Pick<World, 'calls' | 'plan' | 'planOf'>;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

export class Transfers {
  /** Of two at once the second is refused, whatever the first comes to. */
  readonly #underWay = new Set<CallId>();

  async transfer(
    { world, now, take }: TransfersNeeds,
    id: CallId,
    to: string,
    by: string,
  ): Promise<ChangeResult> {
    const call = world.calls.get(id);
    if (!call) return refused('no_such_call', `call ${id} is not in progress`);
    const leg = legOfAgent(call);
    if (leg === undefined) return refused('no_talk', `the caller of call ${id} is not talking with an agent`);
    if (this.#underWay.has(id)) return refused('no_talk', `call ${id} is already being transferred`);
    const whyNot = whyNoTarget(world.plan, world.planOf(call.planVersion), to);
    if (whyNot !== undefined) return refused('no_such_target', whyNot);
    this.#underWay.add(id);
    try {
      await take({ type: 'transferRequested', at: now(), call: id, leg, to, by });
    } finally {
      this.#underWay.delete(id);
    }
    // Either of them may have hung up first, or a new plan may have no such target.
    const after = world.calls.get(id);
    if (!after) return refused('no_talk', `call ${id} has just ended`);
    return legOfAgent(after) === leg
      ? refused('no_such_target', `the plan has changed: ${to} was removed`)
      : { done: true };
  }
}

/** Somebody outside does not pass callers on: they might be the emergency services. */
function legOfAgent({ phase }: Call): LegId | undefined {
  if (phase.name !== 'talking') return undefined;
  const { who, leg } = servingIn(phase.conversation);
  return who.kind === 'agent' || who.place.kind === 'phone' ? leg : undefined;
}

const refused = (code: RequestFailureCode, because: string): ChangeResult => ({ done: false, code, because });
