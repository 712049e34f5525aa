/** The whole floor at a glance, and whether calls are routed. */
import { z } from 'zod';
import { agent, refusedLogIn } from './agent.ts';
import { moment } from './common.ts';
import { queue } from './queue.ts';

export const trunk = z.object({
  name: z.string(),
  server: z.string(),
  reachable: z.boolean().optional().describe('it answers OPTIONS; none: not known yet'),
  registration: z
    .enum(['registered', 'refused', 'not_registered', 'no_password'])
    .optional()
    .describe('none: it asks for no registration'),
  passwordFrom: z.string().optional().describe('the environment variable of its password'),
  since: moment.optional(),
});

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
  asteriskRestartFor: z
    .array(z.string())
    .default([])
    .describe('parts of an upgrade that wait until no call is in progress and Asterisk can be restarted'),
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

export type TrunkView = z.infer<typeof trunk>;
export type Status = z.infer<typeof status>;
