/** The whole floor at a glance, and whether calls are routed. */
import { z } from 'zod';
import { agent, refusedLogIn } from './agent.ts';
import { moment } from './common.ts';
import { failureCode } from './failures.ts';
import { queue } from './queue.ts';
import { phaseName, trunkRegistration } from './values.ts';

export const trunk = z.object({
  name: z.string().describe('Name in the plan.'),
  server: z.string().describe('Address of the provider.'),
  reachable: z.boolean().optional().describe('It answers SIP OPTIONS. If omitted: not known yet.'),
  down: failureCode
    .optional()
    .describe('Why it carries no calls, or is tried after the others. If omitted: it carries calls.'),
  probed: z.boolean().optional().describe('If false: the plan switches SIP OPTIONS off (`probe: 0s`).'),
  registration: trunkRegistration.optional(),
  passwordFrom: z.string().optional().describe('The environment variable that holds its password.'),
  since: moment.optional().describe('When that changed last.'),
});

export const health = z.object({
  ready: z.boolean().describe('Calls are routed now.'),
  reasons: z.array(z.string()).describe('Why calls are not routed, or what is wrong although they are.'),
  since: moment.describe('When the engine started.'),
});

export const status = z.object({
  now: moment.describe('The clock of the engine.'),
  version: z.string().describe('Version of Cordboard.'),
  health,
  sip: z
    .object({ address: z.string(), port: z.number() })
    .optional()
    .describe('Where phones and lines register. If omitted: the Asterisk is not managed by Cordboard.'),
  sipUsers: z
    .array(z.string())
    .optional()
    .describe(
      'Phones and lines of the plan that register with a password. If omitted: you may not see them.',
    ),
  company: z.string().describe('Name of the company in the plan.'),
  timeZone: z.string().describe('Time zone of the plan.'),
  planVersion: z.number().describe('Version of the active plan.'),
  calls: z.object({
    live: z.number().describe('How many calls are in progress.'),
    byPhase: z.partialRecord(phaseName, z.number()).describe('How many calls are in each phase.'),
  }),
  queues: z.array(queue),
  agents: z.array(agent),
  trunks: z.array(trunk),
  refusedLogIns: z
    .array(refusedLogIn)
    .describe('Registrations refused within the last hour, the latest of each user name; the newest last.'),
  phonesInTurns: z
    .array(
      z.object({
        phone: z.string().describe('SIP user name.'),
        addresses: z.array(z.string()),
        times: z.number().describe('How often it moved within the last hour.'),
      }),
    )
    .default([])
    .describe('Accounts that two phones use in turns, so that one of them gets no calls.'),
  asteriskRestartFor: z
    .array(z.string())
    .default([])
    .describe('Parts of an upgrade that wait until no call is in progress and Asterisk can be restarted.'),
});

export type TrunkView = z.infer<typeof trunk>;
export type Status = z.infer<typeof status>;
