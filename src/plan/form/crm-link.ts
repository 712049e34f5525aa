/** A link to a page of a CRM, with placeholders. */
import { phrase } from '../../shared/findings/said.ts';
import { crmLinkFault } from '../rules/crm.ts';
import { judged } from './scalars.ts';

export const crmLink = judged(phrase('a_link'), { pattern: '^https?://', maxLength: 1000 }, crmLinkFault);
