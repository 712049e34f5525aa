/** What an event of a ticket says in another ticket system, for its agents. Undefined: nothing that they need know. */
import { exhausted } from '../../shared/exhausted.ts';
import type { Ticket, TicketEvent } from '../../tickets/ticket.ts';

const hows = {
  talked: 'A call',
  voicemail: 'A voicemail',
  callback: 'A callback',
  called: 'A call to them',
} as const;

export function wordsOf(event: TicketEvent): string | undefined {
  switch (event.type) {
    case 'opened':
      // What was asked is in the summary of the ticket, which is created with it.
      return event.call === undefined
        ? `Opened by ${event.by}`
        : `${hows[event.how ?? 'talked']}${about(event)}`;
    case 'joined':
      return `${hows[event.how]} about the same${about(event)}`;
    case 'passed':
      return `Call ${event.call} went on with ${event.agent}`;
    case 'resulted':
      return `Result of ${event.agent}: ${event.result}${event.detail === undefined ? '' : ` (${event.detail})`}`;
    case 'rated':
      return `The caller gave the mark ${event.mark} (${event.survey}, ${event.question})`;
    case 'changed': {
      const { state, type, owner, subject, asked, answer, agreed, followUpAt } = event.change;
      const due = typeof followUpAt === 'number' ? new Date(followUpAt).toISOString() : followUpAt;
      const fields = { state, type, owner, subject, asked, answered: answer, agreed, 'follow up': due };
      const told = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}: ${value ?? '-'}`],
      );
      return told.length === 0 ? undefined : lines(`Changed by ${event.by}`, ...told);
    }
    case 'noted':
      return lines(`Note of ${event.by}:`, event.text);
    case 'undone':
    case 'reminded':
      return undefined;
    default:
      return exhausted(event);
  }
}

/** Of a ticket that they do not have yet. */
export const summaryOf = ({ asked, answer, agreed, notes }: Ticket): string =>
  lines(
    asked && `Asked: ${asked}`,
    answer && `Answered: ${answer}`,
    agreed && `Agreed: ${agreed}`,
    ...notes.map(({ by, text }) => `Note of ${by}: ${text}`),
  );

function about({
  call,
  queue,
  agent,
}: {
  readonly call?: string;
  readonly queue?: string;
  readonly agent?: string;
}): string {
  const parts = [
    `call ${call}`,
    ...(queue === undefined ? [] : [`queue ${queue}`]),
    ...(agent === undefined ? [] : [`agent ${agent}`]),
  ];
  return ` (${parts.join(', ')})`;
}

export const lines = (...all: readonly (string | undefined)[]): string =>
  all.filter((line) => line !== undefined && line !== '').join('\n');
