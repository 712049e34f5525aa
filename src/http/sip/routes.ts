/**
 * `/sip`: SIP over a websocket for browser phones, on the origin and port of everything else. Asterisk's own websocket stays
 * on the loopback.
 *
 * Of an account one page is connected at a time, the owner. Another tab is told that there is one, and may take over; a page
 * that comes back (same `tab`) replaces itself.
 */
import { sipQuery } from '../../contract/phone.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Lock } from './lock.ts';
import { ownPhone } from './own-phone.ts';
import { closeCodes, Tunnel } from './tunnel.ts';
import { ownPhoneSends } from './whose.ts';

export const SIP_PROTOCOL = 'sip';

interface Owner {
  readonly tab: string;
  readonly tunnel: Tunnel;
}

export function sipRoutes(app: Api, needs: ApiNeeds): void {
  const { operations, browserPhones, log } = needs;
  if (!browserPhones) return;
  const owners = new Map<string, Owner>();
  const lock = new Lock(() => operations.now());

  app.get(
    '/sip',
    {
      websocket: true,
      config: { right: 'use_own_phone', scoped: true },
      schema: { summary: 'SIP of the own browser phone (websocket, subprotocol sip)', querystring: sipQuery },
    },
    (page, request) => {
      page.on('error', (error) => log.debug({ err: error }, 'the websocket of a browser phone failed'));
      const { tab, legs, takeover, agent } = request.query;
      const own = ownPhone(request, needs, agent);
      const { phone } = own;
      const key = phone === undefined ? undefined : browserPhones.keyOf(phone);
      if (phone === undefined || key === undefined)
        return page.close(1008, 'this agent has no browser phone');
      const who = `${phone} ${request.ip}`;
      if (lock.isLocked(who)) {
        browserPhones.refused('locked');
        return page.close(closeCodes.locked, 'too many refused messages');
      }
      // An Asterisk that is just starting would leave a REGISTER without an answer, for which a page waits half a minute.
      const to = operations.health().ready ? browserPhones.wayIn() : undefined;
      if (to === undefined) return page.close(closeCodes.tryAgainLater, 'Asterisk is not ready');
      const owner = owners.get(phone);
      if (owner && owner.tab !== tab && takeover !== 'yes')
        return page.close(closeCodes.otherTab, 'the phone is in another tab');
      const mine: Owner = {
        tab,
        tunnel: new Tunnel(page, {
          isTheirs: ownPhoneSends(phone),
          key,
          to,
          registered: (isRegistered) =>
            isRegistered
              ? browserPhones.arrived(
                  phone,
                  legs.split(',').filter((leg) => leg !== ''),
                )
              : browserPhones.left(phone, 'gone'),
          refused: (why) => {
            browserPhones.refused(why);
            const isLocked = lock.refused(who);
            if (isLocked)
              log.warn({ phone, from: request.ip, why }, 'a browser phone was locked out for ten minutes');
            return !isLocked;
          },
          closed: (why) => {
            if (owners.get(phone) !== mine) return;
            owners.delete(phone);
            browserPhones.left(phone, why);
          },
        }),
      };
      owners.set(phone, mine);
      owner?.tunnel.close(
        closeCodes.takenOver,
        owner.tab === tab ? 'the page has connected again' : 'another tab has taken over',
      );
    },
  );
}
