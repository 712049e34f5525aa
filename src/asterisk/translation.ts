/**
 * Events of ARI -> what happened to a call.
 *
 * - A leg ends once. A caller's leg is last heard of in StasisEnd; one of ours in ChannelDestroyed, too, which alone says
 *   why no one answered. So the first counts of those who talked, the second of those who did not.
 * - Asterisk ends a playback before it says that its leg is gone. Told in that order the call would go on to its next
 *   step with no one there, so once a leg is asked to end, its prompts end behind it.
 * - Recordings end before their leg, as with Asterisk, so that what was left is known when the call ends.
 * - A transfer (REFER) is carried out by Asterisk: it puts a Local channel in the place of the phone that asked, whose other
 *   half comes to our application, and tells the phone that all is well, before it tells us to whom (`transfers.ts`).
 * - A leg of ours enters Stasis as soon as it is made, before its phone is dialled (`Performer`), and is answered when its
 *   state says so. One that enters when it is up already comes from a Cordboard of an older version.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Clock } from '../ports/clock.ts';
import { exhausted } from '../shared/exhausted.ts';
import type { Duration } from '../shared/time.ts';
import type { AriChannel, AriEvent } from './ari/ari-event.ts';
import { arrivalOf, endpointOf } from './arrival.ts';
import { causeUnanswered, type EndCauses, reasonUnanswered } from './causes.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs, LiveLeg } from './legs.ts';
import { isSnoop } from './snoops.ts';
import { TalkClock } from './talk-clock.ts';
import { isLocal, Transfers } from './transfers.ts';

type Named = Pick<AriChannel, 'id' | 'name' | 'state'>;

export interface TranslationNeeds {
  readonly ids: AsteriskIds;
  readonly legs: Legs;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
  /** Length of the audio in a recording's file; undefined: cannot be said. */
  readonly lengthOf: (recording: string) => Duration | undefined;
  /** Told of each leg just before the end of it is. */
  readonly ending?: (leg: LiveLeg) => void;
  /** Told of each leg once it is there, with its SIP `Call-ID`, if it has one. */
  readonly made?: (leg: LiveLeg, dialog: string | undefined) => void;
}

export class Translation {
  readonly #ids: AsteriskIds;
  readonly #legs: Legs;
  readonly #clock: Clock;
  readonly #tell: (event: TelephonyEvent) => void;
  readonly #lengthOf: (recording: string) => Duration | undefined;
  readonly #ending: (leg: LiveLeg) => void;
  readonly #made: (leg: LiveLeg, dialog: string | undefined) => void;
  readonly #transfers: Transfers;
  readonly #talkClock = new TalkClock();

  constructor(needs: TranslationNeeds) {
    this.#ids = needs.ids;
    this.#legs = needs.legs;
    this.#clock = needs.clock;
    this.#tell = needs.tell;
    this.#lengthOf = needs.lengthOf;
    this.#ending = needs.ending ?? (() => undefined);
    this.#made = needs.made ?? (() => undefined);
    this.#transfers = new Transfers(needs);
  }

