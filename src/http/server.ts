/**
 * The HTTP API: what people and programs see of a running engine, and ask of it. Served on one port, described at
 * `/openapi.json`, the same for the CLI, the console and everybody else.
 *
 * Invariants: nothing but `/healthz`, logging in, the caller page, the signed webhook of a helpdesk, the signed links of surveys and the
 * files of the console is answered
 * without a session or the token;
 * no request is unbounded in size, in time or in
 * number; no answer tells how the inside looks (`errors.ts`); a client that reads too slowly is cut off, not buffered
 * for (`events/`). There is no CORS: browsers reach the API from its own origin only.
 */
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { Doorway, eachInSlices } from '../shared/slices.ts';
import { type Duration, seconds } from '../shared/time.ts';
import { agentRoutes } from './agents/routes.ts';
import { alarmRoutes } from './alarms/routes.ts';
import { announcementRoutes } from './announcements/routes.ts';
import type { Api, ApiNeeds } from './api.ts';
import { articleRoutes } from './articles/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { countedAs, EVENTS_PROTOCOL, requireRights, whoShows } from './auth.ts';
import { backupRoutes } from './backup/routes.ts';
import { callbackRoutes } from './callbacks/routes.ts';
import { callerPageRoutes } from './caller-page/routes.ts';
import { evidenceRoutes } from './calls/evidence-routes.ts';
import { callRoutes } from './calls/routes.ts';
import { talkRoutes } from './calls/talk-routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { readConsole } from './console/files.ts';
import { consoleRoutes } from './console/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import { directoryRoutes } from './directory/routes.ts';
import { answerBadAddress, answerErrors } from './errors.ts';
import { eventRoutes } from './events/routes.ts';
import { floorThenRoutes } from './floor-then/routes.ts';
import { sendSecurityHeaders } from './headers.ts';
import { healthRoutes } from './health/routes.ts';
import { helpdeskRoutes } from './helpdesk/routes.ts';
import { journalRoutes } from './journal/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { sendLongListsInPieces } from './long-answers.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { missedRoutes } from './missed/routes.ts';
import { onCallRoutes } from './on-call/routes.ts';
import { DescribedRoutes } from './openapi/described-routes.ts';
import { openApiRoutes } from './openapi/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { planRoutes } from './plan/routes.ts';
import { qualityRoutes } from './quality/routes.ts';
import { queueRoutes } from './queues/routes.ts';
import { recordedRoutes } from './recorded/routes.ts';
import { recordingRoutes } from './recordings/routes.ts';
import { recordRoutes } from './records/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { resultRoutes } from './results/routes.ts';
import { retentionRoutes } from './retention/routes.ts';
import { scheduleRoutes } from './schedules/routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { signOnRoutes } from './session/sign-on-routes.ts';
import { endSocketsWithSessions } from './session-sockets.ts';
import { echoRoute } from './sip/echo-route.ts';
import { phoneRoutes } from './sip/phone-routes.ts';
import { SIP_PROTOCOL, sipRoutes } from './sip/routes.ts';
import { soundRoutes } from './sounds/routes.ts';
import { statusRoutes } from './status/routes.ts';
import { supervisionRoutes } from './supervision/routes.ts';
import { surveyRoutes } from './surveys/routes.ts';
import { ticketRoutes } from './tickets/routes.ts';
import { followCertificate, httpsServer, nameOf, readTls, servePlainly, type TlsFiles } from './tls.ts';
import { voicemailRoutes } from './voicemails/routes.ts';
import { deliveryRoutes } from './webhooks/delivery-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export interface ServeOptions extends Omit<ApiNeeds, 'secure'> {
  /** To listen on: `127.0.0.1`, `0.0.0.0`, ... */
  readonly address: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string;
  /** Where the built console is; if omitted, or if there is nothing: no console. */
  readonly consoleFolder?: string;
  /** The description of the API, as the build has written it; if omitted, or if there is none: it is made when it is asked for. */
  readonly description?: () => Promise<Readable | undefined>;
  /** If omitted: plain HTTP. */
  readonly tls?: TlsFiles;
  /** Their `X-Forwarded-For` says who asks. Default: none, so the address of the connection counts. */
  readonly trustedProxies?: readonly string[];
  /** How long a request may take to arrive whole. Default: 30 s. */
  readonly patience?: Duration;
}

