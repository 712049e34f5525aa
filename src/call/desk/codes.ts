/** Codes that agents dial on their own phones: carried out, confirmed by a prompt, and the call ends. */
import { owesResult } from '../../agents/board.ts';
import type { AgentCode, AgentName, SystemPrompt } from '../../plan/model.ts';
import { may } from '../../shared/rights.ts';
import { swapOnCall } from '../actions/on-call.ts';
import { setSchedule } from '../actions/schedules.ts';
import { pickUp } from '../conversation/take-over.ts';
import type { Call } from '../kept/call.ts';
import type { AgentChange } from '../kept/events.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';
import { agentChanges } from './agent-changes.ts';
import { resultByPhone } from './giving-results.ts';
import { recordGreeting } from './greeting.ts';
import { askWhoItIs } from './logging-in.ts';
import { hearMessages } from './messages.ts';

export function obeyCode(turn: Turn, call: Call, code: AgentCode, agent: AgentName | undefined): void {
  const { spoken } = turn.planOf(call);
  if (!may('phone', code.do === 'set' ? 'set_schedules' : 'change_own_state')) {
    sayGoodbye(turn, call, spoken['not an agent phone'], 'served');
    return;
  }
  if (code.do === 'log in here') {
    askWhoItIs(turn, call);
    return;
  }
  // Any agent may use a phone that has no agent: ask for the number and the PIN.
  if (agent === undefined && code.do === 'messages') return askWhoItIs(turn, call, 'messages');
  if (agent === undefined && code.do === 'greeting') return askWhoItIs(turn, call, code);
  if (agent === undefined || !turn.agent(agent)) {
    sayGoodbye(turn, call, spoken['not an agent phone'], 'served');
    return;
  }
  if (code.do === 'pick up') return pickUp(turn, call, agent);
  if (code.do === 'messages') return hearMessages(turn, call, agent);
  if (code.do === 'greeting') return recordGreeting(turn, call, agent, code);
  if (code.do === 'give result') {
    const isGiven = resultByPhone(turn, agent, code.result, code.detail);
    return sayGoodbye(turn, call, spoken[isGiven ? 'result noted' : 'no such result'], 'served');
  }
  const before = turn.agent(agent);
  if (code.do === 'resume' && before && owesResult(before)) {
    agentChanges(turn, changeFor(code, { agent, by: 'phone', at: turn.now }));
    return sayGoodbye(turn, call, spoken['result wanted'], 'served');
  }
  const isFreeAnyway = turn.agent(agent)?.activity.kind !== 'wrapping_up';
  if (code.do === 'extend wrap-up' && isFreeAnyway) {
    sayGoodbye(turn, call, spoken.goodbye, 'served');
    return;
  }
  if (code.do === 'take on call') swapOnCall(turn, code.rota, agent, undefined, `phone of ${agent}`);
  else if (code.do === 'set') setSchedule(turn, code.schedule, code.to, `phone of ${agent}`);
  else agentChanges(turn, changeFor(code, { agent, by: 'phone', at: turn.now }));
  const isBooked = code.do === 'pause' && turn.agent(agent)?.pauseBooked !== undefined;
  sayGoodbye(turn, call, spoken[isBooked ? 'pause booked' : confirmation(code)], 'served');
}

const setInWords = { open: 'opened', closed: 'closed', as_planned: 'as planned' } as const;

/** Those that a prompt confirms; the others go on in the call, or say themselves what became of them. */
type Confirmed = Exclude<
  AgentCode,
  { do: 'log in here' | 'pick up' | 'messages' | 'greeting' | 'give result' }
>;
type AgentsOwn = Exclude<Confirmed, { do: 'set' | 'take on call' }>;

function changeFor(code: AgentsOwn, change: Pick<AgentChange, 'agent' | 'by' | 'at'>): AgentChange {
  switch (code.do) {
    case 'log in':
      return { ...change, type: 'agentLoggedIn' };
    case 'log out':
      return { ...change, type: 'agentLoggedOut' };
    case 'pause':
      return { ...change, type: 'agentPaused', reason: code.reason };
    case 'resume':
      return { ...change, type: 'agentResumed' };
    case 'extend wrap-up':
      return { ...change, type: 'agentExtendedWrapUp', more: code.more };
  }
}

function confirmation(code: Confirmed): SystemPrompt {
  switch (code.do) {
    case 'log in':
      return 'logged in';
    case 'log out':
      return 'logged out';
    case 'pause':
      return 'paused';
    case 'resume':
      return 'resumed';
    case 'extend wrap-up':
      return 'wrap-up extended';
    case 'take on call':
      return 'on call now';
    case 'set':
      return setInWords[code.to];
  }
}
