/**
 * The caller page: which numbers visitors may call, a visit for one call, and its SIP. Nobody logs in here. What a visitor can reach
 * is up to Asterisk's context for this page, which has the numbers of the page and nothing else.
 */
import { callerPage, visitAsked, visitGiven, visitQuery } from '../../contract/caller-page.ts';
import { refusals } from '../../contract/common.ts';
import type { Plan } from '../../plan/model.ts';
import { callerPageLine } from '../../plan/rules/caller-page.ts';
import { type Duration, minutes } from '../../shared/time.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';
import { iceFor } from '../sip/ice-servers.ts';
import { sipDomain } from '../sip/phone-routes.ts';
import { closeCodes, Tunnel } from '../sip/tunnel.ts';
import { oneCall } from '../sip/whose.ts';
import { Visits } from './visits.ts';

/** Asking costs little; calls have limits of their own. */
const rateLimit = { max: 120, timeWindow: 60_000 };
const config = { open: true, rateLimit } as const;
/** A log-in at the TURN servers, for someone whom nobody knows. */
const relayedFor: Duration = minutes(60);

export function callerPageRoutes(app: Api, needs: ApiNeeds): void {
  const { operations, browserPhones, log, ice = { urls: [] } } = needs;
  const visits = new Visits(() => operations.now());
  const pageOf = ({ callerPage: page }: Plan) => {
    if (!page || !browserPhones) throw new Refusal('no_caller_page');
    return page;
  };

  app.get(
    '/v1/caller-page',
    {
      config,
      schema: {
        summary: 'Numbers that visitors may call from the page /call',
        security: [],
        response: { 200: callerPage, ...refusals },
      },
    },
    async () => {
      const { plan } = operations.plan();
      const numbers = Object.entries(pageOf(plan).numbers).map(([number, title]) => ({ number, title }));
      return { company: plan.company, numbers };
    },
  );

  app.post(
    '/v1/caller-page/visits',
    {
      config,
      schema: {
        summary: 'Begin one call from the page /call; its SIP goes over the websocket /sip/visit',
        security: [],
        body: visitAsked,
        response: { 200: visitGiven, ...refusals },
      },
    },
    async ({ body: { number }, ip }, reply) => {
      const page = pageOf(operations.plan().plan);
      if (page.numbers[number] === undefined) throw new Refusal('not_on_caller_page');
      if (!operations.health().ready) throw new Refusal('not_ready');
      const begun = visits.begin(ip, number, page);
      if ('refused' in begun) throw new Refusal(begun.refused);
      void reply.header('cache-control', 'no-store');
      const { iceServers } = iceFor(ice, callerPageLine, operations.now(), relayedFor);
      return { visit: begun.visit, user: callerPageLine, domain: sipDomain, iceServers };
    },
  );

  if (!browserPhones) return;
  app.get(
    '/sip/visit',
    {
      websocket: true,
      config,
      schema: {
        summary: 'SIP of one call from the page /call (websocket, subprotocol sip)',
        security: [],
        querystring: visitQuery,
      },
    },
    (page, request) => {
      page.on('error', (error) => log.debug({ err: error }, 'the websocket of a visitor failed'));
      const { visit } = request.query;
      const number = visits.open(visit, request.ip);
      const key = browserPhones.keyOf(callerPageLine);
      if (number === undefined || key === undefined) {
        browserPhones.refused('not_own_account');
        return page.close(1008, 'this visit is not open');
      }
      const to = operations.health().ready ? browserPhones.wayIn() : undefined;
      if (to === undefined) {
        visits.end(visit);
        return page.close(closeCodes.tryAgainLater, 'Asterisk is not ready');
      }
      new Tunnel(page, {
        isTheirs: oneCall(callerPageLine, number),
        key,
        to,
        registered: () => undefined,
        // Whoever sends anything else has written a page of their own.
        refused: (why) => {
          browserPhones.refused(why);
          log.warn({ from: request.ip, why }, 'a visitor of the caller page was cut off');
          return false;
        },
        closed: () => visits.end(visit),
      });
    },
  );
}
