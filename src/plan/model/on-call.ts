/** On-call rotas: who is on call in which week. */
import type { AgentName, RotaName } from './names.ts';

/** A week begins on the same weekday at the same time of day; see `plan/rules/on-call.ts`. */
export interface Rota {
  readonly name: RotaName;
  readonly timeZone: string;
  /** Monday is 0. */
  readonly weekday: number;
  /** In minutes from midnight. */
  readonly minute: number;
  /** A week each, in turns; the first of them in the week that begins on `since`. */
  readonly people: readonly AgentName[];
  /** `2026-11-30`. */
  readonly since?: string;
  /** By the day on which the week begins (`2026-12-21`): these count before the turns. */
  readonly weeks: Readonly<Record<string, AgentName>>;
}
