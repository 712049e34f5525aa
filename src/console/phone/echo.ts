/**
 * The echo call of the start of a shift: the page calls the echo of Asterisk, the agent hears themselves, and the browser measures the
 * way there and back. It is no call of the floor: the engine has no part in it.
 */
import { meterOf } from './microphone.ts';
import { callFromPage, type PageCallEnd, type PageCallNeeds } from './page-call.ts';
import type { BothWays } from './quality.ts';

/** Extension of `[from-phone]` in asterisk-conf/extensions.conf. */
const echoNumber = 'cordboard-echo';
/** Long enough to say a sentence, and for Asterisk's first report of what it has lost, after five seconds. */
const shortest = 6000;
/** If no report comes, the rest has to do. */
const longest = 12_000;
const lookEvery = 100;

export interface EchoFigures extends BothWays {
  /** Loudest of the microphone, and of what came back; from 0 to 1. */
  readonly said: number;
  readonly cameBack: number;
}

export type EchoEnd =
  | { readonly is: 'measured'; readonly figures: EchoFigures }
  | { readonly is: 'stopped' }
  | { readonly is: Exclude<PageCallEnd, 'over'> };

export interface EchoNeeds extends Pick<PageCallNeeds, 'account' | 'microphone' | 'play'> {
  /** Of the microphone, now. */
  readonly level: () => number;
  /** The echo is there. */
  readonly answered: () => void;
  /** Called once. */
  readonly ended: (end: EchoEnd) => void;
}

/** @returns ends it early */
export function callEcho({ account, microphone, play, level, answered, ended }: EchoNeeds): () => void {
  let meter: ReturnType<typeof meterOf> | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  let figures: EchoFigures | undefined;
  let isWhole = false;
  let isStopped = false;
  const call = callFromPage({
    path: '/sip/echo',
    account,
    number: echoNumber,
    microphone,
    play: (sound) => {
      meter = meterOf(sound);
      play(sound);
    },
    changed: (state) => {
      if (state !== 'talking') return;
      answered();
      looking ??= look();
    },
    ended: (how) => {
      clearInterval(looking);
      meter?.close();
      if (isWhole && figures) ended({ is: 'measured', figures });
      else ended({ is: isStopped || how === 'over' ? 'stopped' : how });
    },
  });

  function look(): ReturnType<typeof setInterval> {
    const since = performance.now();
    let [said, cameBack] = [0, 0];
    return setInterval(() => {
      said = Math.max(said, level());
      cameBack = Math.max(cameBack, meter?.level() ?? 0);
      void call.quality().then((quality) => {
        const passed = performance.now() - since;
        // Nothing at all has come back: all of it is lost.
        figures = { ...(quality ?? { lossPercent: 100, jitterMs: 0 }), said, cameBack };
        if (passed < shortest || (figures.sentLossPercent === undefined && passed < longest)) return;
        clearInterval(looking);
        isWhole = true;
        call.hangUp();
      });
    }, lookEvery);
  }

  return () => {
    isStopped = true;
    call.hangUp();
  };
}
