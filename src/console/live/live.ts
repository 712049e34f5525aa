/** The console's one live connection, and the clock that it brings. */
import { computed, effect, signal } from '@preact/signals';
import type { LiveMe } from '../../contract/live/me.ts';
import type { LiveMessage } from '../../contract/live/messages.ts';
import { recheckSession } from '../api/session.ts';
import { timeZone } from '../words/figures.ts';
import { Floor } from './floor.ts';
import { meChanged } from './me.ts';
import { LiveStream } from './stream.ts';

export const floor = new Floor();
/** What concerns the agent who is logged in; undefined: nothing has come yet, or the person has no agent. */
export const mine = signal<LiveMe | undefined>(undefined);
const stream = signal<LiveStream | undefined>(undefined);
const tick = signal(Date.now());

/** By the engine's clock, in milliseconds since 1970; it changes once a second. */
export const now = computed(() => tick.value + (stream.value?.offset.value ?? 0));
/** Undefined while the screen is true; else the moment up to which it was. */
export const staleSince = computed(() => stream.value?.staleSince.value);
export const hasFloor = computed(() => floor.house.value !== undefined);

export function goLive(topics: readonly ('floor' | 'me')[]): void {
  stream.value ??= openLive(topics, (message) => {
    if (message.type === 'snapshot' && 'floor' in message) floor.snapshot(message.floor);
    else if (message.type === 'changes' && 'changes' in message) floor.changes(message.changes);
    else if (message.type === 'snapshot' && 'me' in message) mine.value = message.me;
    else if (message.type === 'changes' && 'mine' in message && mine.peek())
      mine.value = meChanged(mine.peek() ?? { queues: [] }, message.mine);
  });
}

export function goOffline(): void {
  stream.value?.end();
  stream.value = undefined;
  mine.value = undefined;
}

/** For pages that follow something of their own, such as one call. Whoever opens it ends it. */
export function openLive(topics: readonly string[], handle: (message: LiveMessage) => void): LiveStream {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const url = `${scheme}://${location.host}/v1/live?topics=${topics.map(encodeURIComponent).join(',')}`;
  return new LiveStream(url, handle, {
    open: (address, hear, closed) => {
      const socket = new WebSocket(address, ['cordboard.v1']);
      socket.addEventListener('message', ({ data }) => hear(String(data)));
      socket.addEventListener('close', closed);
      return socket;
    },
    now: () => Date.now(),
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    stillWelcome: recheckSession,
  });
}

function beat(): void {
  tick.value = Date.now();
  // At the turn of each of the engine's seconds, so that all counters change together.
  const offset = stream.peek()?.offset.peek() ?? 0;
  setTimeout(beat, 1000 - ((tick.peek() + offset) % 1000) + 5);
}
beat();

effect(() => {
  timeZone.value = floor.house.value?.timeZone;
});

/** For the style sheet, which greys figures that may no longer be true. */
effect(() => {
  document.documentElement.toggleAttribute('data-stale', staleSince.value !== undefined);
});
