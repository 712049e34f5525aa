/** Which values of recorded turns and of checkpoints belong to a person. Pure; as `personal.ts`, which see. */
import type { Command } from '../../call/kept/commands.ts';
import type { CallArrived, Caller, ServedCall } from '../../call/kept/events.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import type { Judgement } from '../../call/turn/judgement.ts';
import type { KeptEvent, RecordedTurn } from '../../recorded/turn.ts';
import { type Hide, hideCaller, isLong, subjectOfCall } from './personal.ts';

/** The call that a caller's leg belongs to, as far as these turns say. */
type CallOfLeg = (leg: LegId) => CallId | undefined;

export function hideInTurn(turn: RecordedTurn, callOfLeg: CallOfLeg, hide: Hide): RecordedTurn {
  const event = hideInEvent(turn.event, callOfLeg, hide);
  return turn.judged
    ? { ...turn, event, judged: turn.judged.map((judged) => hideInJudgement(judged, hide)) }
    : { ...turn, event };
}

/** Numbers as they are called are found by their form. */
function hideInJudgement(judged: Judgement, hide: Hide): Judgement {
  const { call, refused } = judged;
  if (refused?.typed === undefined || refused.typed === '') return judged;
  return { ...judged, refused: { ...refused, typed: hide(refused.typed, subjectOfCall(call)) } };
}

function hideInEvent(event: KeptEvent, callOfLeg: CallOfLeg, hide: Hide): KeptEvent {
  if (event.type === 'callArrived') return { ...event, ...arrival(event as never, callOfLeg, hide) };
  if (event.type === 'callWasServed') {
    const { served, caller } = event as unknown as { served: ServedCall; caller: Caller };
    return {
      ...event,
      served: { ...served, ...arrival({ ...served, caller }, callOfLeg, hide, false) },
      caller: hidden(caller, served.leg, callOfLeg, hide),
    };
  }
  if (event.type === 'transferAsked' || event.type === 'transferRequested') {
    const to = String(event['to']);
    return isLong(to) ? { ...event, to: hide(to, to) } : event;
  }
  if (event.type === 'commandFailed') {
    const command = event['command'] as Command;
    if (command.do !== 'ring') return event;
    const { call, showName, showNumber } = command;
    const subject = showNumber === '' ? subjectOfCall(call) : showNumber;
    return {
      ...event,
      command: {
        ...command,
        showName: showName === '' ? '' : hide(showName, subject),
        showNumber: showNumber === '' ? '' : hide(showNumber, showNumber),
      },
    };
  }
  return event;
}

interface Arrival {
  readonly leg: LegId;
  readonly via: CallArrived['via'];
  readonly dialled: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly caller: Caller;
}

function arrival(
  { leg, via, dialled, callerNumber, callerName, caller }: Arrival,
  callOfLeg: CallOfLeg,
  hide: Hide,
  withCaller = true,
): object {
  const subject = caller.number ?? subjectOfCall(callOfLeg(leg) ?? unknown);
  return {
    ...(via.kind === 'phone' && isLong(dialled) ? { dialled: hide(dialled, dialled) } : {}),
    ...(callerNumber === '' ? {} : { callerNumber: hide(callerNumber, subject) }),
    ...(callerName === '' ? {} : { callerName: hide(callerName, subject) }),
    ...(withCaller ? { caller: hidden(caller, leg, callOfLeg, hide) } : {}),
  };
}

const hidden = (caller: Caller, leg: LegId, callOfLeg: CallOfLeg, hide: Hide): Caller =>
  hideCaller(caller, callOfLeg(leg) ?? unknown, hide);

/** An arrival that led to no call. */
const unknown = '0' as CallId;
