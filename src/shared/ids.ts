/**
 * Identities. All are plain strings at run time; the brands keep one kind from standing in for another.
 *
 * Calls are numbered (`1042`) because people say them aloud: "why 1042?". Everything that belongs to a call
 * carries the call's number in its own id: offer `1042-o2`, bridge `1042-b1`, playback `1042-p3`, recording `1042-r1`.
 * A caller's leg keeps the id that Asterisk gave it.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type CallId = Branded<'CallId'>;
/** One party's connection. An ARI channel id, seen from the adapter. */
export type LegId = Branded<'LegId'>;
/** One attempt to ring one phone for one call. It is also the id of the leg that rings. */
export type OfferId = LegId & { readonly [offer]: true };
declare const offer: unique symbol;
export type BridgeId = Branded<'BridgeId'>;
export type PlaybackId = Branded<'PlaybackId'>;
export type RecordingId = Branded<'RecordingId'>;
/** A supervisor who listens to a call; it is also the id of their leg. */
export type SupervisionId = Branded<'SupervisionId'>;
/** Something that a caller keyed in, to be checked. The request for it has this id, too. */
export type QuestionId = Branded<'QuestionId'>;
export type TimerId = Branded<'TimerId'>;
/** An Asterisk that serves calls. */
export type NodeName = Branded<'NodeName'>;

/** As long as there is one Asterisk. It is also its `systemname`, which stands in the ids of callers' legs. */
export const onlyNode = 'cordboard' as NodeName;

export const callId = (number: number): CallId => String(number) as CallId;
/** For what belongs to no call that we know: nothing is written about it as about a call. */
export const noCall: CallId = callId(0);
export const legId = (id: string): LegId => id as LegId;
export const offerId = (call: CallId, nth: number): OfferId => `${call}-o${nth}` as OfferId;
export const bridgeId = (call: CallId, nth: number): BridgeId => `${call}-b${nth}` as BridgeId;
export const playbackId = (call: CallId, nth: number): PlaybackId => `${call}-p${nth}` as PlaybackId;
export const supervisionId = (call: CallId, nth: number): SupervisionId => `${call}-s${nth}` as SupervisionId;
export const recordingId = (call: CallId, nth: number): RecordingId => `${call}-r${nth}` as RecordingId;
export const questionId = (call: CallId, nth: number): QuestionId => `${call}-q${nth}` as QuestionId;
export const timerId = (owner: string, nth: number): TimerId => `${owner}-t${nth}` as TimerId;

/** The call that an offer, bridge, playback or recording belongs to; none for ids that are not ours (a caller's leg). */
export function callOf(id: LegId | BridgeId | PlaybackId | RecordingId | SupervisionId): CallId | undefined {
  const match = /^(\d+)-[obprs]\d+$/.exec(id);
  return match ? (match[1] as CallId) : undefined;
}
