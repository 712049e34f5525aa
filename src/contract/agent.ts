/** Agents as they are now. */
import { z } from 'zod';
import { moment } from './common.ts';
import { offerCode, refusalCode } from './failures.ts';
import { soundQuality } from './sound.ts';
import { agentState, logInRefusal, offerOutcome, soundDirection } from './values.ts';

export const refusedLogIn = z.object({
  user: z.string().describe('SIP user name as it was sent.'),
  why: logInRefusal,
  from: z.string().describe('IP address.'),
  at: moment,
  times: z.number().describe('How often in a row.'),
});

export const agent = z.object({
  name: z.string().describe('Name in the plan.'),
  title: z.string().describe('Name for people.'),
  phone: z.string().describe('The phones that ring for the agent, separated by commas.'),
  loggedInAt: z.string().optional().describe('The phone the agent is logged in at, if it is not their own.'),
  state: agentState,
  since: moment.optional().describe('When that state began. If omitted: not known.'),
  until: moment.optional().describe('When wrap-up ends.'),
  call: z.string().optional().describe('The call the agent is on, rings for, or wraps up.'),
  wrapUp: z
    .object({
      queue: z.string().optional().describe('The queue by which the agent got the call.'),
      result: z.string().optional().describe('The result that they have given.'),
      detail: z.string().optional(),
      resultRequired: z.boolean().describe('Wrap-up ends with the result, which has not been given yet.'),
    })
    .optional()
    .describe('Of an agent in wrap-up.'),
  calledOutside: z
    .string()
    .optional()
    .describe('The outside number that the agent has called, and rings or talks with now.'),
  loggedIn: z.boolean(),
  paused: z
    .object({
      reason: z.string(),
      since: moment,
      by: z.string().describe('Who paused the agent.'),
      longestUntil: moment
        .optional()
        .describe('After this it is too long, by the plan. If omitted: it may last any time.'),
    })
    .optional(),
  pauseBooked: z
    .object({ reason: z.string(), at: moment, by: z.string().describe('Who booked it.') })
    .optional()
    .describe('A pause that begins when the call ends that the agent is in.'),
  phoneReachable: z.boolean().describe('At least one of their phones is registered.'),
  refused: refusedLogIn.optional().describe('The last registration of their phone, if it was refused.'),
  phoneTrouble: z
    .object({
      code: refusalCode,
      refusals: z.number().describe('Refused calls in a row.'),
      since: moment,
    })
    .optional()
    .describe('Their phone refuses calls, so other agents are tried first. If omitted: it does not.'),
  poorQuality: soundQuality
    .extend({ phone: z.string(), direction: soundDirection, since: moment })
    .optional()
    .describe('A phone of theirs that sounded bad in its last call, or does now. If omitted: none.'),
  idleSince: moment.describe('End of the last call, or the first log-in.'),
  callsTaken: z.number().describe('Calls taken since the agent joined the plan.'),
  callsOfDay: z
    .object({ begins: moment.describe("Midnight in the plan's time zone."), taken: z.number() })
    .optional()
    .describe('Calls taken on the last day on which the agent took one. If omitted: none yet.'),
  misses: z.number().describe('Offers in a row that the agent did not answer.'),
  queues: z.array(z.string()).describe('Queues the agent belongs to.'),
  outOf: z
    .array(
      z.object({
        queue: z.string().describe('Name in the plan.'),
        since: moment,
        by: z.string().describe('Who took the agent out.'),
      }),
    )
    .optional()
    .describe(
      'Queues whose calls the agent does not get for now, until they are put back or log out. If omitted: none.',
    ),
  teams: z.array(z.string()).default([]).describe('Teams of the plan that the agent is in.'),
  skills: z.record(z.string(), z.number()).describe('Level of each skill.'),
});
export const agentList = z.object({ agents: z.array(agent) });
export const agentActions = ['login', 'logout', 'pause', 'resume', 'wrap-up'] as const;
export const agentPath = z.object({ name: z.string().describe('Name of the agent in the plan.') });
export const agentActionPath = agentPath.extend({
  action: z.enum(agentActions).describe('What the agent does. wrap-up: extend a wrap-up that lasts.'),
});
export const agentCallBody = z.object({
  to: z
    .string()
    .regex(/^[A-Za-z0-9+*#._-]{1,40}$/, 'expected a name or number that a phone can dial')
    .describe(
      'A colleague, by name or number, a number of the plan, or an outside number that the agent may call.',
    ),
  wait: z
    .boolean()
    .exactOptional()
    .describe(
      "Reply only when the agent's phone was answered, or was not; after 30 s at most. Default: false",
    ),
});
export const agentCall = z.object({
  name: z.string(),
  to: z.string(),
  phone: z.string().describe('The phone that rings now; when the agent answers it, the call is made.'),
  leg: z.string().describe('Its leg, by which the journal names it (`leg` of `callArrived`).'),
  call: z
    .string()
    .exactOptional()
    .describe('With `wait`: the number of the call, also of one that the agent did not take.'),
  outcome: offerOutcome
    .exactOptional()
    .describe(
      "With `wait`: what became of the ring of the agent's phone. If omitted: Asterisk reported nothing.",
    ),
  code: offerCode.exactOptional().describe('With `wait`: why it was not answered.'),
});
export const agentQueuePath = agentPath.extend({
  queue: z.string().describe('Name of the queue in the plan.'),
});
export const agentQueueBody = z.object({
  serves: z
    .boolean()
    .describe('false: the agent gets no calls of the queue for now. true: they get them again, as planned.'),
  anyway: z
    .boolean()
    .exactOptional()
    .describe('Also if no other agent of the queue is ready. Default: false'),
});
export const agentPinBody = z.object({
  pin: z
    .string()
    .regex(/^[0-9]{4,12}$/, 'expected 4 to 12 digits')
    .nullable()
    .describe('4 to 12 digits; null removes the PIN.'),
});
export const agentPin = z.object({
  name: z.string(),
  hasPin: z.boolean(),
  number: z
    .string()
    .optional()
    .describe(
      'What the agent keys in before the PIN. If omitted: the plan gives them none, so they cannot log in.',
    ),
});
export const agentActionBody = z
  .object({
    reason: z.string().trim().min(1).max(100).optional().describe('For pause: the reason.'),
    forMs: z
      .number()
      .int()
      .min(1000)
      .max(3_600_000)
      .optional()
      .describe('For wrap-up: how much longer. Milliseconds (default: 60000).'),
    anyway: z
      .boolean()
      .optional()
      .describe('For resume: end wrap-up without the result that is required. Not for your own wrap-up.'),
    phone: z.string().trim().min(1).max(100).optional().describe('For login: a phone that is not their own.'),
    by: z
      .unknown()
      .optional()
      .describe('Ignored: the actor is taken from the token.')
      .meta({ deprecated: true }),
  })
  .nullish();

export type AgentView = z.infer<typeof agent>;
export type { AgentStateName } from './values.ts';
export type RefusedLogInView = z.infer<typeof refusedLogIn>;
