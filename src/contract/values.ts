/**
 * The closed lists of values that the API, the live stream and the journal use. Values are snake_case and never change
 * their meaning. `http/contract-check.ts` holds them equal to the types of the core: a value that is in one and not in the other
 * does not compile.
 *
 * Each list says what its values mean, for OpenAPI and docs/events.md.
 */
import { z } from 'zod';

type Meanings = Readonly<Record<string, string>>;

/** An enum whose description explains each value. */
function listOf<const M extends Meanings>(about: string, meanings: M) {
  const values = Object.keys(meanings) as [keyof M & string, ...(keyof M & string)[]];
  const lines = Object.entries(meanings).map(([value, meaning]) => `${value}: ${meaning}`);
  return z.enum(values).describe([about, ...lines].join('\n'));
}

export const phaseName = listOf('What the caller is doing.', {
  arriving: 'the call arrives',
  listening: 'a prompt is played to the caller',
  choosing: 'a menu waits for a key',
  asking: 'the caller keys in a number or PIN, or it is being checked',
  spelling: 'the caller spells a name of the directory',
  consenting: 'the caller is asked whether they may be recorded',
  logging_in: 'an agent keys in number and PIN',
  hearing_messages: 'an agent listens to voicemail messages',
  hearing_alarm: 'a person is called because of an alarm',
  recording_sound: 'an agent records a sound for the sound library',
  waiting: 'the caller waits for an agent',
  ringing: 'at least one phone rings for the caller',
  awaiting_callback: 'the caller has hung up and will be called back',
  calling_back: 'the phone of the caller rings for the callback',
  talking: 'the caller talks with a person',
  leaving_message: 'the caller leaves a voicemail',
  answering_survey: 'the agent has ended the talk, and the caller is asked how it was',
  saying_goodbye: 'a last prompt is played',
  ended: 'the call is over',
});

export const callOutcome = listOf('How the call ended. Every call has exactly one outcome.', {
  answered: 'the caller talked with a person',
  abandoned: 'the caller hung up while waiting for a person',
  left_early: 'the caller hung up before asking for a person',
  voicemail: 'the caller left a message',
  callback_booked: 'the caller will be called back, in a separate call',
  callback_not_reached: 'the caller did not answer when they were called back',
  callback_expired: 'no agent was free to call back in time',
  callback_cancelled: 'the callback was cancelled, or the caller called again',
  goodbye: 'the plan ended the call with a goodbye',
  number_not_in_use: 'the dialled number is not in the plan',
  blocked: 'the caller is on the block list',
  overload: 'the call was rejected because a limit for calls was reached',
  served: "an agent's code, an agent's log-in, or an echo test",
  joined: 'merged into another call, where it continues',
  not_reached: 'an agent tried to consult or fetch a person while their caller waited, but reached no one',
  ended_by_operator: 'an operator ended the call before the caller talked with a person',
  exchange_restarted:
    'Asterisk crashed or was restarted before the caller talked with a person; the caller did not hang up',
  failed: 'the call ended because of a fault in Cordboard or Asterisk',
});

export const lookupOutcome = listOf('How one try of a lookup came out.', {
  found: 'the entry was right',
  wrong: 'the entry was wrong',
  too_short: 'the caller keyed in too few digits, so nothing was checked',
  nothing_keyed: 'the caller keyed in nothing',
  locked: 'there were too many wrong entries by this caller number, so nothing was checked',
  no_answer: 'the entry could not be checked in time',
});

export const offerOutcome = listOf('How an offer to an agent or an outside number ended.', {
  answered: 'the offer was answered',
  declined: 'the phone declined',
  no_answer: 'the phone rang, but was not answered',
  busy: 'the phone was busy',
  unreachable: 'the phone is not registered or does not reply',
  refused: 'the plan does not allow the call, so nothing was rung',
  withdrawn: 'the offer was withdrawn',
  failed: 'the call to the phone failed; the code says why',
});

export const agentState = listOf('What the agent does, as one word.', {
  talking: 'on a call that Cordboard brought',
  ringing: 'their phone rings for a call',
  calling: 'they are making a call themselves',
  hanging_up: 'their phone is still hanging up',
  wrapping_up: 'wrap-up after a call',
  logged_out: 'logged out',
  paused: 'paused',
  unreachable: 'their phone is not registered',
  phone_busy: 'their phone is on a call that did not come from Cordboard',
  free: 'ready for the next call',
});

export const agentActivity = listOf('What the agent is occupied with.', {
  free: 'nothing',
  offered: 'their phone rings for a call',
  talking: 'on a call',
  hanging_up: 'their phone is still hanging up',
  wrapping_up: 'wrap-up after a call',
  calling: 'they are making a call themselves',
});

