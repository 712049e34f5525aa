/** What another ticket system is answered. */
import { z } from 'zod';

export const helpdeskTaken = z.object({
  taken: z
    .enum(['taken', 'known', 'ignored'])
    .describe('`known`: it came before. `ignored`: it is not about a ticket of this installation.'),
});
