/** Supervisors at the simulated Asterisk: who hears which leg, in which mode. */
import type { CommandOf } from '../../src/call/kept/commands.ts';
import type { SupervisorPlace } from '../../src/call/kept/supervision.ts';
import type { SurveyedSupervisor } from '../../src/ports/telephony.ts';
import type { SupervisionId } from '../../src/shared/ids.ts';

export interface SimulatedSupervisor {
  readonly supervision: SupervisionId;
  readonly phone: string;
  isUp: boolean;
  place?: SupervisorPlace;
}

export class SimulatedSupervisors {
  /** Legs on which a tone was heard, in order. */
  readonly told: string[] = [];
  readonly there = new Map<SupervisionId, SimulatedSupervisor>();
  readonly #tell: (told: {
    type: 'supervisorAnswered' | 'supervisorGone';
    supervision: SupervisionId;
  }) => void;

  constructor(
    tell: (told: { type: 'supervisorAnswered' | 'supervisorGone'; supervision: SupervisionId }) => void,
  ) {
    this.#tell = tell;
  }

  at(phone: string): SimulatedSupervisor | undefined {
    return [...this.there.values()].find((each) => each.phone === phone);
  }
  pickUp(phone: string): void {
    const found = this.at(phone);
    if (!found || found.isUp) return;
    found.isUp = true;
    this.#tell({ type: 'supervisorAnswered', supervision: found.supervision });
  }
  putDown(phone: string): void {
    const found = this.at(phone);
    if (!found) return;
    this.there.delete(found.supervision);
    this.#tell({ type: 'supervisorGone', supervision: found.supervision });
  }

  ring({ supervision, phone }: CommandOf<'ringSupervisor'>): 'done' {
    if (!this.there.has(supervision)) this.there.set(supervision, { supervision, phone, isUp: false });
    return 'done';
  }
  place(command: CommandOf<'placeSupervisor'>): 'done' | 'gone' {
    const found = this.there.get(command.supervision);
    const { leg, mode, room, tellAgent } = command;
    if (found && tellAgent) this.told.push(leg);
    if (found) found.place = { leg, mode, ...(room !== undefined && { room }) };
    return found ? 'done' : 'gone';
  }
  end({ supervision }: CommandOf<'endSupervision'>): 'done' {
    this.there.delete(supervision);
    return 'done';
  }
  /** What they listened to is gone; they stay. */
  legEnded(leg: string): void {
    for (const each of this.there.values()) if (each.place?.leg === leg) delete each.place;
  }

  surveyed(): readonly SurveyedSupervisor[] {
    return [...this.there.values()].map(({ supervision, isUp, place }) => ({
      supervision,
      isUp,
      hears: place !== undefined,
    }));
  }
}
