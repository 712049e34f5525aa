/** What the core was told, turn by turn: for a replay elsewhere. */
import { z } from 'zod';
import { limit } from './common.ts';
import { numberCode } from './failures.ts';

export const checkpointMark = z.object({
  turn: z.number().describe('the last turn before it'),
  seq: z.number().describe('the last journal entry before it'),
  at: z.number().describe('milliseconds since 1970 UTC'),
  kind: z.enum(['start', 'day']),
  build: z.string().describe('which code took the turns after it'),
});
export const checkpointList = z.object({ checkpoints: z.array(checkpointMark) });
export const checkpointText = z.object({ text: z.string().describe('the world at that moment, as JSON') });
export const checkpointPath = z.object({ turn: z.coerce.number().int().nonnegative() });

export const recordedTurn = z.object({
  at: z.number(),
  wallAhead: z.number(),
  entries: z.number().describe('how many journal entries the turn led to'),
  failed: z.literal(true).exactOptional(),
  judged: z
    .array(
      z.object({
        call: z.string(),
        number: z.string().exactOptional(),
        refused: z
          .object({ code: numberCode, because: z.string(), typed: z.string().exactOptional() })
          .exactOptional(),
      }),
    )
    .readonly()
    .exactOptional()
    .describe('what the turn decided about numbers, which may have been erased since'),
  event: z.looseObject({ type: z.string() }),
});
export const recordedPage = z.object({
  commits: z.array(
    z.object({
      first: z.number().describe('the number of the first of these turns'),
      firstSeq: z.number().describe('the number of the first journal entry after the turn before'),
      turns: z.array(recordedTurn),
    }),
  ),
});
export const recordedQuery = z.object({
  after: z.coerce.number().int().nonnegative().default(0).describe('the turn before the first that you want'),
  limit: limit(500, 100),
});
