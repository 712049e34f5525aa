/**
 * The pages of the console, in the order of the menu: where they are, who sees them, and their code, which comes when
 * they are first opened. To add a page, add it here and its name to `words/en/shell.ts`.
 */
import type { ComponentType } from 'preact';
import type { Me } from '../../contract/session.ts';
import type { Right } from '../api/session.ts';
import type { IconName } from '../parts/icon.tsx';
import { lazy } from '../parts/lazy.tsx';
import type { Words } from '../words/words.ts';

export interface Page {
  readonly name: keyof Words['shell']['pages'];
  /** As wouter writes it. */
  readonly path: string;
  readonly icon: IconName;
  readonly isFor: (me: Me) => boolean;
  readonly view: ComponentType;
  /** Reached by links only. */
  readonly isUnlisted?: true;
}

/** Agents have their desk; what goes on around them is for those who lead. */
const leads = (me: Me): boolean => me.roles.some((role) => role !== 'agent');

export const has =
  (right: Right) =>
  (me: Me): boolean =>
    me.rights.includes(right);

export const pages: readonly Page[] = [
  {
    name: 'desk',
    path: '/desk',
    icon: 'desk',
    isFor: ({ agent }) => agent !== undefined,
    view: lazy(async () => (await import('../desk/desk.tsx')).Desk),
  },
  {
    name: 'board',
    path: '/board',
    icon: 'board',
    isFor: (me) => leads(me) && has('see_floor')(me),
    view: lazy(async () => (await import('../board/board.tsx')).Board),
  },
  {
    name: 'time',
    path: '/time',
    icon: 'time',
    isFor: (me) => leads(me) && has('see_floor')(me),
    view: lazy(async () => (await import('../time/time.tsx')).Time),
  },
  {
    name: 'calls',
    path: '/calls',
    icon: 'calls',
    isFor: has('see_calls'),
    view: lazy(async () => (await import('../calls/calls.tsx')).Calls),
  },
  {
    name: 'calls',
    path: '/calls/:id',
    icon: 'calls',
    isFor: has('see_calls'),
    isUnlisted: true,
    view: lazy(async () => (await import('../story/story.tsx')).Story),
  },
  {
    name: 'voicemail',
    path: '/voicemail',
    icon: 'voicemail',
    isFor: has('hear_voicemails'),
    view: lazy(async () => (await import('../voicemail/voicemail.tsx')).Voicemail),
  },
  {
    name: 'callbacks',
    path: '/callbacks',
    icon: 'callbacks',
    isFor: (me) => leads(me) && has('see_floor')(me),
    view: lazy(async () => (await import('../callbacks/callbacks.tsx')).Callbacks),
  },
  {
    name: 'contacts',
    path: '/contacts',
    icon: 'contacts',
    isFor: has('see_contacts'),
    view: lazy(async () => (await import('../contacts/contacts.tsx')).Contacts),
  },
  {
    name: 'tickets',
    path: '/tickets',
    icon: 'ticket',
    isFor: has('see_tickets'),
    view: lazy(async () => (await import('../tickets/tickets.tsx')).Tickets),
  },
  {
    name: 'tickets',
    path: '/tickets/:id',
    icon: 'ticket',
    isFor: has('see_tickets'),
    isUnlisted: true,
    view: lazy(async () => (await import('../tickets/ticket.tsx')).Ticket),
  },
  {
    name: 'articles',
    path: '/articles',
    icon: 'articles',
    isFor: has('read_articles'),
    view: lazy(async () => (await import('../articles/articles.tsx')).Articles),
  },
  {
    name: 'articles',
    path: '/articles/:id',
    icon: 'articles',
    isFor: has('read_articles'),
    isUnlisted: true,
    view: lazy(async () => (await import('../articles/article.tsx')).Article),
  },
  {
    name: 'training',
    path: '/training',
    icon: 'training',
    isFor: has('see_cases'),
    view: lazy(async () => (await import('../training/training.tsx')).Training),
  },
  {
    name: 'training',
    path: '/training/:id',
    icon: 'training',
    isFor: has('see_cases'),
    isUnlisted: true,
    view: lazy(async () => (await import('../training/case.tsx')).Case),
  },
  {
    name: 'quality',
    path: '/quality',
    icon: 'quality',
    isFor: has('see_reviews'),
    view: lazy(async () => (await import('../quality/quality.tsx')).Quality),
  },
  {
    name: 'reports',
    path: '/reports',
    icon: 'reports',
    isFor: has('see_reports'),
    view: lazy(async () => (await import('../reports/reports.tsx')).Reports),
  },
  {
    name: 'plan',
    path: '/plan',
    icon: 'plan',
    isFor: has('read_plan'),
    view: lazy(async () => (await import('../plan/plan.tsx')).Plan),
  },
  {
    name: 'prompts',
    path: '/prompts',
    icon: 'prompts',
    isFor: has('read_plan'),
    view: lazy(async () => (await import('../prompts/prompts.tsx')).Prompts),
  },
  {
    name: 'people',
    path: '/people',
    icon: 'people',
    isFor: has('see_people'),
    view: lazy(async () => (await import('../people/people.tsx')).People),
  },
  {
    name: 'audit',
    path: '/audit',
    icon: 'audit',
    isFor: has('read_audit'),
    view: lazy(async () => (await import('../audit/audit.tsx')).Audit),
  },
  {
    name: 'health',
    path: '/health',
    icon: 'health',
    isFor: has('see_health'),
    view: lazy(async () => (await import('../health/health.tsx')).Health),
  },
  {
    name: 'account',
    path: '/account',
    icon: 'people',
    // Not for who shows the token, which is no person.
    isFor: ({ hasSecondFactor }) => hasSecondFactor !== undefined,
    isUnlisted: true,
    view: lazy(async () => (await import('../account/account.tsx')).Account),
  },
];

export const pagesOf = (me: Me): Page[] => pages.filter((page) => page.isFor(me));
