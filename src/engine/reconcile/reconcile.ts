/**
 * Reconciles with Asterisk after a restart or a lost link: the difference between what we meant (the world) and what
 * is true (the survey) becomes the ordinary events that were missed. The ordinary core handles them.
 *
 * Transfers of phones come first: their phones have hung up since, which would end the calls that they passed on.
 *
 * The order of the events makes sure that no phone is rung for a caller who has hung up: first callers who have hung
 * up (waiting ones before those who hold an agent, those whom an agent calls for another call last), then agents' legs, then phones, prompts and recordings, then new
 * calls.
 */

import { legsOf } from '../../agents/board.ts';
import { callerShown, othersShown } from '../../call/actions/displays.ts';
import { keysFrom, onlyTwoAreLeft } from '../../call/actions/room.ts';
import { defaultMusic, wordsTo } from '../../call/actions/sound.ts';
import {
  type Call,
  type CallIn,
  hasLeg,
  inTalk,
  legsIn,
  type Offer,
  type PhaseName,
  queueSearchOf,
  recordingIn,
} from '../../call/kept/call.ts';
import type { Command } from '../../call/kept/commands.ts';
import type { EndCause, TelephonyEvent } from '../../call/kept/events.ts';
import {
  aloneIn,
  hasRoom,
  isHere,
  isParted,
  legsInRoom,
  noticedIn,
  othersIn,
} from '../../call/kept/parties.ts';
import { recordTalk } from '../../call/recording/segments.ts';
import type { World } from '../../call/turn/world.ts';
import type { Voicemail } from '../../plan/model.ts';
import type { Survey, SurveyQuestions } from '../../ports/telephony.ts';
import { defined } from '../../shared/defined.ts';
import type { LegFailureCode } from '../../shared/failures/legs.ts';
import {
  type BridgeId,
  type CallId,
  callOf,
  type LegId,
  noCall,
  type RecordingId,
} from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';

export interface Reconciled {
  readonly events: readonly TelephonyEvent[];
  /** What should not be there any more, and connections and recordings that were meant but not made. */
  readonly commands: readonly Command[];
  /** What callers should hear while they wait, of which no survey tells whether they do; asking twice does no harm. */
  readonly reminders: readonly Command[];
  /** Rooms of an engine that is no more, and without people. One may be about to come in: only what is so on two looks goes. */
  readonly leftovers: readonly Command[];
  /** Calls whose caller was cut off by a restart of the exchange. */
  readonly cutOff: number;
}

/** What the exchange has to be asked for by name. */
export function questionsOf(world: World): SurveyQuestions {
  const calls = [...world.calls.values()];
  return {
    playbacks: calls.flatMap(({ leg, phase }) =>
      'playback' in phase && phase.playback
        ? [
            {
              leg: (phase.name === 'talking' && noticedIn(phase.conversation)?.leg) || leg,
              playback: phase.playback,
            },
          ]
        : [],
    ),
    recordings: calls.flatMap(({ leg, phase, phaseSince }) =>
      'recording' in phase && phase.recording ? [{ leg, recording: phase.recording, since: phaseSince }] : [],
    ),
    talks: calls.flatMap((call) => {
      const { segment, sides } = inTalk(call)?.phase.conversation.recording ?? {};
      return segment && sides ? [{ leg: call.leg, recording: segment, sides }] : [];
    }),
  };
}

/**
 * `wasOurs`: whether a caller's leg belonged to a call that has ended; it was to be hung up. `startedBefore`: when the
 * exchange was started, as last seen; if omitted: not seen since the engine began.
 */
export function reconcile(
  world: World,
  survey: Survey,
  at: Instant,
  wasOurs: (leg: LegId) => boolean = () => false,
  startedBefore?: Instant,
): Reconciled {
  const meanwhile = new Meanwhile(world, survey, at, startedBefore);
  meanwhile.transfers();
  meanwhile.callersWhoLeft();
  meanwhile.unanswered();
  meanwhile.agentsLegs();
  meanwhile.phones();
  for (const call of world.calls.values()) meanwhile.heardAndRecorded(call);
  meanwhile.talksRecorded();
  meanwhile.supervisors();
  meanwhile.unknownLegs(wasOurs);
  meanwhile.unknownBridges();
  return meanwhile;
}

