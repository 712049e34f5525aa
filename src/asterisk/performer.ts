/**
 * Commands -> requests of ARI. One command is one request wherever ARI allows it; nothing is remembered here but what
 * the events that follow are told apart by (`Legs`).
 *
 * A phone is rung by two: `create`, which makes a leg and brings it into our application, and `dial` once it is made.
 * `originate` would be one, but its leg enters when it is answered; and where no engine is connected at that moment,
 * Asterisk hangs up on who has just picked up. A leg that is there from the start stays, and is found after a restart.
 *
 * Commands that share a lane (`laneOf`) are carried out in the order in which they are given, and none waits for the
 * reply to the one before: anyone who answers a call is heard after one way to Asterisk and back, not after three.
 */
import { type CommandOf, type DialTarget, type ExchangeCommand, laneOf } from '../call/kept/commands.ts';
import type { Clock } from '../ports/clock.ts';
import type { Media, Performed } from '../ports/telephony.ts';
import { within } from '../shared/deadline.ts';
import type { LegId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import type { AriLink } from './ari/ari-link.ts';
import { callerId, cleanNumber } from './caller-id.ts';
import { q850 } from './causes.ts';
import type { AsteriskIds } from './ids.ts';
import type { Legs, LiveLeg } from './legs.ts';
import { mediaUri } from './media.ts';
import { done, ended, hasStatus, performed, type Reply, succeeded } from './outcomes.ts';
import type { TalkRecordings } from './recording/talk-recordings.ts';
import { recordingFormat } from './recordings.ts';
import type { Supervisors } from './supervision/supervisors.ts';
import type { Translation } from './translation.ts';

export interface PerformerNeeds {
  readonly app: string;
  readonly ids: AsteriskIds;
  readonly legs: Legs;
  readonly link: Pick<AriLink, 'request'>;
  readonly translation: Translation;
  readonly supervisors: Pick<Supervisors, 'ring' | 'place' | 'end'>;
  readonly talks: Pick<TalkRecordings, 'record' | 'stop'>;
  readonly clock: Clock;
  /** A phone was rung, and gave no sign of life. */
  readonly silent: (phone: string) => void;
}

/** A phone that is there says within milliseconds that it rings; SIP itself would wait for 32 s. */
const signOfLife: Duration = 6000;

/** Asterisk needs less than a millisecond. */
const entersWithin: Duration = 5000;
/** No one has said that the leg was made; if it was, its event is on its way. */
const maybeEntersWithin: Duration = 1000;

/** Two headers for it are in use: makers of phones agree on neither. */
const autoAnswer = {
  'PJSIP_HEADER(add,Call-Info)': '<sip:cordboard>;answer-after=0',
  'PJSIP_HEADER(add,Alert-Info)': '<http://cordboard>;info=alert-autoanswer;delay=0',
};

/** Names that Cordboard itself has provisioned; nothing else is let into a dial string. */
export const endpointName = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

export class Performer {
  readonly #app: string;
  readonly #ids: AsteriskIds;
  readonly #legs: Legs;
  readonly #link: Pick<AriLink, 'request'>;
  readonly #translation: Translation;
  readonly #talks: PerformerNeeds['talks'];
  readonly #supervisors: PerformerNeeds['supervisors'];
  readonly #clock: Clock;
  readonly #silent: (phone: string) => void;

  constructor(needs: PerformerNeeds) {
    this.#app = needs.app;
    this.#ids = needs.ids;
    this.#legs = needs.legs;
    this.#link = needs.link;
    this.#translation = needs.translation;
    this.#talks = needs.talks;
    this.#supervisors = needs.supervisors;
    this.#clock = needs.clock;
    this.#silent = needs.silent;
  }

  async perform(command: ExchangeCommand, media: readonly Media[]): Promise<Performed> {
    switch (command.do) {
      case 'answer':
        return this.#answer(command);
      case 'indicateRinging':
        return this.#indicateRinging(command);
      case 'play':
        return this.#play(command, media);
      case 'stopPlaying':
        return this.#stopPlaying(command);
      case 'startMusic':
        return this.#startMusic(command);
      case 'stopMusic':
        return this.#stopMusic(command);
      case 'ring':
        return this.#ring(command);
      case 'showLeg':
        return this.#showLeg(command);
      case 'display':
        return this.#display(command);
      case 'connect':
        return this.#connect(command);
      case 'removeBridge':
        return this.#removeBridge(command);
      case 'reenterBridge':
        return this.#reenterBridge(command);
      case 'leaveBridge':
        return this.#leaveBridge(command);
      case 'mute':
        return this.#mute(command);
      case 'startSilence':
        return performed(await this.#ask(command, 'channels', 'startSilence', this.#channel(command)));
      case 'stopSilence':
        return ended(await this.#ask(command, 'channels', 'stopSilence', this.#channel(command)));
      case 'record':
        return this.#record(command);
      case 'stopRecording':
        return this.#stopRecording(command);
      case 'ringSupervisor':
        return this.#supervisors.ring(command);
      case 'placeSupervisor':
        return this.#supervisors.place(command);
      case 'endSupervision':
        return this.#supervisors.end(command);
      case 'recordTalk':
        return this.#talks.record(command);
      case 'stopTalkRecording':
        return this.#talks.stop(command);
      case 'hangUp':
        return this.#hangUp(command);
    }
  }

  async #ask(
    command: ExchangeCommand,
    resource: string,
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    body?: unknown,
  ): Promise<Reply> {
    return this.#link.request(resource, operation, parameters, body, laneOf(command));
  }

  async #answer(command: CommandOf<'answer'>): Promise<Performed> {
    const { leg } = command;
    const channelId = this.#ids.channel(leg);
    const live = this.#legs.get(channelId);
    if (live !== undefined) live.ringing = false;
    const reply = await this.#ask(command, 'channels', 'answer', { channelId });
    if (succeeded(reply) && live !== undefined) live.answered = true;
    return performed(reply);
  }

  async #indicateRinging(command: CommandOf<'indicateRinging'>): Promise<Performed> {
    const { leg } = command;
    const channelId = this.#ids.channel(leg);
    const live = this.#legs.get(channelId);
    if (live !== undefined) live.ringing = true;
    return performed(await this.#ask(command, 'channels', 'ring', { channelId }));
  }

  /** Also when nothing can be played `promptEnded` follows, unless the leg itself is gone, which is told anyway. */
  async #play(command: CommandOf<'play'>, media: readonly Media[]): Promise<Performed> {
    const { leg, playback, language } = command;
    const channelId = this.#ids.channel(leg);
    const playbackId = this.#ids.playback(playback);
    const live = this.#legs.get(channelId);
    if (live === undefined) return { outcome: 'gone', reason: 'the leg has ended' };
    live.playbacks.add(playbackId);
    if (media.length === 0) {
      this.#translation.playbackOver(playbackId, false);
      return done;
    }
    // Both would be heard at once.
    if (live.ringing) this.#stopRinging(command, live);
    // Media goes in the body, because a list in the query is cut at its commas, which file names may have.
    const sounds = { media: media.map(mediaUri), lang: language };
    const reply = await this.#ask(command, 'channels', 'playWithId', { channelId, playbackId }, sounds);
    const result = performed(reply);
    if (result.outcome === 'refused') this.#translation.playbackOver(playbackId, false);
    return result;
  }

  #stopRinging(command: ExchangeCommand, live: LiveLeg): void {
    live.ringing = false;
    void this.#ask(command, 'channels', 'ringStop', { channelId: live.channel });
  }

  async #stopPlaying(command: CommandOf<'stopPlaying'>): Promise<Performed> {
    const { playback } = command;
    return ended(await this.#ask(command, 'playbacks', 'stop', { playbackId: this.#ids.playback(playback) }));
  }

  async #startMusic(command: CommandOf<'startMusic'>): Promise<Performed> {
    const { leg, music } = command;
    const parameters = { channelId: this.#ids.channel(leg), mohClass: music };
    return performed(await this.#ask(command, 'channels', 'startMoh', parameters));
  }

  async #stopMusic(command: CommandOf<'stopMusic'>): Promise<Performed> {
    const { leg } = command;
    return ended(await this.#ask(command, 'channels', 'stopMoh', { channelId: this.#ids.channel(leg) }));
  }

  async #ring(command: CommandOf<'ring'>): Promise<Performed> {
    const { offer, target } = command;
    const endpoint = dialString(target);
    if (endpoint === undefined)
      return { outcome: 'refused', reason: 'not a phone, number or trunk that can be dialled' };
    const channelId = this.#ids.channel(offer);
    const phone = target.kind === 'phone' ? target.phone : undefined;
    const live = this.#legs.get(channelId) ?? this.#legs.add(channelId, true, phone, false);
    const farEnd =
      target.kind === 'echo' ? { otherChannelId: this.#ids.farEnd(offer), formats: formatsOfPhones } : {};
    const { likeLeg } = command;
    const like = likeLeg === undefined ? {} : { originator: this.#ids.channel(likeLeg) };
    const parameters = { channelId, endpoint, app: this.#app, ...farEnd, ...like };
    const entered = this.#legs.entered(live);
    const asked = this.#ask(command, 'channels', 'create', parameters, { variables: shown(command) });
    // Once it is there it has been made, should the reply be late, or lost with the link.
    const reply = await Promise.race([asked, entered.then(() => undefined)]);
    if (reply === undefined || succeeded(reply)) return this.#dialAtOnce(command, live, entered);
    if (await this.#wasNotMade(reply, channelId)) {
      this.#translation.legGone(channelId, { cause: 20 });
      return done;
    }
    // The id is taken: an earlier request for the same offer has been carried out after all.
    if (hasStatus(reply, 409)) return done;
    const result = performed(reply);
    if (result.outcome === 'refused') this.#legs.remove(channelId);
    return result.outcome === 'unknown' ? this.#dial(command, live, entered, maybeEntersWithin) : result;
  }

  /**
   * A leg that has been made is mostly there before we hear of it. Where its thread is slower, Asterisk knows no such leg
   * in our application yet (409), and nothing has happened.
   */
  async #dialAtOnce(
    command: CommandOf<'ring'>,
    live: LiveLeg,
    entered: Promise<boolean>,
  ): Promise<Performed> {
    // Withdrawn meanwhile.
    if (this.#legs.get(live.channel) !== live || live.ending !== undefined) return done;
    const reply = await this.#askToDial(command, live);
    return hasStatus(reply, 409)
      ? this.#dial(command, live, entered, entersWithin)
      : this.#dialled(reply, live);
  }

  /** A leg must be dialled once: dialled again before its phone rings, it is hung up. */
  async #dial(
    command: CommandOf<'ring'>,
    live: LiveLeg,
    entered: Promise<boolean>,
    patience: Duration,
  ): Promise<Performed> {
    const isThere = await within(this.#clock, patience, entered, undefined);
    if (isThere === undefined)
      return { outcome: 'unknown', reason: 'its leg has not entered the Stasis application' };
    // Withdrawn before it rang.
    return isThere ? this.#dialled(await this.#askToDial(command, live), live) : done;
  }

  async #askToDial(command: CommandOf<'ring'>, { channel: channelId }: LiveLeg): Promise<Reply> {
    const timeout = Math.max(1, Math.ceil(command.atMost / 1000));
    return this.#ask(command, 'channels', 'dial', { channelId, timeout });
  }

  #dialled(reply: Reply, live: LiveLeg): Performed {
    // Asterisk refuses to dial a leg that is just ending (500); its end is told as that of any leg.
    if (live.ending !== undefined) return done;
    const result = ended(reply);
    if (result.outcome === 'done' && live.phone !== undefined && this.#legs.get(live.channel) === live)
      this.#expectSignOfLife(live, live.phone);
    return result;
  }

  /**
   * 500: Asterisk has found no address to send the call to, because no one is registered there. It may also say 409,
   * "already exists", which is not to be trusted: it is the last error of the thread that serves the connection, and
   * stays there after any real 409. So we look.
   */
  async #wasNotMade(reply: Reply, channelId: string): Promise<boolean> {
    if (hasStatus(reply, 500)) return true;
    return (
      hasStatus(reply, 409) && hasStatus(await this.#link.request('channels', 'get', { channelId }), 404)
    );
  }

  #expectSignOfLife(live: LiveLeg, phone: string): void {
    live.callOff = this.#clock.after(signOfLife, () => {
      if (live.ringing || live.answered) return;
      live.ending = { ...live.ending, status: 408 };
      this.#silent(phone);
      void this.#link.request('channels', 'hangup', { channelId: live.channel });
    });
  }

  async #showLeg(command: CommandOf<'showLeg'>): Promise<Performed> {
    const value = callerId(command.name, command.number);
    const parameters = { ...this.#channel(command), variable: 'CALLERID(all)', value };
    return ended(await this.#ask(command, 'channels', 'setChannelVar', parameters));
  }

  /** Asterisk sends the phone an UPDATE, or a re-INVITE if it takes none, and goes on with the voices meanwhile. */
  async #display(command: CommandOf<'display'>): Promise<Performed> {
    const value = callerId(command.name, command.number);
    const parameters = { ...this.#channel(command), variable: 'CONNECTEDLINE(all)', value };
    return ended(await this.#ask(command, 'channels', 'setChannelVar', parameters));
  }

  async #connect(command: CommandOf<'connect'>): Promise<Performed> {
    const { bridge, legs, holdMusic, absorb, tells } = command;
    const bridgeId = this.#ids.bridge(bridge);
    const [quiet, others] = [
      legs.filter((leg) => absorb?.includes(leg)),
      legs.filter((leg) => !absorb?.includes(leg)),
    ];
    const type = absorb === undefined ? 'mixing' : 'mixing,dtmf_events';
    const add = async (which: readonly LegId[], more: object = {}): Promise<Reply | undefined> => {
      if (which.length === 0) return undefined;
      const channel = which.map((leg) => this.#ids.channel(leg)).join(',');
      // Whoever was just rung shows it already; telling them again would cost an UPDATE for each call.
      const inhibit = { inhibitConnectedLineUpdates: tells !== true };
      return this.#ask(command, 'bridges', 'addChannel', { bridgeId, channel, ...inhibit, ...more });
    };
    const [made, added, addedToo] = await Promise.all([
      // `mixing` alone lets Asterisk pass packets on natively between two; keys then reach the other party, not us.
      this.#ask(command, 'bridges', 'createWithId', { bridgeId, type }),
      add(others),
      add(quiet, { absorbDTMF: true }),
    ]);
    // Asterisk plays the class of the held channel. Not waited for: without it the default is played.
    if (holdMusic)
      void this.#ask(command, 'channels', 'setChannelVar', {
        channelId: this.#ids.channel(holdMusic.leg),
        variable: 'CHANNEL(musicclass)',
        value: holdMusic.music,
      });
    // 409: it is there from an earlier run of the engine.
    if (!succeeded(made) && !hasStatus(made, 409)) return performed(made);
    // ARI says 400 for a channel that is no more, as for a wrong parameter, of which we send none; 422 for one that is
    // just leaving us.
    const replies = [added, addedToo].filter((reply) => reply !== undefined);
    if (replies.some((reply) => hasStatus(reply, 400) || hasStatus(reply, 422))) {
      // For one that is gone Asterisk adds no one. Of two, the other is not to sit alone in a room.
      if (legs.length > 2)
        await Promise.all([
          ...others.map((leg) => add([leg])),
          ...quiet.map((leg) => add([leg], { absorbDTMF: true })),
        ]);
      return { outcome: 'gone', reason: 'a leg has ended' };
    }
    return replies.map(performed).find(({ outcome }) => outcome !== 'done') ?? done;
  }

  /** One by one: where one of them is gone, Asterisk adds none. They show already whom they talk with. */
  async #reenterBridge(command: CommandOf<'reenterBridge'>): Promise<Performed> {
    const bridgeId = this.#ids.bridge(command.bridge);
    const replies = command.legs.map(async (leg) => {
      const channel = this.#ids.channel(leg);
      const keys = command.absorb?.includes(leg) ? { absorbDTMF: true } : {};
      const more = { inhibitConnectedLineUpdates: true, ...keys };
      const reply = await this.#ask(command, 'bridges', 'addChannel', { bridgeId, channel, ...more });
      return hasStatus(reply, 400) || hasStatus(reply, 422) ? done : ended(reply);
    });
    return (await Promise.all(replies)).find(({ outcome }) => outcome !== 'done') ?? done;
  }

  #channel({ leg }: { readonly leg: LegId }): { readonly channelId: string } {
    return { channelId: this.#ids.channel(leg) };
  }

  /** 400: the leg is no more; 422: it is in another bridge by now, or in none. */
  async #leaveBridge(command: CommandOf<'leaveBridge'>): Promise<Performed> {
    const { bridge, leg } = command;
    const parameters = { bridgeId: this.#ids.bridge(bridge), channel: this.#ids.channel(leg) };
    const reply = await this.#ask(command, 'bridges', 'removeChannel', parameters);
    return hasStatus(reply, 400) || hasStatus(reply, 422) ? done : ended(reply);
  }

  async #mute(command: CommandOf<'mute'>): Promise<Performed> {
    const parameters = { ...this.#channel(command), direction: 'in' };
    return ended(await this.#ask(command, 'channels', command.muted ? 'mute' : 'unmute', parameters));
  }

  async #removeBridge(command: CommandOf<'removeBridge'>): Promise<Performed> {
    const bridgeId = this.#ids.bridge(command.bridge);
    // One by one: where one of them is gone, Asterisk takes out none. Of the same lane, so they come first.
    for (const leg of command.leaving ?? [])
      void this.#ask(command, 'bridges', 'removeChannel', { bridgeId, channel: this.#ids.channel(leg) });
    return ended(await this.#ask(command, 'bridges', 'destroy', { bridgeId }));
  }

  /**
   * The beep is a playback of its own, which Asterisk ends before it begins to record: with `beep=true` a missing sound
   * file would end the recording at once, and the beep would be in the message.
   */
  async #record(command: CommandOf<'record'>): Promise<Performed> {
    const { leg, recording, atMost } = command;
    const channelId = this.#ids.channel(leg);
    const name = this.#ids.recording(recording);
    const live = this.#legs.get(channelId);
    if (live === undefined) return { outcome: 'gone', reason: 'the leg has ended' };
    live.recordings.set(name, undefined);
    void this.#ask(command, 'channels', 'play', { channelId, media: 'sound:beep' });
    const reply = await this.#ask(command, 'channels', 'record', {
      channelId,
      name,
      format: recordingFormat,
      ifExists: 'overwrite',
      maxDurationSeconds: Math.max(1, Math.ceil(atMost / 1000)),
      terminateOn: '#',
    });
    // The name is taken: an earlier request for the same recording has been carried out after all.
    if (hasStatus(reply, 409) && succeeded(await this.#live(name))) return done;
    const result = performed(reply);
    if (result.outcome === 'refused') this.#translation.recordingOver(name);
    return result;
  }

  async #live(recordingName: string): Promise<Reply> {
    return this.#link.request('recordings', 'getLive', { recordingName });
  }

  async #stopRecording(command: CommandOf<'stopRecording'>): Promise<Performed> {
    const { recording } = command;
    return ended(
      await this.#ask(command, 'recordings', 'stop', { recordingName: this.#ids.recording(recording) }),
    );
  }

  async #hangUp(command: CommandOf<'hangUp'>): Promise<Performed> {
    const { leg, cause } = command;
    const channelId = this.#ids.channel(leg);
    const live = this.#legs.get(channelId);
    if (live !== undefined) {
      live.ending ??= {};
      live.endedFor = command.call;
    }
    const reply = await this.#ask(command, 'channels', 'hangup', { channelId, reason_code: q850(cause) });
    // Its end was told while we were not listening.
    if (hasStatus(reply, 404)) this.#translation.legGone(channelId, {});
    return ended(reply);
  }
}

