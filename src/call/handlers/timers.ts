/** A timer has fired. If its owner no longer has it, it is stale and ignored. */
import type { AgentState } from '../../agents/agent.ts';
import { free } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import { exhausted } from '../../shared/exhausted.ts';
import type { CallId, TimerId } from '../../shared/ids.ts';
import { spellDuration } from '../../shared/time.ts';
import type { TimerOwner } from '../../shared/timer.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { wrapUpRunsOut } from '../desk/giving-results.ts';
import { rowsOf } from '../rows.ts';
import type { Turn } from '../turn/turn.ts';

export function timeRunsOut(turn: Turn, owner: TimerOwner, timer: TimerId): void {
  if ('call' in owner) callTimer(turn, owner.call as CallId, timer);
  else agentTimer(turn, owner.agent, timer);
}

function callTimer(turn: Turn, id: CallId, timerId: TimerId): void {
  const call = turn.call(id);
  const timer = call?.timers.find((each) => each.id === timerId);
  if (!call || !timer) return;
  const rest = { ...call, timers: call.timers.filter((each) => each !== timer) };
  turn.put(rest);
  rowsOf(rest)[timer.what]?.(turn, rest, timer);
}

function pauseIsTooLong(turn: Turn, agent: AgentState): void {
  if (agent.pause) {
    const { reason, since } = agent.pause;
    const what = `${agent.name} has been paused (${reason}) for longer than ${spellDuration(turn.now - since)}`;
    turn.journal({ type: 'alarmRaised', code: 'pause_too_long', what });
  }
  changeAgent(turn, agent);
}

function agentTimer(turn: Turn, name: AgentName, timerId: TimerId): void {
  const agent = turn.agent(name);
  const timer = agent?.timers.find((each) => each.id === timerId);
  if (!agent || !timer) return;
  switch (timer.what) {
    case 'wrapUpRanOut':
      return wrapUpRunsOut(turn, agent);
    case 'phoneShouldBeDown':
      turn.journal({
        type: 'alarmRaised',
        code: 'hang_up_not_confirmed',
        what: `Asterisk did not confirm that the phone of ${name} hung up`,
      });
      break;
    case 'pauseTooLong':
      return pauseIsTooLong(turn, { ...agent, timers: agent.timers.filter((each) => each !== timer) });
    default:
      exhausted(timer.what);
  }
  changeAgent(turn, free(agent));
}
