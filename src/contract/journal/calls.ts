/** Journal entries about calls. */
import { z } from 'zod';
import { failureCode, numberCode, offerCode } from '../failures.ts';
import { soundQuality } from '../sound.ts';
import {
  callOutcome,
  consultOutcome,
  lookupOutcome,
  messageChange,
  offerOutcome,
  partyRole,
  phaseName,
  qualityStage,
  recordingSides,
  refusedAtOnce,
  segmentEnd,
  servedBy,
  supervisionMode,
  ticketOfResult,
  warmTransferStage,
} from '../values.ts';
import { decision } from './decision.ts';
import {
  agentName,
  at,
  because,
  by,
  expected,
  interval,
  journalCaller,
  lasted,
  offerId,
  to,
  via,
} from './parts.ts';

const entry = <Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  about: string,
  fields: Fields,
) =>
  z
    .object({ type: z.literal(type), call: z.string().describe('Number of the call.'), ...fields })
    .describe(about);

const queue = z.string().describe('Name of the queue.');
const supervision = z.string().describe('Id of the supervision, such as 1042-s7.');
const supervisor = agentName.describe('The supervisor.');
const rule = z.string().describe('Name of the recording rule in the plan.');
const recording = z.string().describe('Id of the segment, such as 1042-r5.');
const rangFor = lasted.describe('How long it rang. Milliseconds.');

const score = z.number().describe('0 to 100.');
const reviewScores = { score, questions: z.array(z.object({ question: z.string(), score })) };

