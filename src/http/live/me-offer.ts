/** What rings for an agent, told at one glance: who calls, why, for how long, what was before, and why this agent. */
import type { AgentState } from '../../agents/agent.ts';
import { phonesOf } from '../../agents/phones.ts';
import type { Call, Offer } from '../../call/kept/call.ts';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { LiveOffer, OwnFollowUp } from '../../contract/live/me.ts';
import type { AgentName, Plan } from '../../plan/model.ts';
import { callRecord } from '../../reports/call-record.ts';
import type { Decision } from '../../routing/decision.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import type { ApiNeeds } from '../api.ts';
import { callerView } from '../calls/view.ts';
import { crmOfCall } from '../crm.ts';
import { iso } from '../times.ts';

const mostShown = 3;

export type OfferNeeds = Pick<ApiNeeds, 'operations'> & {
  readonly store: Pick<ApiNeeds['store'], 'journal' | 'contacts' | 'tickets'>;
};

export async function offerView(
  { operations, store }: OfferNeeds,
  agent: AgentName,
  call: Call,
  offer: Offer,
): Promise<LiveOffer> {
  const { plan } = operations.plan();
  const entries = await store.journal.ofCall(call.id);
  const contact =
    call.caller.contact === undefined ? undefined : await store.contacts.byId(call.caller.contact);
  const search = 'search' in call.phase ? call.phase.search : undefined;
  const queue = search?.for === 'queue' ? plan.queues[search.queue] : undefined;
  const decision = decisionOf(entries, offer);
  return {
    id: offer.id,
    call: call.id,
    madeAt: iso(offer.madeAt),
    ...(ringsInPage(operations.agent(agent), offer, plan) && { inPage: true }),
    ...defined({ ringsUntil: ringsUntil(call, offer, plan) }),
    arrivedAt: iso(call.arrivedAt),
    ...(search && { waitingSince: iso(search.since) }),
    dialled: call.dialled,
    language: call.language,
    caller: callerView(call.caller),
    ...(queue && { queue: { name: queue.name, title: queue.title } }),
    pressed: entries.flatMap((entry) =>
      entry.type === 'keyPressed'
        ? [{ menu: entry.menu, key: entry.key, ...(entry.leadsTo !== null && { leadsTo: entry.leadsTo }) }]
        : [],
    ),
    asked: entries.flatMap((entry) => (entry.type === 'nameChosen' ? [entry.name] : [])),
    ...(contact && {
      contact: {
        calls: contact.calls,
        ...defined({
          notes: contact.notes,
          lastCallAt: contact.lastCallAt === undefined ? undefined : iso(contact.lastCallAt),
        }),
      },
    }),
    lastCalls: call.caller.isNew ? [] : await lastCallsOf(call, store, operations.now()),
    tickets: contact ? await ticketsOf(contact.id, store) : [],
    ...defined({ script: queue?.script?.[call.language], crm: crmOfCall(call, plan) }),
    ...(decision && { whyMe: whyMe(decision, agent) }),
  };
}

export const followUpView = ({ id, subject, agreed, followUp, changedAt }: Ticket): OwnFollowUp => ({
  ticket: id,
  ...defined({ subject, agreed }),
  dueAt: iso(followUp?.dueAt ?? changedAt),
});

async function ticketsOf(contact: string, { tickets }: OfferNeeds['store']): Promise<LiveOffer['tickets']> {
  const found = await tickets.find({ contact, states: ['open', 'follow_up', 'solved'], limit: mostShown });
  return found.map(({ id, state, subject, type, asked, answer, agreed, owner, changedAt, followUp }) => ({
    id,
    state,
    ...defined({ subject, type, asked, answer, agreed, owner }),
    changedAt: iso(changedAt),
    ...(followUp && { dueAt: iso(followUp.dueAt) }),
  }));
}

/** The same for those outside who show it: undefined if it no longer rings, or if it does not ring for an agent. */
export async function popOf(
  needs: OfferNeeds,
  agent: AgentName,
  id: CallId,
  offerId: string,
): Promise<LiveOffer | undefined> {
  const call = needs.operations.call(id);
  const offer = call?.offers.find((one) => one.id === offerId);
  if (!call || !offer || !needs.operations.agent(agent)) return undefined;
  return await offerView(needs, agent, call, offer);
}

/** The newest decision: in a queue, phones that ring together have one. */
function decisionOf(entries: readonly StoredEntry[], { id }: Offer): Decision | undefined {
  const made = entries.findLast((entry) => entry.type === 'offerMade' && entry.offer === id);
  return made?.type === 'offerMade' ? made.decision : undefined;
}

function ringsUntil(call: Call, { madeAt }: Offer, plan: Plan): string | undefined {
  const search = 'search' in call.phase ? call.phase.search : undefined;
  const ringFor = search?.for === 'queue' ? plan.queues[search.queue]?.ringFor : search?.ringFor;
  return ringFor === undefined ? undefined : iso(madeAt + ringFor);
}

/** Agents who have moved to another phone are rung there; one who is held for a caller is not rung yet. */
function ringsInPage(agent: AgentState | undefined, offer: Offer, plan: Plan): boolean {
  if (!agent) return false;
  const page = plan.agents[agent.name]?.browserPhone;
  const isPhoneRung = offer.legs?.some(({ outside }) => outside === undefined) === true;
  return page !== undefined && isPhoneRung && phonesOf(agent, plan).includes(page);
}

function whyMe(decision: Decision, agent: AgentName): NonNullable<LiveOffer['whyMe']> {
  const { strategy, ranked, excluded, beyond, needs, widening } = decision;
  const at = ranked.findIndex((one) => one.agent === agent);
  const counts: Record<string, number> = { ...beyond?.excluded };
  for (const { rule } of excluded) counts[rule.rule] = (counts[rule.rule] ?? 0) + 1;
  return {
    strategy,
    ranked: ranked.length + (beyond?.ranked ?? 0),
    ...(at >= 0 && { place: at + 1 }),
    excluded: counts,
    ...defined({
      because: ranked[at]?.because,
      preferred: ranked[at]?.preferred,
      needs,
      widening: widening?.title,
    }),
  };
}

async function lastCallsOf(
  { id, caller }: Call,
  store: OfferNeeds['store'],
  now: Instant,
): Promise<LiveOffer['lastCalls']> {
  const { contact, number } = caller;
  const isOf = (value: string): boolean => contact === undefined && value === number;
  const numbers = contact === undefined && number !== undefined ? [number] : [];
  const last: LiveOffer['lastCalls'] = [];
  // The phone rings: the agent must not wait for the calls of years.
  const found = store.journal.callsOf({ ...defined({ contact }), numbers, isOf, atOnce: true });
  for await (const each of found) {
    if (each === id) continue;
    const record = callRecord(await store.journal.ofCall(each), now);
    if (!record) continue;
    last.push({
      call: record.call,
      at: iso(record.arrivedAt),
      ...defined({ queue: record.queue, with: record.answeredBy.at(-1), outcome: record.end?.outcome }),
    });
    if (last.length === mostShown) break;
  }
  return last;
}