const leavesFirst: readonly PhaseName[] = ['waiting', 'ringing'];

class Meanwhile implements Reconciled {
  readonly events: TelephonyEvent[] = [];
  readonly commands: Command[] = [];
  readonly reminders: Command[] = [];
  readonly leftovers: Command[] = [];
  cutOff = 0;
  readonly #world: World;
  readonly #survey: Survey;
  readonly #at: Instant;
  readonly #startedBefore: Instant | undefined;
  /** Calls that a phone has passed on. */
  readonly #transferred = new Set<CallId>();
  readonly #live: ReadonlyMap<LegId, Survey['legs'][number]>;
  readonly #elsewhere: ReadonlyMap<LegId, 'goes on' | 'is over'>;

  constructor(world: World, survey: Survey, at: Instant, startedBefore: Instant | undefined) {
    this.#world = world;
    this.#survey = survey;
    this.#at = at;
    this.#startedBefore = startedBefore;
    this.#elsewhere = talksOfOthers(survey);
    // Whom another engine has connected since our records were written is no longer in the call that we remember: they are
    // not rung for, moved, or hung up on with it.
    this.#live = new Map(
      survey.legs.filter(({ leg }) => !this.#elsewhere.has(leg)).map((leg) => [leg.leg, leg]),
    );
  }

  /** What stands in a room for a phone goes, and whoever was there is brought to the target. */
  transfers(): void {
    for (const { bridge, stand, to } of this.#survey.transfers ?? []) {
      const found = this.#whoLeft(bridge);
      const other = 'room' in to ? this.#whoLeft(to.room) : undefined;
      if (found === undefined || ('room' in to && other === undefined)) {
        this.commands.push({ do: 'hangUp', call: callOf(bridge) ?? noCall, leg: stand, cause: 'normal' });
        continue;
      }
      for (const each of [found, other]) if (each) this.#transferred.add(each.call);
      this.events.push({
        type: 'transferAsked',
        at: this.#at,
        leg: found.leg,
        to: 'room' in to ? '' : to.dialled,
        stand,
        ...(other ? { withLeg: other.leg } : {}),
      });
    }
  }

