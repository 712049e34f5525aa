/** An agent records the greeting of a voicemail at their phone. The library has it then, and the next caller hears it. */
import type { AgentName, GreetingCode } from '../../plan/model.ts';
import { greetingSound, greetingToRecord } from '../../plan/rules/voicemails.ts';
import type { Call } from '../kept/call.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import { recordSound } from '../self-service/recording-sound.ts';
import type { Turn } from '../turn/turn.ts';

export function recordGreeting(turn: Turn, call: Call, agent: AgentName, { voicemail }: GreetingCode): void {
  const plan = turn.planOf(call);
  const found = greetingToRecord(plan, agent, voicemail);
  if (!found) return sayGoodbye(turn, call, plan.spoken['no greeting to record'], 'served');
  recordSound(turn, call, { sound: greetingSound(found.name), language: call.language, agent });
}
