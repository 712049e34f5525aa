/** The voicemails that a person's right reaches. */
import type { Plan, Voicemail } from '../plan/model.ts';
import { listenersOf } from '../plan/rules/voicemails.ts';
import { type Reach, reachesAgent, reachesQueue } from './reach.ts';

/** Those of agents and queues of theirs. */
export const reachesVoicemail = (reach: Reach, plan: Plan, voicemail: Voicemail): boolean =>
  reach === 'all' ||
  (voicemail.queue !== undefined && reachesQueue(reach, voicemail.queue)) ||
  listenersOf(plan, voicemail).some((agent) => reachesAgent(reach, agent));
