/** Who is logged in. The engine keeps the session in a cookie that scripts cannot read; this is what it says about it. */
import { computed, signal } from '@preact/signals';
import type { LogInWays, Me } from '../../contract/session.ts';
import { request, whenSessionEnds } from './request.ts';

export type Right = Me['rights'][number];

/** Undefined: not asked yet. null: no one is logged in. */
export const session = signal<Me | null | undefined>(undefined);
export const me = computed(() => session.value ?? undefined);

export const may = (right: Right): boolean => session.value?.rights.includes(right) ?? false;

whenSessionEnds(() => {
  if (session.peek()) session.value = null;
});

/** At the start of the page. */
export async function findSession(): Promise<void> {
  const answer = await request<Me>('GET', '/v1/me');
  if (answer.ok) session.value = answer.value;
  else if (answer.refused.code !== 'no_connection') session.value = null;
  else setTimeout(() => void findSession(), 2000);
}

/** False only if the engine says that there is no session any more, not while it cannot be reached. */
export async function recheckSession(): Promise<boolean> {
  const answer = await request<Me>('GET', '/v1/me');
  return answer.ok || answer.refused.code !== 'unauthorized';
}

export async function logIn(credentials: { name: string; password: string; code?: string }) {
  const answer = await request<Me>('POST', '/v1/session', credentials);
  if (answer.ok) session.value = answer.value;
  return answer;
}

/** Besides a name and a password; and whether a visitor can call. */
export async function waysToLogIn(): Promise<LogInWays> {
  const answer = await request<LogInWays>('GET', '/v1/session/ways');
  return answer.ok ? answer.value : {};
}

/** With a link from the start of the engine (`name`: the first admin's), or from an admin (a new password). */
export async function logInByLink(link: { token: string; name?: string; password: string }) {
  const answer = await request<Me>('POST', `/v1/session/${link.name === undefined ? 'link' : 'first'}`, link);
  if (answer.ok) session.value = answer.value;
  return answer;
}

export async function logOut(): Promise<void> {
  await request('DELETE', '/v1/session');
  session.value = null;
}

/** Whether their rights reach the whole house, and not only queues and teams of theirs. */
export const seesAll = ({ roles, scope }: Me): boolean =>
  roles.some((role) => role === 'admin' || role === 'auditor') ||
  (scope.queues === undefined && scope.teams === undefined);
