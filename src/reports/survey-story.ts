/** What the journal says of surveys, in sentences. */
import type { JournalEntryOf } from '../call/kept/journal.ts';
import { spellDuration } from '../shared/time.ts';

export function surveyInWords(entry: JournalEntryOf<'surveyOffered' | 'surveyAnswered'>): string {
  const { survey, way } = entry;
  const by = way === undefined ? '' : ' by e-mail';
  if (entry.type === 'surveyOffered')
    return `survey ${survey}: the caller is asked${by} about ${entry.agent}, after a wait of ${spellDuration(entry.waited)} and a talk of ${spellDuration(entry.talked)}`;
  const { question, mark, recording, low, followUpBy, followUpAfter } = entry;
  if (mark === undefined && entry.way === 'email')
    return `survey ${survey}: the caller wrote: ${entry.comment ?? ''}`;
  if (mark === undefined) return `survey ${survey}: the caller left a comment (${recording ?? ''})`;
  const when = followUpAfter ? ` in ${spellDuration(followUpAfter)}` : ' now';
  const follows = low ? `; low: ${followUpBy ?? 'someone'} is to follow it up${when}` : '';
  return `survey ${survey}: ${question} ${mark} of 5${by}${follows}`;
}
