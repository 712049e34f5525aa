/** The call while it goes on. */
import { useEffect, useState } from 'preact/hooks';
import type { PageCall, PageCallState } from '../phone/page-call.ts';
import { t } from '../words/words.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

export function Talk({
  title,
  state,
  since,
  call,
}: {
  title: string;
  state: PageCallState;
  since: number;
  call: PageCall;
}) {
  const words = t().callerPage;
  const [isMuted, setMuted] = useState(false);
  return (
    <div class="caller-talk">
      <p role="status">{state === 'calling' ? words.calling(title) : words.talking(title)}</p>
      {state === 'talking' && <Seconds since={since} />}
      <div class="caller-acts">
        {state === 'talking' && (
          <button
            type="button"
            class="button"
            aria-pressed={isMuted}
            onClick={() => {
              call.mute(!isMuted);
              setMuted(!isMuted);
            }}
          >
            {isMuted ? words.unmute : words.mute}
          </button>
        )}
        <button type="button" class="button bad" onClick={() => call.hangUp()}>
          {words.hangUp}
        </button>
      </div>
      {state === 'talking' && (
        <fieldset class="caller-keys">
          <legend class="soft small">{words.keypad}</legend>
          {keys.map((key) => (
            <button key={key} type="button" class="button" onClick={() => call.keys(key)}>
              {key}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** Not read out: it changes each second. */
function Seconds({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <span class="figure soft">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  );
}
