/** `/sip/echo`: SIP of one call of the own browser phone to Asterisk's echo, while the phone itself is not in use, or in another tab. */
import { echoQuery } from '../../contract/phone.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { ownPhone } from './own-phone.ts';
import { closeCodes, Tunnel } from './tunnel.ts';
import { oneCall } from './whose.ts';

/** Extension of `[from-phone]` in asterisk-conf/extensions.conf. */
const echoNumber = 'cordboard-echo';

export function echoRoute(app: Api, needs: ApiNeeds): void {
  const { operations, browserPhones, log } = needs;
  if (!browserPhones) return;
  app.get(
    '/sip/echo',
    {
      websocket: true,
      config: { right: 'use_own_phone', scoped: true },
      schema: {
        summary: 'SIP of one call of the own browser phone to the echo (websocket, subprotocol sip)',
        querystring: echoQuery,
      },
    },
    (page, request) => {
      page.on('error', (error) => log.debug({ err: error }, 'the websocket of an echo call failed'));
      const { phone } = ownPhone(request, needs, request.query.agent);
      const key = phone === undefined ? undefined : browserPhones.keyOf(phone);
      if (phone === undefined || key === undefined)
        return page.close(1008, 'this agent has no browser phone');
      const to = operations.health().ready ? browserPhones.wayIn() : undefined;
      if (to === undefined) return page.close(closeCodes.tryAgainLater, 'Asterisk is not ready');
      new Tunnel(page, {
        isTheirs: oneCall(phone, echoNumber),
        key,
        to,
        registered: () => undefined,
        refused: (why) => {
          browserPhones.refused(why);
          log.warn({ phone, from: request.ip, why }, 'an echo call was cut off');
          return false;
        },
        closed: () => undefined,
      });
    },
  );
}
