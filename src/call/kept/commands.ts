/**
 * What the core asks of the exchange. Commands are imperative; they run after the turn that gave them is stored. All
 * ids are chosen by the core beforehand, so that an event about them may come before the command has returned.
 */
import type {
  AgentName,
  Language,
  LookupName,
  Prompt,
  RecordingSides,
  VoicemailName,
} from '../../plan/model.ts';
import {
  type BridgeId,
  type CallId,
  callOf,
  type LegId,
  type OfferId,
  type PlaybackId,
  type QuestionId,
  type RecordingId,
  type SupervisionId,
} from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import type { SupervisorPlace } from './supervision.ts';

export type Command = { readonly call: CallId } /** Pick up the caller's call. Answering twice is done. */ & (
  | { readonly do: 'answer'; readonly leg: LegId }
  /** Let an unanswered caller hear ringing. */
  | { readonly do: 'indicateRinging'; readonly leg: LegId }
  /** `promptEnded` follows, also when it is stopped or fails. */
  | {
      readonly do: 'play';
      readonly leg: LegId;
      readonly playback: PlaybackId;
      readonly prompt: Prompt;
      readonly language: Language;
    }
  | { readonly do: 'stopPlaying'; readonly playback: PlaybackId }
  | { readonly do: 'startMusic'; readonly leg: LegId; readonly music: string }
  | { readonly do: 'stopMusic'; readonly leg: LegId }
  /** Sound without a sound, for somebody who holds: a phone that receives nothing at all may hang up. */
  | { readonly do: 'startSilence'; readonly leg: LegId }
  | { readonly do: 'stopSilence'; readonly leg: LegId }
  /** `legRinging`, `legAnswered`, `legEnded` follow with the offer's id as leg. */
  | {
      readonly do: 'ring';
      readonly offer: OfferId;
      readonly target: DialTarget;
      /** What the phone shows. */
      readonly showNumber: string;
      readonly showName: string;
      /** Who is rung: what phones of ours show of them, once they are brought together with others. */
      readonly who?: { readonly name: string; readonly number: string };
      /** Asterisk gives up by itself after this; longer than any timer of ours. */
      readonly atMost: Duration;
      /** A leg whose codec is offered first, because the two will be connected. */
      readonly likeLeg?: LegId;
      /** The phone is asked to pick up by itself. */
      readonly autoAnswer?: boolean;
      /** The phone is a page of the console, which is told what it rings for. */
      readonly page?: { readonly offer: OfferId; readonly rejoins?: true };
    }
  /** As whom phones of ours show that leg, whenever they are brought together with it. Nobody is shown anything yet. */
  | { readonly do: 'showLeg'; readonly leg: LegId; readonly name: string; readonly number: string }
  /** What the phone on that leg shows from now on. */
  | { readonly do: 'display'; readonly leg: LegId; readonly name: string; readonly number: string }
  /** They come into the room, out of any other, and hear those who are in it. */
  | {
      readonly do: 'connect';
      readonly bridge: BridgeId;
      readonly legs: readonly LegId[];
      /** Keys are reported, and those of these legs do not reach the others. If omitted: keys go through, unheard. */
      readonly absorb?: readonly LegId[];
      /** Phones of ours show from now on with whom they talk; if omitted: they show it already. */
      readonly tells?: true;
      /** What that leg hears while it is held, from now on; if omitted: as before. */
      readonly holdMusic?: { readonly leg: LegId; readonly music: string };
    }
  /**
   * `leaving`: legs that stay up, which are taken out of it first. Whoever is in a room that is removed leaves it some time
   * later: what is played to them until then is lost without an end, and the room they have come to meanwhile they leave,
   * too. Each turn says who they are (`Turn.result`).
   */
  | { readonly do: 'removeBridge'; readonly bridge: BridgeId; readonly leaving?: readonly LegId[] }
  /**
   * Two who are in the room leave it for a moment, and come in again (`onlyTwoAreLeft`). `absorb`: as they were connected.
   * `inTurn`: as for `hangUp`.
   */
  | {
      readonly do: 'reenterBridge';
      readonly bridge: BridgeId;
      readonly legs: readonly LegId[];
      readonly absorb?: readonly LegId[];
      readonly inTurn?: true;
    }
  /** One leg leaves the room; one that is not in it: done. `inTurn`: as for `hangUp`. */
  | {
      readonly do: 'leaveBridge';
      readonly bridge: BridgeId;
      readonly leg: LegId;
      readonly inTurn?: true;
    }
  /** The others in the room do not hear that leg, or do again. */
  | { readonly do: 'mute'; readonly leg: LegId; readonly muted: boolean }
  /** `recordingEnded` follows when the leg ends, the length is reached, or it is stopped. */
  | { readonly do: 'record'; readonly leg: LegId; readonly recording: RecordingId; readonly atMost: Duration }
  | { readonly do: 'stopRecording'; readonly recording: RecordingId }
  /**
   * What the caller says and hears is recorded, without their noticing, as one segment. `segmentBegan` and `segmentEnded`
   * follow. One that is being recorded goes on.
   */
  | {
      readonly do: 'recordTalk';
      readonly recording: RecordingId;
      /** The caller's. */
      readonly leg: LegId;
      /** Everybody's who is heard. */
      readonly legs: readonly LegId[];
      readonly sides: RecordingSides;
    }
  /** One that is over is stopped: done. */
  | { readonly do: 'stopTalkRecording'; readonly recording: RecordingId }
  /** `supervisorAnswered` and `supervisorGone` follow. They hear nothing until they are placed. */
  | {
      readonly do: 'ringSupervisor';
      readonly supervision: SupervisionId;
      readonly phone: string;
      readonly showName: string;
    }
  /** They hear the talk of that leg from now on, in the mode; asking twice changes nothing. */
  | ({
      readonly do: 'placeSupervisor';
      readonly supervision: SupervisionId;
      /** The agent hears a tone: somebody begins to listen to them. */
      readonly tellAgent?: true;
    } & SupervisorPlace)
  /** Of one who is gone: done. */
  | { readonly do: 'endSupervision'; readonly supervision: SupervisionId }
  /** Asked of the store, not of the exchange. `pinChecked` follows. */
  | { readonly do: 'checkPin'; readonly agent: AgentName; readonly pin: string }
  /** Asked of the store. `messagesListed` follows. */
  | { readonly do: 'listMessages'; readonly voicemails: readonly VoicemailName[] }
  /** Asked of the company's own system, or of the contacts. `lookupAnswered` follows. */
  | {
      readonly do: 'lookUp';
      readonly lookup: LookupName;
      readonly question: QuestionId;
      readonly entered: string;
    }
  /** A leg that has ended is hung up: done. */
  | {
      readonly do: 'hangUp';
      readonly leg: LegId;
      readonly cause: HangUpCause;
      /** After all that was asked for its call before: whoever takes over is there. If omitted: at once. */
      readonly inTurn?: true;
    }
);

