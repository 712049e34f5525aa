/**
 * Supervisors: a leg to their phone, a snoop channel on the agent's leg, and a room of their own for the two.
 *
 * ```
 *   caller ──┐ room of the call ┌── agent ◄── snoop (spy both, whisper out) ──┐ own room ┌── supervisor
 * ```
 *
 * There is one snoop for all modes, because a change of it would be heard: who listens is muted, who whispers is not, and
 * who barges in is brought to the room of the call. The whisper goes to the agent only, so the caller hears nothing of it,
 * and it is in no recording. A snoop ends with the leg it listens to; the supervisor stays, and is given the next.
 *
 * None of these channels is a party's leg, or a new caller's.
 */
import type { CommandOf } from '../../call/kept/commands.ts';
import type { TelephonyEvent } from '../../call/kept/events.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Performed, SurveyedSupervisor } from '../../ports/telephony.ts';
import { within } from '../../shared/deadline.ts';
import type { LegId, SupervisionId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import type { AriChannel, AriEvent } from '../ari/ari-event.ts';
import type { AriLink } from '../ari/ari-link.ts';
import { endpointOf } from '../arrival.ts';
import type { AsteriskIds } from '../ids.ts';
import { done, ended, hasStatus, performed, type Reply, succeeded } from '../outcomes.ts';

export interface SupervisorsNeeds {
  readonly app: string;
  readonly ids: AsteriskIds;
  readonly link: Pick<AriLink, 'request'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
}

const ringFor = 20;
const snoopEntersWithin: Duration = 5000;

interface Supervisor {
  /** Channels of theirs that are in our application, or have been. */
  readonly entered: Set<string>;
  readonly awaited: Map<string, () => void>;
  /** At which they listen. */
  phone?: string;
  /** The snoop in use. */
  snoop?: string;
}

export class Supervisors {
  readonly #needs: SupervisorsNeeds;
  readonly #supervisors = new Map<SupervisionId, Supervisor>();

  constructor(needs: SupervisorsNeeds) {
    this.#needs = needs;
  }

  async ring({ supervision, phone, showName }: CommandOf<'ringSupervisor'>): Promise<Performed> {
    const { app, ids } = this.#needs;
    if (!/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(phone))
      return { outcome: 'refused', reason: 'not a phone that can be dialled' };
    this.#known(supervision).phone = phone;
    const how = { endpoint: `PJSIP/${phone}`, app, appArgs: 'supervision', timeout: ringFor };
    const reply = await this.#ask(supervision, 'channels', 'originateWithId', {
      channelId: ids.supervision(supervision),
      ...how,
      callerId: `"${showName.replaceAll(/[^\w ]/g, '')}" <0>`,
    });
    // An earlier request for the same has been carried out after all.
    if (hasStatus(reply, 409)) return done;
    const result = performed(reply);
    if (result.outcome === 'refused') this.#supervisors.delete(supervision);
    return result;
  }

  async place(command: CommandOf<'placeSupervisor'>): Promise<Performed> {
    const { supervision, leg, mode, room, tellAgent } = command;
    const { ids } = this.#needs;
    const own = ids.supervisionRoom(supervision);
    const channel = ids.supervision(supervision);
    const known = this.#known(supervision);
    await this.#ask(supervision, 'bridges', 'createWithId', { bridgeId: own, type: 'mixing' });
    const snoop = ids.supervisionSnoop(supervision, leg);
    const made = await this.#snoop(supervision, known, snoop, leg);
    if (made.outcome !== 'done') return made;
    if (known.snoop !== undefined && known.snoop !== snoop) void this.#end(supervision, known.snoop);
    known.snoop = snoop;
    if (tellAgent)
      void this.#ask(supervision, 'channels', 'play', { channelId: ids.channel(leg), media: 'sound:beep' });
    const muted = mode === 'listen' ? 'mute' : 'unmute';
    const bridgeId = room === undefined ? own : ids.bridge(room);
    const [heard, added] = await Promise.all([
      this.#ask(supervision, 'channels', muted, { channelId: channel, direction: 'in' }),
      this.#ask(supervision, 'bridges', 'addChannel', { bridgeId, channel }),
    ]);
    return [performed(heard), performed(added)].find(({ outcome }) => outcome !== 'done') ?? done;
  }

  async end({ supervision }: Pick<CommandOf<'endSupervision'>, 'supervision'>): Promise<Performed> {
    const { ids } = this.#needs;
    const known = this.#supervisors.get(supervision);
    this.#supervisors.delete(supervision);
    if (known?.snoop !== undefined) void this.#end(supervision, known.snoop);
    const [hungUp] = await Promise.all([
      this.#end(supervision, ids.supervision(supervision)),
      this.#ask(supervision, 'bridges', 'destroy', { bridgeId: ids.supervisionRoom(supervision) }),
    ]);
    return hungUp;
  }

  /** The page of that browser phone is gone: nobody hears there any more, and Asterisk would not notice. */
  pageGone(phone: string): void {
    for (const [supervision, known] of this.#supervisors)
      if (known.phone === phone) void this.#end(supervision, this.#needs.ids.supervision(supervision));
  }

  /** Whether the event is about a supervisor. */
  hear(event: AriEvent): boolean {
    const { ids, clock, tell } = this.#needs;
    if (!('channel' in event)) return false;
    const { id } = event.channel;
    const supervision = ids.supervisionOf(id);
    if (supervision === undefined) return ids.isSupervision(id);
    const known = this.#supervisors.get(supervision);
    const isLeg = id === ids.supervision(supervision);
    if (event.type === 'StasisStart') {
      known?.entered.add(id);
      known?.awaited.get(id)?.();
      if (isLeg) tell({ type: 'supervisorAnswered', at: clock.now(), supervision });
    } else if (event.type === 'StasisEnd' || event.type === 'ChannelDestroyed') {
      if (isLeg && known) {
        void this.end({ supervision });
        tell({ type: 'supervisorGone', at: clock.now(), supervision });
      }
      if (known?.snoop === id) delete known.snoop;
    }
    return true;
  }

  linkLost(): void {
    this.#supervisors.clear();
  }

  /** Those who are there; from now on their end is told. */
  survey(channels: readonly AriChannel[]): readonly SurveyedSupervisor[] {
    const { ids } = this.#needs;
    return channels.flatMap(({ id, name, state }) => {
      const supervision = ids.supervisionOf(id);
      if (supervision === undefined || id !== ids.supervision(supervision)) return [];
      const known = this.#known(supervision);
      known.phone = endpointOf(name);
      const snoop = channels.find((each) => each.id !== id && ids.supervisionOf(each.id) === supervision)?.id;
      if (snoop !== undefined) {
        known.snoop ??= snoop;
        known.entered.add(snoop);
      }
      return [{ supervision, isUp: state === 'Up', hears: snoop !== undefined }];
    });
  }

  async #snoop(
    supervision: SupervisionId,
    known: Supervisor,
    snoopId: string,
    leg: LegId,
  ): Promise<Performed> {
    const { app, ids, clock } = this.#needs;
    if (known.snoop !== snoopId || !known.entered.has(snoopId)) {
      const entered = known.entered.has(snoopId)
        ? Promise.resolve(true as const)
        : new Promise<true>((resolve) => known.awaited.set(snoopId, () => resolve(true)));
      const how = {
        channelId: ids.channel(leg),
        snoopId,
        app,
        appArgs: 'supervision',
        spy: 'both',
        whisper: 'out',
      };
      const reply = await this.#ask(supervision, 'channels', 'snoopChannelWithId', how);
      if (!succeeded(reply) && !hasStatus(reply, 409)) return performed(reply);
      if (succeeded(reply) && (await within(clock, snoopEntersWithin, entered, undefined)) === undefined)
        return { outcome: 'unknown', reason: 'its snoop has not come to our application' };
      known.awaited.delete(snoopId);
    }
    const bridgeId = ids.supervisionRoom(supervision);
    return performed(await this.#ask(supervision, 'bridges', 'addChannel', { bridgeId, channel: snoopId }));
  }

  async #end(supervision: SupervisionId, channelId: string): Promise<Performed> {
    return ended(await this.#ask(supervision, 'channels', 'hangup', { channelId }));
  }

  async #ask(
    lane: SupervisionId,
    resource: string,
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Reply> {
    return await this.#needs.link.request(resource, operation, parameters, undefined, lane);
  }

  #known(supervision: SupervisionId): Supervisor {
    const known = this.#supervisors.get(supervision) ?? {
      entered: new Set(),
      awaited: new Map(),
    };
    this.#supervisors.set(supervision, known);
    return known;
  }
}
