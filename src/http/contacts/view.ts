import type { ContactView } from '../../contract/contact.ts';
import type { Contact } from '../../ports/store.ts';
import { iso } from '../times.ts';

export function contactView(given: Contact): ContactView {
  const { createdAt, lastCallAt, lastAgentAt, numbers, tags, ...contact } = given;
  return {
    ...contact,
    numbers: [...numbers],
    tags: [...tags],
    createdAt: iso(createdAt),
    ...(lastCallAt !== undefined && { lastCallAt: iso(lastCallAt) }),
    ...(lastAgentAt !== undefined && { lastAgentAt: iso(lastAgentAt) }),
  };
}