/** A caller who was never answered hears what the cause says; others just hear the end. */
export type HangUpCause =
  | 'normal'
  | 'busy'
  | 'declined'
  | 'no_such_number'
  | 'congestion'
  | 'answered_elsewhere';

export type DialTarget =
  | { readonly kind: 'phone'; readonly phone: string }
  | {
      readonly kind: 'outside';
      readonly number: string;
      readonly trunk: string;
      /** The agent who asks for it, by a transfer. If omitted: the one who calls or is rung, if any. */
      readonly by?: AgentName;
      /** The agent whose own number it is, as a rota names it: it counts for their limits. */
      readonly whose?: AgentName;
      /** Tried after it, in this order, if it does not carry the call. */
      readonly others?: readonly string[];
      /** Who picks up takes the call by a key. */
      readonly confirm?: true;
    }
  /** A far end that sends back what it hears. */
  | { readonly kind: 'echo' };

export type Outside = Extract<DialTarget, { kind: 'outside' }>;

/** What the exchange is there for. */
export type ExchangeCommand = Exclude<Command, StoreQuestion>;
/** What the store is asked, or the company's own system. */
export type StoreQuestion = Extract<Command, { do: 'checkPin' | 'listMessages' | 'lookUp' }>;
export type CommandOf<Do extends Command['do']> = Extract<Command, { do: Do }>;

/**
 * Commands of one lane are carried out in the order in which they are given. What is for the caller's ears goes in one
 * lane; each phone that rings has its own, so that it is never told to hang up before it has been told to ring.
 */
export function laneOf(command: Command): string {
  if (command.do === 'ring') return command.offer;
  // No one is to wait for it.
  if (command.do === 'lookUp') return command.question;
  if ('supervision' in command) return command.supervision;
  if (command.do === 'recordTalk' || command.do === 'stopTalkRecording') return command.recording;
  if (command.do === 'hangUp' && !command.inTurn && callOf(command.leg) !== undefined) return command.leg;
  return command.call;
}
