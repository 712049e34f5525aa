/** Tickets on the desk: those of who calls, the one of the call, and follow-ups that are due. */
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { LiveOffer } from '../../contract/live/me.ts';
import type { TicketView } from '../../contract/ticket.ts';
import { api } from '../api/api.ts';
import { may } from '../api/session.ts';
import { mine, now } from '../live/live.ts';
import { dated, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { story } from './mine.ts';
import { noteOf } from './note-store.ts';
import { ask } from './refusals.ts';

/** Before the answer: what the caller has called about, and what to say first. */
export function OfferTickets({ offer }: { offer: LiveOffer }) {
  const words = t().tickets;
  return (
    <>
      {offer.script !== undefined && (
        <p class="offer-script">
          <span class="soft">{words.script}</span> {offer.script}
        </p>
      )}
      {offer.tickets.length > 0 && (
        <section class="offer-tickets" aria-label={words.theirs}>
          <h3>{words.theirs}</h3>
          <ul>
            {offer.tickets.map(({ id, state, subject, asked, agreed, changedAt }) => (
              <li key={id}>
                <Link href={`/tickets/${id}`}>{subject ?? asked ?? `${words.number} ${id}`}</Link>{' '}
                <span class="soft small">
                  {[words.states[state], moment(Date.parse(changedAt), now.peek()), agreed]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const hour = 3_600_000;
const later = [
  ['inHour', hour],
  ['tomorrow', 24 * hour],
  ['inWeek', 7 * 24 * hour],
] as const;

/** In wrap-up, or in a call that the agent has made: the note goes to the ticket on the server, and the ticket gets a follow-up. */
export function CallTicket({ call }: { call: string }) {
  const [ticket, setTicket] = useState<TicketView | undefined>(undefined);
  const [isSaved, setSaved] = useState(false);
  const read = () =>
    api.tickets.find({ call }).then((answer) => {
      if (answer.ok) setTicket(answer.value.tickets[0]);
    });
  const results = story.value.filter(({ type }) => type === 'resultSet').length;
  // It is derived a moment after the call was connected, and may have another state with a result.
  useEffect(() => {
    void read();
    const again = setTimeout(() => void read(), 2000);
    return () => clearTimeout(again);
  }, [call, results]);
  const words = t().tickets;
  if (!may('change_tickets')) return null;
  if (!ticket) return <p class="soft small">{words.noTicket}</p>;
  const save = async (): Promise<void> => {
    const text = noteOf(call).trim();
    if (text !== '' && (await ask(api.tickets.note(ticket.id, text)))) setSaved(true);
  };
  const followUp = async (after: number): Promise<void> => {
    const followUpAt = new Date(now.peek() + after).toISOString();
    if (await ask(api.tickets.change(ticket.id, { followUpAt }))) await read();
  };
  return (
    <section class="call-ticket" aria-label={words.number}>
      <p>
        <Link href={`/tickets/${ticket.id}`}>
          {words.number} {ticket.id}
        </Link>{' '}
        <span class="soft small">
          {words.states[ticket.state]}
          {ticket.followUp && ` · ${dated(Date.parse(ticket.followUp.dueAt))}`}
        </span>
      </p>
      <div class="row">
        <button type="button" class="button small" disabled={isSaved} onClick={() => void save()}>
          {isSaved ? words.saved : words.saveNote}
        </button>
        <span class="soft small">{words.followUp}</span>
        {later.map(([name, after]) => (
          <button key={name} type="button" class="button small plain" onClick={() => void followUp(after)}>
            {words[name]}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Between calls. */
export function DueFollowUps() {
  const due = mine.value?.followUps ?? [];
  const words = t().tickets;
  if (due.length === 0) return null;
  return (
    <section class="card recent" aria-labelledby="due">
      <h2 id="due">{words.dueNow}</h2>
      <ul>
        {due.map(({ ticket, subject, agreed, dueAt }) => (
          <li key={ticket}>
            <Link href={`/tickets/${ticket}`}>{subject ?? agreed ?? `${words.number} ${ticket}`}</Link>
            <span class="soft small">{moment(Date.parse(dueAt), now.peek())}</span>
            {may('place_calls') && (
              <button type="button" class="button small" onClick={() => void ask(api.tickets.call(ticket))}>
                {words.call}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
