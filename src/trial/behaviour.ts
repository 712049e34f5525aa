/** How somebody behaves when their phone rings, in a trial. */
import { parseDuration } from '../plan/words/duration.ts';
import { type Duration, seconds } from '../shared/time.ts';

export type Behaviour =
  | { readonly does: 'answers'; readonly after: Duration }
  /** On a call of their own for so long; then they answer. */
  | { readonly does: 'talks'; readonly for: Duration }
  | { readonly does: 'paused'; readonly reason: string }
  | { readonly does: 'lets it ring' }
  | { readonly does: 'declines' }
  | { readonly does: 'is busy' }
  /** Picks up by itself, and presses no key. */
  | { readonly does: 'is a mailbox' }
  | { readonly does: 'is unreachable' }
  | { readonly does: 'is logged out' };

/** As everybody is of whom nothing else is said. */
export const usualBehaviour: Behaviour = { does: 'answers', after: seconds(2) };

const words: Readonly<Record<string, Behaviour>> = {
  free: usualBehaviour,
  'no answer': { does: 'lets it ring' },
  declines: { does: 'declines' },
  busy: { does: 'is busy' },
  mailbox: { does: 'is a mailbox' },
  unreachable: { does: 'is unreachable' },
  'logged out': { does: 'is logged out' },
  paused: { does: 'paused', reason: 'pause' },
};

export const behaviourForms = [...Object.keys(words), 'answers after 20s', 'talks for 3m', 'paused: lunch'];

/** One of `behaviourForms`; anything else: undefined. */
export function parseBehaviour(text: string): Behaviour | undefined {
  const known = Object.hasOwn(words, text) ? words[text] : undefined;
  if (known) return known;
  const [, verb, rest = ''] = /^(answers after|talks for|paused:) (.+)$/.exec(text) ?? [];
  if (verb === 'paused:') return { does: 'paused', reason: rest };
  const length = parseDuration(rest);
  if (verb === undefined || length === undefined) return undefined;
  return verb === 'answers after' ? { does: 'answers', after: length } : { does: 'talks', for: length };
}
