/** Requests to Zammad's REST API. What it does not take is thrown as `NotTaken`, for the queue of deliveries to judge. */
import { z } from 'zod';
import { type Duration, seconds } from '../../shared/time.ts';
import type { Carried } from '../deliveries/carrier.ts';
import type { Poster } from '../http/post.ts';
import { carriedOf } from '../webhooks/carrier.ts';

const deadline: Duration = seconds(15);
const mostRead = 512 * 1024;

export interface HelpdeskSettings {
  /** Of Zammad, without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** In which tickets are opened. */
  readonly group: string;
  /** Of its webhook; two while one replaces the other, none: it tells us nothing. */
  readonly secrets: readonly string[];
}

export class NotTaken extends Error {
  readonly carried: Carried;

  constructor(carried: Carried) {
    super(carried.is === 'sent' ? 'sent' : carried.reason);
    this.name = 'NotTaken';
    this.carried = carried;
  }
}

const stamp = z.object({ id: z.number(), updated_at: z.string().optional() });
const found = z.array(z.object({ id: z.number(), title: z.string() }));
const users = z.array(
  z.object({ id: z.number(), phone: z.string().nullish(), mobile: z.string().nullish() }),
);
const articles = z.array(z.object({ subject: z.string().nullish() }));

export interface Article {
  readonly subject: string;
  readonly body: string;
}

export interface Fields {
  readonly title: string;
  readonly state?: string;
  readonly pending_time?: string;
}

export class Zammad {
  readonly #settings: HelpdeskSettings;
  readonly #poster: Pick<Poster, 'post'>;
  readonly #version: string;

  constructor(settings: HelpdeskSettings, poster: Pick<Poster, 'post'>, version: string) {
    this.#settings = settings;
    this.#poster = poster;
    this.#version = version;
  }

  create(fields: Fields, customer: number, article: Article, signal: AbortSignal) {
    const { group } = this.#settings;
    const body = { ...fields, group, customer_id: customer, article: noteOf(article) };
    return this.#ask(stamp, 'POST', '/api/v1/tickets', signal, body);
  }

  change(id: number, fields: Fields, article: Article | undefined, signal: AbortSignal) {
    const body = { ...fields, ...(article && { article: noteOf(article) }) };
    return this.#ask(stamp, 'PUT', `/api/v1/tickets/${id}`, signal, body);
  }

  /** Their index may not have what was created some seconds ago. */
  async ticketsWith(words: string, signal: AbortSignal) {
    return await this.#ask(found, 'GET', `/api/v1/tickets/search?${query(words)}`, signal);
  }

  async subjectsIn(ticket: number, signal: AbortSignal): Promise<readonly string[]> {
    const all = await this.#ask(articles, 'GET', `/api/v1/ticket_articles/by_ticket/${ticket}`, signal);
    return all.flatMap(({ subject }) => subject ?? []);
  }

  /** Undefined: nobody there has that number. */
  async userWith(number: string, signal: AbortSignal): Promise<number | undefined> {
    const digits = digitsOf(number);
    const all = await this.#ask(users, 'GET', `/api/v1/users/search?${query(digits)}`, signal);
    return all.find(({ phone, mobile }) => [phone, mobile].some((one) => one && digitsOf(one) === digits))
      ?.id;
  }

  async addUser(number: string, name: string | undefined, signal: AbortSignal): Promise<number> {
    const body = { firstname: name ?? number, phone: number, roles: ['Customer'] };
    return (await this.#ask(stamp, 'POST', '/api/v1/users', signal, body)).id;
  }

  /** Whose token it is. */
  async me(signal: AbortSignal): Promise<number> {
    return (await this.#ask(stamp, 'GET', '/api/v1/users/me', signal)).id;
  }

  async #ask<T>(
    shape: z.ZodType<T>,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    signal: AbortSignal,
    body?: object,
  ): Promise<T> {
    const { url, token } = this.#settings;
    const reply = await this.#poster.post({
      method,
      url: `${url}${path}`,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Token token=${token}`,
        'user-agent': `Cordboard/${this.#version}`,
      },
      body: body === undefined ? '' : JSON.stringify(body),
      deadline,
      mostBytes: mostRead,
      signal,
    });
    if (reply.answered && (reply.status === 404 || reply.status === 410)) {
      const { status: code } = reply;
      if (isOfTicket.test(path))
        throw new NotTaken({ is: 'refused', code, reason: 'the helpdesk has no such ticket (any more)' });
      throw new NotTaken({ is: 'later', code, reason: 'there is no Zammad at CORDBOARD_HELPDESK_URL' });
    }
    const carried = carriedOf(reply);
    if (carried.is !== 'sent' || !reply.answered) throw new NotTaken(carried);
    const said = shape.safeParse(jsonOf(reply.body)).data;
    if (said === undefined)
      throw new NotTaken({ is: 'later', reason: 'its answer is not one of Zammad', mayHaveArrived: true });
    return said;
  }
}

const isOfTicket = /\/\d+$/;

const noteOf = (article: Article) => ({
  ...article,
  type: 'note',
  internal: true,
  content_type: 'text/plain',
});

const query = (words: string): string => new URLSearchParams({ query: words, limit: '50' }).toString();
const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