export const callEntries = [
  entry('callArrived', 'A call came in.', {
    via,
    dialled: z.string().describe('The number that was dialled.'),
    routingNumber: z
      .string()
      .exactOptional()
      .describe('Where the network has routed a ported number (RFC 4694).'),
    caller: journalCaller,
    planVersion: z.number().describe('The version of the plan that the call follows to its end.'),
    leg: z.string().exactOptional().describe("Id of the caller's leg in Asterisk."),
    queue: z.string().exactOptional().describe('Of a callback: the queue that it has a place in.'),
    beside: z
      .string()
      .exactOptional()
      .describe('The other call of the agent who makes this one: they are already in it, on another line.'),
    agent: agentName
      .exactOptional()
      .describe(
        'The agent who makes the call. If omitted: an outside caller, or a code that an agent dials.',
      ),
    ticket: z.number().exactOptional().describe('Click to call: the ticket from which the call was made.'),
    servedBy: servedBy.exactOptional(),
    refused: refusedAtOnce.exactOptional(),
  }),
  entry('secondCallMade', 'An agent in this call makes another one, on a second line of their phone.', {
    agent: agentName,
    second: z.string().describe('Number of the other call.'),
    dialled: z.string(),
  }),
  entry('turnedAway', 'A limit for calls was reached, so the call was rejected.', {
    code: failureCode.exactOptional().describe('Which limit. docs/failures.md explains each code.'),
    because: because.describe('The limit, in words.'),
  }),
  entry('outsideCallRefused', 'The plan or its hourly limits do not allow a call to this number.', {
    offer: offerId,
    number: z.string(),
    trunk: z.string(),
    code: numberCode.exactOptional(),
    because,
  }),
  entry('trunkSkipped', 'A trunk was not tried, and the next one was.', {
    offer: offerId,
    number: z.string(),
    trunk: z.string(),
    code: numberCode,
    because,
    next: z.string().describe('The next trunk in order.'),
  }),
  entry('trunkFailed', 'A trunk did not carry the call; the next one is tried, if there is one.', {
    offer: offerId,
    number: z.string(),
    trunk: z.string(),
    code: offerCode.describe('Why. docs/failures.md explains each code.'),
    next: z.string().exactOptional().describe('The next trunk in order. If omitted: no other is left.'),
  }),
  entry(
    'outsideUsed',
    'An outside number was called, or a conversation with one ended. It counts for the hourly limits.',
    {
      trunk: z.string(),
      byAgent: agentName.exactOptional(),
      calls: z.union([z.literal(0), z.literal(1)]).describe('1: a call was made. 0: a talk ended.'),
      talked: lasted,
    },
  ),
  entry('stepReached', 'The call reached a step of a flow.', {
    flow: z.string(),
    step: z.string().describe('In the words of the plan: `ring clara for 20s`.'),
  }),
  entry('conditionAsked', 'A `when` of the plan was evaluated.', {
    condition: z.string(),
    holds: z.boolean(),
    because,
    until: at.exactOptional().describe('When the answer changes by itself. Milliseconds since 1970, UTC.'),
  }),
  entry('onCallAsked', 'The person on call is rung.', {
    rota: z.string().describe('Name of the on-call rota.'),
    agent: agentName.exactOptional().describe('If omitted: the plan names no one for this week.'),
    until: at.describe('When the week or the swap ends. Milliseconds since 1970, UTC.'),
    insteadOf: agentName.exactOptional().describe('The agent in the plan, if they have swapped.'),
  }),
  entry('phaseEntered', 'The phase of the call changed.', { phase: phaseName, because }),
  entry(
    'callerAnswered',
    'The call was answered: from now on the caller hears prompts, and may be charged.',
    {},
  ),
  entry('languageChosen', 'The caller chose a language with a key. It is kept for their next call.', {
    contact: z.string(),
    language: z.string(),
  }),
  entry('lookupAsked', 'What the caller keyed in is being checked. The digits are never stored.', {
    lookup: z.string().describe('Name of the lookup in the plan.'),
    question: z
      .string()
      .describe('Id of the check, such as 1042-q5. The request to your system has it, too.'),
    digits: z.number().describe('How many digits there were.'),
  }),
  entry('lookupAnswered', 'One try of a lookup is over.', {
    lookup: z.string().describe('Name of the lookup in the plan.'),
    attempt: z.number(),
    question: z.string().exactOptional().describe('Id of the check. If omitted: nothing was checked.'),
    outcome: lookupOutcome,
    because: because.exactOptional(),
    name: z.string().exactOptional().describe("The caller's name, from the answer."),
    tags: z.array(z.string()).exactOptional().describe('Tags that the caller has for this call.'),
    priority: z.number().exactOptional().describe('Points on the waiting list.'),
    language: z.string().exactOptional(),
    leadsTo: z
      .string()
      .exactOptional()
      .describe('Where the call continues (default: the next step, or the caller is asked again).'),
  }),
  entry('keyPressed', 'The caller pressed a key in a menu.', {
    menu: z.string(),
    key: z.string(),
    leadsTo: z.string().nullable().describe('null: the key has no meaning in this menu.'),
  }),
  entry('noKeyPressed', 'The caller pressed no key in a menu.', { menu: z.string(), attempt: z.number() }),
  entry('nameSpelled', 'The caller spelled a name of the directory.', {
    keys: z.string(),
    names: z.array(z.string()).describe('Names that fit, as they are read out.'),
    more: z.number().describe('How many more fit.'),
    unlisted: z
      .array(z.object({ name: z.string(), guards: z.array(z.string()) }))
      .exactOptional()
      .describe('Names that fit but are guarded from this caller.'),
  }),
  entry('nameChosen', 'The caller chose a name of the directory.', { name: z.string(), leadsTo: z.string() }),
  entry('leftDirectory', 'The caller left the directory without choosing a name.', { because }),
  entry('promptFailed', 'A prompt could not be played.', { code: failureCode.exactOptional() }),
  entry('leftQueue', 'The queue does not accept the caller, or the caller left it.', {
    queue,
    because,
    leadsTo: z.string(),
  }),
  entry('nobodyFree', 'The caller waits, because no agent may take the call now.', { decision }),
  entry('searchWidened', 'The wait reached a widening step, so more agents may take the call.', {
    queue,
    step: z.number().describe('From 1.'),
    of: z.number(),
    title: z.string(),
    expected: expected.exactOptional().describe('It widened early, because a wait this long was expected.'),
  }),
  entry('offerMade', 'An agent or a number was chosen, and their phone is called.', {
    offer: offerId,
    to,
    decision: decision.exactOptional(),
  }),
  entry('keyAsked', 'The outside number answered. The person (or mailbox) is asked to press the key.', {
    offer: offerId,
    to,
    leg: z.string(),
  }),
  entry('offerRang', 'The phone rings.', { offer: offerId, to }),
  entry('offerEnded', 'An offer ended without an answer.', {
    offer: offerId,
    to,
    outcome: offerOutcome,
    code: offerCode.exactOptional().describe('Why. docs/failures.md explains each code.'),
    because: because.exactOptional().describe('The same in words, in entries of earlier versions.'),
    rangFor,
  }),
  entry('answeredTooLate', 'An offer was answered after it had been withdrawn.', { offer: offerId }),
  entry('connected', 'Caller and agent hear each other.', {
    offer: offerId,
    to,
    waited: lasted.describe('How long the caller waited. Milliseconds.'),
    over: z.string().exactOptional().describe('The trunk that carries it, if they are outside.'),
    contact: z.string().exactOptional(),
    agent: agentName.exactOptional(),
    queue: queue.exactOptional().describe('The queue in which the agent was found.'),
  }),
  entry(
    'answeredInVain',
    'The agent answered and hung up at once, so the offer does not count as answered.',
    {
      offer: offerId,
      to,
      code: offerCode.exactOptional(),
      because,
      after: lasted.describe('How long they were connected. Milliseconds.'),
      contact: z.string().exactOptional(),
      before: z
        .object({ lastAgent: agentName, lastQueue: z.string().exactOptional(), lastAgentAt: at })
        .exactOptional()
        .describe('The agent the contact had talked with before.'),
    },
  ),
  entry('transferAsked', 'The caller was transferred, by the phone or by an operator.', {
    offer: offerId,
    by: z.string().describe('Who transferred: the agent, or the number or phone.'),
    to: z.string().describe('As dialled at their phone, or as requested; empty: two calls were merged.'),
    leadsTo: z.string().describe('Where the call continues, in words.'),
    code: failureCode.exactOptional().describe('Why not to the number dialled.'),
    because: because.exactOptional().describe('The same in words.'),
    askedBy: z.string().exactOptional().describe('The operator who requested it. If omitted: the phone did.'),
  }),
  entry(
    'ownPhoneRang',
    'Click to call: the phone of the agent was rung first. Unless it answered, no one else was rung.',
    {
      phone: z.string().describe('The phone.'),
      outcome: offerOutcome,
      code: offerCode.exactOptional().describe('Why it was not answered. If omitted: it was.'),
      rangFor,
    },
  ),
  entry('phoneVanished', 'The phone in the conversation stopped sending, and counts as lost.', {
    offer: offerId,
    to,
    code: failureCode.exactOptional(),
    silentFor: lasted.describe('At the end of the talk; it does not count as talk. Milliseconds.'),
  }),
  entry('pageGone', "The page of an agent's browser phone was closed, reloaded or crashed during a call.", {
    leg: z.string(),
    who: z.string().describe('The agent.'),
    role: partyRole,
    until: at.describe('Until then the call waits for the agent, and a caller who is alone hears music.'),
  }),
  entry('rejoined', 'The agent is back in the call, after the page was opened again.', {
    leg: z.string().describe('The new leg.'),
    who: z.string().describe('The agent.'),
    role: partyRole,
    awayFor: lasted.describe('It does not count as talk. Milliseconds.'),
  }),
  entry('quality', 'How the leg of a party sounds, from RTCP.', {
    leg: z.string(),
    who: z.string().describe('`caller`, the agent or number, or the phone or trunk.'),
    stage: qualityStage,
    to: soundQuality.exactOptional().describe('What the party hears. If omitted: no report.'),
    from: soundQuality.exactOptional().describe('What is heard of the party. If omitted: no report.'),
  }),
  entry('held', 'A party in the call put the other side on hold.', {
    leg: z.string(),
    who: z.string().describe('`caller`, or the agent or number.'),
    askedBy: z
      .string()
      .exactOptional()
      .describe("Who requested it. If omitted: the button of the holder's phone."),
  }),
  entry('holdIsLong', 'An agent keeps the caller on hold for longer than `hold reminder` of the queue.', {
    leg: z.string(),
    who: z.string().describe('The agent or number.'),
    heldFor: lasted.describe('So far. Milliseconds.'),
    certain: z.boolean().describe('If false: events were missed, so the hold may be over.'),
  }),
  entry('resumed', 'A hold ended.', {
    leg: z.string(),
    who: z.string().describe('`caller`, or the agent or number.'),
    heldFor: lasted.describe('Milliseconds.'),
    certain: z.boolean().describe('If false: events were missed while the hold lasted.'),
    because,
  }),
  entry('supervisionTold', 'The caller heard that a supervisor may listen to the call.', {}),
  entry('supervisionAsked', "A supervisor's phone is rung, so that they can hear the call.", {
    supervision,
    who: supervisor,
    mode: supervisionMode,
    by,
  }),
  entry('supervised', 'A supervisor hears an agent from now on, or in another mode.', {
    supervision,
    who: supervisor,
    mode: supervisionMode,
    on: z.string().describe('The agent.'),
  }),
  entry('supervisionEnded', 'A supervisor no longer hears the call.', {
    supervision,
    who: supervisor,
    lasted: lasted.describe('Since they answered. Milliseconds.'),
    heardFor: lasted
      .exactOptional()
      .describe('Since they first heard an agent. Milliseconds. If omitted: they heard none.'),
    because,
  }),
  entry('recordingTold', 'The caller heard that they may be recorded.', { rule }),
  entry('recordingConsent', 'The caller was asked whether they may be recorded.', {
    rule,
    given: z.boolean().describe('False: another key, or none.'),
  }),
  entry('recordingLeftOut', 'A recording rule fits the talk, but it is not recorded.', { rule, because }),
  entry('recordingStarted', 'Asterisk is asked to record the talk from now on, as one segment.', {
    recording,
    rule,
    sides: recordingSides,
    queue: queue.exactOptional(),
    with: z.string().describe('Who talks with the caller: the agent or number.'),
    keepFor: lasted.describe('When this time is over, the recording is deleted. Milliseconds.'),
  }),
  entry('recordingRuns', 'Asterisk writes the segment.', {
    recording,
    lag: z.number().describe('How much later the side of the agents began. Milliseconds.'),
  }),
  entry('recordingStopped', 'Asterisk is asked to stop the segment.', { recording, because }),
  entry('recordingClosed', 'Nothing more is written to the segment.', { recording, lasted, end: segmentEnd }),
  entry('recordingPaused', 'The recording was paused.', {
    by,
    until: at.describe('When it resumes by itself. Milliseconds since 1970, UTC.'),
    kept: z
      .literal(true)
      .exactOptional()
      .describe('The caller was handed over: a pause of their talk before goes on.'),
  }),
  entry('recordingResumed', 'The recording was resumed.', {
    by: by.describe('`time`: the longest pause of the plan was over.'),
    pausedFor: lasted.describe('Milliseconds.'),
  }),
  entry('recordingFailed', 'The rest of this call is not recorded.', {
    recording,
    code: failureCode.describe('Why. docs/failures.md explains each code.'),
    because,
  }),
  entry('partyJoined', 'A party joined the conversation.', {
    leg: z.string(),
    who: z.string().describe('The agent or number.'),
    role: partyRole,
    because,
  }),
  entry('partyLeft', 'A party left the conversation, which continues without them.', {
    leg: z.string(),
    who: z.string().describe('The agent or number.'),
    role: partyRole,
    because,
  }),
  entry('servingPassed', 'The call passes from one person to another who is in it.', {
    leg: z.string(),
    who: z.string().describe('Who has the call from now on.'),
    from: z.string().describe('Who had it before.'),
  }),
  entry('partyMuted', 'A party in the conversation was muted or unmuted.', {
    leg: z.string(),
    who: z.string().describe('`caller`, or the agent or number.'),
    muted: z.boolean(),
    by: z.string(),
  }),
  entry('consultBegan', 'The agent consults a person in a second call while the caller hears music.', {
    aside: z.string().describe('Number of the second call.'),
    agent: agentName,
    to: z.string().describe('As requested.'),
    by: z.string().describe('Who requested it.'),
  }),
  entry('consultSwapped', 'The agent went back to the caller, or to the person they consult.', {
    aside: z.string().describe('Number of the second call.'),
    agent: agentName,
    with: z.enum(['caller', 'consulted']).describe('Who the agent talks to now.'),
    by: z.string(),
  }),
  entry('consultEnded', 'A consultation ended.', {
    aside: z.string().describe('Number of the second call.'),
    agent: agentName,
    outcome: consultOutcome,
    by: z.string(),
  }),
  entry('warmTransfer', 'A warm transfer reached its next stage.', {
    aside: z.string().describe('Number of the second call.'),
    agent: agentName.describe('The agent who talks with the caller meanwhile.'),
    to: z.string().describe('As requested.'),
    stage: warmTransferStage,
    by: z.string(),
  }),
  entry('pickUpUndone', 'Another phone tried to take over a leg of the call (INVITE with Replaces).', {
    leg: z.string(),
    by: z.string().describe("Id of the other phone's leg in Asterisk."),
  }),
  entry('parked', 'The caller was parked, and hears music.', {
    slot: z.string().describe('Number of the parking slot.'),
    by: z.string().describe('Who parked them: the agent or phone.'),
    until: at.describe('When the agent is rung again. Milliseconds since 1970, UTC.'),
  }),
  entry('pickedUp', 'A phone took over a parked call, or a call that rang at a colleague.', {
    leg: z.string(),
    by: z.string().describe('The agent or phone that has the call from now on.'),
    from: z.string().describe('The parking slot, or the agent whose phone rang.'),
    other: z.string().describe('Number of the call in which they dialled.'),
  }),
  entry('turnedRound', 'The person that an agent called counts as the caller from now on.', {
    leg: z.string().describe('Leg of the caller.'),
    caller: z.string().describe('The number or agent that was called.'),
    agent: agentName.describe('The agent who made the call, and serves them now.'),
    dialledOutside: z
      .literal(true)
      .exactOptional()
      .describe('The agent dialled their number. If omitted: a colleague, or a number of the plan.'),
    contact: z.string().exactOptional().describe('Id of the contact that has the dialled number.'),
  }),
  entry(
    'callsJoined',
    'Two calls of an agent were merged: the parties of the other call continue in this one.',
    {
      other: z.string().describe('Number of the other call.'),
      by: z.string(),
    },
  ),
  entry('missedCallHandled', 'After the call, someone took its caller off the list of missed callers.', {
    by: z.string(),
  }),
  entry(
    'messageChanged',
    'After the call, someone heard, assigned, moved or deleted the message, or it was checked for speech.',
    {
      recording: z.string().describe('Id of the recording, such as 1042-r1.'),
      change: messageChange,
      to: z
        .string()
        .exactOptional()
        .describe('`assigned`: the agent (if omitted: no agent any more). `moved`: the other voicemail.'),
      by: z.string(),
    },
  ),
  entry('hangUpAsked', 'An operator ended the call.', {
    by: z.string(),
    reason: z.string().exactOptional(),
  }),
  entry('pinRefused', 'A log-in with number and PIN was refused. The PIN is never stored.', {
    phone: z.string(),
    number: z.string(),
    agent: agentName.exactOptional(),
    code: failureCode.exactOptional().describe('Why. docs/failures.md explains each code.'),
    because,
  }),
  entry('announced', 'The caller heard their position, their expected wait, or a callback offer.', {
    queue,
    place: z.number(),
    placeSaid: z.boolean(),
    wait: interval.exactOptional(),
    waitUnsaid: z.string().exactOptional().describe('Why the wait was not announced.'),
    callbackOffered: z.boolean(),
  }),
  entry('callbackWanted', 'The caller asked to be called back.', { number: z.string().exactOptional() }),
  entry('callbackNumberRefused', 'The number that the caller keyed in cannot be called back.', {
    typed: z.string(),
    code: numberCode.exactOptional(),
    because,
  }),
  entry('callbackNotWanted', 'The caller cancelled the request for a callback.', { because }),
  entry('callbackBooked', 'A callback is booked.', {
    callback: z.string().describe('Number of the call that the callback is.'),
    number: z.string(),
    queue,
    place: z.number(),
    before: z.boolean().describe('The callback had been booked before.'),
    byResult: z
      .object({ agent: agentName, result: z.string(), dueAt: at })
      .exactOptional()
      .describe("The agent's result that books it, and when it is due. If omitted: the caller asked for it."),
  }),
  entry('callbackNotBooked', 'The result of an agent asks for a callback, and none can be booked.', {
    agent: agentName,
    result: z.string().describe('Name of the result in the plan.'),
    code: numberCode.exactOptional().describe('Why the number cannot be called.'),
    because,
  }),
  entry('callbackBegan', "The callback is due: the caller's phone is called.", {
    number: z.string(),
    over: z.string().describe('The trunk or line.'),
    agent: agentName,
    attempt: z.number(),
    attempts: z.number(),
  }),
  entry('callerAsked', "The caller's number answered. The person (or mailbox) is asked to press the key.", {
    rangFor,
  }),
  entry('callerReached', 'The caller answered the callback.', { rangFor }),
  entry('callerNotReached', 'The caller did not answer the callback.', {
    outcome: offerOutcome,
    code: offerCode.exactOptional().describe('Why. docs/failures.md explains each code.'),
    because: because.exactOptional().describe('The same in words, in entries of earlier versions.'),
    again: at.exactOptional().describe('Time of the next attempt. If omitted: this was the last.'),
  }),
  entry('placeTakenOver', 'A caller who has a callback called again, and takes its place in the queue.', {
    from: z.string().describe('Number of the callback.'),
    since: at,
  }),
  entry('soundRecorded', 'A sound for the sound library was recorded at a phone.', {
    sound: z.string().describe('Its name in the library.'),
    language: z.string(),
    recording: z.string(),
    lasted,
    kept: z.boolean().describe('Whether the person who recorded it wants to keep it.'),
    agent: agentName.exactOptional(),
  }),
  entry('messageLeft', 'The caller left a voicemail.', {
    voicemail: z.string(),
    recording: z.string(),
    lasted,
  }),
  entry(
    'surveyOffered',
    'The caller is asked the questions of a survey: at the phone, when the agent has ended the talk, or by e-mail after the call.',
    {
      survey: z.string().describe('Name of the survey in the plan.'),
      agent: agentName.describe('The agent who talked with the caller last.'),
      queue: queue.exactOptional().describe('The queue by which the agent got the call.'),
      language: z.string().describe('The language that the caller hears.'),
      waited: lasted.describe('How long the caller waited for this agent. Milliseconds.'),
      talked: lasted.describe('How long they talked. Milliseconds.'),
      way: z.literal('email').exactOptional().describe('How they are asked. If omitted: at the phone.'),
      contact: z.string().exactOptional().describe('By e-mail: id of the contact.'),
      result: z.string().exactOptional().describe('By e-mail: the result of the call until then.'),
    },
  ),
  entry('surveyAnswered', 'The caller answered a question of a survey, or left a comment.', {
    survey: z.string().describe('Name of the survey in the plan.'),
    question: z.string().describe('Name of the question in the plan; `comment`: the comment.'),
    mark: z.number().int().min(1).max(5).exactOptional().describe('From 1 to 5.'),
    recording: z
      .string()
      .exactOptional()
      .describe('Of a spoken comment: id of the message in its voicemail.'),
    comment: z.string().exactOptional().describe('By e-mail: the comment that the caller wrote.'),
    way: z.literal('email').exactOptional().describe('If omitted: at the phone.'),
    offeredAt: at
      .exactOptional()
      .describe('By e-mail: when the survey was offered. Milliseconds since 1970, UTC.'),
    about: z
      .object({ language: z.string(), waited: lasted, talked: lasted, result: z.string().exactOptional() })
      .exactOptional()
      .describe('In the first answer by e-mail: what reports compare with callers who did not answer.'),
    low: z.boolean().describe('The mark is low by the plan, and opens a follow-up.'),
    agent: agentName.exactOptional().describe('The agent who talked with the caller last.'),
    queue: queue.exactOptional(),
    followUpAfter: lasted.exactOptional().describe('Of a low mark: when its follow-up is due. Milliseconds.'),
    followUpBy: agentName.exactOptional().describe('Of a low mark: the agent who owns the follow-up.'),
  }),
  entry('resultSet', 'An agent gave the result of the call. It may come after the call has ended.', {
    agent: agentName,
    queue: queue.exactOptional().describe('The queue by which the agent got the call.'),
    contact: z.string().exactOptional().describe('Id of the contact.'),
    result: z.string().describe('Name of the result in the plan.'),
    detail: z.string().exactOptional().describe('Key of the detail.'),
    by,
    before: z
      .object({ at, result: z.string(), detail: z.string().exactOptional() })
      .exactOptional()
      .describe('The result that it replaces.'),
    effects: z
      .object({
        ticket: ticketOfResult.exactOptional(),
        ticketType: z.string().exactOptional(),
        followUpAfter: lasted.exactOptional(),
        callBackAfter: lasted.exactOptional().describe('The caller gets a callback, due so much later.'),
        tags: z.array(z.string()).exactOptional().describe('Tags that the contact gets.'),
      })
      .exactOptional()
      .describe('What the result leads to. If omitted: nothing.'),
  }),
  entry(
    'callReviewed',
    'A reviewer marked how an agent served the caller, by a scorecard; it may come long after the call. Notes are not in it.',
    {
      agent: agentName,
      queue: queue.exactOptional(),
      scorecard: z.string().describe('Name of the scorecard.'),
      reviewer: z.string(),
      review: z.object(reviewScores).exactOptional().describe('If omitted: the review was deleted.'),
      before: z
        .object({ at, ...reviewScores })
        .exactOptional()
        .describe('The review that it replaces or deletes.'),
    },
  ),
  entry('resultMissing', 'A required result was not given.', {
    agent: agentName,
    queue: queue.exactOptional(),
  }),
  entry('callEnded', 'The call is over.', {
    outcome: callOutcome,
    by: by.describe('Who or what ended it: `caller`, `agent anna`, `plan`, `engine`, `exchange` (Asterisk).'),
    lasted,
    talked: lasted,
    exchange: z
      .record(z.string(), z.array(lasted))
      .exactOptional()
      .describe(
        "By Asterisk's own time stamps, for each leg: how long it was in a room with others, talking, and on hold. If omitted: some events were missed, or no one talked.",
      ),
  }),
] as const;
