/** Lamps on phones: busy lamps (BLF) of agents, which other phones may watch, and the message lamp (MWI) of each phone. */
import type { AgentName } from '../plan/model.ts';

/** `away`: logged out, or no phone of theirs is there. */
export type BusyLamp = 'free' | 'ringing' | 'in_call' | 'busy' | 'away';

export interface MessageCounts {
  readonly unheard: number;
  readonly heard: number;
}

/** Cheap, and never waited for. What was asked for last is shown again after a lost link and a restart of the exchange. */
export interface Lamps {
  showAgent(agent: AgentName, lamp: BusyLamp): void;
  showMessages(phone: string, counts: MessageCounts): void;
}
