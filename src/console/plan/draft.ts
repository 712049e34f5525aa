/** The text that a person works on: what it says of itself, and what it would change. Kept in this tab until it is applied. */
import { computed, signal } from '@preact/signals';
import type { PlanChecked, PlanEdit, PlanText } from '../../contract/plan.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';

/** The version that the text comes from; undefined: not read yet. */
export const base = signal<PlanText | undefined>(undefined);
export const text = signal('');
export const isChanged = computed(() => base.value !== undefined && base.value.text !== text.value);
/** Of the text as it was some moments ago; undefined: not checked yet. */
export const checked = signal<PlanChecked | undefined>(undefined);
export const isChecking = signal(false);
export const refused = signal<Refused | undefined>(undefined);

const kept = 'cordboard.plan';
/** Long enough to type a word, short enough not to be waited for. */
const afterTyping = 400;
let timer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

/** At the start of the page: the active plan, and the draft of this tab. */
export async function openDraft(): Promise<void> {
  if (base.peek()) return await follow();
  const answer = await api.plan.show();
  if (!answer.ok) {
    refused.value = answer.refused;
    return;
  }
  base.value = answer.value;
  const draft = sessionStorage.getItem(kept);
  write(draft ?? answer.value.text, 0);
}

/** Someone may have applied another version since: who has changed nothing sees it, who has is told when they apply. */
async function follow(): Promise<void> {
  if (isChanged.peek()) return;
  const answer = await api.plan.show();
  if (answer.ok && answer.value.version !== base.peek()?.version) startFrom(answer.value);
}

export function startFrom(plan: PlanText, draft = plan.text): void {
  base.value = plan;
  write(draft, 0);
}

export function write(next: string, wait = afterTyping): void {
  text.value = next;
  if (base.peek()?.text === next) sessionStorage.removeItem(kept);
  else sessionStorage.setItem(kept, next);
  clearTimeout(timer);
  isChecking.value = true;
  timer = setTimeout(() => void check(), wait);
}

async function check(): Promise<void> {
  round += 1;
  const mine = round;
  const answer = await api.plan.check(text.peek(), base.peek()?.version);
  if (mine !== round) return;
  isChecking.value = false;
  if (answer.ok) checked.value = answer.value;
  refused.value = refusedBy(answer);
}

/** Values that a form has changed, written into the text. One after the other, or the second would lose the first. */
let last: Promise<unknown> = Promise.resolve();
export function edit(edits: PlanEdit[]): Promise<void> {
  const done = last.then(async () => {
    const answer = await api.plan.edit(text.peek(), edits);
    if (answer.ok) write(answer.value.text, 0);
    refused.value = refusedBy(answer);
  });
  last = done;
  return done;
}
