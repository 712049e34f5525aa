/** Who calls: the number as sent, made comparable, and what the contact book knows of it. */
import type { CallArrived, Caller } from '../call/kept/events.ts';
import type { Plan } from '../plan/model.ts';
import { ownPhones } from '../plan/rules/phones.ts';
import { blockedTag } from '../plan/rules/tagged.ts';
import type { Log } from '../ports/log.ts';
import type { Contact, ContactBook } from '../ports/store.ts';
import { asSent, displayName, normaliseNumber } from './number.ts';

type Here = Pick<Plan, 'country' | 'agents' | 'blocksWithheld' | 'extensions'>;

/**
 * Our own phones are agents, not contacts. A withheld number has no contact. A contact's name, set by people who know
 * them, wins over the one that was sent. Never rejects: without the store, the call goes on with what was sent.
 */
export async function recognise(
  arrival: Pick<CallArrived, 'at' | 'leg' | 'via' | 'callerNumber' | 'callerName' | 'networkNumber'>,
  here: Here,
  book: ContactBook,
  log: Log,
): Promise<Caller> {
  if (arrival.via.kind === 'phone') return ownPhone(arrival.via.name, here);
  const { callerNumber, callerName, networkNumber, at } = arrival;
  const normalised = (): string | undefined =>
    normaliseNumber(callerNumber, here.country, here.extensions?.[arrival.via.name]).number;
  try {
    if (networkNumber !== undefined) return await withheld(networkNumber, here, book);
    const before = await knownAs(asSent(callerNumber), book);
    if (before) return known(sentBy(before.number, callerName, here), before.contact, false);
    const number = normalised();
    const sent = sentBy(number, callerName, here);
    if (number === undefined) return sent;
    const { contact, isNew } = await book.recognise(number, sent.name, at);
    return known(sent, contact, isNew);
  } catch (error) {
    log.error(
      { err: error, leg: arrival.leg },
      'Cannot read the contacts; the call continues without a contact.',
    );
    return sentBy(normalised(), callerName, here);
  }
}

/**
 * A caller who withholds their number stays unknown, even to us. Only that they are blocked may be seen by the number that
 * the network gives, if the plan wants that; the number goes nowhere from here.
 */
async function withheld(networkNumber: string, here: Here, book: ContactBook): Promise<Caller> {
  const unknown: Caller = { isNew: false, tags: [] };
  const { number } = here.blocksWithheld === true ? normaliseNumber(networkNumber, here.country) : {};
  const contact = number === undefined ? undefined : await book.withNumber(number);
  return contact?.tags.includes(blockedTag) ? { ...unknown, tags: [blockedTag] } : unknown;
}

/** Numbers stand in the book as `normaliseNumber` leaves them: what is found there as it was sent need not be parsed. */
async function knownAs(
  number: string | undefined,
  book: ContactBook,
): Promise<{ number: string; contact: Contact } | undefined> {
  const contact = number?.startsWith('+') ? await book.withNumber(number) : undefined;
  return number === undefined || contact === undefined ? undefined : { number, contact };
}

function sentBy(number: string | undefined, callerName: string, { country }: Here): Caller {
  const name = sentName(callerName, number, country);
  return { ...(number && { number }), ...(name && { name }), isNew: false, tags: [] };
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
    ...(contact.lastQueue !== undefined && { lastQueue: contact.lastQueue }),
    ...(contact.lastCallAt !== undefined && { lastCallAt: contact.lastCallAt }),
    ...(contact.lastAgentAt !== undefined && { lastAgentAt: contact.lastAgentAt }),
  };
}
