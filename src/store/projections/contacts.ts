/**
 * What the journal says about contacts, as changes of rows. Pure: any store folds the same entries into the same
 * contacts.
 *
 * A contact is named by the id that the caller was given before the call was stored. Contacts may have been merged since:
 * a store looks the id up among its aliases before it writes.
 */
import type { JournalEntry, JournalEntryOf } from '../../call/kept/journal.ts';
import type { AgentName, Language, QueueName, TagName } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';

export type ContactRowChange =
  /**
   * Count a call for the contact that has the number; if no contact has it, make one with this id (or another id if the
   * id is taken). The name fills a gap only, and `lastCallAt` never goes back.
   */
  | {
      readonly change: 'called';
      readonly number: string;
      readonly contact: string;
      readonly at: Instant;
      readonly name?: string;
    }
  /** An agent has called them: a number without a contact gets one. It counts as no call of theirs. */
  | { readonly change: 'reached'; readonly number: string; readonly contact: string; readonly at: Instant }
  /** Tags are added; those that it has stay. */
  | { readonly change: 'tagged'; readonly contact: string; readonly tags: readonly TagName[] }
  /** They were sent a survey; it never goes back. */
  | { readonly change: 'surveyed'; readonly contact: string; readonly at: Instant }
  | { readonly change: 'speaks'; readonly contact: string; readonly language: Language }
  /** Replace the last agent; `with`, if omitted: there is none. */
  | {
      readonly change: 'talked';
      readonly contact: string;
      readonly with?: { readonly agent: AgentName; readonly queue?: QueueName; readonly at: Instant };
    };

export function contactChange(entry: JournalEntry): ContactRowChange | undefined {
  if (entry.type === 'callArrived') return called(entry);
  if (entry.type === 'languageChosen')
    return { change: 'speaks', contact: entry.contact, language: entry.language };
  if (entry.type === 'connected') return talked(entry);
  if (entry.type === 'turnedRound') return reached(entry);
  if (entry.type === 'resultSet') return tagged(entry);
  if (entry.type === 'surveyOffered' && entry.contact !== undefined)
    return { change: 'surveyed', contact: entry.contact, at: entry.at };
  return entry.type === 'answeredInVain' ? tookBack(entry) : undefined;
}

function called({ at, caller, refused, via }: JournalEntryOf<'callArrived'>): ContactRowChange | undefined {
  const { number, contact, name } = caller;
  // A callback is our call: its caller was counted when they booked it.
  if (refused !== undefined || via.kind === 'callback') return undefined;
  if (number === undefined || contact === undefined) return undefined;
  return { change: 'called', number, contact, at, ...(name && { name }) };
}

function reached({
  at,
  caller: number,
  contact,
  dialledOutside,
}: JournalEntryOf<'turnedRound'>): ContactRowChange | undefined {
  if (!dialledOutside || contact === undefined) return undefined;
  return { change: 'reached', number, contact, at };
}

function tagged({ contact, effects }: JournalEntryOf<'resultSet'>): ContactRowChange | undefined {
  if (contact === undefined || effects?.tags === undefined) return undefined;
  return { change: 'tagged', contact, tags: effects.tags };
}

function talked({ at, agent, queue, contact }: JournalEntryOf<'connected'>): ContactRowChange | undefined {
  if (agent === undefined || contact === undefined) return undefined;
  return { change: 'talked', contact, with: { agent, ...(queue !== undefined && { queue }), at } };
}

/** It was no talk after all: the contact's last agent is the one before. */
function tookBack({ contact, before }: JournalEntryOf<'answeredInVain'>): ContactRowChange | undefined {
  if (contact === undefined) return undefined;
  const last = before && {
    agent: before.lastAgent,
    ...(before.lastQueue !== undefined && { queue: before.lastQueue }),
    at: before.lastAgentAt,
  };
  return { change: 'talked', contact, ...(last && { with: last }) };
}
