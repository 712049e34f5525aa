import type { CallerView } from '../../contract/call.ts';
import { t } from '../words/words.ts';

/** Who: the name large, the number, and what is known by one word each. */
export const CallerHead = ({ caller: { name, number, tags, isNew } }: { caller: CallerView }) => (
  <header class="caller">
    <h2 class="caller-name">{name ?? number ?? t().desk.call.withheld}</h2>
    <p class="row">
      {name !== undefined && <span class="caller-number figure">{number ?? t().desk.call.withheld}</span>}
      {isNew && <span class="chip">{t().desk.call.isNew}</span>}
      {tags.map((tag) => (
        <span key={tag} class={tag === 'vip' || tag === 'starred' ? 'chip is-special' : 'chip'}>
          {tag}
        </span>
      ))}
    </p>
  </header>
);
