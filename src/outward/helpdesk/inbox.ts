/**
 * Takes what Zammad tells of its tickets: state, owner and new articles. Each becomes a change of our ticket, through the
 * gate, as everybody's. One after the other, so that what comes twice is seen to.
 *
 * A state counts as their change only if it is not the one that both sides last agreed on: what we have changed there comes
 * back, and what was sent before our change may come after it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Gate, TicketAct } from '../../ports/gate.ts';
import type { HelpdeskDoor, HelpdeskLink, HelpdeskTaken } from '../../ports/helpdesk.ts';
import type { Store } from '../../ports/store.ts';
import { type Duration, minutes } from '../../shared/time.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { fromThere, helpdeskActor } from './actor.ts';
import { References } from './reference.ts';
import { changeTo, stateTold, theirStateOf } from './states.ts';

const remembered: Duration = minutes(14 * 24 * 60);
const longestNote = 4000;

/** The name itself, or an object that has it. */
const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const person = z.object({
  login: z.string().nullish(),
  email: z.string().nullish(),
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
});
const message = z.object({
  ticket: z.object({
    id: z.number().int(),
    title: z.string().default(''),
    state: named.optional(),
    pending_time: z.string().nullish(),
    updated_at: z.string().optional(),
    owner: person.nullish().catch(null),
  }),
  article: z
    .object({
      id: z.number().int().optional(),
      subject: z.string().nullish(),
      body: z.string().nullish(),
      content_type: z.string().nullish(),
      from: z.string().nullish(),
      created_by: z
        .union([person, z.string().transform((login) => ({ login }))])
        .nullish()
        .catch(null),
    })
    .nullish()
    // Where the trigger fired without an article, Zammad sends an empty one.
    .catch(null),
});
type Told = z.infer<typeof message>;

export interface InboxNeeds {
  readonly store: Pick<Store, 'tickets' | 'helpdesk'>;
  readonly gate: Pick<Gate, 'ask'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly references: References;
  readonly secrets: readonly string[];
  /** Of the plan. */
  readonly agents: () => readonly string[];
}

export class HelpdeskInbox implements HelpdeskDoor {
  readonly #needs: InboxNeeds;
  #last: Promise<unknown> = Promise.resolve();

  constructor(needs: InboxNeeds) {
    this.#needs = needs;
  }

