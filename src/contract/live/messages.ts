/**
 * The live stream, `/v1/live`: first a snapshot of each topic, then what changes. A client that falls behind gets a new
 * snapshot instead of the changes that it has missed, and one that was cut off begins again, so no one has to poll.
 */
import { z } from 'zod';
import { moment, problem } from '../common.ts';
import { journalEntry } from '../journal/entry.ts';
import { floorChanges, liveFloor } from './floor.ts';
import { liveMe, meChanges } from './me.ts';

const callTopic = /^call:\d{1,15}$/;

export const liveQuery = z.object({
  topics: z
    .string()
    .max(400)
    .default('floor')
    .transform((text) => [...new Set(text.split(',').map((topic) => topic.trim()))])
    .refine(
      (topics) => topics.every((topic) => topic === 'floor' || topic === 'me' || callTopic.test(topic)),
      'expected `floor`, `me`, or `call:` and a number such as call:1042; several are separated by commas',
    )
    .describe(
      'What you want to see: floor, me, call:1042; several are separated by commas (default: floor). With the token `me` is the agent that `agent` names.',
    ),
  agent: z.string().max(100).optional().describe('For `me`, with the token: the name of the agent.'),
});

const seq = z.number().int().describe('The last journal entry that is part of this message.');
const at = moment.describe("The engine's clock. ISO 8601, UTC.");
const call = z.string().regex(callTopic);

const floorMessages = [
  z.object({ type: z.literal('snapshot'), topic: z.literal('floor'), seq, at, floor: liveFloor }),
  z.object({ type: z.literal('changes'), topic: z.literal('floor'), seq, at, changes: floorChanges }),
] as const;
const meMessages = [
  z.object({ type: z.literal('snapshot'), topic: z.literal('me'), seq, at, me: liveMe }),
  z.object({ type: z.literal('changes'), topic: z.literal('me'), seq, at, mine: meChanges }),
] as const;
const callMessages = [
  z.object({ type: z.literal('snapshot'), topic: call, seq, at, entries: z.array(journalEntry) }),
  z.object({ type: z.literal('changes'), topic: call, seq, at, entries: z.array(journalEntry) }),
] as const;

export const liveMessage = z.union([
  ...floorMessages,
  ...meMessages,
  ...callMessages,
  z.object({ type: z.literal('refused'), topic: z.string(), error: problem.shape.error }),
  z.object({ type: z.literal('heartbeat'), seq, at }).describe('Every five seconds.'),
]);

export type LiveMessage = z.infer<typeof liveMessage>;
