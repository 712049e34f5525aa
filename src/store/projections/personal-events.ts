/** Which values of recorded turns and of checkpoints belong to a person. Pure; as `personal.ts`, which see. */
import type { CallArrived, Caller, ServedCall } from '../../call/kept/events.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import type { KeptEvent, RecordedTurn } from '../../recorded/turn.ts';
import { type Hide, hideCaller, isLong, subjectOfCall } from './personal.ts';

/** The call that a caller's leg belongs to, as far as these turns say. */
type CallOfLeg = (leg: LegId) => CallId | undefined;

export function hideInTurn(turn: RecordedTurn, callOfLeg: CallOfLeg, hide: Hide): RecordedTurn {
  return { ...turn, event: hideInEvent(turn.event, callOfLeg, hide) };
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
    const command = event['command'] as { readonly call: CallId; readonly showName?: string };
    if (command.showName === undefined || command.showName === '') return event;
    return {
      ...event,
      command: { ...command, showName: hide(command.showName, subjectOfCall(command.call)) },
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
