/**
 * After a restart or a lost link: what has happened meanwhile, told by the difference between what we meant (the
 * world) and what is so (the survey), as the ordinary events that were missed. The ordinary core does the rest.
 */
import type { Call } from '../call/call.ts';
import type { Command } from '../call/commands.ts';
import type { TelephonyEvent } from '../call/events.ts';
import type { World } from '../call/world.ts';
import { legOf } from '../agents/board.ts';
import type { Survey } from '../ports/telephony.ts';
import { type CallId, callOf, type LegId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

export interface Reconciled {
  readonly events: readonly TelephonyEvent[];
  /** Orphans to sweep, and connections that were meant but not made. */
  readonly commands: readonly Command[];
}

export function reconcile(world: World, survey: Survey, at: Instant): Reconciled {
  const events: TelephonyEvent[] = [];
  const commands: Command[] = [];
  const live = new Map(survey.legs.map((leg) => [leg.leg, leg]));
  const legEnded = (leg: LegId): void => {
    events.push({ type: 'legEnded', at, leg, cause: 'hung up' });
  };

  for (const phone of survey.phones) events.push({ type: 'phoneChanged', at, ...phone });
  for (const call of world.calls.values()) {
    if (!live.has(call.leg)) legEnded(call.leg);
    for (const { id } of call.offers) {
      const leg = live.get(id);
      if (!leg) events.push({ type: 'legEnded', at, leg: id, cause: 'no answer' });
      else if (leg.state === 'up') events.push({ type: 'legAnswered', at, leg: id });
    }
    if (call.phase.name === 'talking') {
      if (!live.has(call.phase.offer)) legEnded(call.phase.offer);
      else if (!bridged(call, survey)) commands.push(connect(call));
    }
    // Whether a prompt ended while nobody listened can't be told; it is better cut short than waited for.
    if ('playback' in call.phase && call.phase.playback) {
      events.push({ type: 'promptEnded', at, playback: call.phase.playback, played: true });
    }
  }
  for (const agent of world.agents.values()) {
    const leg = agent.activity.kind === 'hanging up' ? legOf(agent) : undefined;
    if (leg && !live.has(leg)) legEnded(leg);
  }
  for (const { leg, arrival } of survey.legs) {
    if (arrival) {
      if (world.callOnLeg(leg) === undefined) events.push({ type: 'callArrived', at, leg, ...arrival });
    } else if (!isOurs(world, leg)) {
      commands.push({ do: 'hangUp', call: callOf(leg) ?? ('0' as CallId), leg, cause: 'normal' });
    }
  }
  for (const { bridge } of survey.bridges) {
    const id = callOf(bridge);
    const phase = id === undefined ? undefined : world.calls.get(id)?.phase;
    if (id !== undefined && !(phase?.name === 'talking' && phase.bridge === bridge)) {
      commands.push({ do: 'removeBridge', call: id, bridge });
    }
  }
  return { events, commands };
}

function isOurs(world: World, leg: LegId): boolean {
  const id = callOf(leg);
  const call = id === undefined ? undefined : world.calls.get(id);
  if (!call) return false;
  return (
    call.offers.some((offer) => offer.id === leg) ||
    (call.phase.name === 'talking' && call.phase.offer === leg)
  );
}

function bridged(call: Call, survey: Survey): boolean {
  const { phase } = call;
  if (phase.name !== 'talking') return false;
  const bridge = survey.bridges.find((each) => each.bridge === phase.bridge);
  return bridge !== undefined && [call.leg, phase.offer].every((leg) => bridge.legs.includes(leg));
}

function connect(call: Call): Command {
  if (call.phase.name !== 'talking') throw new Error(`call ${call.id} is not talking`);
  return { do: 'connect', call: call.id, bridge: call.phase.bridge, legs: [call.leg, call.phase.offer] };
}
