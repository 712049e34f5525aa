/** The story of a call in words, line by line, in the person's language as far as there are words for it. */
import type { CallStory } from '../../contract/call.ts';
import { floor } from '../live/live.ts';
import { worded } from '../story/wording.ts';
import { language, t } from '../words/words.ts';
import './lines.css';

const titleOf = (who: string): string => floor.agents.get(who)?.title ?? who;

export function Lines({ lines }: { lines: CallStory['lines'] }) {
  // The engine's own sentences say more, and they are English.
  const isEnglish = language.value === 'en';
  const said = lines.map((line) => ({ ...line, words: isEnglish ? line.text : worded(line, titleOf) }));
  const isMixed = said.some(({ words }) => words === undefined);
  return (
    <>
      <ol class="lines card">
        {said.map(({ time, level, text, words }, i) => (
          <li key={i} class={`level-${level}`}>
            <time>{time}</time>
            {words === undefined ? (
              <span lang="en">{text}</span>
            ) : (
              <span title={isEnglish ? undefined : text}>{words}</span>
            )}
          </li>
        ))}
      </ol>
      {isMixed && <p class="soft small">{t().lines.english}</p>}
    </>
  );
}
