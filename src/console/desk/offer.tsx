/** A call that rings for me: who, why, how long they have waited, and how long it still rings. */
import type { LiveOffer } from '../../contract/live/me.ts';
import { now } from '../live/live.ts';
import { callerTitle } from '../parts/caller.ts';
import { Since } from '../parts/length.tsx';
import { clockLength } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { OfferTickets } from './call-tickets.tsx';
import { CallerHead } from './caller-head.tsx';
import { glanceOfOffer } from './facts.ts';
import { Facts } from './facts.tsx';
import { KeyButton } from './keys.tsx';
import { OpenInCrm } from './open-in-crm.tsx';
import { canAnswer, isAnswering, onPhone } from './own-phone.ts';

export function Offer({ offer }: { offer: LiveOffer }) {
  const words = t().desk.call;
  return (
    <article class="call-card card is-offer" aria-label={words.rings}>
      <p class="call-kind is-ringing">
        {words.rings}
        {offer.ringsUntil && <TimeLeft from={offer.madeAt} until={offer.ringsUntil} />}
      </p>
      <CallerHead caller={offer.caller} />
      <Facts
        call={offer.call}
        caller={offer.caller}
        queue={offer.queue?.title}
        glance={glanceOfOffer(offer)}
        known={offer.contact}
        waited={offer.waitingSince && <Since since={offer.waitingSince} />}
      />
      <OpenInCrm crm={offer.crm} />
      <OfferTickets offer={offer} />
      {canAnswer.value || isAnswering.value ? (
        <div class="call-buttons">
          <KeyButton
            letter="a"
            kind="main"
            icon="calls"
            isLarge
            isOff={isAnswering.value}
            act={onPhone.answer}
          >
            {words.answer}
          </KeyButton>
          <KeyButton letter="d" kind="bad" icon="end" isLarge isOff={isAnswering.value} act={onPhone.decline}>
            {words.decline}
          </KeyButton>
        </div>
      ) : (
        <p class="call-buttons soft">{words.pickUp}</p>
      )}
    </article>
  );
}

function TimeLeft({ from, until }: { from: string; until: string }) {
  const left = Math.max(0, Date.parse(until) - now.value);
  const whole = Date.parse(until) - Date.parse(from);
  return (
    <span class="time-left">
      {t().desk.call.timeLeft} <span class="figure">{clockLength(left)}</span>
      <progress class="time-bar" max={Math.max(1, whole)} value={left} aria-hidden="true" />
    </span>
  );
}

/** Said once by a screen reader; the clock in it is not. */
export const Announcement = ({ offer }: { offer: LiveOffer | undefined }) => (
  <p class="hidden-words" role="alert">
    {offer && t().desk.call.announce(callerTitle(offer.caller), offer.queue?.title ?? '')}
  </p>
);
