/** Agents as they are now. */
import { z } from 'zod';
import { moment } from './common.ts';

/** In one word, what an agent is doing; the first that holds, from the top. */
export const agentStates = [
  'talking',
  'ringing',
  'calling',
  'hanging_up',
  'wrapping_up',
  'logged_out',
  'paused',
  'unreachable',
  'phone_busy',
  'free',
] as const;

export const refusedLogIn = z.object({
  user: z.string().describe('SIP user name, as it was given'),
  why: z.enum(['wrong_password', 'unknown_user', 'address_blocked']),
  from: z.string().describe('address'),
  at: moment,
  times: z.number().describe('in a row'),
});

export const agent = z.object({
  name: z.string(),
  title: z.string(),
  phone: z.string().describe('where they are rung; several are separated by commas'),
  loggedInAt: z.string().optional().describe('a phone that is not their own'),
  state: z.enum(agentStates),
  since: moment.optional().describe('none: not known'),
  until: moment.optional().describe('end of wrap-up'),
  call: z.string().optional().describe('that they are on, ring for, or wrap up'),
  loggedIn: z.boolean(),
  paused: z.object({ reason: z.string(), since: moment, by: z.string() }).optional(),
  phoneReachable: z.boolean(),
  refused: refusedLogIn.optional().describe('the last log-in of their phone, if it was refused'),
  idleSince: moment,
  callsTaken: z.number(),
  misses: z.number().describe('offers in a row that were let ring out'),
  queues: z.array(z.string()),
  skills: z.record(z.string(), z.number()),
});
export const agentList = z.object({ agents: z.array(agent) });
export const agentActions = ['login', 'logout', 'pause', 'resume', 'wrap-up'] as const;
export const agentActionPath = z.object({ name: z.string(), action: z.enum(agentActions) });
export const agentPath = z.object({ name: z.string() });
export const agentPinBody = z.object({
  pin: z
    .string()
    .regex(/^[0-9]{4,12}$/, '4 to 12 digits')
    .nullable()
    .describe('null: none any more'),
});
export const agentPin = z.object({
  name: z.string(),
  hasPin: z.boolean(),
  number: z.string().optional().describe('what they key in before it; none: they cannot log in with it'),
});
export const agentActionBody = z
  .object({
    reason: z.string().trim().min(1).max(100).optional().describe('for pause'),
    forMs: z
      .number()
      .int()
      .min(1000)
      .max(3_600_000)
      .optional()
      .describe('for wrap-up: so much longer; a minute unless said'),
    phone: z.string().trim().min(1).max(100).optional().describe('for login: a phone that is not their own'),
    by: z.string().trim().min(1).max(100).optional().describe('who asks, for the journal'),
  })
  .nullish();

export type AgentView = z.infer<typeof agent>;
export type AgentStateName = (typeof agentStates)[number];
export type RefusedLogInView = z.infer<typeof refusedLogIn>;
