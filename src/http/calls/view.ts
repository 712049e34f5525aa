/** Calls as the API shows them: live ones from the engine's state, past ones from their records. */
import type { Call, CallOutcome } from '../../call/kept/call.ts';
import type { DialTarget } from '../../call/kept/commands.ts';
import type { Caller } from '../../call/kept/events.ts';
import {
  type Conversation,
  type OfferedTo,
  type OtherParty,
  othersIn,
  servingIn,
} from '../../call/kept/parties.ts';
import type { TalkRecording } from '../../call/kept/recording.ts';
import { whySilent } from '../../call/recording/segments.ts';
import type { CallDetail, CallerView, CallSummary } from '../../contract/call.ts';
import { callFailure } from '../../reports/call-failure.ts';
import type { CallRecord } from '../../reports/call-record.ts';
import { defined } from '../../shared/defined.ts';
import type { Instant } from '../../shared/time.ts';
import { iso, ms } from '../times.ts';

export function liveCall(call: Call, now: Instant): CallSummary {
  const { phase } = call;
  const search = 'search' in phase ? phase.search : undefined;
  const talk = phase.name === 'talking' ? phase.conversation : undefined;
  return {
    id: call.id,
    state: 'live',
    phase: phase.name,
    phaseSince: iso(call.phaseSince),
    arrivedAt: iso(call.arrivedAt),
    via: call.via,
    dialled: call.dialled,
    caller: callerView(call.caller),
    ...(search?.for === 'queue' && { queue: search.queue }),
    ...(talk && { with: describeTo(servingIn(talk).who) }),
    waitedMs: search ? ms(Math.max(0, (talk?.since ?? now) - search.since)) : 0,
    talkedMs: talk === undefined ? 0 : ms(now - talk.since),
    ...(talk && onHold(talk)),
    ...(talk?.recording && { recording: recordingView(talk, talk.recording) }),
    ...(talk && { parties: othersIn(talk).map(partyView) }),
    ...(call.aside && { asideOf: call.aside.of }),
  };
}

export function recordedCall(record: CallRecord): CallSummary {
  const last = record.phases.at(-1);
  const spokenTo = record.answeredBy.at(-1);
  return {
    id: record.call,
    ...(record.end
      ? {
          state: 'ended',
          outcome: record.end.outcome,
          ...failed(record.end.outcome),
          endedAt: iso(record.end.at),
        }
      : { state: 'live', ...(last && { phase: last.phase, phaseSince: iso(last.since) }) }),
    ...defined({ servedBy: record.servedBy }),
    arrivedAt: iso(record.arrivedAt),
    via: record.via,
    dialled: record.dialled,
    caller: callerView(record.caller),
    ...defined({ queue: record.queue, with: spokenTo }),
    waitedMs: ms(record.waited),
    talkedMs: ms(record.talked),
  };
}

const failed = (outcome: CallOutcome) => {
  const code = callFailure(outcome);
  return code === undefined ? {} : { code };
};

export function callDetail(record: CallRecord): CallDetail {
  return {
    ...recordedCall(record),
    planVersion: record.planVersion,
    heldMs: ms(record.held),
    heldForCertain: record.heldForCertain,
    consultedMs: ms(record.consulted),
    participants: record.participants.map(({ who, talked, held, consulted }) => ({
      who,
      talkedMs: ms(talked),
      heldMs: ms(held),
      consultedMs: ms(consulted),
    })),
    ...(record.end && { endedBy: record.end.by }),
    phases: record.phases.map(({ phase, since, lasted, because }) => ({
      phase,
      since: iso(since),
      lastedMs: ms(lasted),
      because,
    })),
    offers: record.offers.map((offer) => ({
      id: offer.offer,
      to: offer.to,
      madeAt: iso(offer.madeAt),
      ...(offer.rangAt !== undefined && { rangAt: iso(offer.rangAt) }),
      ...(offer.endedAt !== undefined && { endedAt: iso(offer.endedAt) }),
      ...defined({ outcome: offer.outcome, code: offer.code, because: offer.because }),
      answeredTooLate: offer.answeredTooLate,
    })),
    ...(record.message && {
      message: {
        voicemail: record.message.voicemail,
        recording: record.message.recording,
        lastedMs: ms(record.message.lasted),
      },
    }),
  };
}

export function callerView(caller: Caller): CallerView {
  return { ...caller, tags: [...caller.tags] };
}

const partyView = (party: OtherParty): NonNullable<CallSummary['parties']>[number] => ({
  who: describeTo(party.who),
  role: party.role,
  since: iso(party.since),
  muted: party.muted === true,
  ...defined({ aside: party.aside }),
});

function onHold({ parties }: Conversation): Pick<CallSummary, 'onHold'> {
  const holder = parties.find(({ holds }) => holds);
  if (!holder?.holds) return {};
  const { since, certain } = holder.holds;
  const by = holder.role === 'caller' ? 'caller' : describeTo(holder.who);
  return { onHold: { by, since: iso(since), certain } };
}

function recordingView(talk: Conversation, recording: TalkRecording): NonNullable<CallSummary['recording']> {
  const { rule, failed: hasFailed, paused } = recording;
  const state = hasFailed ? 'failed' : paused ? 'paused' : whySilent(talk, recording) ? 'on_hold' : 'on';
  return { rule, state };
}

const describeTo = (to: OfferedTo) => (to.kind === 'agent' ? to.agent : describePlace(to.place));

function describePlace(place: DialTarget): string {
  switch (place.kind) {
    case 'phone':
      return place.phone;
    case 'outside':
      return place.number;
    case 'echo':
      return 'echo';
  }
}
