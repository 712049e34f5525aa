/** What the engine refused last, on this desk. Shown until the next request. */
import { signal } from '@preact/signals';
import type { Answer, Refused } from '../api/request.ts';

export const refused = signal<Refused | undefined>(undefined);

/** Asks, and shows why not. The screen changes only when the stream says so. */
export async function ask(answer: Promise<Answer<unknown>>): Promise<boolean> {
  const got = await answer;
  refused.value = got.ok ? undefined : got.refused;
  return got.ok;
}
