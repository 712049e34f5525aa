/** Whether what the journal says of agents agrees with itself: changes that contradict the state before, two talks at once. */
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { differs } from './misfit.ts';

interface Known {
  loggedIn?: boolean;
  paused?: boolean;
  pauseBooked?: boolean;
  wrapUp?: CallId;
  /** The wrap-up that this call of their own has ended. */
  interrupted?: { readonly call: CallId; readonly wrapUp: CallId };
  /** Whether they serve these queues. */
  readonly serves: Map<QueueName, boolean>;
  /** Since when they are out of these. */
  readonly outSince: Map<QueueName, Instant>;
  loggedOutAt?: Instant;
  /** They serve all other queues; if omitted: not known. */
  servesOthers?: true;
  /** Calls in which they have talked, and that may still bring a wrap-up. */
  readonly served: Set<CallId>;
}

export class AgentChecks {
  readonly #agents = new Map<AgentName, Known>();
  readonly #say: (agent: AgentName, what: string) => void;
  readonly #isWhole: boolean;

  /** @param isWhole the entries begin with the journal: what is known of an agent before is nothing */
  constructor(isWhole: boolean, say: (agent: AgentName, what: string) => void) {
    this.#isWhole = isWhole;
    this.#say = say;
  }

  add(entry: StoredEntry): void {
    if (entry.type === 'agentChanged') {
      return this.#changed(entry);
    }
    if (entry.type === 'queueServiceSet') {
      return this.#queueService(entry);
    }
    if (entry.type === 'connected') {
      if (entry.agent !== undefined) this.#of(entry.agent).served.add(entry.call);
      return;
    }
    if (entry.type === 'partyJoined' || entry.type === 'servingPassed') {
      this.#agents.get(entry.who)?.served.add(entry.call);
      return;
    }
    if (entry.type === 'wrapUpStarted') {
      const agent = this.#of(entry.agent);
      if (this.#isWhole && !agent.served.has(entry.call))
        this.#say(entry.agent, `wraps up after call ${entry.call}, in which they have not talked`);
      if (agent.wrapUp !== undefined) this.#say(entry.agent, 'wraps up twice at once');
      agent.served.delete(entry.call);
      agent.wrapUp = entry.call;
      return;
    }
    if (entry.type === 'wrapUpExtended' || entry.type === 'wrapUpEnded') {
      const agent = this.#of(entry.agent);
      if (agent.wrapUp === undefined && this.#isWhole)
        this.#say(entry.agent, `${entry.type} without a wrap-up`);
      if (entry.type === 'wrapUpEnded') delete agent.wrapUp;
      return;
    }
    if (entry.type === 'callArrived') {
      // A call of their own ends the wrap-up; if a result is required, wrap-up begins again after that call.
      if (entry.agent !== undefined) {
        const agent = this.#of(entry.agent);
        const { wrapUp } = agent;
        delete agent.interrupted;
        if (wrapUp !== undefined) {
          agent.served.add(wrapUp);
          agent.interrupted = { call: entry.call, wrapUp };
        }
        delete agent.wrapUp;
      }
      return;
    }
    if (entry.type === 'ownPhoneRang') {
      // A click to call that they did not answer: the wrap-up goes on.
      for (const agent of this.#agents.values()) {
        if (agent.interrupted?.call !== entry.call) continue;
        const { wrapUp } = agent.interrupted;
        delete agent.interrupted;
        if (entry.outcome === 'answered') return;
        agent.served.delete(wrapUp);
        agent.wrapUp = wrapUp;
      }
      return;
    }
    if (entry.type === 'offerMade') {
      const agent = entry.decision && this.#agents.get(entry.to);
      if (agent?.wrapUp !== undefined)
        this.#say(entry.to, `is rung during the wrap-up of call ${agent.wrapUp}`);
      const queue = entry.decision?.queue;
      if (queue !== undefined && agent?.serves.get(queue) === false)
        this.#say(entry.to, `is rung for queue ${queue}, although they were taken out of it`);
      return;
    }
  }

  #queueService({ agent: name, at, queue, serves, outFor }: JournalEntryOf<'queueServiceSet'>): void {
    const agent = this.#of(name);
    if ((agent.serves.get(queue) ?? agent.servesOthers) === serves)
      this.#say(name, `${serves ? 'put back into' : 'taken out of'} queue ${queue} twice`);
    agent.serves.set(queue, serves);
    const since = agent.outSince.get(queue);
    agent.outSince.delete(queue);
    if (!serves) agent.outSince.set(queue, at);
    else if (since !== undefined && outFor !== undefined && differs(outFor, at - since))
      this.#say(name, `was out of queue ${queue} for ${outFor} ms, but ${at - since} ms passed`);
  }

  #changed({ agent: name, to, at }: Extract<StoredEntry, { type: 'agentChanged' }>): void {
    const agent = this.#of(name);
    switch (to) {
      case 'logged_out':
        if (agent.loggedIn === false) this.#say(name, 'logged out twice');
        agent.loggedIn = false;
        agent.loggedOutAt = at;
        return;
      case 'logged_in':
        if (agent.loggedIn === false) {
          // Only who is taken out while they are logged out is out when they come.
          for (const [queue, since] of agent.outSince)
            if (since < (agent.loggedOutAt ?? at))
              this.#say(name, `logged out, and was not put back into queue ${queue}`);
          agent.paused = false;
          agent.pauseBooked = false;
        }
        agent.loggedIn = true;
        return;
      case 'paused':
        agent.paused = true;
        agent.pauseBooked = false;
        return;
      case 'resumed':
        if (agent.paused === false) this.#say(name, 'resumed without a pause');
        agent.paused = false;
        return;
      case 'pause_booked':
        agent.pauseBooked = true;
        return;
      case 'pause_cancelled':
        if (agent.pauseBooked === false) this.#say(name, 'cancelled a pause that was not booked');
        agent.pauseBooked = false;
        return;
      case 'added':
      case 'removed':
        // They come back as they were, or as new.
        delete agent.loggedIn;
        delete agent.paused;
        delete agent.pauseBooked;
        delete agent.wrapUp;
        agent.serves.clear();
        agent.outSince.clear();
        delete agent.servesOthers;
        return;
    }
  }

  #of(name: AgentName): Known {
    const known = this.#agents.get(name);
    if (known) return known;
    const made: Known = { serves: new Map(), outSince: new Map(), served: new Set() };
    if (this.#isWhole) Object.assign(made, { paused: false, pauseBooked: false, servesOthers: true });
    this.#agents.set(name, made);
    return made;
  }
}
