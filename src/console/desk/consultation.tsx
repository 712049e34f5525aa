/** While I ask someone, or add someone: how far that is, and what comes next. */
import { useState } from 'preact/hooks';
import type { OwnCall } from '../../contract/live/me.ts';
import { api } from '../api/api.ts';
import { t } from '../words/words.ts';
import { calledTitle } from './call-in.tsx';
import { Keypad } from './keypad.tsx';
import { KeyButton } from './keys.tsx';
import { myName } from './mine.ts';
import { isConnected } from './own-phone.ts';
import { ask } from './refusals.ts';

export function Consultation({ call, aside }: { call: OwnCall; aside: OwnCall }) {
  const words = t().desk.consult;
  // A number outside may have a menu.
  const [hasKeypad, setKeypad] = useState(false);
  const who = calledTitle(aside.with ?? aside.dialled);
  const { asideFor = 'talk' } = aside;
  const talks = aside.phase === 'talking';
  const isWithCaller = talks && aside.onHold?.by === myName.value;
  const isAsked = talks && !isWithCaller;
  const calling = [
    aside.phase === 'waiting' ? words.searching : words.ringing,
    ...(asideFor === 'talk' ? [] : [words.onAnswer[asideFor]]),
  ].join('; ');
  return (
    <section class="consultation" aria-label={asideFor === 'talk' ? words.title(who) : words.callingIn(who)}>
      <p>
        <strong>{who}</strong>{' '}
        <span class="soft">{talks ? (isWithCaller ? words.back : words.talking) : calling}</span>
      </p>
      <div class="call-buttons">
        {asideFor === 'talk' && (
          <KeyButton letter="s" isOff={!talks} act={() => void ask(api.calls.talk(call.id, 'swap'))}>
            {words.swap}
          </KeyButton>
        )}
        <KeyButton
          letter="t"
          icon="transfer"
          kind="main"
          act={() => void ask(api.calls.talk(call.id, 'complete'))}
        >
          {words.complete}
        </KeyButton>
        {asideFor === 'talk' && (
          <KeyButton
            letter="j"
            icon="join"
            isOff={!talks}
            act={() => void ask(api.calls.talk(call.id, 'merge'))}
          >
            {words.merge}
          </KeyButton>
        )}
        <KeyButton letter="b" act={() => void ask(api.calls.talk(call.id, 'cancel'))}>
          {asideFor === 'talk' ? words.cancel : words.stop}
        </KeyButton>
        {isAsked && isConnected.value && (
          <KeyButton letter="k" icon="keypad" isPressed={hasKeypad} act={() => setKeypad(!hasKeypad)}>
            {t().desk.act.keypad}
          </KeyButton>
        )}
      </div>
      {isAsked && hasKeypad && <Keypad close={() => setKeypad(false)} />}
    </section>
  );
}
