/**
 * A call that rings while the agent looks at something else: a notice of the system says so, as long as it rings. It only brings the
 * page to the front: a click that answers would be one made by mistake.
 */
import { computed, effect, signal } from '@preact/signals';
import { callerTitle } from '../parts/caller.ts';
import { language, t } from '../words/words.ts';
import { myOffer } from './mine.ts';
import { ownRing } from './own-phone.ts';

const isLookedAt = signal(document.hasFocus());

/** Asked by the click that starts the shift: browsers ask for nothing without one. The shift does not wait for the answer. */
export function askForNotices(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission();
}

/** The id alone: what else the stream says of an offer while it rings is no new notice. */
const rings = computed(() => myOffer.value?.id ?? (ownRing.value?.state === 'ringing' ? 'own' : undefined));
const unseen = computed(() => (isLookedAt.value ? undefined : rings.value));

/** As long as the page is there. */
export function showNotices(): void {
  for (const event of ['focus', 'blur'])
    window.addEventListener(event, () => {
      isLookedAt.value = document.hasFocus();
    });
  effect(() => {
    if (unseen.value === undefined) return;
    const notice = noticeOf(unseen.value);
    return () => notice?.close();
  });
}

function noticeOf(tag: string): Notification | undefined {
  const offer = myOffer.peek();
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined;
  try {
    const notice = new Notification(offer ? callerTitle(offer.caller) : t().desk.phone.rings, {
      body: offer ? [t().desk.call.rings, offer.queue?.title].filter(Boolean).join(' · ') : '',
      lang: language.peek(),
      // Two tabs of one person make one notice.
      tag,
      requireInteraction: true,
      // The page rings by itself, on the device that was chosen for it.
      silent: true,
    });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
    return notice;
  } catch {
    // Chromium on Android lets only a service worker make one.
    return undefined;
  }
}
