/** Music on hold: which piece of the sound library each queue plays. */
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { PlanChecked } from '../../contract/plan.ts';
import { api } from '../api/api.ts';
import { SelectChoice } from '../parts/choice.tsx';
import { t } from '../words/words.ts';
import { edit } from './draft.ts';

type Queue = NonNullable<PlanChecked['daily']>['queues'][number];

export function Music({ queues }: { queues: readonly Queue[] }) {
  const [sounds, setSounds] = useState<readonly string[]>([]);
  useEffect(() => {
    void api.sounds.list().then((kept) => {
      if (kept.ok) setSounds(kept.value.sounds.map(({ name }) => name));
    });
  }, []);
  const words = t().plan;
  if (queues.length === 0) return null;
  return (
    <section class="card daily-card" aria-labelledby="music">
      <h2 id="music">{words.music}</h2>
      <p class="soft small">
        {words.musicAbout} <Link href="/prompts">{t().shell.pages.prompts}</Link>
      </p>
      <div class="choices">
        {queues.map((queue) => (
          <Choice key={queue.name} queue={queue} sounds={sounds} />
        ))}
      </div>
    </section>
  );
}

function Choice({
  queue: { name, title, music, musicClass },
  sounds,
}: {
  queue: Queue;
  sounds: readonly string[];
}) {
  const path = ['queues', name, 'music'];
  const choose = (sound: string): void =>
    void edit([{ path, to: null }, ...(sound === '' ? [] : [{ path: [...path, 'library'], to: sound }])]);
  return (
    <SelectChoice label={title} value={music ?? ''} set={choose}>
      <option value="">{musicClass ?? t().plan.usualMusic}</option>
      {[...new Set([...(music === undefined ? [] : [music]), ...sounds])].map((sound) => (
        <option key={sound} value={sound}>
          {sound}
        </option>
      ))}
    </SelectChoice>
  );
}