/** Each connection costs memory before it has shown a token. A thousand desks have two each: the live stream, and their phone. */
const mostConnections = 2500;

export interface ApiServer {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
  /** By which programs on this machine reach it, without TLS. */
  readonly localUrl: string;
  /** Ends live connections too. */
  close(): Promise<void>;
}

/** The port to listen on belongs to somebody else. */
export class PortTaken extends Error {
  readonly code = 'port_taken';
  readonly port: number;

  constructor(address: string, port: number, cause: unknown) {
    super(`port ${port} on ${address} is in use; set CORDBOARD_HTTP_PORT to another one`, { cause });
    this.name = 'PortTaken';
    this.port = port;
  }
}

/** @throws {PortTaken, TlsUnusable} */
export async function serveApi(options: ServeOptions): Promise<ApiServer> {
  const { address, port, tls, log } = options;
  const app = await buildApi(options);
  try {
    await app.listen({ host: address, port });
    if (!tls) {
      const url = urlOf(app, address);
      return { url, localUrl: url, close: () => app.close() };
    }
    const local = await servePlainly(app);
    const unfollow = followCertificate(app, tls, log);
    const close = async (): Promise<void> => {
      unfollow();
      local.close();
      await app.close();
    };
    return { url: await httpsUrlOf(app, address, tls), localUrl: local.url, close };
  } catch (error) {
    await app.close();
    if (hasCode(error) && error.code === 'EADDRINUSE') throw new PortTaken(address, port, error);
    throw error;
  }
}

/**
 * Named from the start: else Fastify loads compilers of its own first, which take longer than all our routes. Its types
 * know no other language for schemas than theirs.
 */
const zodCompilers = {
  buildValidator: () => validatorCompiler,
  buildSerializer: () => serializerCompiler,
} as unknown as NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

/** The API without a port, for `inject`. */
export async function buildApi(options: Omit<ServeOptions, 'address' | 'port'>): Promise<Api> {
  const {
    token,
    consoleFolder,
    tls,
    trustedProxies = [],
    patience = seconds(30),
    description,
    ...given
  } = options;
  const needs = { ...given, secure: tls !== undefined };
  const app = Fastify({
    ...(tls && { serverFactory: httpsServer(await readTls(tls), patience) }),
    logger: false,
    // An empty list would be everybody.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    schemaController: { compilersFactory: zodCompilers },
    // Routes are registered while calls go on, on a busy machine for longer than the usual ten seconds.
    pluginTimeout: 120_000,
    bodyLimit: 1024 * 1024,
    requestTimeout: patience,
    // Node.js looks for those who are too slow only now and then.
    http: { headersTimeout: patience, connectionsCheckingInterval: patience / 2 },
    connectionTimeout: 60_000,
    handlerTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => answerBadAddress(error, reply),
    clientErrorHandler: (error, socket) => answerNoRequest(error, socket),
  }).withTypeProvider<ZodTypeProvider>();
  app.server.maxConnections = mostConnections;
  // Many clients name the type of a body that they do not send: that is no body, not a wrong one.
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : readJson(request, String(body), done),
  );
  // A form of another site can send text without being asked whether it may; nothing of ours is sent as that.
  app.removeContentTypeParser('text/plain');
  answerErrors(app, needs.log, needs.operations);
  const { accounts, secure } = needs;
  const shows = whoShows({ token, accounts, secure });
  sendSecurityHeaders(app, secure);
  sendLongListsInPieces(app);
  // After a restart all screens connect at once: to ask who each is, to upgrade it and to send it a snapshot takes a millisecond.
  const door = new Doorway();
  app.addHook('onRequest', async ({ headers }) => {
    if (headers.upgrade !== undefined) await door.pass();
  });
  requireRights(app, shows, needs.gate);
  await app.register(rateLimit, { max: 3000, timeWindow: 60_000, keyGenerator: countedAs(shows) });
  await app.register(websocket, {
    options: {
      maxPayload: 16 * 1024,
      handleProtocols: (offered) =>
        [EVENTS_PROTOCOL, SIP_PROTOCOL].find((spoken) => offered.has(spoken)) ?? false,
    },
  });
  endSocketsWithSessions(app, accounts);
  const described = new DescribedRoutes(app);
  await app.register(swagger, { openapi: aboutApi(needs.version), transform: described.transform });
  await app.register(async (routes) =>
    registerRoutes(routes.withTypeProvider<ZodTypeProvider>(), needs, described, description),
  );
  const files = consoleFolder === undefined ? undefined : await readConsole(consoleFolder);
  if (files)
    await app.register(async (routes) => consoleRoutes(routes.withTypeProvider<ZodTypeProvider>(), files));
  await app.ready();
  return app;
}