  async take({ body, signature, delivery }: Parameters<HelpdeskDoor['take']>[0]): Promise<HelpdeskTaken> {
    if (!this.#isSigned(body, signature ?? '')) return 'wrong_signature';
    const told = message.safeParse(jsonOf(body)).data;
    if (!told) return 'not_understood';
    const taken = this.#last.then(() => this.#once(told, delivery));
    this.#last = taken.catch(() => undefined);
    return await taken;
  }

  #isSigned(body: Buffer, signature: string): boolean {
    const theirs = Buffer.from(signature);
    // All are compared: how long it takes does not tell which of them is right.
    const right = this.#needs.secrets.filter((secret) => {
      const mine = Buffer.from(`sha1=${createHmac('sha1', secret).update(body).digest('hex')}`);
      return mine.length === theirs.length && timingSafeEqual(mine, theirs);
    });
    return right.length > 0;
  }

  async #once(told: Told, delivery: string | undefined): Promise<HelpdeskTaken> {
    const { store, clock } = this.#needs;
    const { helpdesk, tickets } = store;
    const link = await this.#linkOf(told);
    const ticket = link && (await tickets.one(link.ticket));
    if (!ticket) return 'ignored';
    const key = delivery === undefined ? undefined : `delivery ${delivery}`;
    if (key !== undefined && (await helpdesk.begin(key, clock.now())) === 'done') return 'known';
    await this.#note(told, ticket);
    await this.#change(told, link, ticket);
    if (key !== undefined) await helpdesk.done(key);
    await helpdesk.prune(clock.now() - remembered);
    return 'taken';
  }

  /** By the reference in the title if the answer to our request has not come, or was lost. */
  async #linkOf({ ticket: { id, title } }: Told): Promise<HelpdeskLink | undefined> {
    const { store, references } = this.#needs;
    const stored = await store.helpdesk.linkOf(id);
    if (stored) return stored;
    const ours = references.ticketIn(title);
    if (ours === undefined || (await store.helpdesk.link(ours)) || !(await store.tickets.one(ours)))
      return undefined;
    const link = { ticket: ours, theirs: id };
    await store.helpdesk.keep(link);
    return link;
  }

  async #note({ article }: Told, ticket: Ticket): Promise<void> {
    const { store, clock, references } = this.#needs;
    if (!article || references.isOurs(article.subject ?? '')) return;
    const isHtml = article.content_type?.includes('html') === true;
    const said = (isHtml ? withoutTags(article.body ?? '') : (article.body ?? '')).trim();
    if (said === '') return;
    const writer = nameOf(article.created_by) ?? article.from ?? undefined;
    const text = (writer === undefined ? said : `${writer}: ${said}`).slice(0, longestNote);
    const key = article.id === undefined ? undefined : `article ${article.id}`;
    const begun = key === undefined ? 'new' : await store.helpdesk.begin(key, clock.now());
    const isNoted = ticket.notes.some((note) => note.by === fromThere && note.text === text);
    if (begun === 'new' || (begun === 'begun' && !isNoted))
      await this.#ask({ do: 'note', ticket: ticket.id, text });
    if (key !== undefined) await store.helpdesk.done(key);
  }

  async #change({ ticket: theirs }: Told, link: HelpdeskLink, ticket: Ticket): Promise<void> {
    const { store, agents } = this.#needs;
    const at = Date.parse(theirs.updated_at ?? '');
    if (!Number.isNaN(at) && at < (link.agreedAt ?? 0)) return;
    const state = stateTold(theirs.state ?? '', theirs.pending_time);
    const isChange =
      state !== undefined && state !== (link.agreed ?? 'open') && state !== theirStateOf(ticket);
    if (isChange) await this.#ask({ do: 'change', ticket: ticket.id, change: changeTo(state) });
    const login = theirs.owner?.login ?? theirs.owner?.email ?? undefined;
    const owner = login === undefined ? undefined : agentOf(login, agents());
    // Only when it is changed there: each message has it.
    if (owner !== undefined && login !== link.owner && owner !== ticket.owner)
      await this.#ask({ do: 'change', ticket: ticket.id, change: { owner } });
    await store.helpdesk.keep({
      ...link,
      ...(state !== undefined && { agreed: state }),
      ...(!Number.isNaN(at) && { agreedAt: at }),
      ...(login !== undefined && { owner: login }),
    });
  }

  async #ask(act: TicketAct): Promise<void> {
    await this.#needs.gate.ask({ ask: 'change_ticket', act }, helpdeskActor);
  }
}

/** Undefined: it may not tell us anything. */
export function helpdeskDoor(
  settings: { readonly secrets: readonly string[] } | undefined,
  { key, ...needs }: Omit<InboxNeeds, 'references' | 'secrets'> & { readonly key: Buffer },
): HelpdeskDoor | undefined {
  if (!settings || settings.secrets.length === 0) return undefined;
  return new HelpdeskInbox({ ...needs, secrets: settings.secrets, references: new References(key) });
}

/** An agent's name, or an e-mail address that begins with it. */
const agentOf = (login: string, agents: readonly string[]): string | undefined =>
  agents.find((name) => name === login || name === login.split('@')[0]);

function nameOf(who: z.infer<typeof person> | { login: string } | null | undefined): string | undefined {
  if (!who) return undefined;
  const names = 'firstname' in who ? [who.firstname, who.lastname].filter((name) => name) : [];
  return names.length > 0 ? names.join(' ') : (who.login ?? undefined);
}

/** `[^<>]`: of many `<` that nothing closes, each would be followed to the end, and an e-mail is long. */
const withoutTags = (html: string): string =>
  html
    .replaceAll(/<(br|\/p|\/div|\/li)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\n{3,}/g, '\n\n');

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
