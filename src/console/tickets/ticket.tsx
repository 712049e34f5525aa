/** One ticket: what it is about, its calls and notes, and every change. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useParams } from 'wouter-preact';
import type { TicketDetails } from '../../contract/ticket.ts';
import { api, type TicketFields } from '../api/api.ts';
import { type Answer, type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { agentTitle } from '../live/names.ts';
import { CrmLink } from '../parts/crm-link.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { dated } from '../words/figures.ts';
import { t } from '../words/words.ts';
import './tickets.css';

const states = ['open', 'follow_up', 'solved', 'closed'] as const;
const texts = ['subject', 'asked', 'answer', 'agreed'] as const;

export function Ticket() {
  const { id } = useParams<{ id: string }>();
  const [ticket, setTicket] = useState<TicketDetails | undefined>(undefined);
  const [refused, setRefused] = useState<Refused | undefined>(undefined);
  const read = async (): Promise<void> => {
    const answer = await api.tickets.one(id);
    setRefused(refusedBy(answer));
    if (answer.ok) setTicket(answer.value);
  };
  useEffect(() => void read(), [id]);
  const act = async (answer: Promise<Answer<unknown>>): Promise<boolean> => {
    const got = await answer;
    setRefused(got.ok ? undefined : got.refused);
    if (got.ok) await read();
    return got.ok;
  };
  const words = t().tickets;
  return (
    <div class="tickets">
      <p>
        <Link href="/tickets">{words.back}</Link>
      </p>
      <h1>
        {words.number} {id}
      </h1>
      <Refusal refused={refused} />
      {ticket && (
        <>
          <p class="soft">
            {[
              ticket.contact?.name,
              ticket.contact?.number ?? words.noContact,
              ticket.owner && agentTitle(ticket.owner),
              ticket.type,
            ]
              .filter((one) => one !== undefined)
              .join(' · ')}
          </p>
          <CrmLink crm={ticket.crm} />
          <Fields key={ticket.changedAt} ticket={ticket} act={act} />
          <Notes ticket={ticket} act={act} />
          <Past ticket={ticket} />
        </>
      )}
    </div>
  );
}

interface Part {
  readonly ticket: TicketDetails;
  readonly act: (answer: Promise<Answer<unknown>>) => Promise<boolean>;
}

function Fields({ ticket, act }: Part) {
  const [given, setGiven] = useState<TicketFields>({});
  const words = t().tickets;
  const isOff = !may('change_tickets');
  const text = (name: (typeof texts)[number]): string => given[name] ?? ticket[name] ?? '';
  const due = given.followUpAt ?? ticket.followUp?.dueAt;
  const save = (): void => {
    const fields = Object.entries(given).map(([name, value]) => [name, value === '' ? null : value]);
    void act(api.tickets.change(ticket.id, Object.fromEntries(fields) as TicketFields));
  };
  return (
    <form
      class="card ticket-fields"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {texts.map((name) => (
        <div key={name} class="field">
          <label for={`ticket-${name}`}>{words[name]}</label>
          <textarea
            id={`ticket-${name}`}
            class="input"
            rows={name === 'subject' ? 1 : 2}
            maxLength={name === 'subject' ? 200 : 4000}
            disabled={isOff}
            value={text(name)}
            onInput={({ currentTarget }) => setGiven({ ...given, [name]: currentTarget.value })}
          />
        </div>
      ))}
      <div class="row">
        <div class="field">
          <label for="ticket-state">{words.state}</label>
          <select
            id="ticket-state"
            class="input"
            disabled={isOff}
            value={given.state ?? ticket.state}
            onChange={({ currentTarget }) => {
              const state = states.find((one) => one === currentTarget.value);
              if (state) setGiven({ ...given, state });
            }}
          >
            {states.map((one) => (
              <option key={one} value={one}>
                {words.states[one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="ticket-due">{words.followUpAt}</label>
          <input
            id="ticket-due"
            class="input"
            type="datetime-local"
            disabled={isOff}
            value={due ? onThisDevice(due) : ''}
            onChange={({ currentTarget: { value } }) =>
              setGiven({ ...given, followUpAt: value === '' ? null : new Date(value).toISOString() })
            }
          />
        </div>
      </div>
      <div class="row">
        {!isOff && (
          <button type="submit" class="button main" disabled={Object.keys(given).length === 0}>
            {words.save}
          </button>
        )}
        {ticket.contact?.number !== undefined && may('place_calls') && (
          <button type="button" class="button" onClick={() => void act(api.tickets.call(ticket.id))}>
            {words.call}
          </button>
        )}
      </div>
    </form>
  );
}

/** As the field wants it, in the time of this device. */
function onThisDevice(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Notes({ ticket, act }: Part) {
  const [text, setText] = useState('');
  const words = t().tickets;
  if (ticket.notes.length === 0 && !may('change_tickets')) return null;
  return (
    <section class="card" aria-labelledby="ticket-notes">
      <h2 id="ticket-notes">{words.notes}</h2>
      <ul class="ticket-list">
        {ticket.notes.map(({ at, by, text: said }) => (
          <li key={at}>
            <span class="soft small">
              {dated(Date.parse(at))} · {by}
            </span>
            <br />
            {said}
          </li>
        ))}
      </ul>
      {may('change_tickets') && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            void act(api.tickets.note(ticket.id, text.trim())).then((isDone) => isDone && setText(''));
          }}
        >
          <div class="field">
            <label for="ticket-note">{words.newNote}</label>
            <textarea
              id="ticket-note"
              class="input"
              rows={2}
              maxLength={4000}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </div>
          <button type="submit" class="button" disabled={text.trim() === ''}>
            {words.addNote}
          </button>
        </form>
      )}
    </section>
  );
}

function Past({ ticket }: Pick<Part, 'ticket'>) {
  const words = t().tickets;
  return (
    <>
      <section class="card" aria-labelledby="ticket-calls">
        <h2 id="ticket-calls">{words.calls}</h2>
        <ul class="ticket-list">
          {ticket.calls.map(({ call, at, how, agents, results }) => (
            <li key={call}>
              <Link href={`/calls/${call}`}>{call}</Link>{' '}
              <span class="soft small">
                {[
                  dated(Date.parse(at)),
                  words.hows[how],
                  ...agents.map(agentTitle),
                  ...results.map(({ result }) => result),
                ].join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section class="card" aria-labelledby="ticket-history">
        <h2 id="ticket-history">{words.history}</h2>
        <ol class="ticket-list">
          {ticket.history.map(({ seq, at, by, type }) => (
            <li key={seq}>
              {words.events[type]}{' '}
              <span class="soft small">{[dated(Date.parse(at)), ...writerOf(by)].join(' · ')}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** What follows from a call by itself has no writer. */
const writerOf = (by: string): readonly string[] => (by === 'journal' ? [] : [agentTitle(by)]);
