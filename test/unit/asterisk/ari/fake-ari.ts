/** As much of Asterisk's ARI as the link meets: API documents, a websocket, replies or none, and an echo of user events. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Asked {
  readonly method: string;
  /** Without `/ari`, with its query. */
  readonly path: string;
  readonly body: string;
  /** Its connection's port at the other end. */
  readonly connection: number;
}

const operation = (
  httpMethod: string,
  nickname: string,
  ...parameters: readonly (readonly [string, string])[]
) => ({
  httpMethod,
  nickname,
  responseClass: 'void',
  parameters: parameters.map(([name, paramType]) => ({
    name,
    paramType,
    dataType: 'string',
    required: false,
  })),
});

const channelId = ['channelId', 'path'] as const;

const documents: Readonly<Record<string, readonly { path: string; operations: readonly object[] }[]>> = {
  channels: [
    { path: '/channels/{channelId}/answer', operations: [operation('POST', 'answer', channelId)] },
    { path: '/channels/{channelId}', operations: [operation('GET', 'get', channelId)] },
  ],
  asterisk: [
    {
      path: '/asterisk/variable',
      operations: [
        operation('GET', 'getGlobalVar', ['variable', 'query']),
        operation('POST', 'setGlobalVar', ['variable', 'query'], ['value', 'query']),
      ],
    },
  ],
  applications: [
    {
      path: '/applications/{applicationName}/eventFilter',
      operations: [operation('PUT', 'filter', ['applicationName', 'path'], ['filter', 'body'])],
    },
  ],
  events: [
    {
      path: '/events/user/{eventName}',
      operations: [operation('POST', 'userEvent', ['eventName', 'path'], ['application', 'query'])],
    },
  ],
};

export class FakeAri {
  readonly asked: Asked[] = [];
  /** Connections made, websockets not counted. */
  connections = 0;
  /** API documents that are not there. */
  readonly missing = new Set<string>();
  /** Requests of which the connection is closed without a reply. */
  drops: (asked: Asked) => boolean = () => false;
  /** Requests that get no reply. */
  ignores: (asked: Asked) => boolean = () => false;
  /** Whether user events come back over the websocket. */
  echoes = true;
  refusesSockets = false;
  /** Websockets that were refused. */
  refused = 0;
  /** Global variables. */
  readonly variables = new Map<string, string>();
  statusOf: (asked: Asked) => number = () => 204;
  /** Websockets that were opened, oldest first. */
  readonly sockets: WebSocket[] = [];
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #port = 0;

  static async open(): Promise<FakeAri> {
    const fake = new FakeAri();
    await fake.listen();
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    const websockets = new WebSocketServer({ noServer: true });
    this.#server.on('connection', (socket) => {
      this.connections += 1;
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.refusesSockets) {
        this.refused += 1;
        socket.destroy();
      } else websockets.handleUpgrade(request, socket, head, (websocket) => this.sockets.push(websocket));
    });
  }

  get access() {
    return { url: `http://127.0.0.1:${this.#port}`, user: 'cordboard', password: 'secret' };
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  says(event: object | string): void {
    this.sockets.at(-1)?.send(typeof event === 'string' ? event : JSON.stringify(event));
  }

  askedFor(method: string, start: string): readonly Asked[] {
    return this.asked.filter((asked) => asked.method === method && asked.path.startsWith(start));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const connection = request.socket.remotePort ?? 0;
    const asked = {
      method: request.method ?? '',
      path: (request.url ?? '').replace(/^\/ari/, ''),
      body,
      connection,
    };
    this.asked.push(asked);
    if (this.drops(asked)) {
      request.socket.destroy();
      return;
    }
    if (this.ignores(asked)) return;
    const document = /^\/api-docs\/(\w+)\.json$/.exec(asked.path)?.[1];
    if (document !== undefined) this.#document(document, response);
    else if (asked.path.startsWith('/asterisk/variable?')) this.#variable(asked, response);
    else {
      response.writeHead(this.statusOf(asked), { 'content-type': 'application/json' });
      response.end(this.statusOf(asked) === 204 ? '' : '{"message":"Channel not found"}');
    }
    const userEvent = /^\/events\/user\/([^?]+)/.exec(asked.path)?.[1];
    if (userEvent !== undefined && this.echoes) this.says({ type: 'ChannelUserevent', eventname: userEvent });
  }

  #variable({ method, path }: Asked, response: ServerResponse): void {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const name = query.get('variable') ?? '';
    if (method === 'POST') this.variables.set(name, query.get('value') ?? '');
    response.writeHead(method === 'POST' ? 204 : 200, { 'content-type': 'application/json' });
    response.end(method === 'POST' ? '' : JSON.stringify({ value: this.variables.get(name) ?? '' }));
  }

  #document(name: string, response: ServerResponse): void {
    const head = { swaggerVersion: '1.1', apiVersion: '2.0.0', basePath: `${this.access.url}/ari` };
    const apis =
      name === 'resources'
        ? Object.keys(documents).map((each) => ({ path: `/api-docs/${each}.{format}`, description: each }))
        : documents[name];
    const there = apis !== undefined && !this.missing.has(name);
    response.writeHead(there ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...head, resourcePath: `/api-docs/${name}.{format}`, apis, models: {} }));
  }
}
