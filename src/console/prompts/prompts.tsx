/** What callers hear: announcements in force, the sound library, and the prompts of the plan in each language. */
import { useEffect, useState } from 'preact/hooks';
import type { PromptList, SoundList } from '../../contract/sound-library.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { Refusal } from '../parts/refusal.tsx';
import { t } from '../words/words.ts';
import { Announcements } from './announcements.tsx';
import { Library } from './library.tsx';
import { PlanPrompts } from './plan-prompts.tsx';
import './prompts.css';

/** What was recorded at a phone comes without a reload. */
const lookEvery = 10_000;

export function Prompts() {
  const [library, setLibrary] = useState<SoundList>();
  const [prompts, setPrompts] = useState<PromptList>();
  const [refused, setRefused] = useState<Refused>();

  const read = async (): Promise<void> => {
    const [kept, said] = await Promise.all([api.sounds.list(), api.sounds.prompts()]);
    setRefused(refusedBy(kept) ?? refusedBy(said));
    if (kept.ok) setLibrary(kept.value);
    if (said.ok) setPrompts(said.value);
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), lookEvery);
    return () => clearInterval(timer);
  }, []);

  return (
    <div class="list-page prompts">
      <h1>{t().shell.pages.prompts}</h1>
      <Refusal refused={refused} />
      <Announcements sounds={library?.sounds.map(({ name }) => name) ?? []} />
      <Library library={library} changed={() => void read()} />
      <PlanPrompts list={prompts} />
    </div>
  );
}
