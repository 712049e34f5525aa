/** The story of a call in words, line by line. The engine's sentences are English. */
import type { CallStory } from '../../contract/call.ts';
import './lines.css';

export const Lines = ({ lines }: { lines: CallStory['lines'] }) => (
  <ol class="lines card" lang="en">
    {lines.map(({ time, level, text }, i) => (
      <li key={i} class={`level-${level}`}>
        <time>{time}</time>
        <span>{text}</span>
      </li>
    ))}
  </ol>
);
