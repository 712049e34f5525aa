import type { Instant } from '../../shared/time.ts';

/** A channel as ARI lists it, as far as it matters here. */
export interface ListedChannel {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly creationtime: string;
  readonly dialplan?: { readonly app_name?: string; readonly context?: string };
}

/**
 * The callers who are in the engine's hands, unanswered, and came after it was heard last. Anyone who came earlier already hears
 * what the engine decided, and ringing would cover an announcement.
 */
export function unheard(channels: readonly ListedChannel[], since: Instant): readonly ListedChannel[] {
  return channels.filter(
    ({ name, state, creationtime, dialplan }) =>
      state === 'Ring' &&
      name.startsWith('PJSIP/') &&
      dialplan?.app_name === 'Stasis' &&
      Date.parse(creationtime) >= since,
  );
}
