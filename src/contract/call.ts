/** Calls, in progress and past. */
import { z } from 'zod';
import { callNumber, lengthMs, limit, moment } from './common.ts';
import { failureCode } from './failures.ts';
import { decision } from './journal/decision.ts';
import {
  callOutcome,
  offerOutcome,
  partyRole,
  phaseName,
  recordingState,
  servedBy,
  viaKind,
} from './values.ts';

export const caller = z.object({
  number: z.string().optional().describe('E.164 if possible. If omitted: withheld.'),
  name: z.string().optional().describe('Name of the contact, or as the network sent it.'),
  contact: z.string().optional().describe('Id of the contact.'),
  isNew: z.boolean().describe('The contact was made for this call.'),
  language: z.string().optional().describe('Language of the contact, such as en or pt-BR.'),
  tags: z.array(z.string()).describe('Tags of the contact, such as vip.'),
  preferredAgent: z.string().optional().describe('The agent who takes their calls if possible.'),
  lastAgent: z.string().optional().describe('The agent they talked with last.'),
  lastQueue: z.string().optional().describe('The queue in which they found that agent.'),
  lastCallAt: z.number().optional().describe('When they called before. Milliseconds since 1970, UTC.'),
  lastAgentAt: z.number().optional().describe('When that began. Milliseconds since 1970, UTC.'),
});

export const callSummary = z.object({
  id: z.string().describe('Number of the call.'),
  state: z.enum(['live', 'ended']).describe('Whether the call is in progress.'),
  phase: phaseName.optional(),
  phaseSince: moment.optional().describe('When that phase began.'),
  outcome: callOutcome.optional(),
  code: failureCode
    .optional()
    .describe('Why the caller was not served. docs/failures.md explains each code.'),
  servedBy: servedBy.optional(),
  arrivedAt: moment.describe('When the call came in.'),
  endedAt: moment.optional().describe('When the call ended.'),
  via: z.object({ kind: viaKind, name: z.string().describe('Name in the plan.') }),
  dialled: z.string().describe('The number that was dialled.'),
  caller,
  queue: z.string().optional().describe('The queue the caller waits in, or was answered from.'),
  with: z.string().optional().describe('The person or number the caller talks to, or talked to last.'),
  waitedMs: lengthMs.describe('How long the caller waited for a person. Milliseconds.'),
  talkedMs: lengthMs.describe(
    'How long the caller talked with a person, without holds. In a list of live calls: since the talk began, holds included. Milliseconds.',
  ),
  onHold: z
    .object({
      by: z.string().describe('`caller`, or the agent or number that put the call on hold.'),
      since: moment,
      certain: z.boolean().describe('If false: events were missed since, so the hold is assumed to last.'),
    })
    .optional()
    .describe('Only while a party in the call has put the other side on hold.'),
  recording: z
    .object({ rule: z.string().describe('Name of the recording rule in the plan.'), state: recordingState })
    .optional()
    .describe('Only in a talk that is to be recorded.'),
  parties: z
    .array(
      z.object({
        who: z.string().describe('The agent or number.'),
        role: partyRole,
        since: moment,
        muted: z.boolean().describe('The others do not hear them.'),
        aside: z
          .string()
          .optional()
          .describe('The second call in which they consult or add a person for this one.'),
      }),
    )
    .optional()
    .describe('Who talks with the caller now. Only while they talk.'),
  asideOf: z.string().optional().describe('The call for whose sake an agent makes this second call.'),
});

