/** For a hint: `did you mean 'sales'?`, or what there is to choose from when nothing is near. */
import { phrase, type SaidHint } from '../../shared/findings/said.ts';
import { nearest } from '../../shared/nearest.ts';

/** As many are listed; a plan may have thousands. */
const mostListed = 12;

export function suggestion(
  word: string,
  candidates: readonly string[],
  none: SaidHint = phrase('none_exists_yet'),
): SaidHint {
  const near = nearest(word, candidates);
  if (near !== undefined) return phrase('did_you_mean', { name: near });
  if (candidates.length === 0) return none;
  const names = candidates.slice(0, mostListed).join(', ');
  return candidates.length > mostListed
    ? phrase('available_and_more', { names, more: candidates.length - mostListed })
    : phrase('available', { names });
}
