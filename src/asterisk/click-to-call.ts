/**
 * Has a phone make a call: Asterisk rings the phone, and once it is picked up, it dials in the phone's own context. So the
 * call arrives as if the agent had dialled, with all that follows from it; should no engine be there by then, the dialplan
 * has it, as it has every call.
 *
 * The channel is in no application while it rings, so its end is subscribed to. Its id says that it is such a channel,
 * since when it has rung, and from which ticket the call is made (`cb-k3f-click-1764417000123-7-t12`): an engine that was started
 * meanwhile still knows what arrives.
 */
import type { TelephonyEvent } from '../call/kept/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dialled, Performed } from '../ports/telephony.ts';
import { defined } from '../shared/defined.ts';
import { legId } from '../shared/ids.ts';
import { type Instant, seconds } from '../shared/time.ts';
import type { AriEvent } from './ari/ari-event.ts';
import type { AriLink } from './ari/ari-link.ts';
import { callerId } from './caller-id.ts';
import { causeUnanswered, reasonUnanswered } from './causes.ts';
import { clickedChannel } from './ids.ts';
import { performed } from './outcomes.ts';
import { dialString } from './performer.ts';

const ringsFor = seconds(30);
/** Nothing that means anything to the dialplan. */
const mayBeDialled = /^[A-Za-z0-9+*#._-]{1,80}$/;

export interface ClickedCallsNeeds {
  readonly app: string;
  readonly instance: string;
  readonly link: Pick<AriLink, 'request'>;
  readonly clock: Clock;
  readonly tell: (event: TelephonyEvent) => void;
}

interface Ringing {
  readonly phone: string;
  readonly to: string;
  readonly since: Instant;
  rang: boolean;
}

export class ClickedCalls {
  readonly #needs: ClickedCallsNeeds;
  readonly #ringing = new Map<string, Ringing>();
  #made = 0;

  constructor(needs: ClickedCallsNeeds) {
    this.#needs = needs;
  }

  /** `trunk`: the phone is a number outside, reached over it. `ticket`: from which the call is made. */
  async dial(
    phone: string,
    to: string,
    { trunk, ticket }: { readonly trunk?: string; readonly ticket?: number } = {},
  ): Promise<Dialled> {
    const endpoint = dialString(
      trunk === undefined ? { kind: 'phone', phone } : { kind: 'outside', number: phone, trunk },
    );
    if (endpoint === undefined || !mayBeDialled.test(to))
      return { outcome: 'refused', reason: `${phone} cannot dial ${JSON.stringify(to)}` };
    const { app, instance, link, clock } = this.#needs;
    const since = clock.now();
    const channelId = clickedChannel(instance, { at: since, ...defined({ ticket }) }, (this.#made += 1));
    const parameters = {
      channelId,
      endpoint,
      extension: to,
      context: 'from-phone',
      priority: 1,
      timeout: ringsFor / 1000,
    };
    // The phone shows who is about to be called; to the others the call is the phone's.
    const variables =
      trunk === undefined ? { 'CONNECTEDLINE(all,i)': callerId('', to), 'CALLERID(num)': phone } : {};
    this.#ringing.set(channelId, { phone, to, since, rang: false });
    const asked = link.request('channels', 'originateWithId', parameters, { variables }, channelId);
    // Behind the other on the same connection: the channel is there by then, and has hardly rung.
    const source = { applicationName: app, eventSource: `channel:${channelId}` };
    void link.request('applications', 'subscribe', source, undefined, channelId);
    const result: Performed = performed(await asked);
    if (result.outcome === 'done') return { ...result, leg: legId(channelId) };
    this.#ringing.delete(channelId);
    return result;
  }

  /** Whether the event is about a phone that rings for a call of its own. */
  hear(event: AriEvent): boolean {
    if (event.type === 'StasisStart') this.#ringing.delete(event.channel.id);
    if (event.type === 'ChannelStateChange') {
      const ringing = this.#ringing.get(event.channel.id);
      if (ringing && event.channel.state === 'Ringing') ringing.rang = true;
      return ringing !== undefined;
    }
    if (event.type !== 'ChannelDestroyed') return false;
    const ringing = this.#ringing.get(event.channel.id);
    if (!ringing) return false;
    this.#ringing.delete(event.channel.id);
    const { phone, to, since, rang } = ringing;
    const ending = { cause: event.cause, status: event.tech_cause };
    const why = reasonUnanswered(ending, rang);
    const ended = causeUnanswered(ending, rang);
    const { clock, tell } = this.#needs;
    tell({
      type: 'ownPhoneNotAnswered',
      at: clock.now(),
      leg: legId(event.channel.id),
      phone,
      dialled: to,
      since,
      // Asterisk gives up by itself.
      cause: ended === 'hung_up' ? 'no_answer' : ended,
      ...(why === undefined ? {} : { why }),
    });
    return true;
  }

  /** What ends meanwhile is not heard of. */
  linkLost(): void {
    this.#ringing.clear();
  }
}
