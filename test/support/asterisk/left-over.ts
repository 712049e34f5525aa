/** After all have hung up nothing may be left: not in the engine, not on Asterisk, and each call has one outcome. */

import { onAsterisk } from './ari-view.ts';
import type { Arrivals } from './arrivals.ts';
import type { RunningCordboard } from './running-cordboard.ts';

export async function whatIsLeft(
  cordboard: RunningCordboard,
  arrivals: Arrivals,
): Promise<readonly string[]> {
  const { operations } = cordboard;
  const { channels, bridges } = await onAsterisk(cordboard.ari);
  const calls = operations.calls();
  const agents = operations.agents();
  return [
    ...channels.map((id) => `channel ${id}`),
    ...bridges.map((id) => `bridge ${id}`),
    ...calls.map(
      ({ id, phase, timers }) => `call ${id}, which is ${phase.name} with ${timers.length} timers`,
    ),
    ...agents.flatMap(({ name, activity }) =>
      activity.kind === 'free' ? [] : [`${name}, who is ${activity.kind}`],
    ),
    ...agents.flatMap(({ name, timers }) => timers.map(({ what }) => `timer ${what} of ${name}`)),
    ...(cordboard.timersRunning() === 0 ? [] : [`${cordboard.timersRunning()} clocks`]),
    ...arrivals.contradictions,
  ];
}
