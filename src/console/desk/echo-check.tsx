/** The echo call: the agent hears themselves as callers would, and reads what that means. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { Refusal } from '../parts/refusal.tsx';
import type { EchoEnd, EchoFigures } from '../phone/echo.ts';
import { type Verdict, verdictOf } from '../phone/verdict.ts';
import { decimal } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { deviceOf, microphone, sendTo } from './own-phone.ts';

type Standing = EchoEnd | { readonly is: 'idle' | 'calling' | 'talking' };

const looks: Readonly<Record<Verdict, string>> = {
  good: 'note good',
  fair: 'note',
  poor: 'note bad',
  silent: 'note bad',
  quiet: 'note',
};

export function EchoCheck() {
  const words = t().desk.shift.echo;
  const [standing, set] = useState<Standing>({ is: 'idle' });
  const [problem, setProblem] = useState<Refused>();
  const hangUp = useRef<() => void>();
  // Who starts the shift has heard enough.
  useEffect(() => () => hangUp.current?.(), []);
  const isOn = standing.is === 'calling' || standing.is === 'talking';
  const call = async (): Promise<void> => {
    set({ is: 'calling' });
    setProblem(undefined);
    const refused = await callTheEcho(set, (end) => {
      hangUp.current = end;
    });
    if (!refused) return;
    setProblem(refused);
    set({ is: 'idle' });
  };
  return (
    <div class="shift-echo">
      <div class="shift-step">
        <button type="button" class="button" onClick={() => (isOn ? hangUp.current?.() : void call())}>
          {isOn ? words.stop : words.start}
        </button>
        <span class="hint soft small">{words.about}</span>
      </div>
      <Refusal refused={problem} />
      <div role="status">
        {standing.is === 'calling' && <p class="soft">{words.calling}</p>}
        {standing.is === 'talking' && <p class="note">{words.talking}</p>}
        {(standing.is === 'not_answered' || standing.is === 'no_connection') && (
          <p class="note bad">{words.failed[standing.is]}</p>
        )}
        {standing.is === 'measured' && <Result figures={standing.figures} />}
      </div>
    </div>
  );
}

function Result({ figures }: { figures: EchoFigures }) {
  const words = t().desk.shift.echo;
  const verdict = verdictOf(figures);
  const { lossPercent, sentLossPercent, jitterMs, roundTripMs } = figures;
  const lines: readonly (readonly [string, string])[] = [
    [words.lossHere, words.percent(decimal(lossPercent))],
    [words.lossThere, sentLossPercent === undefined ? '–' : words.percent(decimal(sentLossPercent))],
    [words.jitter, words.ms(decimal(jitterMs))],
    [words.roundTrip, roundTripMs === undefined ? '–' : words.ms(decimal(roundTripMs))],
  ];
  return (
    <>
      <p class={looks[verdict]}>{words.verdict[verdict]}</p>
      <dl class="shift-figures">
        {lines.map(([name, figure]) => (
          <div key={name}>
            <dt class="soft small">{name}</dt>
            <dd class="figure">{figure}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

async function callTheEcho(
  set: (standing: Standing) => void,
  began: (hangUp: () => void) => void,
): Promise<Refused | undefined> {
  const from = microphone.peek();
  const account = await api.phone.account();
  if (!account.ok) return account.refused;
  if (!from) {
    set({ is: 'stopped' });
    return undefined;
  }
  const { callEcho } = await import('../phone/echo.ts');
  const voice = new Audio();
  await sendTo(voice, deviceOf('headset'));
  began(
    callEcho({
      account: account.value,
      microphone: from.stream,
      level: () => from.level(),
      play: (sound) => {
        voice.srcObject = sound;
        void voice.play();
      },
      answered: () => set({ is: 'talking' }),
      ended: (end) => {
        voice.srcObject = null;
        set(end);
      },
    }),
  );
  return undefined;
}
