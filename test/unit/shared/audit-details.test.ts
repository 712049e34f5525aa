/** What the audit trail says in detail, in words of people. */
import { expect, expectTypeOf, test } from 'vitest';
import type { ArticleFields } from '../../../src/articles/article.ts';
import type { TalkAction } from '../../../src/call/kept/events.ts';
import type { PersonChange, PersonFields } from '../../../src/people/person.ts';
import type { AgentRequest, MessageChangeAsked, SuperviseRequest } from '../../../src/ports/operations.ts';
import type { ContactChange } from '../../../src/ports/store.ts';
import type { Webhook } from '../../../src/ports/webhooks.ts';
import type { CaseFields } from '../../../src/quality/case.ts';
import type { Scorecard } from '../../../src/quality/scorecard.ts';
import type { AuditField, AuditValue } from '../../../src/shared/audit-details.ts';
import { detailsInWords } from '../../../src/shared/details-in-words.ts';
import type { TicketChange, TicketState } from '../../../src/tickets/ticket.ts';

type FieldsOf<T> = T extends unknown ? keyof T : never;

test('each field and each machine word of a request has a word in every language', () => {
  type Recorded =
    | PersonFields
    | PersonChange
    | Webhook
    | ArticleFields
    | Scorecard
    | Scorecard['questions'][number]
    | CaseFields
    | ContactChange
    | TicketChange
    | TalkAction
    | Omit<SuperviseRequest, 'what'>
    | Omit<AgentRequest, 'by'>;
  expectTypeOf<Exclude<FieldsOf<Recorded>, AuditField>>().toBeNever();
  type Words =
    | TalkAction['do']
    | Extract<TalkAction, { do: 'join' }>['onAnswer']
    | SuperviseRequest['mode']
    | MessageChangeAsked
    | TicketState
    | AgentRequest['type'];
  expectTypeOf<Exclude<Words, AuditValue>>().toBeNever();
});

test('details in English, as the CLI shows them', () => {
  const asked = { type: 'agentPaused', reason: 'after_lunch', tags: [], noSurveys: true, until: 5 };
  expect(detailsInWords(asked)).toBe(
    'type: agent paused, reason: after lunch, tags: none, no surveys: yes, until: 5',
  );
  expect(detailsInWords([{ a: 1 }, { b: null }])).toBe('(a: 1), (b: none)');
});