export const agentChange = listOf('What changed about the agent.', {
  logged_in: 'the agent logged in',
  logged_out: 'the agent logged out',
  pause_booked: 'the agent will pause when their call ends',
  pause_cancelled: 'the agent will not pause after their call after all',
  paused: 'the agent paused',
  resumed: 'the pause is over',
  added: 'the agent is new in the plan',
  removed: 'the agent is no longer in the plan',
});

export const queueServiceEnd = listOf('Why an agent is back in a queue, although no one has put them back.', {
  logged_out: 'the agent logged out',
});

export const phoneTroubleEnd = listOf('Why the refusals of a phone no longer count.', {
  answered: 'the phone answered a call',
  rang: 'the phone rang until its time was over, and did not refuse',
  registered: 'the phone registered again',
  resumed: 'the agent resumed',
  logged_in: 'the agent logged in',
  logged_out: 'the agent logged out',
});

export const viaKind = listOf('How the call came in.', {
  line: 'over an outside line that registers with Cordboard',
  trunk: 'over a trunk',
  phone: "from an agent's phone",
  callback: 'Cordboard makes this call, because its caller asked to be called back',
});

export const servedBy = listOf('Who served the call. If omitted: the engine.', {
  safety_net: 'the dialplan of Asterisk, while the engine was away',
});

export const partyRole = listOf('The role of a party in a conversation.', {
  serving: 'has the call: talk time and wrap-up are theirs',
  joined: 'talks as well',
  supervising: 'listens, whispers or barges in',
});

export const consultOutcome = listOf('How a consultation ended.', {
  completed: 'the caller was transferred to the person consulted, who talks or is being rung',
  merged: 'all three talk',
  cancelled: 'it was cancelled',
  not_reached: 'there was no answer',
  ended: 'the person consulted, or the caller, has hung up',
});

export const warmTransferStage = listOf('How far a warm transfer is.', {
  started: 'a person is being called while the agent keeps talking with the caller',
  ringing: 'a phone rings',
  joined: 'they joined the conversation',
  handed_over: 'they have the call; the agent has left',
  failed: 'no one was reached; the conversation continues',
  rolled_back: 'it was cancelled, or the caller hung up',
});

export const refusedAtOnce = listOf('Why the call was rejected at once.', {
  overload: 'a limit for calls was reached',
  blocked: 'the caller is on the block list',
});

export const strategyName = z
  .enum([
    'longest idle',
    'ordered',
    'least calls',
    'least talk time',
    'most skilled',
    'round robin',
    'random',
    'weighted',
    'ring all',
    'progressive',
  ])
  .describe('Which agent rings first. The words are those of the plan.');

export const scheduleSetting = listOf('Whether a schedule was set by hand.', {
  open: 'open until it is changed by hand',
  closed: 'closed until it is changed by hand',
  as_planned: 'the hours of the plan count',
});

export const alarmKind = listOf('What the alarm is about.', {
  invariant: 'the state of calls and agents',
  log_ins: 'wrong log-ins',
  prompts: 'prompts that cannot be made or played',
  exchange: 'Asterisk',
  store: 'the database',
  emergency: 'an emergency call from one of your phones',
  trunks: 'a trunk that cannot carry calls',
  recordings: 'recordings of talks',
  quality: 'a call that sounds bad',
  numbers: 'figures of reports that do not fit',
  deliveries: 'e-mails or webhooks that were given up',
  queues: 'a queue with more callers waiting than its alarm allows',
});

export const deliveryChannel = listOf('By which way it goes out.', {
  mail: 'an e-mail',
  webhook: 'a webhook',
  helpdesk: 'an event of a ticket, to another ticket system',
});
export const deliveryState = listOf('Where a delivery stands.', {
  waiting: 'it will be sent, or sent again',
  sent: 'the other side has confirmed it',
  dead: 'it was given up; it can be sent again by hand',
});
export const deliveryOutcome = listOf('How an attempt ended.', {
  sent: 'the other side confirmed it',
  failed: 'it did not',
  interrupted: 'the engine ended during the attempt; the other side may have it',
});

export const messageChange = listOf('What happened to a message that a caller left.', {
  heard: 'someone heard it',
  unheard: 'it was marked as new again',
  assigned: 'it was given to an agent, or taken from them',
  moved: 'it was moved to another voicemail',
  deleted: 'it was deleted',
  has_speech: 'someone speaks in it',
  no_speech: 'no one speaks in it: it does not count as new, and no e-mail is sent',
});

