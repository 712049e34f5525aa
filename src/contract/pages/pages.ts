/** The pages of `docs/` that are made from the code. `node setup/contract-docs.mjs` writes them. */
import { crmPage } from './crm-page.ts';
import { eventsPage } from './events-page.ts';
import { failuresPage } from './failures-page.ts';
import { findingsPage } from './findings-page.ts';
import { webhooksPage } from './webhooks-page.ts';

export const pages: Readonly<Record<string, () => string>> = {
  'crm.md': crmPage,
  'events.md': eventsPage,
  'failures.md': failuresPage,
  'findings.md': findingsPage,
  'webhooks.md': webhooksPage,
};
