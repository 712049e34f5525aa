/** Tickets: found, read, changed, exported; and called back by a click. */

import { contactsNamed } from '../../contacts/named.ts';
import { normaliseNumber } from '../../contacts/number.ts';
import { refusals } from '../../contract/common.ts';
import {
  type TicketView,
  ticketCallBody,
  ticketCalled,
  ticketChange,
  ticketDetails,
  ticketEventList,
  ticketEventQuery,
  ticketExportQuery,
  ticketList,
  ticketNote,
  ticketOpen,
  ticketPath,
  ticketQuery,
} from '../../contract/ticket.ts';
import { reachesAny } from '../../people/reach.ts';
import type { Actor } from '../../ports/actor.ts';
import type { TicketAct } from '../../ports/gate.ts';
import type { TicketQuery } from '../../ports/tickets.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import { suggestion } from '../../shared/nearest.ts';
import { eachInSlices } from '../../shared/slices.ts';
import { aboutTicket, type Ticket, type TicketChange } from '../../tickets/ticket.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf, ownAgentOf } from '../auth.ts';
import { crmOfTicket } from '../crm.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { csvHead, csvRow, ticketEventView, ticketView } from './view.ts';

/** Tickets read at once where a scope leaves some out, and how often. */
const page = 200;
const mostPages = 25;
/** Who follows up now sends a moment that has just passed, and their clock may be late. */
const muchInThePast = 10 * 60_000;
/** Tickets that an export reads at once: some milliseconds. */
const exportPage = 25;