export const qualityStage = listOf('When the figures were taken.', {
  turned_bad: 'the leg has been bad for 15 seconds; figures of the last reports',
  over: 'the leg is over; the mean of the whole leg',
  in_page: 'the leg is over; as the page of the browser phone measured it',
});

export const soundDirection = listOf('A direction of sound on a leg.', {
  to: 'what the party hears',
  from: 'what is heard of the party',
});

export const recordingSides = listOf('Who is on which channel of a recording.', {
  separate: 'the caller on the left, all others on the right',
  mixed: 'all parties on one channel',
});

export const recordingState = listOf('Whether a talk is being recorded now.', {
  on: 'it is recorded',
  paused: 'the recording is paused',
  on_hold: 'it is not recorded during a hold',
  failed: 'the recording failed, and the rest of the talk is not recorded',
});

const ticketStateWithoutTime = {
  open: 'something remains to be done',
  solved: 'the matter is settled; a new call about it opens the ticket again',
  closed: 'the matter is over; a new call opens another ticket',
} as const;

export const ticketState = listOf('Where a ticket stands.', {
  open: ticketStateWithoutTime.open,
  follow_up: 'it is to be followed up at a certain time',
  solved: ticketStateWithoutTime.solved,
  closed: ticketStateWithoutTime.closed,
});

export const ticketHow = listOf('What a call was to its ticket.', {
  talked: 'the caller talked with an agent',
  voicemail: 'the caller left a message',
  callback: 'the caller booked a callback',
  called: 'an agent called the contact, who answered',
});

export const ticketEventType = listOf('What happened to a ticket.', {
  opened: 'it was opened',
  joined: 'another call of the contact came to it',
  passed: 'its call went on with another agent',
  resulted: 'an agent gave the result of its call',
  undone: 'an agent did not talk in its call after all; if no one else did, it is not its call any more',
  changed: 'a person changed it',
  noted: 'a person added a note, or the caller wrote a comment in a survey by e-mail',
  rated: 'the caller gave a low mark in a survey, and the ticket is to be followed up',
  reminded: 'the owner was reminded of the follow-up',
});

export const ticketOfResult = listOf('The state that a result gives a ticket.', ticketStateWithoutTime);

export const supervisionMode = listOf('How a supervisor takes part in a call.', {
  listen: 'they hear everybody, and are not heard',
  whisper: 'the agent hears them, the caller does not',
  barge: 'everybody hears them',
});

export const segmentEnd = listOf('How a segment of a recording ended.', {
  asked: 'Cordboard stopped it',
  leg_ended: 'the caller had hung up',
  unasked: 'Asterisk ended it by itself, most likely because the disk is full',
});

export const logInRefusal = listOf('Why a phone was not allowed to register.', {
  wrong_password: 'the password is wrong',
  unknown_user: 'the plan has no such user',
  address_blocked: 'the address is blocked after too many wrong passwords',
  address_of_trunk: 'the phone has the address of a trunk, so its requests are treated as those of the trunk',
});

export const trunkRegistration = listOf('Registration with the provider. If omitted: the trunk needs none.', {
  registered: 'registered',
  refused: 'the provider refuses user name or password',
  not_registered: 'not registered yet, or no longer',
  no_password: 'the environment variable with the password is not set',
});

export const exclusionRule = listOf('The rule that kept an agent from a call.', {
  out_of_queue: 'the agent was taken out of the queue for now',
  logged_out: 'the agent is logged out',
  paused: 'the agent is paused',
  phone_unreachable: 'the phone is not registered',
  phone_busy: 'the phone is on another call',
  offered_another_call: 'the phone rings for another call',
  rings_for_this_call: 'the phone rings for this call already',
  talking: 'the agent talks on another call',
  calling: 'the agent is making a call',
  hanging_up: 'the phone is still hanging up',
  wrapping_up: 'the agent is in wrap-up',
  skill_too_low: 'a skill of the agent is too low',
  skills_missing: 'the agent meets none of the alternative skill requirements',
  asked_before: 'the agent was asked for this call a moment ago',
  kept_for_another: 'the caller is waiting for their preferred agent for a while',
  team_at_its_limit: 'the team is at its limit of calls of this queue',
  is_the_caller: 'the agent is the caller',
});

export type PhaseName = z.infer<typeof phaseName>;
export type CallOutcome = z.infer<typeof callOutcome>;
export type OfferOutcome = z.infer<typeof offerOutcome>;
export type AgentStateName = z.infer<typeof agentState>;
export type AgentActivity = z.infer<typeof agentActivity>;
