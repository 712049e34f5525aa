/**
 * What holds at every instant, between any two turns. Stories and storms check it after each turn; the engine checks it
 * now and then, and raises an alarm.
 */
import { exclusion } from '../routing/eligibility.ts';
import type { Call } from './call.ts';
import type { World } from './world.ts';

/** What is broken, in sentences; empty: nothing. */
export function breaches(world: World, now: number): string[] {
  return [...agentBreaches(world), ...callBreaches(world), ...idleBesideWaiting(world, now)];
}

function* agentBreaches(world: World): Iterable<string> {
  for (const { name, activity, timers } of world.agents.values()) {
    if (activity.kind === 'offered' || activity.kind === 'talking') {
      const call = world.calls.get(activity.call);
      const holds =
        activity.kind === 'offered'
          ? call?.offers.some(
              ({ id, to }) => id === activity.offer && to.kind === 'agent' && to.agent === name,
            )
          : call?.phase.name === 'talking' && call.phase.offer === activity.offer;
      if (!holds) yield `agent ${name} is ${activity.kind} for call ${activity.call}, which does not know it`;
    }
    if (activity.kind === 'calling' && !world.calls.has(activity.call)) {
      yield `agent ${name} is held by call ${activity.call}, which has ended`;
    }
    const timed = activity.kind === 'wrapping up' || activity.kind === 'hanging up';
    if (timed !== timers.length > 0) yield `agent ${name} is ${activity.kind} with ${timers.length} timers`;
  }
}

function* callBreaches(world: World): Iterable<string> {
  const legs = new Set<string>();
  for (const call of world.calls.values()) {
    if (legs.has(call.leg)) yield `leg ${call.leg} belongs to two calls`;
    legs.add(call.leg);
    for (const { id, to } of call.offers) {
      const activity = to.kind === 'agent' ? world.agents.get(to.agent)?.activity : undefined;
      if (to.kind === 'agent' && !(activity?.kind === 'offered' && activity.offer === id)) {
        yield `offer ${id} rings agent ${to.agent}, who does not know it`;
      }
      if (!call.timers.some(({ offer }) => offer === id)) yield `offer ${id} rings without an end`;
    }
    yield* phaseBreaches(call);
  }
}

function* phaseBreaches(call: Call): Iterable<string> {
  const { phase, offers, timers } = call;
  if ((phase.name === 'ringing') !== offers.length > 0) {
    yield `call ${call.id} is ${phase.name} with ${offers.length} offers`;
  }
  switch (phase.name) {
    case 'arriving':
    case 'ended':
      yield `call ${call.id} is kept although it is ${phase.name}`;
      break;
    case 'choosing':
      if (!phase.playback && timers.length === 0) yield `call ${call.id} chooses for ever`;
      break;
    case 'waiting':
      if (phase.search.for !== 'queue') yield `call ${call.id} waits for nobody`;
      else if (phase.search.until !== undefined && !timers.some(({ what }) => what === 'patienceRanOut')) {
        yield `call ${call.id} waits beyond its time`;
      }
      break;
    case 'leavingMessage':
      if (!phase.playback && !phase.recording) yield `call ${call.id} leaves no message`;
      break;
    case 'listening':
    case 'ringing':
    case 'talking':
    case 'sayingGoodbye':
      break;
  }
}

/** Nobody idles beside a caller whom they may serve. */
function* idleBesideWaiting(world: World, now: number): Iterable<string> {
  for (const queue of Object.values(world.plan.queues)) {
    for (const call of world.waitingFor(queue.name)) {
      if (call.phase.name !== 'waiting') continue;
      for (const name of queue.members) {
        const agent = world.agents.get(name);
        const profile = world.plan.agents[name];
        const asked = call.askedBefore[name];
        const need = {
          skills: queue.needs,
          // In the very moment that it ends, its timer may not have been heard yet.
          leftAloneUntil: () => (asked === undefined ? undefined : asked + queue.tryAgainAfter + 1),
          ...(call.callingAgent === undefined ? {} : { callingAgent: call.callingAgent }),
        };
        if (agent && profile && exclusion(agent, profile, need, now) === undefined) {
          yield `agent ${name} is free, and call ${call.id} waits in queue ${queue.name}`;
        }
      }
    }
  }
}
