/** What operators ask for within a talk: refused while nothing has been changed, else done in one turn. */
import { whyNot } from '../call/conversation/talk-actions.ts';
import type { Event, TalkAction } from '../call/kept/events.ts';
import { servingIn } from '../call/kept/parties.ts';
import { Turn } from '../call/turn/turn.ts';
import type { World } from '../call/turn/world.ts';
import type { TalkResult } from '../ports/operations.ts';
import { defined } from '../shared/defined.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface TalkActionsNeeds {
  readonly world: World;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

export async function askInTalk(
  { world, now, take }: TalkActionsNeeds,
  call: CallId,
  action: TalkAction,
  by: string,
): Promise<TalkResult> {
  const at = now();
  const objection = whyNot(new Turn(world, at), call, action);
  if (objection) return { done: false, ...objection };
  await take({ type: 'talkActionAsked', at, call, action, by });
  const phase = world.calls.get(call)?.phase;
  const aside = phase?.name === 'talking' ? servingIn(phase.conversation).aside : undefined;
  const search = phase?.name === 'waiting' && phase.search.for === 'agents' ? phase.search : undefined;
  return { done: true, ...defined({ aside, slot: search?.parked?.slot }) };
}
