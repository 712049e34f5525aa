/** The page of the company's CRM for a caller: a link with placeholders in braces, filled for each call, ticket and contact. */
import { phrase, type SaidHint } from '../../shared/findings/said.ts';
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
export function crmLinkFault(link: string): SaidHint | undefined {
  const unknown = [...link.matchAll(inBraces)].find(([, written = '']) => !isPlace(written));
  if (unknown)
    return phrase('unknown_placeholder', {
      placeholder: unknown[0],
      some: '{number}, {contact}, {call}',
      last: '{tag NAME}',
    });
  const filled = link.replace(inBraces, 'x');
  if (/[{}]/.test(filled)) return phrase('one_brace_on_each_side');
  if (!URL.canParse(filled))
    return phrase('such_as_link', { link: 'https://crm.example.com/contacts?number={number}' });
  const { protocol, username, password } = new URL(filled);
  if (protocol !== 'https:' && protocol !== 'http:') return phrase('begin_with_https');
  if (username !== '' || password !== '') return phrase('no_user_in_url');
  // A caller must not choose to which host an agent goes.
  const host = /^[a-z]+:\/\/[^/?#\\]*/i.exec(link)?.[0] ?? link;
  return host.includes('{') ? phrase('slash_before_placeholder') : undefined;
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
