/**
 * The phone of this page rings for what no offer stands for: what its person has asked for (to listen to a talk, to call someone, to
 * record a prompt), or an alarm. They ask on other pages than the desk, so it can be answered on every page.
 */
import { useLocation } from 'wouter-preact';
import { Icon } from '../parts/icon.tsx';
import { t } from '../words/words.ts';
import { myCall } from './mine.ts';
import { onPhone, ownRing } from './own-phone.ts';

export function OwnRing() {
  const [location] = useLocation();
  const call = ownRing.value;
  // A talk that the engine knows is on the desk, with all that can be done.
  if (!call || (call.state === 'talking' && myCall.value && location === '/desk')) return null;
  const words = t().desk;
  const rings = call.state === 'ringing';
  return (
    <div class="note banner" role="alert">
      <Icon name="calls" size={16} />
      <span class="row">
        {rings ? words.phone.rings : words.phone.talks}
        {rings && (
          <button type="button" class="button main small" onClick={onPhone.answerOwn}>
            {words.call.answer}
          </button>
        )}
        <button type="button" class="button bad small" onClick={rings ? onPhone.declineOwn : onPhone.hangUp}>
          {rings ? words.call.decline : words.act.end}
        </button>
      </span>
    </div>
  );
}
