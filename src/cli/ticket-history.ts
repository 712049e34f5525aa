/** What happened to a ticket, as a line that people read. */
import type { TicketDetails } from '../contract/ticket.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { clean } from './terminal/terminal.ts';

type Happened = TicketDetails['history'][number];

/** @param at a moment, in milliseconds or ISO 8601, in words */
export function historyLine({ at: when, by, type, data }: Happened, at: (moment: string) => string): string {
  const details = detailsOf(data, at);
  return `${at(when)} ${valueInWords(type)} by ${clean(by)}${details === '' ? '' : `: ${clean(details)}`}`;
}

/** Ids of contacts are for programs, and what a result does shows in what changed. */
const leftOut: ReadonlySet<string> = new Set(['contact', 'effects']);

function detailsOf(data: Readonly<Record<string, unknown>>, at: (moment: string) => string): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(data)) {
    if (leftOut.has(name)) continue;
    if (name === 'change') parts.push(detailsOf(value as typeof data, at));
    else if (name === 'text') parts.push(String(value));
    else if (name === 'how') parts.push(valueInWords(String(value)));
    else if (name.endsWith('At') && typeof value === 'number')
      parts.push(`${spaced(name.slice(0, -2))} ${at(new Date(value).toISOString())}`);
    else if (value === null) parts.push(`no ${spaced(name.replace(/At$/, ''))}`);
    else if (typeof value === 'string' || typeof value === 'number')
      parts.push(`${spaced(name)} ${name === 'state' ? valueInWords(String(value)) : value}`);
  }
  return parts.filter((part) => part !== '').join(', ');
}

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
