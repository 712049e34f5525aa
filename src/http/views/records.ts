/** Contacts, plan versions, voicemails and journal entries as the API shows them. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Contact, PlanVersion, VoicemailMessage } from '../../ports/store.ts';
import { iso, ms } from '../schemas/common.ts';
import type { ContactView, JournalEntryView, PlanHistory, VoicemailList } from '../schemas/records.ts';

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

export function versionView({ version, by, at }: Omit<PlanVersion, 'text'>): PlanHistory['versions'][number] {
  return { version, by, at: iso(at) };
}

export function voicemailView(message: VoicemailMessage): VoicemailList['voicemails'][number] {
  const { lasted, at, ...rest } = message;
  return { ...rest, at: iso(at), lastedMs: ms(lasted) };
}

export const entryView = (entry: StoredEntry): JournalEntryView => ({ ...entry });
