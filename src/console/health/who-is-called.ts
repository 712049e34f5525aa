/** Who is called because of alarms, in a sentence or two. */
import type { AlarmList } from '../../contract/alarm.ts';
import type { health } from '../words/en/health.ts';
import type { Like } from '../words/like.ts';

export function whoIsCalled(
  { called, next, people }: Pick<AlarmList, 'called' | 'next' | 'people'>,
  words: Like<typeof health.alarms>,
  inWords: (at: string) => string,
): string {
  if (people.length === 0) return words.noOne;
  const said: string[] = [];
  if (called?.because !== undefined)
    said.push(words.notRung(called.person, inWords(called.at), called.because.replace(/\.$/, '')));
  else if (called) said.push(words.called(called.person, inWords(called.at)));
  if (next) said.push(words.next(next.person, inWords(next.at)));
  return said.join(' ');
}