  hear(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        if (event.replace_channel !== undefined && !isLocal(event.channel))
          return this.#replaced(event.replace_channel.id, event.channel.id);
        if (event.replace_channel !== undefined) this.#transfers.began(event.replace_channel.id);
        return this.#entered(event.channel);
      case 'BridgeBlindTransfer':
        return this.#transfers.blind(event);
      case 'BridgeAttendedTransfer':
        return this.#transfers.attended(event);
      case 'StasisEnd':
        return this.#left(event.channel.id, event.timestamp);
      case 'ChannelDestroyed':
        return this.legGone(
          event.channel.id,
          { cause: event.cause, status: event.tech_cause },
          event.timestamp,
        );
      case 'ChannelHangupRequest':
        if (event.soft === true && event.cause === shutdown) return this.#cutOff(event.channel.id);
        return this.#asked(event.channel.id, { cause: event.cause, status: event.tech_cause });
      case 'ChannelStateChange':
        if (event.channel.state === 'Ringing') this.#rings(event.channel);
        else if (event.channel.state === 'Up') this.#answers(event.channel);
        return;
      case 'Dial':
        // Early media is all that some trunks let us hear of a ringing phone.
        if (event.dialstatus === 'PROGRESS') this.#rings(event.peer);
        return;
      case 'ChannelEnteredBridge':
        if (this.#ids.bridgeOf(event.bridge.id) !== undefined)
          this.#talkClock.enters(event.channel.id, event.bridge.id, Date.parse(event.timestamp));
        return;
      case 'ChannelLeftBridge':
        return this.#talkClock.leaves(event.channel.id, event.bridge.id, Date.parse(event.timestamp));
      case 'ChannelHold':
        return this.#holds(event.channel.id, true, event.timestamp);
      case 'ChannelUnhold':
        return this.#holds(event.channel.id, false, event.timestamp);
      case 'ChannelDtmfReceived':
        return this.#pressed(event.channel.id, event.digit);
      case 'PlaybackFinished':
        return this.playbackOver(event.playback.id, event.playback.state === 'done');
      case 'RecordingStarted':
        return this.#recordingBegan(event.recording.name, event.timestamp);
      case 'RecordingFinished':
      case 'RecordingFailed':
        return this.recordingOver(event.recording.name, event);
      case 'ChannelUserevent':
      case 'ApplicationReplaced':
        return;
      default:
        exhausted(event);
    }
  }