/** What the phone shows, and whether it is asked to pick up by itself: variables of its leg. `i`: it is not told yet. */
function shown(command: CommandOf<'ring'>): Record<string, string> {
  const { showName, showNumber, who, autoAnswer: picksUp, page } = command;
  const partner = callerId(showName, showNumber);
  const own = who ? callerId(who.name, who.number) : '';
  return {
    ...(partner !== '' && { 'CONNECTEDLINE(all,i)': partner }),
    ...(own !== '' && { 'CALLERID(all)': own }),
    ...(picksUp === true && autoAnswer),
    ...(page && forPage(command, page)),
  };
}

/** By these a page finds the call on its screen, and says later for which legs it still has sound. */
function forPage(
  { call, offer: leg }: CommandOf<'ring'>,
  { offer, rejoins }: NonNullable<CommandOf<'ring'>['page']>,
): Record<string, string> {
  return {
    'PJSIP_HEADER(add,X-Cordboard-Call)': call,
    'PJSIP_HEADER(add,X-Cordboard-Offer)': offer,
    'PJSIP_HEADER(add,X-Cordboard-Leg)': leg,
    ...(rejoins && { 'PJSIP_HEADER(add,X-Cordboard-Rejoin)': 'yes' }),
  };
}

/** Named nothing, a local channel takes sound of 192 kHz; brought there and back, a voice is half as loud. */
const formatsOfPhones = 'ulaw';

/** Undefined: something that must not get into a dial string. */
export function dialString(target: DialTarget): string | undefined {
  switch (target.kind) {
    case 'echo':
      return 'Local/s@cordboard-echo/n';
    case 'phone':
      return endpointName.test(target.phone) ? `PJSIP/${target.phone}` : undefined;
    case 'outside': {
      const number = cleanNumber(target.number);
      return number !== '' && endpointName.test(target.trunk) ? `PJSIP/${number}@${target.trunk}` : undefined;
    }
  }
}