export const callDetail = callSummary.extend({
  planVersion: z.number().describe('The version of the plan that the call follows.'),
  heldMs: lengthMs.describe(
    'How long the caller heard music during the talk: on hold, or while the agent consulted somebody. Milliseconds.',
  ),
  heldForCertain: z.boolean().describe('If false: events were missed while a hold lasted.'),
  consultedMs: lengthMs.describe(
    'Of a second call that an agent made during a talk: how long the two talked. Milliseconds.',
  ),
  participants: z
    .array(
      z.object({
        who: z.string().describe('The agent or number.'),
        talkedMs: lengthMs.describe('How long they were there for the caller. Milliseconds.'),
        heldMs: lengthMs.describe('How long they kept the caller on hold. Milliseconds.'),
        consultedMs: lengthMs.describe('How long they consulted somebody, or were consulted. Milliseconds.'),
      }),
    )
    .describe('Who talked with the caller, in the order in which they came, and how they spent the time.'),
  endedBy: z
    .string()
    .optional()
    .describe('Who or what ended it: `caller`, `agent anna`, `plan`, `engine`, `exchange` (Asterisk).'),
  phases: z
    .array(
      z.object({
        phase: phaseName,
        since: moment,
        lastedMs: lengthMs,
        because: z.string().describe('Why the phase began, in words.'),
      }),
    )
    .describe('What the caller did, in order.'),
  offers: z
    .array(
      z.object({
        id: z.string().describe('Id of the offer, such as 1042-o2.'),
        to: z.string().describe('The agent, or the number or phone.'),
        madeAt: moment.describe('When the phone was called.'),
        rangAt: moment.optional().describe('When the phone began to ring.'),
        endedAt: moment.optional(),
        outcome: offerOutcome.optional().describe('How the offer ended. If omitted: it is still open.'),
        code: failureCode
          .optional()
          .describe('Why it was not answered. docs/failures.md explains each code.'),
        because: z.string().optional().describe('The same in words.'),
        answeredTooLate: z.boolean().describe('It was answered after the offer had been withdrawn.'),
      }),
    )
    .describe('Every attempt to reach a person for this call, in order.'),
  message: z
    .object({ voicemail: z.string(), recording: z.string(), lastedMs: lengthMs })
    .optional()
    .describe('The message that the caller left.'),
});

export const callList = z.object({
  calls: z.array(callSummary).describe('Newest first.'),
  next: z
    .string()
    .optional()
    .describe('Send it as `before` to search older calls. If omitted: there are none.'),
});

export const callPath = z.object({ id: callNumber });

export const callQuery = z.object({
  state: z.enum(['live', 'ended', 'all']).default('all').describe('Which calls to list (default: all).'),
  queue: z.string().max(100).optional().describe('The queue that the call waited in or was answered from.'),
  agent: z.string().max(100).optional().describe('The person who talked with the caller last.'),
  outcome: callOutcome.optional().describe('How it ended. Live calls have no outcome.'),
  find: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of a name or number; `030 1234` finds +49301234.'),
  from: moment.optional().describe('The first moment of arrival. ISO 8601.'),
  to: moment.optional().describe('The first moment that is not included. ISO 8601.'),
  before: callNumber.optional().describe('Only ended calls that arrived before this one.'),
  limit: limit(500, 50),
});

export const storyLine = z.object({
  at: moment,
  time: z.string().describe('The same on the wall clock of the plan: 10:32:05.'),
  level: z.number().describe('0: what the caller experiences. 1: what happened. 2: what was considered.'),
  text: z.string().describe('In English.'),
  code: z
    .string()
    .optional()
    .describe(
      'The type of the journal entry that it tells (docs/events.md), or `timeSpent`: what someone did with the time of the talk. If omitted: it belongs to the line before.',
    ),
  values: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('What is in that entry, flat: `caller.number`, `rangFor`. Lengths are milliseconds.'),
});

export const callStory = z.object({
  call: z.string().describe('Number of the call.'),
  timeZone: z.string().describe('Time zone of the plan.'),
  lines: z.array(storyLine).describe('The story of the call, line by line.'),
  waiting: z
    .object({
      ahead: z.number().describe('Callers ahead in the same queue.'),
      decision: decision.describe('The decision as it would be taken at this moment.'),
    })
    .optional()
    .describe('What the caller waits for, if they wait now.'),
});

export type CallerView = z.infer<typeof caller>;
export type CallQuery = z.infer<typeof callQuery>;
export type CallList = z.infer<typeof callList>;
export type CallSummary = z.infer<typeof callSummary>;
export type CallDetail = z.infer<typeof callDetail>;
export type CallStory = z.infer<typeof callStory>;

export const hangUpRequest = z.object({
  reason: z.string().trim().min(1).max(200).optional().describe('kept in the journal of the call'),
});
export const traceRequest = z.object({
  reason: z.string().trim().min(1).max(200).describe('kept in the audit trail'),
});
export const callTraced = z.object({
  call: z.string().describe('Number of the call.'),
  leg: z.string().describe("The caller's leg, by which `cordboard trace` finds the number on the machine."),
});
export const transferRequest = z.object({
  to: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .describe('An agent by name or number, a queue, a number of the plan, or an allowed outside number.'),
});
export const callTransferred = z.object({ call: z.string(), transferred: z.literal(true) });
export const callHungUp = z.object({ call: z.string(), hungUp: z.literal(true) });
