/** What the engine's stream says of my own work: my agent, my calls, what rings for me, and the journal of the call on the desk. */
import { computed, effect, signal } from '@preact/signals';
import type { JournalEntry } from '../../contract/journal/entry.ts';
import { me } from '../api/session.ts';
import { mine, openLive } from '../live/live.ts';
import type { LiveStream } from '../live/stream.ts';

export const myName = computed(() => me.value?.agent);
export const myAgent = computed(() => mine.value?.agent);
export const myOffer = computed(() => mine.value?.offer);

/** While I consult, my phone may be in the second call; mine is the one for whose sake I make it. */
const calls = computed(() => [mine.value?.call, mine.value?.second].filter((call) => call !== undefined));
export const myCall = computed(
  () => calls.value.find(({ asideOf }) => asideOf === undefined) ?? calls.value[0],
);
/** The second call in which I consult, or add someone. */
export const myAside = computed(() => calls.value.find(({ id }) => id !== myCall.value?.id));
export const myPart = computed(() => myCall.value?.parties?.find(({ who }) => who === myName.value));

/** The call that is on the desk: the one that I am in, or that I wrap up. What rings brings its own facts. */
const deskCall = computed(() => myCall.value?.id ?? (myOffer.value ? undefined : myAgent.value?.call));

/** What has happened in it, as the journal has it. */
export const story = signal<readonly JournalEntry[]>([]);

let stream: LiveStream | undefined;

/** @returns how to stop */
export function followDeskCall(): () => void {
  const stop = effect(() => {
    const id = deskCall.value;
    stream?.end();
    stream = undefined;
    story.value = [];
    if (id === undefined) return;
    stream = openLive([`call:${id}`], (message) => {
      if (message.type === 'snapshot' && 'entries' in message) story.value = message.entries;
      else if (message.type === 'changes' && 'entries' in message)
        story.value = [...story.peek(), ...message.entries];
    });
  });
  return () => {
    stop();
    stream?.end();
    stream = undefined;
  };
}
