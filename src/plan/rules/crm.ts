/** The page of the company's CRM for a caller: a link with placeholders in braces, filled for each call, ticket and contact. */
import type { CrmLink } from '../model.ts';

/** What is known of whom the page is about; nothing is known of a withheld number. */
export interface CrmSubject {
  readonly number?: string | undefined;
  readonly contact?: string | undefined;
  readonly call?: string | undefined;
  readonly tags: readonly string[];
}

const inBraces = /\{([^{}]*)\}/g;
const places = ['number', 'contact', 'call'] as const;
type Place = (typeof places)[number] | `tag ${string}`;

const isPlace = (written: string): written is Place =>
  (places as readonly string[]).includes(written) || /^tag [A-Za-z][A-Za-z0-9_-]{0,39}$/.test(written);

/** What is wrong with a link; undefined: nothing. */
export function crmLinkFault(link: string): string | undefined {
  const unknown = [...link.matchAll(inBraces)].find(([, written = '']) => !isPlace(written));
  if (unknown)
    return `${unknown[0]} is not a placeholder; use {number}, {contact}, {call}, or {tag NAME} for the value of a tag`;
  const filled = link.replace(inBraces, 'x');
  if (/[{}]/.test(filled)) return 'a placeholder has one { before it and one } after it';
  if (!URL.canParse(filled)) return 'such as https://crm.example.com/contacts?number={number}';
  const { protocol, username, password } = new URL(filled);
  if (protocol !== 'https:' && protocol !== 'http:') return 'it must begin with https://';
  if (username !== '' || password !== '') return 'it must not have a user name or password in it';
  // A caller must not choose to which host an agent goes.
  const host = /^[a-z]+:\/\/[^/?#\\]*/i.exec(link)?.[0] ?? link;
  return host.includes('{') ? 'write / before the first placeholder' : undefined;
}

/** Undefined: the plan has no link, or nothing that it asks for is known. What is not known is left empty. */
export function crmPage(
  crm: CrmLink | undefined,
  subject: CrmSubject,
): { url: string; label?: string } | undefined {
  if (!crm) return undefined;
  let asked = 0;
  let known = 0;
  const url = crm.link.replace(inBraces, (_, written: Place) => {
    const value = valueOf(written, subject);
    asked++;
    if (value === '') return '';
    known++;
    return encodeURIComponent(value);
  });
  if (asked > 0 && known === 0) return undefined;
  return { url, ...(crm.label === undefined ? {} : { label: crm.label }) };
}

function valueOf(place: Place, { number, contact, call, tags }: CrmSubject): string {
  switch (place) {
    case 'number':
      return number ?? '';
    case 'contact':
      return contact ?? '';
    case 'call':
      return call ?? '';
    default: {
      // As lookups read them: the tag `customer 4711` has the value 4711.
      const start = `${place.slice('tag '.length)} `;
      return (
        tags
          .find((tag) => tag.startsWith(start))
          ?.slice(start.length)
          .trim() ?? ''
      );
    }
  }
}
