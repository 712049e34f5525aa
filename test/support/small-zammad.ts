/** A small server that behaves like Zammad: its tickets, users and articles, and its webhook. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SmallTicket {
  readonly id: number;
  title: string;
  state: string;
  pending_time?: string;
  customer_id: number;
  group: string;
  updated_at: string;
  readonly articles: {
    readonly id: number;
    readonly subject: string;
    readonly body: string;
    readonly internal: boolean;
  }[];
}
interface Sent {
  readonly title?: string;
  readonly state?: string;
  readonly pending_time?: string;
  readonly group?: string;
  readonly customer_id?: number;
  readonly article?: { subject: string; body: string; internal: boolean };
  readonly phone?: string;
}

/** `deaf`: it does what it is asked and answers nothing; `fails`: it does nothing and answers 503. */
export type Mood = 'well' | 'fails' | 'deaf';

export async function smallZammad(token: string) {
  const tickets: SmallTicket[] = [];
  const users: { id: number; firstname: string; phone?: string }[] = [{ id: 3, firstname: 'Cordboard' }];
  /** `searchesInVain`: so many find nothing, because its index is behind. */
  const state = {
    mood: 'well' as Mood,
    writes: 0,
    nextArticle: 100,
    searchesInVain: 0,
    moment: Date.UTC(2026, 10, 23, 9),
  };

  const stamp = (): string => new Date((state.moment += 1000)).toISOString();

  const change = (
    ticket: SmallTicket,
    { article, group: _, customer_id: _c, ...fields }: Sent,
  ): SmallTicket => {
    Object.assign(ticket, fields, { updated_at: stamp() });
    if (article) ticket.articles.push({ ...article, id: state.nextArticle++ });
    return ticket;
  };
  const answer = (method: string, url: URL, sent: Sent): { status: number; body: unknown } => {
    const words = url.searchParams.get('query') ?? '';
    const id = Number(/\d+$/.exec(url.pathname)?.[0]);
    const ticket = tickets.find((one) => one.id === id);
    const route = `${method} ${url.pathname.replace(/\/\d+$/, '/:id')}`;
    switch (route) {
      case 'GET /api/v1/tickets/search':
        if (state.searchesInVain > 0) {
          state.searchesInVain -= 1;
          return { status: 200, body: [] };
        }
        return { status: 200, body: tickets.filter((one) => one.title.includes(words)) };
      case 'POST /api/v1/tickets': {
        const { title = '', state: at = 'new', group = '', customer_id } = sent;
        if (customer_id === undefined || !sent.article) return { status: 422, body: { error: 'missing' } };
        const made = {
          id: 70 + tickets.length,
          title,
          state: at,
          customer_id,
          group,
          updated_at: '',
          articles: [],
        };
        tickets.push(made);
        return { status: 201, body: change(made, sent) };
      }
      case 'PUT /api/v1/tickets/:id':
        return ticket
          ? { status: 200, body: change(ticket, sent) }
          : { status: 404, body: { error: 'none' } };
      case 'GET /api/v1/ticket_articles/by_ticket/:id':
        return { status: 200, body: ticket?.articles ?? [] };
      case 'GET /api/v1/users/search':
        return { status: 200, body: users.filter(({ phone }) => phone?.includes(words)) };
      case 'POST /api/v1/users': {
        const made = { ...(sent as { firstname: string; phone: string }), id: users.length + 10 };
        users.push(made);
        return { status: 201, body: made };
      }
      case 'GET /api/v1/users/me':
        return { status: 200, body: users[0] };
      default:
        return { status: 404, body: { error: route } };
    }
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const isRight = request.headers.authorization === `Token token=${token}`;
      const mood = state.mood;
      if (method !== 'GET') state.writes += 1;
      if (mood === 'fails' || !isRight) {
        response.writeHead(isRight ? 503 : 401).end('{}');
        return;
      }
      const text = Buffer.concat(parts).toString();
      const { status, body } = answer(
        method,
        new URL(url, 'http://zammad'),
        text === '' ? {} : (JSON.parse(text) as Sent),
      );
      if (mood === 'deaf' && method !== 'GET') request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tickets,
    users,
    state,
    /** What its trigger posts. */
    hook(ticket: SmallTicket, more: { article?: object; owner?: string; at?: string } = {}) {
      const { articles: _, ...fields } = ticket;
      const owner = { login: more.owner ?? '-' };
      const told = { ...fields, updated_at: more.at ?? ticket.updated_at, owner };
      return Buffer.from(JSON.stringify({ ticket: told, article: more.article ?? {} }));
    },
    /** Someone there changes it. */
    changes: (ticket: SmallTicket, fields: Partial<Pick<SmallTicket, 'state' | 'pending_time'>>) =>
      void Object.assign(ticket, fields, { updated_at: stamp() }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const signed = (body: Buffer, secret: string): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
