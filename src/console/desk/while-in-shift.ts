/** What the browser does while this page is the phone of a shift: the machine stays awake, and a page that talks is not closed by mistake. */
import { effect } from '@preact/signals';
import { isConnected, phoneView } from './own-phone.ts';

let lock: WakeLockSentinel | undefined;

/** A machine that sleeps has no phone. Not to be had without https, or when the battery is low: then it sleeps as before. */
async function stayAwake(): Promise<void> {
  if (!isConnected.peek() || document.visibilityState !== 'visible' || (lock && !lock.released)) return;
  lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
  if (!isConnected.peek()) await sleepAgain();
}

async function sleepAgain(): Promise<void> {
  await lock?.release();
  lock = undefined;
}

/** The browser asks whether to leave. The caller of a page that is gone hears music for some seconds, and then waits again. */
const askFirst = (event: BeforeUnloadEvent): void => event.preventDefault();

/** As long as the page is there. */
export function keepShift(): void {
  effect(() => {
    if (isConnected.value) void stayAwake();
    else void sleepAgain();
  });
  // The browser takes it away while the page is hidden.
  document.addEventListener('visibilitychange', () => void stayAwake());
  effect(() => {
    if (phoneView.value?.call?.state !== 'talking') return;
    window.addEventListener('beforeunload', askFirst);
    return () => window.removeEventListener('beforeunload', askFirst);
  });
}
