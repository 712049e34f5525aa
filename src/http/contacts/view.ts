import type { ContactView } from '../../contract/contact.ts';
import type { CrmLink } from '../../plan/model.ts';
import type { Contact } from '../../ports/store.ts';
import { defined } from '../../shared/defined.ts';
import { crmOfContact } from '../crm.ts';
import { iso } from '../times.ts';

/** `crm`: the link of the plan; if omitted, the view has none. */
export function contactView(given: Contact, crm?: CrmLink): ContactView {
  const { createdAt, lastCallAt, lastAgentAt, surveyedAt, numbers, tags, ...contact } = given;
  return {
    ...contact,
    numbers: [...numbers],
    tags: [...tags],
    createdAt: iso(createdAt),
    ...(lastCallAt !== undefined && { lastCallAt: iso(lastCallAt) }),
    ...(surveyedAt !== undefined && { surveyedAt: iso(surveyedAt) }),
    ...(lastAgentAt !== undefined && { lastAgentAt: iso(lastAgentAt) }),
    ...defined({ crm: crmOfContact(given, crm) }),
  };
}
