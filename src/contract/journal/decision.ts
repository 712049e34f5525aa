/** A routing decision: who was chosen, in which order, and which rule excluded each of the others. */
import { z } from 'zod';
import { strategyName } from '../values.ts';
import { agentName, at, lasted } from './parts.ts';

const rule = <Name extends string, Fields extends z.ZodRawShape>(name: Name, fields: Fields) =>
  z.object({ rule: z.literal(name), ...fields });

const call = z.string().describe('Number of the other call.');

export const exclusion = z
  .discriminatedUnion('rule', [
    rule('out_of_queue', { by: z.string().describe('Who took the agent out.'), since: at }),
    rule('logged_out', {}),
    rule('paused', { reason: z.string() }),
    rule('phone_unreachable', {}),
    rule('phone_busy', {}),
    rule('offered_another_call', { call }),
    rule('rings_for_this_call', {}),
    rule('talking', { call }),
    rule('calling', { call }),
    rule('hanging_up', {}),
    rule('wrapping_up', { until: at }),
    rule('skill_too_low', { skill: z.string(), has: z.number(), needs: z.number() }),
    rule('skills_missing', { part: z.string(), has: z.record(z.string(), z.number()) }),
    rule('asked_before', { until: at.exactOptional().describe('If omitted: not again in this step.') }),
    rule('kept_for_another', { agent: agentName, until: at }),
    rule('team_at_its_limit', { team: z.string(), limit: z.number() }),
    rule('is_the_caller', {}),
  ])
  .describe('The first rule that excluded the agent.');

const nearest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agent: agentName, rule: exclusion }),
  z.object({ kind: z.literal('runner_up'), agent: agentName, had: z.string() }),
  z.object({ kind: z.literal('widening'), at, step: z.number(), title: z.string() }),
]);

export const decision = z
  .object({
    chosen: z.array(agentName).describe('Several for "ring all"; empty: no agent.'),
    strategy: strategyName,
    queue: z.string().exactOptional(),
    ranked: z
      .array(
        z.object({
          agent: agentName,
          because: z.string().describe('What ranked them, in words.'),
          preferred: z
            .literal(true)
            .exactOptional()
            .describe('Someone wants this agent. If omitted: the strategy ranked them.'),
        }),
      )
      .describe('Agents who may take the call, best first.'),
    excluded: z.array(z.object({ agent: agentName, rule: exclusion })),
    beyond: z
      .object({ ranked: z.number(), excluded: z.record(z.string(), z.number()) })
      .exactOptional()
      .describe('How many more were ranked, and excluded by each rule.'),
    waited: lasted.describe('How long the caller had been waiting for an agent. Milliseconds.'),
    needs: z.string().exactOptional().describe('The skills that the call needs.'),
    widening: z
      .object({ step: z.number(), of: z.number(), title: z.string() })
      .exactOptional()
      .describe('The step of widening in force.'),
    points: z.number().exactOptional().describe('Points of the caller in the waiting list.'),
    nearest: z.array(nearest).exactOptional().describe('What would have changed the result, nearest first.'),
  })
  .describe('Who was chosen and why.');
