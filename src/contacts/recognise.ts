/** Who calls: the number as sent, made comparable, and what the contact book knows of it. */
import type { CallArrived, Caller } from '../call/events.ts';
import type { Plan } from '../plan/model.ts';
import { ownPhones } from '../plan/phones.ts';
import type { Log } from '../ports/log.ts';
import type { Contact, ContactBook } from '../ports/store.ts';
import { displayName, normaliseNumber } from './number.ts';

type Here = Pick<Plan, 'country' | 'agents'>;

/**
 * Our own phones are agents, not contacts. A withheld number has no contact. A contact's name, set by people who know
 * them, wins over the one that was sent. Never rejects: without the store, the call goes on with what was sent.
 */
export async function recognise(
  arrival: Pick<CallArrived, 'at' | 'leg' | 'via' | 'callerNumber' | 'callerName'>,
  here: Here,
  book: ContactBook,
  log: Log,
): Promise<Caller> {
  if (arrival.via.kind === 'phone') return ownPhone(arrival.via.name, here);
  const { number } = normaliseNumber(arrival.callerNumber, here.country);
  const name = sentName(arrival.callerName, number, here.country);
  const sent: Caller = { ...(number && { number }), ...(name && { name }), isNew: false, tags: [] };
  if (number === undefined) return sent;
  try {
    const { contact, isNew } = await book.recognise(number, name, arrival.at);
    return known(sent, contact, isNew);
  } catch (error) {
    log.error(
      { err: error, leg: arrival.leg },
      'The contact book cannot be asked; the caller goes unrecognised.',
    );
    return sent;
  }
}

function ownPhone(phone: string, { agents }: Here): Caller {
  const agent = Object.values(agents).find((candidate) => ownPhones(candidate).includes(phone));
  return { number: phone, name: agent?.title ?? phone, isNew: false, tags: [] };
}

/** Many phones send their number as the name, too; that is no name. */
function sentName(raw: string, number: string | undefined, country: string): string | undefined {
  const name = displayName(raw);
  if (name === undefined || normaliseNumber(name, country).number === number) return undefined;
  return name;
}

function known(sent: Caller, contact: Contact, isNew: boolean): Caller {
  return {
    ...sent,
    ...(contact.name && { name: contact.name }),
    contact: contact.id,
    isNew,
    ...(contact.language && { language: contact.language }),
    tags: contact.tags,
    ...(contact.preferredAgent !== undefined && { preferredAgent: contact.preferredAgent }),
    ...(contact.lastAgent !== undefined && { lastAgent: contact.lastAgent }),
    ...(contact.lastAgentAt !== undefined && { lastAgentAt: contact.lastAgentAt }),
  };
}
