/** What a page needs for its phone, and what it says of it. */
import type { FastifyRequest } from 'fastify';
import { refusals } from '../../contract/common.ts';
import {
  phoneAsked,
  phoneGiven,
  phoneQuality,
  phoneQualityKept,
  phoneState,
  phoneStateSet,
} from '../../contract/phone.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';
import { iceFor } from './ice-servers.ts';
import { ownPhone } from './own-phone.ts';

/** With which a pause begins that the page has asked for, because it cannot be talked on. */
const unusable = 'phone: ';
/** In which the user of a SIP address is; our Asterisk asks for none. */
export const sipDomain = 'cordboard';

export function phoneRoutes(app: Api, needs: ApiNeeds): void {
  const { operations, gate, ice = { urls: [] } } = needs;
  const mine = (request: unknown, agent: string | undefined): { agent: string; phone: string } => {
    const own = ownPhone(request as FastifyRequest, needs, agent);
    if (own.agent === undefined || own.phone === undefined) throw new Refusal('no_browser_phone');
    return { agent: own.agent, phone: own.phone };
  };

  app.post(
    '/v1/me/phone',
    {
      config: { right: 'use_own_phone', scoped: true },
      schema: {
        summary: 'Account and servers of the own browser phone; it connects at /sip, without a password',
        body: phoneAsked,
        response: { 200: phoneGiven, ...refusals },
      },
    },
    async (request) => {
      const { phone } = mine(request, request.body?.agent);
      const { iceServers, until } = iceFor(ice, phone, operations.now());
      return {
        user: phone,
        domain: sipDomain,
        iceServers,
        ...(until !== undefined && { expiresAt: iso(until) }),
      };
    },
  );

  app.post(
    '/v1/me/phone/state',
    {
      config: { right: 'use_own_phone', scoped: true },
      schema: {
        summary: 'Say that the own browser phone cannot be talked on, or can again',
        body: phoneState,
        response: { 200: phoneStateSet, ...refusals },
      },
    },
    async (request) => {
      const { usable, because = 'not usable' } = request.body;
      const { agent } = mine(request, request.body.agent);
      const pause = operations.agent(agent)?.pause;
      const actor = actorOf(request);
      if (!usable)
        orRefuse(
          await gate.ask(
            {
              ask: 'change_agent',
              change: { type: 'agentPaused', agent, reason: `${unusable}${because}` },
            },
            actor,
          ),
        );
      // A pause for another reason is not the page's to end.
      else if (pause?.reason.startsWith(unusable))
        orRefuse(await gate.ask({ ask: 'change_agent', change: { type: 'agentResumed', agent } }, actor));
      return { usable };
    },
  );

  app.post(
    '/v1/me/phone/quality',
    {
      config: { right: 'use_own_phone', scoped: true },
      schema: {
        summary: 'How the call on the own browser phone sounds so far; the last figures get into its record',
        body: phoneQuality,
        response: { 200: phoneQualityKept, ...refusals },
      },
    },
    async (request) => {
      const { agent, lossPercent: loss, jitterMs: jitter, roundTripMs: roundTrip } = request.body;
      const { phone } = mine(request, agent);
      const quality = { loss, jitter, ...(roundTrip !== undefined && { roundTrip }) };
      return { kept: needs.browserPhones?.measured(phone, quality) ?? false };
    },
  );
}
