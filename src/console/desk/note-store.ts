/** Notes about calls: on this device, from the first letter on, so that a reload loses none. */
import { signal } from '@preact/signals';
import { api } from '../api/api.ts';
import type { Answer } from '../api/request.ts';

const prefix = 'cordboard.note.';
/** Of a busy fortnight; older ones go. */
const mostKept = 200;

export const noteOf = (call: string): string => localStorage.getItem(prefix + call) ?? '';
export const savedCalls = signal<ReadonlySet<string>>(new Set());

export function keepNote(call: string, text: string): void {
  if (text === '') localStorage.removeItem(prefix + call);
  else localStorage.setItem(prefix + call, text);
  savedCalls.value = new Set([...savedCalls.value].filter((saved) => saved !== call));
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const oldestFirst = kept.toSorted(
    (a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)),
  );
  for (const key of oldestFirst.slice(0, Math.max(0, kept.length - mostKept))) localStorage.removeItem(key);
}

/** Appended to what is known of the contact, under the day. Read again first: a colleague may have written meanwhile. */
export async function saveNote(call: string, number: string, day: string): Promise<Answer<unknown>> {
  const found = await api.contacts.one(number);
  if (!found.ok && found.refused.code !== 'no_such_contact') return found;
  const before = found.ok ? (found.value.notes ?? '') : '';
  const line = `${day}: ${noteOf(call).trim()}`;
  const saved = await api.contacts.change(number, { notes: before === '' ? line : `${before}\n${line}` });
  if (saved.ok) savedCalls.value = new Set([...savedCalls.value, call]);
  return saved;
}
