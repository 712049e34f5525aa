/** Supervisors ask to hear a talk, at their own phone: refused while nothing has been changed. */

import { phonesOf } from '../agents/phones.ts';
import type { Call } from '../call/kept/call.ts';
import type { Event } from '../call/kept/events.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import { servingIn } from '../call/kept/parties.ts';
import { placeFor } from '../call/supervision/supervising.ts';
import type { World } from '../call/turn/world.ts';
import type { ChangeResult, SuperviseRequest } from '../ports/operations.ts';
import type { RequestFailureCode } from '../shared/failures/requests.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface SupervisionNeeds {
  readonly world: Pick<World, 'calls' | 'agents' | 'plan' | 'phone'>;
  readonly now: () => Instant;
  readonly take: (event: Event) => Promise<void>;
}

export class Supervisions {
  readonly #needs: SupervisionNeeds;
  /** By queue, who waits for its next talk: forgotten when the engine ends. */
  readonly #waiting = new Map<string, { readonly request: SuperviseRequest; readonly by: string }>();

  constructor(needs: SupervisionNeeds) {
    this.#needs = needs;
  }

  async ask(request: SuperviseRequest, by: string): Promise<ChangeResult> {
    const { who, mode } = request;
    const { world } = this.#needs;
    const { supervision } = world.plan;
    if (supervision === undefined)
      return refused('supervision_not_allowed', 'the plan has no section `supervision`');
    if (!supervision.who.includes(who))
      return refused('supervision_not_allowed', `the plan does not let ${who} supervise`);
    if ('queue' in request.what) return this.#next(request.what.queue, request, by);
    const call = this.#callOf(request.what);
    if (!call) return refused('no_talk', 'there is no conversation to listen to');
    const isOn = call.supervisions?.some((each) => each.who === who) ?? false;
    if (mode === 'end')
      return isOn
        ? await this.#take(call.id, request, '', by)
        : refused('no_talk', `${who} does not supervise call ${call.id}`);
    if (!isOn && placeFor(call, 'listen') === undefined)
      return refused('no_talk', `the caller of call ${call.id} does not talk with an agent`);
    if (!isOn && supervision.tellCallers && call.supervisionTold !== 'told')
      return refused('caller_not_told', `the caller of call ${call.id} did not hear the notice`);
    if (call.phase.name === 'talking' && isAgentIn(call, who))
      return refused('supervisor_busy', `${who} is in call ${call.id}`);
    const phone = isOn ? '' : this.#phoneOf(who);
    if (phone === undefined) return refused('supervisor_busy', `${who} has no free phone`);
    return await this.#take(call.id, request, phone, by);
  }

  /** Of the journal: the next talk of a queue may be one that somebody waits for. */
  happened(entry: StoredEntry): void {
    if (entry.type !== 'connected' || this.#waiting.size === 0) return;
    const { phase } = this.#needs.world.calls.get(entry.call) ?? {};
    const queue = phase?.name === 'talking' && phase.search.for === 'queue' ? phase.search.queue : undefined;
    const wanted = queue === undefined ? undefined : this.#waiting.get(queue);
    if (queue === undefined || !wanted) return;
    this.#waiting.delete(queue);
    void this.ask({ ...wanted.request, what: { call: entry.call } }, wanted.by);
  }

  #next(queue: string, request: SuperviseRequest, by: string): ChangeResult {
    if (!this.#needs.world.plan.queues[queue])
      return refused('no_such_target', `the plan has no queue ${queue}`);
    if (request.mode === 'end') this.#waiting.delete(queue);
    else this.#waiting.set(queue, { request, by });
    return { done: true };
  }

  #callOf(what: Exclude<SuperviseRequest['what'], { queue: string }>): Call | undefined {
    const { calls, agents } = this.#needs.world;
    if ('call' in what) return calls.get(what.call);
    const activity = agents.get(what.agent)?.activity;
    return activity?.kind === 'talking' ? calls.get(activity.call) : undefined;
  }

  /** One at which nothing is going on. */
  #phoneOf(who: string): string | undefined {
    const { agents, plan } = this.#needs.world;
    const agent = agents.get(who);
    if (!agent || (agent.activity.kind !== 'free' && agent.activity.kind !== 'wrapping_up')) return undefined;
    return phonesOf(agent, plan).find((each) => {
      const state = this.#needs.world.phone(each);
      return state?.reachable === true && !state.busy;
    });
  }

  async #take(
    call: CallId,
    { who, mode }: SuperviseRequest,
    phone: string,
    by: string,
  ): Promise<ChangeResult> {
    const { now, take } = this.#needs;
    await take({ type: 'superviseAsked', at: now(), call, who, phone, mode, by });
    return { done: true };
  }
}

const isAgentIn = ({ phase }: Call, who: string): boolean => {
  if (phase.name !== 'talking') return false;
  const serving = servingIn(phase.conversation).who;
  return serving.kind === 'agent' && serving.agent === who;
};

const refused = (code: RequestFailureCode, because: string): ChangeResult => ({ done: false, code, because });