export function ticketRoutes(app: Api, { operations, store, gate }: ApiNeeds): void {
  const { tickets, contacts } = store;
  const see = { right: 'see_tickets', scoped: true } as const;
  const change = { right: 'change_tickets', scoped: true } as const;
  const view = (ticket: Ticket): Promise<TicketView> => ticketView(ticket, contacts);

  const isSeen = (ticket: Ticket, actor: Actor): boolean =>
    reachesAny(gate.reach('see_tickets', actor), aboutTicket(ticket));

  const contactWith = async (written: string) => {
    const { number = written } = normaliseNumber(written, operations.plan().plan.country);
    return await contacts.withNumber(number);
  };

  /** As many as are asked for of those that they may see. */
  async function seen(query: TicketQuery, actor: Actor): Promise<readonly Ticket[]> {
    if (gate.reach('see_tickets', actor) === 'all') return tickets.find(query);
    const found: Ticket[] = [];
    let { before } = query;
    for (let read = 0; read < mostPages && found.length < query.limit; read++) {
      const part = await tickets.find({ ...query, limit: page, ...defined({ before }) });
      found.push(...part.filter((ticket) => isSeen(ticket, actor)));
      const last = part.at(-1);
      if (!last || part.length < page || query.dueBefore !== undefined) break;
      before = { at: last.changedAt, id: last.id };
    }
    return found.slice(0, query.limit);
  }

  async function one(id: string, actor: Actor): Promise<Ticket> {
    const found = await tickets.one(Number(id));
    if (!found || !isSeen(found, actor)) throw new Refusal('no_such_ticket', `there is no ticket ${id}`);
    return found;
  }

  /** Of an agent or queue that has left the plan there may be tickets; where there are none, a name that is not in it is a slip. */
  const refuseUnknown = ({
    owner,
    queue,
    type,
  }: Readonly<Record<'owner' | 'queue' | 'type', string | undefined>>): void => {
    const { agents, queues, ticketTypes = {} } = operations.plan().plan;
    if (owner !== undefined && !agents[owner])
      throw new Refusal(
        'no_such_agent',
        `the plan has no agent ${owner}`,
        suggestion(owner, Object.keys(agents)),
      );
    if (queue !== undefined && !queues[queue])
      throw new Refusal(
        'no_such_queue',
        `the plan has no queue ${queue}`,
        suggestion(queue, Object.keys(queues)),
      );
    if (type !== undefined && !ticketTypes[type]) refuseType(type);
  };
  const refuseType = (type: string): never => {
    const known = Object.keys(operations.plan().plan.ticketTypes ?? {});
    const hint = suggestion(type, known, 'add `ticket types` to the plan');
    throw new Refusal('bad_request', `the plan has no ticket type ${type}`, hint);
  };

  const changeOf = ({ followUpAt, ...rest }: ReturnType<typeof ticketChange.parse>): TicketChange => {
    const { plan } = operations.plan();
    for (const name of [rest.owner])
      if (typeof name === 'string' && !plan.agents[name])
        throw new Refusal(
          'no_such_agent',
          `the plan has no agent ${name}`,
          suggestion(name, Object.keys(plan.agents)),
        );
    if (typeof rest.type === 'string' && !plan.ticketTypes?.[rest.type]) refuseType(rest.type);
    const due = typeof followUpAt === 'string' ? Date.parse(followUpAt) : followUpAt;
    // It would be due at once, and its owner reminded: most likely a wrong year or a missing time zone.
    if (typeof due === 'number' && due < operations.now() - muchInThePast)
      throw new Refusal(
        'bad_request',
        `the follow-up ${String(followUpAt)} is in the past`,
        'give a time to come',
      );
    return defined({ ...rest, followUpAt: due });
  };
  const ask = async (act: TicketAct, actor: Actor): Promise<TicketView> =>
    view(orRefuse(await gate.ask({ ask: 'change_ticket', act }, actor)).ticket);

  app.get(
    '/v1/tickets',
    {
      config: see,
      schema: {
        summary: 'Find tickets, the last changed first',
        querystring: ticketQuery,
        response: { 200: ticketList, ...refusals },
      },
    },
    async (request) => {
      const { q, state, unfinished, type, owner, queue, number, call, due, before, beforeTicket, limit } =
        request.query;
      const actor = actorOf(request);
      if (call !== undefined) {
        const of = await tickets.ofCall(callId(Number(call)));
        return { tickets: of && isSeen(of, actor) ? [await view(of)] : [] };
      }
      const contact = number === undefined ? undefined : await contactWith(number);
      if (number !== undefined && !contact) return { tickets: [] };
      const states = state ? [state] : unfinished ? (['open', 'follow_up'] as const) : undefined;
      const found = await seen(
        {
          limit,
          ...(q !== undefined && { text: q, named: await contactsNamed(q, contacts) }),
          ...defined({ states, type, owner, queue, contact: contact?.id }),
          ...(due && { dueBefore: operations.now() + 1 }),
          ...(before !== undefined && { before: { at: Date.parse(before), id: beforeTicket } }),
        },
        actor,
      );
      if (found.length === 0) refuseUnknown({ owner, queue, type });
      const views: TicketView[] = [];
      await eachInSlices(found, async (ticket) => {
        views.push(await view(ticket));
      });
      return { tickets: views };
    },
  );

  app.post(
    '/v1/tickets',
    {
      config: change,
      schema: {
        summary: 'Open a ticket by hand',
        body: ticketOpen,
        response: { 200: ticketDetails.omit({ history: true, crm: true }), ...refusals },
      },
    },
    async (request) => {
      const { number, subject, ...rest } = request.body;
      const contact = number === undefined ? undefined : await contactWith(number);
      if (number !== undefined && !contact)
        throw new Refusal('no_such_contact', `there is no contact with the number ${number}`);
      const owner = rest.owner ?? ownAgentOf(request);
      const more = changeOf({ ...rest, ...defined({ owner }) });
      return ask(
        { do: 'open', subject, change: more, ...defined({ contact: contact?.id }) },
        actorOf(request),
      );
    },
  );

  app.get(
    '/v1/tickets/export',
    {
      config: see,
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Export all tickets that you may see, as CSV or as JSON lines',
        querystring: ticketExportQuery,
      },
    },
    async (request, reply) => {
      const { format } = request.query;
      const actor = actorOf(request);
      async function* lines() {
        if (format === 'csv') yield csvHead;
        // By number: a ticket that is changed meanwhile would move past the place by time.
        for (let afterId = 0; ; ) {
          const part = await tickets.find({ limit: exportPage, afterId });
          for (const ticket of part) {
            if (!isSeen(ticket, actor)) continue;
            const shown = await view(ticket);
            yield format === 'csv' ? csvRow(shown) : `${JSON.stringify(shown)}\n`;
          }
          const last = part.at(-1);
          if (!last || part.length < exportPage) return;
          afterId = last.id;
        }
      }
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl')
        .header('content-disposition', `attachment; filename="tickets.${format === 'csv' ? 'csv' : 'jsonl'}"`)
        .send(paced(lines()));
    },
  );

  app.get(
    '/v1/ticket-events',
    {
      config: { right: 'see_tickets' },
      schema: {
        summary: 'What has happened to tickets, oldest first: for programs that follow',
        querystring: ticketEventQuery,
        response: { 200: ticketEventList, ...refusals },
      },
    },
    async ({ query: { after, limit } }) => {
      const found = await tickets.after(after, limit);
      const events: ReturnType<typeof ticketEventView>[] = [];
      await eachInSlices(found, (event) => void events.push(ticketEventView(event)));
      return { events, next: found.at(-1)?.seq ?? after };
    },
  );

  app.get(
    '/v1/tickets/:ticket',
    {
      config: see,
      schema: {
        summary: 'Show a ticket with its history',
        params: ticketPath,
        response: { 200: ticketDetails, ...refusals },
      },
    },
    async (request) => {
      const found = await one(request.params.ticket, actorOf(request));
      const history = await tickets.history(found.id);
      const shown = await view(found);
      const crm = await crmOfTicket(found, contacts, operations.plan().plan);
      return { ...shown, ...defined({ crm }), history: history.map(ticketEventView) };
    },
  );

  app.patch(
    '/v1/tickets/:ticket',
    {
      config: change,
      schema: {
        summary: 'Change the fields of a ticket that you send',
        params: ticketPath,
        body: ticketChange,
        response: { 200: ticketDetails.omit({ history: true, crm: true }), ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const ticket = Number(request.params.ticket);
      const changed = changeOf(request.body);
      // It would stand in the history, and say nothing.
      if (Object.keys(changed).length === 0) return await view(await one(request.params.ticket, actor));
      return await ask({ do: 'change', ticket, change: changed }, actor);
    },
  );

  app.post(
    '/v1/tickets/:ticket/notes',
    {
      config: change,
      schema: {
        summary: 'Add a note to a ticket',
        params: ticketPath,
        body: ticketNote,
        response: { 200: ticketDetails.omit({ history: true, crm: true }), ...refusals },
      },
    },
    async (request) =>
      ask({ do: 'note', ticket: Number(request.params.ticket), text: request.body.text }, actorOf(request)),
  );

  app.post(
    '/v1/tickets/:ticket/call',
    {
      config: { right: 'place_calls', scoped: true },
      schema: {
        summary: 'Call the contact of a ticket: the phone of the agent rings first (click to call)',
        params: ticketPath,
        body: ticketCallBody,
        response: { 200: ticketCalled, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const found = await one(request.params.ticket, actor);
      const agent = request.body?.agent ?? ownAgentOf(request) ?? found.followUp?.owner ?? found.owner;
      if (agent === undefined)
        throw new Refusal(
          'bad_request',
          `ticket ${found.id} has no owner`,
          'name the agent whose phone is to ring',
        );
      const to = found.contact === undefined ? undefined : (await contacts.byId(found.contact))?.numbers[0];
      if (to === undefined) throw new Refusal('no_such_contact', `ticket ${found.id} has no number to call`);
      const { phone } = orRefuse(await gate.ask({ ask: 'call_from', agent, to, ticket: found.id }, actor));
      return { ticket: found.id, agent, to, phone };
    },
  );
}
