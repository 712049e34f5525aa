/**
 * A command failed. The consequence is expressed by an ordinary event: a leg that is gone has ended, a prompt that
 * cannot be played is over, a phone that cannot be rung is unreachable.
 */

import { exhausted } from '../../shared/exhausted.ts';
import { noCall } from '../../shared/ids.ts';
import { connectionFailed } from '../conversation/talking.ts';
import { type Call, recordingIn } from '../kept/call.ts';
import type { CommandOf } from '../kept/commands.ts';
import type { Event } from '../kept/events.ts';
import { recordingFails } from '../recording/segments.ts';
import { rowsOf } from '../rows.ts';
import { supervisorIsGone } from '../supervision/supervising.ts';
import type { Turn } from '../turn/turn.ts';
import { callerHangsUp, legEnds } from './legs.ts';
import { promptEnds } from './prompts.ts';

type CommandFailed = Extract<Event, { type: 'commandFailed' }>;

export function commandFails(turn: Turn, failed: CommandFailed): void {
  const { command, outcome } = failed;
  const call = turn.call(command.call);
  // That a talk is not recorded has an alarm of its own.
  if (outcome !== 'gone' && command.do !== 'recordTalk') {
    turn.journal({
      type: 'alarmRaised',
      code: outcome === 'unknown' ? 'command_unanswered' : 'command_refused',
      what: `${command.do} ${outcome}: ${failed.reason}`,
      ...(command.call === noCall ? {} : { call: command.call }),
    });
  }
  switch (command.do) {
    case 'ring':
      return ringFails(turn, command, outcome);
    case 'play':
      if (call && command.leg !== call.leg) {
        // Who was called is told that they may be recorded, on their own leg, and both wait for the end of it.
        if (outcome === 'gone') legEnds(turn, command.leg, 'hung_up');
        else promptEnds(turn, { playback: command.playback, played: false });
        return;
      }
      if (!callerIsGone(turn, call, failed) && call)
        promptEnds(turn, { playback: command.playback, played: false });
      return;
    case 'record':
      if (!callerIsGone(turn, call, failed) && call) messageFails(turn, call, command);
      return;
    case 'answer':
    case 'indicateRinging':
    case 'startMusic':
      callerIsGone(turn, call, failed);
      return;
    case 'connect':
    case 'reenterBridge':
      if (call?.phase.name === 'talking' && call.phase.conversation.room === command.bridge) {
        connectionFailed(turn, { ...call, phase: call.phase }, outcome);
      }
      return;
    case 'recordTalk':
      if (outcome !== 'gone') recordingFails(turn, command.call, command.recording, failed.reason);
      return;
    case 'ringSupervisor':
      return supervisorIsGone(turn, {
        type: 'supervisorGone',
        at: turn.now,
        supervision: command.supervision,
      });
    case 'placeSupervisor':
    case 'endSupervision':
    case 'stopTalkRecording':
    case 'checkPin':
    case 'lookUp':
    case 'listMessages':
    case 'stopPlaying':
    case 'stopMusic':
    case 'startSilence':
    case 'stopSilence':
    case 'mute':
    case 'showLeg':
    case 'display':
    case 'leaveBridge':
    case 'removeBridge':
    case 'stopRecording':
    case 'hangUp':
      return;
    default:
      exhausted(command);
  }
}

/** The exchange knows the caller's leg no more, so its end has been missed or is on its way. */
function callerIsGone(turn: Turn, call: Call | undefined, { outcome, command }: CommandFailed): boolean {
  if (outcome !== 'gone' || !call) return false;
  // Music for an agent who waits until the caller has been reached.
  if ('leg' in command && command.leg !== call.leg) return false;
  callerHangsUp(turn, call);
  return true;
}

function ringFails(turn: Turn, command: CommandOf<'ring'>, outcome: CommandFailed['outcome']): void {
  // The phone may be ringing all the same.
  if (outcome === 'unknown')
    turn.command({ do: 'hangUp', call: command.call, leg: command.offer, cause: 'normal' });
  if (outcome === 'unknown') legEnds(turn, command.offer, 'failed', 'ring_not_confirmed');
  else
    legEnds(
      turn,
      command.offer,
      'unreachable',
      outcome === 'refused' ? 'ring_rejected' : 'phone_not_reachable',
    );
}

function messageFails(turn: Turn, call: Call, command: CommandOf<'record'>): void {
  if (recordingIn(call) !== command.recording) return;
  rowsOf(call).recordingEnded?.(turn, call, 0);
}
