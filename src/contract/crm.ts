/** The link to the page of your CRM, filled in. */
import { z } from 'zod';

export const crmPage = z
  .object({
    url: z.string().describe('`crm: link` of the plan, with its placeholders filled in.'),
    label: z.string().optional().describe('`crm: label` of the plan.'),
  })
  .describe(
    'The page in your CRM. If omitted: the plan has no `crm`, or nothing that the link asks for is known.',
  );
export type CrmPageView = z.infer<typeof crmPage>;
