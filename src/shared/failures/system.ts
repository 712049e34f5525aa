/** What goes wrong around calls. Most of these are alarms in the journal. */
import type { Failure } from './failure.ts';

export const systemFailures = {
  invariant_broken: {
    status: 500,
    severity: 'critical',
    sentence: 'The state of calls and agents contradicts itself.',
    remedy: 'Keep the database and the log, and report it: this is a fault in Cordboard.',
  },
  event_not_handled: {
    status: 500,
    severity: 'error',
    sentence: 'An event could not be handled. Its call was ended with an apology.',
    remedy: 'Report it with the alarm: this is a fault in Cordboard.',
  },
  exchange_differed: {
    status: 500,
    severity: 'warning',
    sentence: 'Asterisk and Cordboard disagreed about a call. This was corrected.',
    remedy: 'If it happens often without restarts, report it with the journal.',
  },
  exchange_lost: {
    status: 503,
    severity: 'critical',
    sentence: 'The connection to Asterisk is lost.',
    remedy:
      'Check that Asterisk runs: `cordboard doctor`. Calls continue, and the safety net answers new ones.',
  },
  calls_cut_off: {
    status: 503,
    severity: 'critical',
    sentence: 'Asterisk crashed or was restarted, and the calls in it were cut off.',
    remedy:
      'Call these callers back: `cordboard calls` lists them. Find out why Asterisk stopped: see its log.',
  },
  engine_frozen: {
    status: 503,
    severity: 'critical',
    sentence: 'The engine did not respond for a long time and was killed, so that callers were served.',
    remedy:
      'Find out what held it up: a stopped process, a disk that hangs, no memory. See the log of the machine at that time.',
  },
  phones_unheard: {
    status: 503,
    severity: 'error',
    sentence: 'Asterisk sends no phone states, so the last known states are used.',
    remedy: 'Check the AMI settings and the log: `cordboard doctor`.',
  },
  store_failing: {
    status: 503,
    severity: 'critical',
    sentence: 'The database cannot be written. Calls continue from memory.',
    remedy: 'Make room on the disk and check its health before you restart the engine.',
  },
  database_restored: {
    status: 500,
    severity: 'warning',
    sentence: 'The database was restored from a backup. Everything after the backup is missing.',
    remedy: 'Nothing to do, if you did it on purpose.',
  },
  database_damaged: {
    status: 500,
    severity: 'critical',
    sentence: 'The database was damaged. Everything that could be read was kept; the journal may have a gap.',
    remedy: 'Check the disk. Restore the latest backup if more is missing than you can accept.',
  },
  log_ins_blocked: {
    status: 403,
    severity: 'warning',
    sentence: 'An address sent many wrong log-ins and is blocked.',
    remedy: 'If it is a phone of yours, correct its password. Otherwise nothing: it was an attack.',
  },
  log_ins_not_blocked: {
    status: 403,
    severity: 'error',
    sentence: 'An address sends many wrong log-ins and cannot be blocked.',
    remedy: 'The alarm says why. Block the address in your firewall, or correct the phone there.',
  },
  prompt_incomplete: {
    status: 500,
    severity: 'error',
    sentence: 'A prompt could not be made or played as the plan says.',
    remedy:
      'The alarm names the file or the text. `cordboard check` and `cordboard doctor` find missing sounds.',
  },
  recording_empty: {
    status: 500,
    severity: 'error',
    sentence: 'A voicemail recorded nothing.',
    remedy: 'Check free disk space, and whether audio arrives from the caller (RTP, firewall).',
  },
  recording_end_unknown: {
    status: 500,
    severity: 'warning',
    sentence: 'Asterisk did not say how a recording ended.',
    remedy: 'Look for the message in the recordings folder; check the log of Asterisk.',
  },
  call_quality_poor: {
    status: 500,
    severity: 'warning',
    sentence: 'A call sounds bad: packets get lost or are late on the way to or from a phone.',
    remedy:
      'Check the network of the phone (Wi-Fi, uplink, router) or of the trunk; `cordboard why CALL` has the figures.',
  },
  recording_failed: {
    status: 500,
    severity: 'error',
    sentence: 'The recording of a call could not start, or stopped by itself. The call continues without it.',
    remedy: 'Make room on the disk of the state folder; then look for errors in the log of Asterisk.',
  },
  phone_vanished: {
    status: 503,
    severity: 'error',
    sentence:
      'The phone on which an agent talked sent nothing any more, so the caller went on to the next agent.',
    remedy: 'Check power and network of the phone: `cordboard doctor`.',
  },
  recording_lost: {
    status: 500,
    severity: 'error',
    sentence: 'A call was recorded, but its audio is missing.',
    remedy:
      'Check that the engine sees the spool folder of Asterisk, and that nothing else deletes files there.',
  },
  recording_not_kept: {
    status: 500,
    severity: 'error',
    sentence: 'Cannot join and store the audio of a recorded call. Cordboard retries every minute.',
    remedy: 'Make room on the disk of the state folder; the alarm says what failed.',
  },
  pause_too_long: {
    status: 409,
    severity: 'warning',
    sentence: 'An agent has been paused for longer than the plan allows for the reason.',
    remedy: 'Ask the agent, or end the pause: `cordboard agents resume NAME`.',
  },
  hang_up_not_confirmed: {
    status: 500,
    severity: 'warning',
    sentence: 'Asterisk did not confirm that a phone hung up. The agent is free again.',
    remedy: 'If it repeats for one phone, check its network.',
  },
  message_may_be_cut: {
    status: 500,
    severity: 'error',
    sentence: 'A voicemail may be cut short, because the disk is nearly full.',
    remedy: 'Make room on the disk now; recordings end without an error when it is full.',
  },
  emergency_call: {
    status: 500,
    severity: 'critical',
    sentence: 'An emergency call is being made from one of your phones.',
    remedy: 'Go and help; the alarm says which phone it is.',
  },
  emergency_not_carried: {
    status: 503,
    severity: 'critical',
    sentence:
      'An emergency number was dialled from one of your phones, but no trunk carries emergency calls.',
    remedy: 'Help at once, using another phone. Then add a trunk for emergency calls to the plan.',
  },
  flow_ran_out: {
    status: 500,
    severity: 'error',
    sentence: 'A flow of the plan ended without a last step.',
    remedy: 'Run `cordboard check` on the plan, and report it: the check should have refused this plan.',
  },
  queue_over_limit: {
    status: 503,
    severity: 'error',
    sentence: 'A queue has more callers waiting, or waiting longer, than its alarm allows.',
    remedy: 'Log more agents in. `cordboard queues` shows who waits; `alarms` in the plan sets the limit.',
  },
  delivery_given_up: {
    status: 500,
    severity: 'warning',
    sentence: 'A webhook or an e-mail could not be delivered and was given up.',
    remedy: '`cordboard deliveries --dead` shows why; `cordboard deliveries replay` sends them again.',
  },
  numbers_do_not_fit: {
    status: 500,
    severity: 'error',
    sentence: 'The numbers of a day do not fit: a call or an agent contradicts the rest of the journal.',
    remedy: 'Run `cordboard reconcile DAY`: it names each call and agent.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type SystemFailureCode = keyof typeof systemFailures;
