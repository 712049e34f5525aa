/** A link to a page of a CRM, with placeholders. */
import { crmLinkFault } from '../rules/crm.ts';
import { judged } from './scalars.ts';

export const crmLink = judged('a link', { pattern: '^https?://', maxLength: 1000 }, crmLinkFault);
