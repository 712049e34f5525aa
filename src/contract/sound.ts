/** How well a leg carries sound. */
import { z } from 'zod';

export const soundQuality = z.object({
  loss: z.number().describe('Packets lost, in percent.'),
  jitter: z.number().describe('Milliseconds.'),
  roundTrip: z.number().exactOptional().describe('Milliseconds. If omitted: not known.'),
  mos: z.number().describe('Estimated mean opinion score (ITU-T G.107): 1 bad, 4.4 as good as G.711 gets.'),
});
