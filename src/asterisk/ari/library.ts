/**
 * `ari-client`, with what is wrong with it put right; no one else touches the library.
 *
 * - It throws from a callback, past every catch, when one of its 13 API documents is missing: all are asked for first.
 * - It gives up reconnecting after ten tries, and throws on an event that it does not know: it opens the websocket,
 *   and from the same moment on the socket is ours (`openEvents`).
 * - It forgets the HTTP status of a refusal, its promises never settle after a transport error, and its way of sending
 *   (request by request through `shred`, a header at a time) cost more than all the rest of a call: it says what a
 *   request looks like, from Asterisk's own API documents, and `Connections` sends it.
 * - Its user and password are one pair for the whole process, so one process speaks to one Asterisk.
 * - It encodes user and password again for each request, by a deprecated `Buffer()` that looks through the stack: 5 % of
 *   a call. `logInOnce` gives it the header ready-made.
 * - It loads `request`, with sixty modules behind it, for one request whether Asterisk is there, which we have taken already
 *   (`probe`): it is given something that says yes.
 * - It builds an object with 50 methods for each channel in each event, and its listeners on such objects leak: events
 *   are read from the socket as text, and no listener of the library is used.
 */
import Module, { createRequire } from 'node:module';
import type { Client, Socket, Swagger } from 'ari-client';
import { z } from 'zod';
import { memoize } from '../../shared/memoize.ts';
import { httpGet } from '../http-get.ts';
import type { HttpRequest } from './connections.ts';

export interface AriAccess {
  /** `http://127.0.0.1:8088` */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Why the library was not even let near Asterisk. */
export class AriUnusable extends Error {
  override readonly name = 'AriUnusable';
}

/**
 * Builds the library's client.
 *
 * @throws {AriUnusable} when Asterisk does not serve its API documents to us
 */
export async function loadClient(access: AriAccess, signal: AbortSignal): Promise<Client> {
  const [{ default: ariClient }] = await Promise.all([library(), probe(access, signal)]);
  keepQuiet();
  const client = await ariClient.connect(access.url, access.user, access.password);
  logInOnce(access);
  return client;
}

async function library(): Promise<typeof import('ari-client')> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('request');
  if (require.cache[path] === undefined) {
    const itIsThere = new Module(path);
    itIsThere.exports = (_url: string, told: () => void): void => void setImmediate(told);
    itIsThere.loaded = true;
    require.cache[path] = itIsThere;
  }
  return import('ari-client');
}

const documents = z.object({ apis: z.array(z.object({ path: z.string() })) });

/** In the place of what the library has put there under that name when it connected. */
function logInOnce(access: AriAccess): void {
  const library = createRequire(import.meta.url).resolve('ari-client');
  const swagger = createRequire(library)('swagger-client') as Swagger;
  const header = new swagger.ApiKeyAuthorization('Authorization', basic(access), 'header');
  swagger.authorizations.add('basic-auth', header);
}

const basic = ({ user, password }: AriAccess): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function probe(access: AriAccess, signal: AbortSignal): Promise<void> {
  const read = async (path: string): Promise<unknown> => {
    const { status, says, body } = await httpGet(access, path, signal);
    if (status !== 200) throw new AriUnusable(`GET /ari${path}: ${status} ${says}`);
    return JSON.parse(body);
  };
  const list = documents.safeParse(await read('/api-docs/resources.json'));
  if (!list.success) throw new AriUnusable('GET /ari/api-docs/resources.json: not a list of API documents');
  await Promise.all(list.data.apis.map(async ({ path }) => read(path.replace('{format}', 'json'))));
}

/** The library prints a warning about Asterisk's kind of API document through a global function `log` of its own. */
function keepQuiet(): void {
  Reflect.set(globalThis, 'log', () => undefined);
}

export interface SocketEvents {
  opened(): void;
  /** One event of ARI, as JSON. */
  message(text: string): void;
  /** Once, whatever was wrong. */
  closed(reason: string): void;
}

/** Opens the websocket. Returns how to end it at once, after which nothing more is told. */
export function openEvents(client: Client, application: string, events: SocketEvents): () => void {
  // The promise is of no use: it never settles when the socket closes before it has opened.
  client.start(application).then(undefined, () => undefined);
  const socket = client._ws;
  if (socket === undefined) throw new AriUnusable('ari-client has no socket');
  return takeOver(socket, events);
}

function takeOver(socket: Socket, events: SocketEvents): () => void {
  socket.removeAllListeners();
  let over = false;
  const close = (reason: string): void => {
    if (over) return;
    over = true;
    socket.terminate();
    events.closed(reason);
  };
  socket.on('open', () => over || events.opened());
  socket.on('message', (data: unknown) => over || events.message(String(data)));
  socket.on('close', (code: unknown) => close(`closed with code ${String(code)}`));
  socket.on('error', (error: unknown) => close(error instanceof Error ? error.message : String(error)));
  return () => {
    over = true;
    socket.terminate();
  };
}

/** The request that an operation stands for; a sentence: why there is none. `body` is sent as JSON. */
export function requestFor(
  client: Client,
  resource: string,
  operation: string,
  parameters: Readonly<Record<string, unknown>>,
  body?: unknown,
): HttpRequest | string {
  const names = Object.keys(parameters).filter((name) => parameters[name] !== undefined);
  const known = `${resource}.${operation} ${names.join(' ')}${body === undefined ? '' : ' {}'}`;
  const forms = formsOf(client);
  try {
    const form = forms.get(known) ?? formOf(client, resource, operation, names, body !== undefined);
    if (typeof form === 'string') return form;
    forms.set(known, form);
    return filled(form, parameters, body);
  } catch (error) {
    return `not sent: ${String(error)}`;
  }
}

/**
 * A request with gaps for what differs from one to the next. The library is asked for it once: as often as a call needs
 * requests, what it does for each was 3 % of the engine's work.
 */
interface Form {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The path with its query: texts, and between them names of parameters. */
  readonly path: readonly string[];
}

const formsOf = memoize((_: Client) => new Map<string, Form>());

/** Nothing that is encoded in a URL, and nothing that Asterisk's paths have. */
const gap = '~~~';

function formOf(
  client: Client,
  resource: string,
  operation: string,
  names: readonly string[],
  hasBody: boolean,
): Form | string {
  const build = client._swagger.apis[resource]?.[operation];
  if (build === undefined) return `this Asterisk has no ${resource}.${operation}`;
  const gaps = Object.fromEntries(names.map((name) => [name, `${gap}${name}${gap}`]));
  // `mock`: the request is handed out instead of being sent.
  const { method, url, headers } = build(
    hasBody ? { ...gaps, body: '{}' } : gaps,
    { mock: true },
    nothing,
    nothing,
  );
  return { method, headers, path: url.slice(url.indexOf('/', url.indexOf('//') + 2)).split(gap) };
}

function filled(
  { method, headers, path }: Form,
  parameters: Readonly<Record<string, unknown>>,
  body: unknown,
): HttpRequest {
  const text = path.map((part, place) =>
    place % 2 === 0 ? part : encodeURIComponent(String(parameters[part])),
  );
  return { method, headers, path: text.join(''), ...(body !== undefined && { body: JSON.stringify(body) }) };
}

const nothing = (): void => undefined;
