/**
 * A trunk can carry calls, or no longer can: agents whose outside number it leads to become reachable or unreachable
 * with it.
 */
import { withPhones } from '../../agents/phones.ts';
import { failureOf } from '../../shared/failures/table.ts';
import { changeAgent } from '../actions/change-agent.ts';
import type { Event } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

export function trunkChanges(turn: Turn, { trunk, down }: Extract<Event, { type: 'trunkChanged' }>): void {
  if (turn.trunkDown(trunk) === down) return;
  turn.putTrunk(trunk, down ?? null);
  turn.journal({ type: 'trunkChanged', trunk, ...(down === undefined ? {} : { code: down }) });
  if (down !== undefined) {
    const what = `trunk ${trunk}: ${failureOf(down).sentence}`;
    turn.journal({ type: 'alarmRaised', code: down, what, about: 'trunks' });
  }
  for (const { name, outside } of Object.values(turn.plan.agents)) {
    if (outside?.trunk !== trunk && !outside?.others?.includes(trunk)) continue;
    const agent = turn.agent(name);
    const now =
      agent &&
      withPhones(
        agent,
        turn.plan,
        (phone) => turn.phone(phone),
        (each) => turn.trunkDown(each),
      );
    if (!now || now === agent) continue;
    turn.journal({ type: 'phoneChanged', agent: name, ...now.phone });
    changeAgent(turn, now);
  }
}