  /** Who should be in that room, and is not: of two the one who serves. */
  #whoLeft(bridge: BridgeId): { readonly call: CallId; readonly leg: LegId } | undefined {
    const there = this.#survey.bridges.find((each) => each.bridge === bridge)?.legs ?? [];
    for (const { id, phase } of this.#world.calls.values()) {
      if (phase.name !== 'talking' || phase.conversation.room !== bridge) continue;
      const left = legsInRoom(phase.conversation).filter((leg) => !there.includes(leg));
      const [leg] = left.toSorted((a, b) => Number(this.#live.has(a)) - Number(this.#live.has(b)));
      return leg === undefined ? undefined : { call: id, leg };
    }
    return undefined;
  }

  callersWhoLeft(): void {
    const gone = [...this.#world.calls.values()].filter((call) => hasLeg(call) && !this.#live.has(call.leg));
    // Of an agent who asks somebody, their caller goes first: an aside whose agent is gone goes on for the caller.
    const place = ({ phase, aside }: Call): number => (aside ? 3 : (leavesFirst.indexOf(phase.name) + 3) % 3);
    for (const call of gone.toSorted((a, b) => place(a) - place(b))) {
      const isTaken = this.#survey.takenBySafetyNet?.includes(call.leg) === true;
      const isCutOff = !isTaken && this.#wasInEarlierExchange(call);
      if (isCutOff) this.cutOff++;
      const cause = isTaken ? 'taken_by_safety_net' : isCutOff ? 'exchange_restarted' : 'hung_up';
      this.#ended(call.leg, cause);
      // The call waits for what they said, and is told that they are gone first: no one is to be asked to speak again.
      this.#recordings(call);
    }
  }

  /**
   * Meant, but perhaps never asked for: the engine died between the two, or the order was lost. Before they are connected,
   * which Asterisk refuses until then. In a talk that an agent has made it is the agent's leg that waits for an answer.
   */
  unanswered(): void {
    for (const call of this.#world.calls.values()) {
      const answered = call.answeredAt === undefined ? [] : [call.leg];
      const parties = inTalk(call)?.phase.conversation.parties.filter(isHere) ?? [];
      for (const leg of new Set([...answered, ...parties.map((party) => party.leg)])) {
        const live = this.#live.get(leg);
        if (live?.arrival && live.state !== 'up') this.commands.push({ do: 'answer', call: call.id, leg });
      }
    }
  }

  agentsLegs(): void {
    for (const call of this.#world.calls.values()) {
      for (const offer of call.offers.filter(({ held }) => !held)) this.#offersLegs(call, offer);
      if (call.phase.name === 'calling_back' && this.#live.get(call.leg)?.state === 'up')
        this.#answered(call.leg);
      const talk = inTalk(call);
      if (talk) this.#talkers(talk);
    }
    for (const agent of this.#world.agents.values()) {
      const legs = agent.activity.kind === 'hanging_up' ? legsOf(agent) : [];
      for (const leg of legs) if (!this.#live.has(leg)) this.#ended(leg, 'hung_up');
    }
  }

  phones(): void {
    for (const { phone, reachable, busy } of this.#survey.phones) {
      const known = this.#world.phone(phone);
      if (known?.reachable === reachable && known.busy === busy) continue;
      this.events.push({ type: 'phoneChanged', at: this.#at, phone, reachable, busy });
    }
  }

  heardAndRecorded(call: Call): void {
    const live = this.#live.get(call.leg);
    if (!live) return;
    const { phase, id, leg } = call;
    if ('playback' in phase && phase.playback && !this.#survey.playing.includes(phase.playback)) {
      this.events.push({ type: 'promptEnded', at: this.#at, playback: phase.playback, played: true });
    }
    this.#recordings(call);
    if (call.unmuted && phase.name !== 'talking')
      this.reminders.push({ do: 'mute', call: id, leg, muted: false });
    if (call.hears === 'ringing') this.reminders.push({ do: 'indicateRinging', call: id, leg });
    if (call.hears === 'music') {
      this.reminders.push({ do: 'startMusic', call: id, leg, music: this.#musicFor(call) });
    }
  }

  /** A segment goes on without us; one that was meant, and never begun, begins now. */
  talksRecorded(): void {
    const open = new Set<RecordingId>();
    for (const each of this.#world.calls.values()) {
      const call = inTalk(each);
      const { segment, sides } = call?.phase.conversation.recording ?? {};
      if (!call || !segment || !sides) continue;
      open.add(segment);
      const found = this.#survey.talks.find(({ recording }) => recording === segment);
      const isThere = this.#live.has(call.leg);
      if (found?.state === 'over') {
        const end = isThere ? 'unasked' : 'leg_ended';
        const { lasted } = found;
        this.events.push({ type: 'segmentEnded', at: this.#at, recording: segment, lasted, end });
      } else if (!found && isThere) this.commands.push(recordTalk(call, { sides, segment }));
    }
    for (const recording of this.#survey.recorded) {
      const call = open.has(recording) ? undefined : callOf(recording);
      if (call !== undefined) this.commands.push({ do: 'stopTalkRecording', call, recording });
    }
  }

  /** Who hung up meanwhile, who has answered, and who is to hear a talk and does not. */
  supervisors(): void {
    const known = new Set<string>();
    for (const call of this.#world.calls.values()) {
      for (const { id: supervision, state, placed } of call.supervisions ?? []) {
        known.add(supervision);
        const found = this.#survey.supervisors.find((each) => each.supervision === supervision);
        if (!found) this.events.push({ type: 'supervisorGone', at: this.#at, supervision });
        else if (found.isUp && state === 'ringing')
          this.events.push({ type: 'supervisorAnswered', at: this.#at, supervision });
        else if (placed && this.#live.has(placed.leg)) {
          const place = { do: 'placeSupervisor', call: call.id, supervision, ...placed } as const;
          // One who hears may be in the mode that they were in before: who whispers is not to go on unheard.
          (found.hears ? this.reminders : this.commands).push(place);
        }
      }
    }
    for (const { supervision } of this.#survey.supervisors) {
      const call = known.has(supervision) ? undefined : callOf(supervision);
      if (call !== undefined) this.commands.push({ do: 'endSupervision', call, supervision });
    }
  }

  unknownLegs(wasOurs: (leg: LegId) => boolean): void {
    for (const { leg, arrival } of this.#survey.legs) {
      const talk = this.#elsewhere.get(leg);
      if (talk === 'goes on') continue;
      if (talk === 'is over') {
        this.commands.push({ do: 'hangUp', call: noCall, leg, cause: 'normal' });
      } else if (arrival) {
        if (this.#world.callOnLeg(leg) !== undefined) continue;
        // Of whom the safety net had, only the call has ended: they are back, and their arrival may not have been heard of yet.
        const isBack = this.#survey.givenBack?.includes(leg) === true;
        if (wasOurs(leg) && !isBack) this.commands.push({ do: 'hangUp', call: noCall, leg, cause: 'normal' });
        else this.events.push({ type: 'callArrived', at: this.#at, leg, ...arrival });
      } else if (this.#world.callOnLeg(leg) === undefined) {
        this.commands.push({ do: 'hangUp', call: callOf(leg) ?? noCall, leg, cause: 'normal' });
      }
    }
  }

  unknownBridges(): void {
    const rooms = new Set(
      [...this.#world.calls.values()].flatMap(({ phase }) =>
        phase.name === 'talking' ? [phase.conversation.room] : [],
      ),
    );
    for (const { bridge, legs } of this.#survey.bridges) {
      const call = callOf(bridge);
      // Those of an engine that is gone end with Asterisk only, unless someone removes them.
      if (call === undefined && legs.length === 0)
        this.leftovers.push({ do: 'removeBridge', call: noCall, bridge });
      if (call === undefined || rooms.has(bridge)) continue;
      const leaving = legs.filter((leg) => this.#world.callOnLeg(leg) !== undefined);
      this.commands.push({ do: 'removeBridge', call, bridge, leaving });
    }
  }

  #talkers(call: CallIn<'talking'>): void {
    const { id, leg: caller, holdMusic: music } = call;
    const { conversation, playback: said } = call.phase;
    // Whose leg is lent to another call is looked for there.
    const gone = othersIn(conversation).filter((party) => isHere(party) && !this.#live.has(party.leg));
    for (const { away } of othersIn(conversation)) {
      if (away?.ringing === undefined) continue;
      const rings = this.#live.get(away.ringing);
      if (!rings) this.#ended(away.ringing, 'failed');
      else if (rings.state === 'up') this.#answered(away.ringing);
    }
    for (const { leg } of gone) this.#ended(leg, 'hung_up');
    if (gone.length > 0 || this.#transferred.has(id)) return;
    const { room: bridge } = conversation;
    const there = this.#survey.bridges.find((each) => each.bridge === bridge)?.legs;
    const legs = legsInRoom(conversation);
    if (hasRoom(conversation)) {
      const missing = legs.filter((leg) => there?.includes(leg) !== true);
      const holdMusic = music === undefined ? {} : { holdMusic: { leg: caller, music } };
      const absorb = keysFrom(this.#world.plan, call, conversation, missing);
      // Asterisk adds no leg to a room while a prompt is played to it; a notice is played to a leg that stays out of the room.
      const notice = noticedIn(conversation) ? said : undefined;
      if (missing.length > 0)
        for (const playback of wordsTo((other) => this.#world.calls.get(other), call, missing))
          if (playback !== notice) this.commands.push({ do: 'stopPlaying', call: id, playback });
      // What was to end before they were connected may not have: the engine died between the two.
      for (const leg of missing)
        this.commands.push({ do: 'stopMusic', call: id, leg }, { do: 'stopSilence', call: id, leg });
      // Whether they were shown each other before the engine died is not known.
      if (missing.length > 0)
        this.commands.push(
          ...callerShown(call),
          {
            do: 'connect',
            call: id,
            bridge,
            legs: missing,

            tells: true,
            ...absorb,
            ...holdMusic,
          },
          ...othersShown(this.#world.plan, call, conversation),
        );
      for (const { leg } of conversation.parties)
        if (there?.includes(leg) && !legs.includes(leg))
          this.commands.push({ do: 'leaveBridge', call: id, bridge, leg });
      if (onlyTwoAreLeft(there ?? [], legs)) {
        const keys = keysFrom(this.#world.plan, call, conversation, legs);
        this.commands.push({ do: 'reenterBridge', call: id, bridge, legs, ...keys });
      }
    }
    const alone = aloneIn(conversation);
    if (alone !== undefined && alone !== caller)
      this.reminders.push({ do: 'startMusic', call: id, leg: alone, music: music ?? defaultMusic });
    for (const party of conversation.parties)
      if (isParted(party) && isHere(party))
        this.reminders.push({ do: 'startSilence', call: id, leg: party.leg });
    for (const party of conversation.parties)
      if (party.muted !== undefined && isHere(party))
        this.reminders.push({ do: 'mute', call: id, leg: party.leg, muted: party.muted });
  }

  #offersLegs(call: Call, offer: Offer): void {
    for (const { id, trunk } of legsIn(offer)) {
      const leg = this.#live.get(id);
      const isPhone = offer.to.kind === 'agent' && trunk === undefined;
      // It may have rung out, or never have rung: no agent is counted as missed.
      if (!leg && this.#wasInEarlierExchange(call)) this.#ended(id, 'exchange_restarted');
      else if (!leg) this.#ended(id, 'failed', 'ring_not_confirmed');
      else if (leg.state === 'up' && call.phase.name !== 'calling_back') this.#answered(id);
      else if (leg.state === 'down' && isPhone && offer.madeAt + saysThatItRings <= this.#at) {
        // The engine died between making its leg and dialling.
        this.commands.push({ do: 'hangUp', call: call.id, leg: id, cause: 'normal' });
        this.#ended(id, 'failed', 'ring_not_confirmed');
      }
    }
  }

  /**
   * The first look of an engine has nothing to compare with but the clock: what began before the exchange was started was
   * in an earlier one. (A callback may have been booked long before its caller's leg was made: so its phase counts.)
   */
  #wasInEarlierExchange({ phaseSince }: Call): boolean {
    const { startedAt } = this.#survey;
    if (startedAt === undefined) return false;
    return this.#startedBefore === undefined ? phaseSince < startedAt : this.#startedBefore !== startedAt;
  }

  #answered(leg: LegId): void {
    this.events.push({ type: 'legAnswered', at: this.#at, leg });
  }

  #ended(leg: LegId, cause: EndCause, why?: LegFailureCode): void {
    this.events.push({ type: 'legEnded', at: this.#at, leg, cause, ...defined({ why }) });
  }

  #recordings(call: Call): void {
    const { id, leg } = call;
    const recording = recordingIn(call);
    if (recording === undefined) return;
    const found = this.#survey.recordings.find((each) => each.recording === recording);
    if (found?.state === 'going_on') return;
    if (found || !this.#live.has(leg)) {
      const lasted = found?.lasted ?? 0;
      this.events.push({ type: 'recordingEnded', at: this.#at, recording, lasted });
    } else {
      const atMost = this.#voicemailOf(call)?.longest ?? longestUnlessSaid;
      this.commands.push({ do: 'record', call: id, leg, recording, atMost });
    }
  }

  /** Where what they say goes. */
  #voicemailOf({ phase, planVersion }: Call): Voicemail | undefined {
    const { voicemails } = this.#world.plan;
    if (phase.name === 'leaving_message') return voicemails[phase.voicemail];
    if (phase.name !== 'answering_survey') return undefined;
    return voicemails[this.#world.planOf(planVersion).surveys?.[phase.survey]?.comment ?? ''];
  }

  #musicFor(call: Call): string {
    const search = queueSearchOf(call);
    const { plan } = this.#world;
    const before = this.#world.planOf(call.planVersion);
    const queue = search && (plan.queues[search.queue] ?? before.queues[search.queue]);
    return queue?.music ?? defaultMusic;
  }
}

/** Conversations of the Cordboard that had this Asterisk before us. We end what is left of them, because no other engine does. */
function talksOfOthers({ bridges }: Survey): ReadonlyMap<LegId, 'goes on' | 'is over'> {
  const others = bridges.filter(({ bridge }) => callOf(bridge) === undefined);
  return new Map(
    others.flatMap(({ legs }) => legs.map((leg) => [leg, legs.length > 1 ? 'goes on' : 'is over'] as const)),
  );
}

/** A phone that has been dialled says so within milliseconds; numbers outside may take their time. */
const saysThatItRings: Duration = 500;
/** Of a voicemail that has been taken out of the plan meanwhile. */
const longestUnlessSaid = 180_000;
