/** The floor as it is now: agents, queues, and the whole of it at a glance. */
import { z } from 'zod';
import { caller } from './call.ts';
import { lengthMs, moment } from './common.ts';

/** In one word, what an agent is doing; the first that holds, from the top. */
export const agentStates = [
  'talking',
  'ringing',
  'calling',
  'hanging up',
  'wrapping up',
  'logged out',
  'paused',
  'unreachable',
  'phone busy',
  'free',
] as const;

export const refusedLogIn = z.object({
  user: z.string().describe('SIP user name, as it was given'),
  why: z.enum(['wrong password', 'unknown user', 'address blocked']),
  from: z.string().describe('address'),
  at: moment,
  times: z.number().describe('in a row'),
});

export const trunk = z.object({
  name: z.string(),
  server: z.string(),
  reachable: z.boolean().optional().describe('it answers OPTIONS; none: not known yet'),
  registration: z
    .enum(['registered', 'refused', 'not registered', 'no password'])
    .optional()
    .describe('none: it asks for no registration'),
  passwordFrom: z.string().optional().describe('the environment variable of its password'),
  since: moment.optional(),
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

export const queue = z.object({
  name: z.string(),
  title: z.string(),
  strategy: z.string(),
  members: z.array(z.object({ agent: z.string(), state: z.enum(agentStates) })),
  waiting: z.array(
    z.object({
      position: z.number(),
      call: z.string(),
      caller,
      phase: z.string().describe('waiting, or ringing while a phone rings for them'),
      since: moment,
      waitedMs: lengthMs,
    }),
  ),
  longestWaitMs: lengthMs,
  agents: z.object({
    free: z.number(),
    busy: z.number().describe('ringing, talking, calling, wrapping up, phone busy'),
    paused: z.number(),
    away: z.number().describe('logged out or phone unreachable'),
  }),
  waitsTold: z
    .object({
      told: z.number(),
      within: z.number().describe('answered no sooner and no later than was said'),
      sooner: z.number(),
      later: z.number().describe('or not yet when it was over'),
      left: z.number().describe('hung up before it was over: nobody knows'),
      share: z.number().optional().describe('within, of those who did not leave, 0 to 1; none: nobody yet'),
    })
    .optional()
    .describe('how true the waits were that callers were told since the engine has run'),
});
export const queueList = z.object({ queues: z.array(queue) });

export const health = z.object({
  ready: z.boolean().describe('calls are routed now'),
  reasons: z.array(z.string()).describe('why not, or what is wrong although they are'),
  since: moment,
});

export const status = z.object({
  now: moment,
  version: z.string(),
  health,
  sip: z
    .object({ address: z.string(), port: z.number() })
    .optional()
    .describe('where phones and lines find us; none: the Asterisk is run by somebody else'),
  company: z.string(),
  timeZone: z.string(),
  planVersion: z.number(),
  calls: z.object({ live: z.number(), byPhase: z.record(z.string(), z.number()) }),
  queues: z.array(queue),
  agents: z.array(agent),
  trunks: z.array(trunk),
  refusedLogIns: z
    .array(refusedLogIn)
    .describe('of each user name the last one within an hour, until it is let in; the latest last'),
});

export type AgentView = z.infer<typeof agent>;
export type AgentStateName = (typeof agentStates)[number];
export type QueueView = z.infer<typeof queue>;
export type TrunkView = z.infer<typeof trunk>;
export type RefusedLogInView = z.infer<typeof refusedLogIn>;
export type Status = z.infer<typeof status>;