/** What has come is no request, or not all of one. */
function answerNoRequest(error: { readonly code?: string }, socket: Socket): void {
  if (!socket.writable) return;
  const [status, code, message] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', 'too_slow', 'the request did not arrive in time']
      : ['400 Bad Request', 'bad_request', 'this is not valid HTTP'];
  const body = JSON.stringify({ error: { code, message } });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}

/** Calls go on meanwhile: all of them in one go take a tenth of a second. */
async function registerRoutes(
  app: Api,
  needs: ApiNeeds,
  described: DescribedRoutes,
  description: ServeOptions['description'],
): Promise<void> {
  await eachInSlices(resources, (routes) => routes(app, needs));
  openApiRoutes(app, described, description);
}

const resources: readonly ((app: Api, needs: ApiNeeds) => void)[] = [
  sessionRoutes,
  signOnRoutes,
  peopleRoutes,
  statusRoutes,
  healthRoutes,
  callRoutes,
  evidenceRoutes,
  floorThenRoutes,
  talkRoutes,
  resultRoutes,
  ticketRoutes,
  helpdeskRoutes,
  surveyRoutes,
  articleRoutes,
  qualityRoutes,
  caseRoutes,
  callbackRoutes,
  missedRoutes,
  alarmRoutes,
  agentRoutes,
  queueRoutes,
  scheduleRoutes,
  onCallRoutes,
  contactRoutes,
  directoryRoutes,
  planRoutes,
  voicemailRoutes,
  recordingRoutes,
  soundRoutes,
  announcementRoutes,
  supervisionRoutes,
  reportRoutes,
  recordRoutes,
  journalRoutes,
  auditRoutes,
  recordedRoutes,
  retentionRoutes,
  eventRoutes,
  liveRoutes,
  sipRoutes,
  echoRoute,
  callerPageRoutes,
  phoneRoutes,
  webhookRoutes,
  deliveryRoutes,
  backupRoutes,
  metricsRoutes,
];

const aboutApi = (version: string) => ({
  info: {
    title: 'Cordboard',
    version,
    description:
      'Times are ISO 8601 in UTC; durations are milliseconds. Live journal entries come over a websocket at ' +
      '/v1/events?after=SEQ; see docs/api.md.',
  },
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
  security: [{ token: [] }],
});

async function httpsUrlOf(app: Api, address: string, tls: TlsFiles): Promise<string> {
  const url = new URL(urlOf(app, address).replace('http', 'https'));
  url.hostname = nameOf(await readTls(tls)) ?? url.hostname;
  return url.origin;
}

function urlOf(app: Api, address: string): string {
  const bound = app.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the API is not listening');
  // What listens everywhere is reached by us on the loopback.
  const host = ['0.0.0.0', '::', ''].includes(address) ? '127.0.0.1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

const hasCode = (error: unknown): error is { code: unknown } =>
  typeof error === 'object' && error !== null && 'code' in error;
