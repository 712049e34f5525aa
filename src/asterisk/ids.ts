/**
 * Ids on both sides of the adapter. What Cordboard makes on an Asterisk carries `cb-<instance>-` before its own id
 * (`cb-k3f-1042-o1`), so that a survey tells ours from others', and what an engine left behind that is no more.
 * A caller's leg keeps the id that Asterisk gave it.
 */
import {
  type BridgeId,
  callOf,
  type LegId,
  legId,
  type PlaybackId,
  type RecordingId,
  type SupervisionId,
} from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';

/** The other half of a Local channel; Asterisk's business, not a leg. */
const farEnd = '-far';
const anyInstance = /^cb-[a-z0-9]+-\d+-[obpr]\d+$/;
/** A channel that only listens to another, and what is recorded of it. */
const snoop = /^cb-[a-z0-9]+-\d+-r\d+-[a-z]+$/;
/** A supervisor's leg, by which they listen, and their room. */
const supervision = /^(cb-[a-z0-9]+-\d+-s\d+)(-[a-z0-9]+)?$/;

/** A phone that rings for a call of its own (click to call), since when, and from which ticket it is made. */
const clicked = /^cb-[a-z0-9]+-click-(\d+)-\d+(?:-t(\d+))?$/;

export interface Click {
  /** Since when the phone has rung. */
  readonly at: Instant;
  /** If omitted: the call is made from none. */
  readonly ticket?: number;
}

export const clickedChannel = (instance: string, { at, ticket }: Click, nth: number): string =>
  `cb-${instance}-click-${at}-${nth}${ticket === undefined ? '' : `-t${ticket}`}`;

/** Undefined: the agent has dialled by hand. */
export function clickOf(channel: string): Click | undefined {
  const [, at, ticket] = clicked.exec(channel) ?? [];
  if (at === undefined) return undefined;
  return { at: Number(at), ...(ticket === undefined ? {} : { ticket: Number(ticket) }) };
}

/** Whether an engine rang it: an agent, a number outside, a supervisor. Callers, and phones that dial, have ids of Asterisk's own. */
export const isRungByEngine = (channel: string): boolean =>
  anyInstance.test(channel) || supervision.test(channel);

export class AsteriskIds {
  readonly #prefix: string;

  /** @param instance lower-case letters and digits */
  constructor(instance: string) {
    if (!/^[a-z0-9]{1,16}$/.test(instance))
      throw new Error(`not an instance name: ${JSON.stringify(instance)}`);
    this.#prefix = `cb-${instance}-`;
  }

  channel(leg: LegId): string {
    return this.#ours(leg);
  }

  farEnd(leg: LegId): string {
    return this.#ours(leg) + farEnd;
  }

  bridge(bridge: BridgeId): string {
    return this.#ours(bridge);
  }

  playback(playback: PlaybackId): string {
    return this.#ours(playback);
  }

  /** Also the name of the file, without its ending. */
  recording(recording: RecordingId): string {
    return this.#ours(recording);
  }

  leg(channel: string): LegId {
    return legId(this.#stripped(channel) ?? channel);
  }

  /** Undefined: not a bridge of a Cordboard. That of another instance keeps its whole name. */
  bridgeOf(bridge: string): BridgeId | undefined {
    const own = this.#stripped(bridge);
    if (own !== undefined) return own as BridgeId;
    return anyInstance.test(bridge) ? (bridge as BridgeId) : undefined;
  }

  playbackOf(playback: string): PlaybackId | undefined {
    return this.#stripped(playback) as PlaybackId | undefined;
  }

  recordingOf(recording: string): RecordingId | undefined {
    return this.#stripped(recording) as RecordingId | undefined;
  }

  /** Whether a Cordboard, this or another instance, made that channel as a leg of its own. */
  isOffer(channel: string): boolean {
    return anyInstance.test(channel);
  }

  /** Whether a Cordboard listens by it; it is no one's leg. */
  isSnoop(channel: string): boolean {
    return snoop.test(channel);
  }

  supervision(id: SupervisionId): string {
    return this.#ours(id);
  }

  /** By which they listen to that leg: another for each. */
  supervisionSnoop(id: SupervisionId, leg: LegId): string {
    return `${this.#ours(id)}-spy${leg
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(-24)}`;
  }

  supervisionRoom(id: SupervisionId): string {
    return `${this.#ours(id)}-room`;
  }

  /** Whether a Cordboard, this or another instance, has made that channel or bridge for a supervisor. */
  isSupervision(id: string): boolean {
    return id.includes('-s') && supervision.test(id);
  }

  /** Whose channel or bridge that is; if omitted: no supervisor's of this instance. */
  supervisionOf(id: string): SupervisionId | undefined {
    if (!id.includes('-s')) return undefined;
    const [, leg] = supervision.exec(id) ?? [];
    return leg === undefined ? undefined : (this.#stripped(leg) as SupervisionId | undefined);
  }

  isFarEnd(channel: string): boolean {
    return channel.startsWith('cb-') && channel.endsWith(farEnd);
  }

  #ours(id: LegId | BridgeId | PlaybackId | RecordingId | SupervisionId): string {
    return callOf(id) === undefined ? id : this.#prefix + id;
  }

  #stripped(id: string): string | undefined {
    if (!id.startsWith(this.#prefix)) return undefined;
    const own = id.slice(this.#prefix.length);
    return callOf(legId(own)) === undefined ? undefined : own;
  }
}
