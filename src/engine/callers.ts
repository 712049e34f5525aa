/** Who calls: an event of the exchange gets what the contacts know of its caller, before its turn. */

import { isDialledAtPhone } from '../call/arriving/arrival.ts';
import type { CallArrived, Caller, Event, Load, TelephonyEvent } from '../call/kept/events.ts';
import type { World } from '../call/turn/world.ts';
import { wholeNumber } from '../plan/rules/outside-by-agents.ts';
import { within } from '../shared/deadline.ts';
import { type Duration, seconds } from '../shared/time.ts';
import type { EngineOptions } from './options.ts';

/** Turns are taken in order: a caller who is looked up for longer would hold up all others. */
const recognisedWithin: Duration = seconds(1);

export class Callers {
  readonly #options: Pick<EngineOptions, 'recognise' | 'clock' | 'log'>;
  readonly #world: Pick<World, 'plan'>;

  constructor(options: Pick<EngineOptions, 'recognise' | 'clock' | 'log'>, world: Pick<World, 'plan'>) {
    this.#options = options;
    this.#world = world;
  }

  /** A call that is heard of has the load of the moment with it; one that a survey finds is inside already. */
  complete(event: TelephonyEvent & { readonly load?: Load }): Event | Promise<Event> {
    if (event.type !== 'callArrived') return event;
    const { networkNumber: _, ...arrival } = event;
    const called = this.#numberDialled(event);
    if (called === undefined) return this.recognise(event).then((caller) => ({ ...arrival, caller }));
    const asked = {
      ...event,
      via: { kind: 'line', name: '' },
      callerNumber: called,
      callerName: '',
    } as const;
    return Promise.all([this.recognise(event), this.recognise(asked)]).then(([caller, whom]) => ({
      ...arrival,
      caller,
      called: whom,
    }));
  }

  /** An outside number that an agent has dialled: its contact is looked up, and may be blocked. */
  #numberDialled({ via, dialled }: CallArrived): string | undefined {
    const { plan } = this.#world;
    if (via.kind !== 'phone' || !plan.outsideCalls.byAgents) return undefined;
    const isOurs = plan.codes[dialled] !== undefined || plan.emergency?.flows[dialled] !== undefined;
    return isOurs || isDialledAtPhone(plan, dialled) ? undefined : wholeNumber(dialled, plan);
  }

  /** A caller who cannot be identified in time is served anyway. */
  async recognise(arrival: CallArrived): Promise<Caller> {
    const { recognise, clock, log } = this.#options;
    try {
      const answer = recognise(arrival, this.#world.plan);
      const caller = await within(clock, recognisedWithin, answer, undefined);
      if (caller === undefined) throw new Error('the contact lookup timed out');
      return caller;
    } catch (error) {
      log.error(
        { err: error, leg: arrival.leg },
        'Cannot look up a caller; the call continues without a contact.',
      );
      return { isNew: false, tags: [] };
    }
  }
}
