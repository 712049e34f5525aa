/**
 * Parties: who takes part in a call by a leg, and what they are to it.
 *
 * While people talk, the call has a **conversation**: a room, and its members. Hold, consultation, transfer, conference
 * and supervision are changes of its membership, not phases of their own.
 *
 * ```
 *   caller    whose call it is: the first member
 *   serving   the agent or place that has the call: the second; talk time, wrap-up and the queue's record are theirs
 *   joined    another agent, or somebody outside, who has come in
 *   supervising   listens, whispers or barges in
 * ```
 *
 * Exactly one party is the caller and exactly one is serving, by the type; when the serving party goes and another
 * takes over, the role moves (`withServing`).
 */
import type { AgentName, TrunkName } from '../../plan/model.ts';
import type { BridgeId, CallId, LegId, NodeName, OfferId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import type { DialTarget } from './commands.ts';
import type { TalkRecording } from './recording.ts';

/** Who is offered a call, and talks in it: an agent, wherever their phone is, or a place. */
export type OfferedTo =
  | { readonly kind: 'agent'; readonly agent: AgentName }
  | { readonly kind: 'place'; readonly place: DialTarget };

interface PartyLeg {
  readonly leg: LegId;
  /** The Asterisk that has the leg. */
  readonly node: NodeName;
  /** When they came in. */
  readonly since: Instant;
  /** They have put the others on hold, who hear music meanwhile. */
  readonly holds?: Hold;
  /** Their leg is with that call meanwhile: they ask somebody there, or are back with their caller. */
  readonly lentTo?: CallId;
  /** They hear, or are asked, whether they may be recorded; out of the room until they have. */
  readonly notice?: true;
  /** The others do not hear them. False: they were muted before, and are heard again; if omitted: they never were. */
  readonly muted?: boolean;
  /** Keys in talk that have yet to come to their end. */
  readonly typed?: { readonly keys: string; readonly at: Instant };
  /** The page that had their leg is gone, and the leg with it; they are out of the room until they are back on another. */
  readonly away?: Away;
  /** How long they were away before. */
  readonly awayFor?: Duration;
}

export interface Away {
  readonly since: Instant;
  /** The talk waits for them so long. */
  readonly until: Instant;
  /** Their browser phone: it is rung as soon as a page has registered again. */
  readonly phone: string;
  /** The leg that rings there. */
  readonly ringing?: OfferId;
}

export interface Hold {
  readonly since: Instant;
  /** False: events have been missed since, and the exchange does not say whether it still lasts. */
  readonly certain: boolean;
  /** `engine`: somebody asked us for it; `both`: the phone's button was pressed as well. If omitted: the button alone. */
  readonly by?: 'engine' | 'both';
  /** By the button alone, and all the same out of the room: in a room of three, Asterisk goes on mixing who holds. */
  readonly apart?: true;
}

export interface CallerParty extends PartyLeg {
  readonly role: 'caller';
}

/** Everybody but the caller. */
export interface OtherParty extends PartyLeg {
  readonly role: 'serving' | 'joined' | 'supervising';
  readonly who: OfferedTo;
  /** By which they were rung; their leg is one of its phones'. */
  readonly offer: OfferId;
  /** The trunk over which an agent talks from outside. */
  readonly over?: TrunkName;
  /** How long the phone rang before. */
  readonly rang?: Duration;
  /** A call of their own, in which they ask somebody or fetch somebody for this one. */
  readonly aside?: CallId;
}

export interface ServingParty extends OtherParty {
  readonly role: 'serving';
}

export interface JoinedParty extends OtherParty {
  readonly role: 'joined' | 'supervising';
}

export type Party = CallerParty | OtherParty;

export interface Conversation {
  readonly room: BridgeId;
  /** When the caller began to talk. */
  readonly since: Instant;
  readonly parties: readonly [CallerParty, ServingParty, ...JoinedParty[]];
  /** The agent on that leg is hearing in which slot the caller will be. */
  readonly parking?: { readonly slot: string; readonly leg: LegId; readonly by: string };
  /** If omitted: the plan does not want the talk recorded. */
  readonly recording?: TalkRecording;
}

export const servingIn = ({ parties: [, serving] }: Conversation): ServingParty => serving;

export function othersIn({ parties: [, ...others] }: Conversation): readonly OtherParty[] {
  return others;
}

/** Those whose legs are not with another call; of those who are away, what rings for them. */
export const partyLegs = ({ parties }: Conversation): readonly LegId[] =>
  parties.flatMap((party) => {
    if (party.away) return party.role === 'caller' ? [] : legsUp(party);
    return party.lentTo === undefined ? [party.leg] : [];
  });

/** The legs that are up for a party: of who is away, at most the one that rings. */
export function legsUp({ leg, away }: OtherParty): readonly LegId[] {
  if (!away) return [leg];
  return away.ringing === undefined ? [] : [away.ringing];
}

/** How long somebody was not there while they belonged to the talk. */
export const awayTime = ({ away, awayFor = 0 }: Party, now: Instant): Duration =>
  awayFor + (away ? now - away.since : 0);

/** They hold, and are out of the room for it. */
export const isParted = ({ holds }: Party): boolean => holds?.by !== undefined || holds?.apart === true;

/** Their leg is up, and with this call. */
export const isHere = ({ lentTo, away }: Party): boolean => lentTo === undefined && away === undefined;

/**
 * Those who are not away, on hold, told of recording or listening from a room of their own. Two or more hear each other, in the room; a
 * single one hears music, and there is no room.
 */
export const legsInRoom = ({ parties }: Conversation): readonly LegId[] =>
  parties
    .filter((party) => party.role !== 'supervising' && isHere(party) && !isParted(party) && !party.notice)
    .map(({ leg }) => leg);

export const hasRoom = (conversation: Conversation): boolean => legsInRoom(conversation).length > 1;

/** Who is left without anybody to talk with; none: nobody is. */
export function aloneIn(conversation: Conversation): LegId | undefined {
  const [first, ...others] = legsInRoom(conversation);
  return others.length === 0 ? first : undefined;
}

/** Who is told of recording at this moment, or asked. */
export const noticedIn = ({ parties }: Conversation): Party | undefined =>
  parties.find(({ notice }) => notice);

export const partyOn = ({ parties }: Conversation, leg: LegId): Party | undefined =>
  parties.find((party) => party.leg === leg);

/** The same party when their consultation is over. */
export const withoutAside = ({ aside: _, lentTo: __, ...party }: OtherParty): OtherParty => party;

/** As it was, but for one party. What is undefined in `change` is taken away from them. */
export function withParty(
  conversation: Conversation,
  leg: LegId,
  change: {
    readonly [Field in 'holds' | 'lentTo' | 'aside' | 'muted' | 'notice' | 'typed' | 'away' | 'awayFor']?:
      | OtherParty[Field]
      | undefined;
  },
): Conversation {
  const changed = <P extends Party>(party: P): P => {
    if (party.leg !== leg) return party;
    const fields = Object.entries({ ...party, ...change }).filter(([, value]) => value !== undefined);
    return Object.fromEntries(fields) as unknown as P;
  };
  const [caller, serving, ...joined] = conversation.parties;
  return { ...conversation, parties: [changed(caller), changed(serving), ...joined.map(changed)] };
}

/** As it was, but for one party whose leg is another one from now on. */
export function withLeg(
  conversation: Conversation,
  before: LegId,
  leg: LegId,
  change: Parameters<typeof withParty>[2] = {},
): Conversation {
  const moved = <P extends Party>(party: P): P => (party.leg === before ? { ...party, leg } : party);
  const [caller, serving, ...joined] = conversation.parties;
  const parties = [moved(caller), moved(serving), ...joined.map(moved)] as const;
  return withParty({ ...conversation, parties }, leg, change);
}

/** As it was, but for one party who holds the others from now on, or does not any more. */
export const withHold = (conversation: Conversation, leg: LegId, holds: Hold | undefined): Conversation =>
  withParty(conversation, leg, { holds });

/** More people come in, behind all others. */
export function withJoined({ parties, ...rest }: Conversation, more: readonly JoinedParty[]): Conversation {
  const [caller, serving, ...joined] = parties;
  return { ...rest, parties: [caller, serving, ...joined, ...more] };
}

/** Who talks on that leg, if it is not the caller. */
export const otherOn = (conversation: Conversation, leg: LegId): OtherParty | undefined =>
  othersIn(conversation).find((party) => party.leg === leg);

export const isAgent = ({ who }: OtherParty, agent: AgentName): boolean =>
  who.kind === 'agent' && who.agent === agent;

/** How long the caller has had somebody to talk with. */
export const talkTime = ({ since, parties: [, serving] }: Conversation, now: Instant): Duration =>
  now - since - awayTime(serving, now);

/** Somebody who joined or supervises is not there any more. */
export function withoutParty({ parties, ...rest }: Conversation, leg: LegId): Conversation {
  const [caller, serving, ...joined] = parties;
  return { ...rest, parties: [caller, serving, ...joined.filter((party) => party.leg !== leg)] };
}

/**
 * Who takes the place of a serving party who goes: the agent who joined first. No caller is left with somebody outside; an agent
 * who has made the call is.
 */
export function successorIn(
  { parties: [, , ...joined] }: Conversation,
  { callingAgent }: { readonly callingAgent?: AgentName },
): JoinedParty | undefined {
  const others = joined.filter(({ role }) => role === 'joined');
  const agent = others.find(({ who }) => who.kind === 'agent');
  return agent ?? (callingAgent === undefined ? undefined : others[0]);
}

/** A party who joined has the call from now on, and who had it is not there any more. */
export function withServing({ parties, ...rest }: Conversation, next: JoinedParty): Conversation {
  const [caller, , ...joined] = parties;
  const others = joined.filter((party) => party !== next);
  return { ...rest, parties: [caller, { ...next, role: 'serving' }, ...others] };
}