  /** Also for a leg of which Asterisk has said that it knows it no more. */
  legGone(channel: string, told: EndCauses, timestamp?: string): void {
    const leg = this.#legs.get(channel);
    if (leg === undefined || this.#transfers.holdsBack(leg, () => this.legGone(channel, told, timestamp)))
      return;
    const times = this.#talkClock.ended(
      channel,
      timestamp === undefined ? this.#clock.now() : Date.parse(timestamp),
    );
    for (const recording of leg.recordings.keys()) this.recordingOver(recording);
    this.#legs.remove(channel);
    this.#ending(leg);
    const ending = { ...leg.ending, ...present(told) };
    const isUnanswered = leg.madeByUs && !leg.answered;
    const cause = leg.cutOff
      ? 'exchange_restarted'
      : isUnanswered
        ? causeUnanswered(ending, leg.ringing)
        : 'hung_up';
    const why = isUnanswered && !leg.cutOff ? reasonUnanswered(ending, leg.ringing) : undefined;
    this.#tell({
      type: 'legEnded',
      at: this.#clock.now(),
      leg: this.#ids.leg(channel),
      cause,
      ...(why === undefined ? {} : { why }),
      ...(times === undefined ? {} : { times }),
    });
    for (const playback of leg.playbacks) this.#promptEnded(playback, false);
  }

  /** What was missed is in no time that is told. */
  linkLost(): void {
    this.#talkClock.linkLost();
  }

  playbackOver(playback: string, played: boolean): void {
    const leg = this.#legs.playing(playback);
    if (leg === undefined || leg.ending !== undefined) return;
    leg.playbacks.delete(playback);
    this.#promptEnded(playback, played);
  }

  recordingOver(
    name: string,
    told?: Extract<AriEvent, { type: 'RecordingFinished' | 'RecordingFailed' }>,
  ): void {
    const leg = this.#legs.recording(name);
    const recording = this.#ids.recordingOf(name);
    if (leg === undefined || recording === undefined) return;
    const began = leg.recordings.get(name);
    leg.recordings.delete(name);
    const lasted = told?.type === 'RecordingFailed' ? 0 : this.#lasted(name, began, told?.timestamp);
    this.#tell({ type: 'recordingEnded', at: this.#clock.now(), recording, lasted });
  }

  #entered(channel: AriChannel): void {
    if (this.#ids.isOffer(channel.id)) {
      const leg = this.#ours(channel);
      this.#legs.enter(leg);
      this.#made(leg, channel.protocol_id);
      this.#talkClock.begins(channel.id, this.#ids.leg(channel.id));
      if (channel.state === 'Up') this.#answers(channel);
    } else if (
      !this.#ids.isFarEnd(channel.id) &&
      !isSnoop(channel) &&
      !isLocal(channel) &&
      this.#legs.get(channel.id) === undefined
    ) {
      const arrival = arrivalOf(channel);
      const phone = arrival.via.kind === 'phone' ? arrival.via.name : undefined;
      this.#made(this.#legs.add(channel.id, false, phone, channel.state === 'Up'), channel.protocol_id);
      this.#talkClock.begins(channel.id, this.#ids.leg(channel.id));
      this.#tell({ type: 'callArrived', at: this.#clock.now(), leg: this.#ids.leg(channel.id), ...arrival });
    }
  }

  #replaced(channel: string, by: string): void {
    const live = this.#legs.get(channel);
    if (live !== undefined) live.replaced = true;
    const [leg, other] = [this.#ids.leg(channel), this.#ids.leg(by)];
    this.#tell({ type: 'legReplaced', at: this.#clock.now(), leg, by: other });
  }

  #left(channel: string, timestamp: string): void {
    const leg = this.#legs.get(channel);
    if (leg === undefined) return;
    // Of a phone that rings, more is said when its channel is destroyed; but not of one whose place was taken.
    const isAll = leg.answered || !leg.madeByUs || leg.replaced === true;
    if (isAll) this.legGone(channel, {}, timestamp);
  }

  #answers(channel: Named): void {
    if (!this.#ids.isOffer(channel.id)) return;
    const live = this.#ours(channel);
    if (live.answered) return;
    live.answered = true;
    live.answeredHere = true;
    this.#tell({ type: 'legAnswered', at: this.#clock.now(), leg: this.#ids.leg(channel.id) });
  }

  #rings(channel: Named): void {
    if (!this.#ids.isOffer(channel.id)) return;
    const live = this.#ours(channel);
    if (live.ringing || live.answered) return;
    live.ringing = true;
    this.#tell({ type: 'legRinging', at: this.#clock.now(), leg: this.#ids.leg(channel.id) });
  }

  /** An offer that we had given up, or that an earlier run of the engine made, may still ring: the core ends it. */
  #ours(channel: Named): LiveLeg {
    const known = this.#legs.get(channel.id);
    return known ?? this.#legs.add(channel.id, true, endpointOf(channel.name), false);
  }

  #asked(channel: string, ending: EndCauses): void {
    const leg = this.#legs.get(channel);
    if (leg !== undefined) leg.ending = { ...leg.ending, ...present(ending) };
  }

  /** Asterisk was told to stop, and ends all its calls first: no one has hung up. */
  #cutOff(channel: string): void {
    const leg = this.#legs.get(channel);
    if (leg === undefined || leg.ending !== undefined) return;
    leg.cutOff = true;
    leg.ending = {};
  }

  #holds(channel: string, held: boolean, timestamp: string): void {
    this.#talkClock.holds(channel, held, Date.parse(timestamp));
    const leg = this.#legs.get(channel);
    if (leg === undefined) return;
    leg.held = held;
    const type = held ? 'legHeld' : 'legUnheld';
    this.#tell({ type, at: this.#clock.now(), leg: this.#ids.leg(channel) });
  }

  #pressed(channel: string, digit: string): void {
    if (this.#legs.get(channel) === undefined) return;
    this.#tell({ type: 'digitPressed', at: this.#clock.now(), leg: this.#ids.leg(channel), digit });
  }

  #promptEnded(name: string, played: boolean): void {
    const playback = this.#ids.playbackOf(name);
    if (playback !== undefined) this.#tell({ type: 'promptEnded', at: this.#clock.now(), playback, played });
  }

  #recordingBegan(name: string, timestamp: string): void {
    this.#legs.recording(name)?.recordings.set(name, Date.parse(timestamp));
  }

  #lasted(name: string, began: number | undefined, timestamp: string | undefined): Duration {
    const inFile = this.#lengthOf(name);
    if (inFile !== undefined) return inFile;
    if (began === undefined) return 0;
    const over = timestamp === undefined ? this.#clock.now() : Date.parse(timestamp);
    return Math.max(0, over - began);
  }
}

/** `AST_SOFTHANGUP_SHUTDOWN` of Asterisk's channel.h. */
const shutdown = 4;

function present(ending: EndCauses): EndCauses {
  return {
    ...(ending.cause !== undefined && { cause: ending.cause }),
    ...(ending.status !== undefined && { status: ending.status }),
  };
}
