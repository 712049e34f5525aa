/** Tickets, the last changed first: found by words and by state. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useSearch } from 'wouter-preact';
import type { TicketView } from '../../contract/ticket.ts';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import './tickets.css';

const states = ['open', 'follow_up', 'solved', 'closed'] as const;
/** Typing goes on for so long before it is looked for. */
const patience = 200;

export function Tickets() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const given = new URLSearchParams(search);
  const [q, state] = [given.get('q') ?? '', given.get('state') ?? 'any'];
  const [found, setFound] = useState<readonly TicketView[] | undefined>(undefined);
  const [refused, setRefused] = useState<Refused | undefined>(undefined);
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      const which =
        state === 'any'
          ? { unfinished: 'true' }
          : state === 'due'
            ? { due: 'true' }
            : state === 'all'
              ? {}
              : { state };
      void api.tickets.find({ q, ...which }).then((answer) => {
        if (isStale) return;
        setRefused(answer.ok ? undefined : answer.refused);
        if (answer.ok) setFound(answer.value.tickets);
      });
    }, patience);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [search]);
  const words = t().tickets;
  const change = (next: Readonly<Record<string, string>>): void => {
    const fields = Object.entries({ q, state, ...next }).filter(
      ([, value]) => value !== '' && value !== 'any',
    );
    navigate(`/tickets${fields.length > 0 ? `?${new URLSearchParams(fields)}` : ''}`, { replace: true });
  };
  return (
    <div class="tickets">
      <h1>{t().shell.pages.tickets}</h1>
      <form class="row tickets-filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <div class="field">
          <label for="tickets-find">{words.search}</label>
          <input
            id="tickets-find"
            class="input"
            type="search"
            value={q}
            placeholder={words.searchHint}
            onInput={({ currentTarget }) => change({ q: currentTarget.value })}
          />
        </div>
        <div class="field">
          <label for="tickets-state">{words.state}</label>
          <select
            id="tickets-state"
            class="input"
            value={state}
            onChange={({ currentTarget }) => change({ state: currentTarget.value })}
          >
            <option value="any">{words.any}</option>
            <option value="due">{words.due}</option>
            {states.map((one) => (
              <option key={one} value={one}>
                {words.states[one]}
              </option>
            ))}
            <option value="all">{words.all}</option>
          </select>
        </div>
      </form>
      <Refusal refused={refused} />
      {found && found.length > 0 && (
        <div class="card">
          <table class="tickets-table" aria-label={t().shell.pages.tickets}>
            <thead>
              <tr>
                <th scope="col">{words.subject}</th>
                <th scope="col">{words.contact}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.owner}</th>
                <th scope="col">{words.dueAt}</th>
                <th scope="col">{words.changed}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((ticket) => (
                <tr key={ticket.id}>
                  <td>
                    <Link href={`/tickets/${ticket.id}`}>
                      {ticket.subject ?? ticket.asked ?? `${words.number} ${ticket.id}`}
                    </Link>
                  </td>
                  <Cell name={words.contact}>
                    {ticket.contact?.name ?? ticket.contact?.number ?? words.noContact}
                  </Cell>
                  <Cell name={words.state}>{words.states[ticket.state]}</Cell>
                  <Cell name={words.owner}>{ticket.owner ?? '–'}</Cell>
                  <Cell name={words.dueAt}>
                    {ticket.followUp ? moment(Date.parse(ticket.followUp.dueAt), now.peek()) : '–'}
                  </Cell>
                  <Cell name={words.changed}>{moment(Date.parse(ticket.changedAt), now.peek())}</Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="soft" role="status">
        {found === undefined ? !refused && t().shell.loading : found.length === 0 ? words.none : ''}
      </p>
    </div>
  );
}
