/** Tickets, the last changed first: found by words and by state. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useSearch } from 'wouter-preact';
import type { TicketView } from '../../contract/ticket.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { now } from '../live/live.ts';
import { agentTitle } from '../live/names.ts';
import { Cell } from '../parts/cell.tsx';
import { SelectChoice, TextChoice } from '../parts/choice.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { t } from '../words/words.ts';

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
        setRefused(refusedBy(answer));
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
    <div class="list-page">
      <h1>{t().shell.pages.tickets}</h1>
      <form class="choices" role="search" onSubmit={(event) => event.preventDefault()}>
        <TextChoice
          label={words.search}
          value={q}
          set={(value) => change({ q: value })}
          placeholder={words.searchHint}
          class="is-wide"
        />
        <SelectChoice label={words.state} value={state} set={(value) => change({ state: value })}>
          <option value="any">{words.any}</option>
          <option value="due">{words.due}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {words.states[one]}
            </option>
          ))}
          <option value="all">{words.all}</option>
        </SelectChoice>
      </form>
      <Refusal refused={refused} />
      {found && found.length > 0 && (
        <ListTable
          label={t().shell.pages.tickets}
          heads={[words.subject, words.contact, words.state, words.owner, words.dueAt, words.changed]}
        >
          {found.map((ticket) => (
            <tr key={ticket.id}>
              <th scope="row">
                <Link href={`/tickets/${ticket.id}`}>
                  {ticket.subject ?? ticket.asked ?? `${words.number} ${ticket.id}`}
                </Link>
              </th>
              <Cell name={words.contact}>
                {ticket.contact?.name ?? ticket.contact?.number ?? words.noContact}
              </Cell>
              <Cell name={words.state}>{words.states[ticket.state]}</Cell>
              <Cell name={words.owner}>{ticket.owner ? agentTitle(ticket.owner) : '–'}</Cell>
              <Cell name={words.dueAt}>
                {ticket.followUp ? moment(Date.parse(ticket.followUp.dueAt), now.peek()) : '–'}
              </Cell>
              <Cell name={words.changed}>{moment(Date.parse(ticket.changedAt), now.peek())}</Cell>
            </tr>
          ))}
        </ListTable>
      )}
      <ListStatus rows={found} refused={refused} none={words.none} />
    </div>
  );
}
