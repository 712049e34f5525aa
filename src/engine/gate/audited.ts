/** What the audit trail says of a request: what it was about, and what it changed. */
import type { Accounts } from '../../ports/accounts.ts';
import type { AuditEntry } from '../../ports/audit.ts';
import type { Request } from '../../ports/gate.ts';
import type { Operations } from '../../ports/operations.ts';
import type { OutwardDesk } from '../../ports/outward.ts';
import type { Store } from '../../ports/store.ts';
import { defined } from '../../shared/defined.ts';
import { exhausted } from '../../shared/exhausted.ts';

export interface StateNeeds {
  readonly operations: Pick<Operations, 'agent' | 'schedules' | 'plan'>;
  readonly store: Pick<Store, 'contacts' | 'articles' | 'quality'>;
  readonly accounts: Pick<Accounts, 'person'>;
  readonly outward: { readonly webhooks: Pick<OutwardDesk['webhooks'], 'find'> };
}

/** What a request may change, as it is now; none: nothing that is worth comparing. */
export async function stateOf(request: Request, needs: StateNeeds): Promise<unknown> {
  const { operations, store, accounts, outward } = needs;
  switch (request.ask) {
    case 'add_person':
      return accounts.person(request.person.name);
    case 'change_person':
    case 'remove_person':
      return accounts.person(request.name);
    case 'end_sessions':
    case 'link_to_password':
    case 'remove_second_factor':
      return undefined;
    case 'change_agent': {
      const agent = operations.agent(request.change.agent);
      if (!agent) return undefined;
      const { loggedIn, at, activity, pause } = agent;
      return { loggedIn, at, activity: activity.kind, pause: pause?.reason };
    }
    case 'set_queue_service': {
      const { outOf } = operations.agent(request.agent) ?? {};
      return { outOf: Object.keys(outOf ?? {}) };
    }
    case 'set_schedule':
      return operations.schedules().find(({ schedule }) => schedule.name === request.schedule)?.set?.to;
    case 'change_contact': {
      const contact = await store.contacts.withNumber(request.number);
      if (!contact) return undefined;
      const { name, language, tags, notes, email, noSurveys, preferredAgent, numbers } = contact;
      return { name, language, tags, notes, email, noSurveys, preferredAgent, numbers };
    }
    case 'apply_plan':
      return operations.plan().version;
    case 'change_article':
      return request.act.do === 'add' ? undefined : await articleNow(request.act.article, needs);
    case 'keep_scorecard':
    case 'remove_scorecard':
      return (await store.quality.scorecards()).find(({ name }) => name === request.name);
    case 'remove_review': {
      const review = await store.quality.review(request.review);
      return review && { call: review.call, agent: review.agent, score: review.score };
    }
    case 'remove_article':
      return await articleNow(request.article, needs);
    case 'add_webhook':
      return outward.webhooks.find(request.webhook.name);
    case 'change_webhook':
    case 'remove_webhook':
      return outward.webhooks.find(request.name);
    case 'review_call':
    case 'add_case':
    case 'change_case':
    case 'remove_case':
    case 'hear_case':
    case 'answer_case':
    case 'import_articles':
    case 'rotate_webhook_secret':
    case 'test_webhook':
    case 'test_mail':
    case 'replay_delivery':
    case 'replay_dead':
    case 'set_result':
    case 'merge_contacts':
    case 'unmerge_contact':
    case 'change_message':
    case 'change_ticket':
    case 'announce':
    case 'keep_sound':
    case 'remove_sound':
    case 'record_sound':
    case 'set_pin':
    case 'swap_on_call':
    case 'confirm_alarms':
    case 'handle_missed':
    case 'call_from':
    case 'hang_up':
    case 'transfer_call':
    case 'control_recording':
    case 'supervise':
    case 'hear_recording':
    case 'read_messages':
    case 'hold_recording':
    case 'change_talk':
    case 'cancel_callback':
    case 'erase_contact':
    case 'erase_call':
    case 'trace_caller':
      return undefined;
    default:
      return exhausted(request);
  }
}

export function tracesOf(
  request: Request,
  before: unknown,
  after: unknown,
): Pick<AuditEntry, 'object' | 'details'> {
  const changed = defined({ before, after });
  switch (request.ask) {
    case 'add_person':
      return { object: request.person.name, details: { asked: request.person, ...changed } };
    case 'change_person':
      return { object: request.name, details: { asked: request.change, ...changed } };
    case 'remove_person':
      return { object: request.name, details: changed };
    case 'end_sessions':
    case 'link_to_password':
    case 'remove_second_factor':
      return { object: request.name };
    case 'add_webhook':
      return { object: request.webhook.name, details: { asked: request.webhook, ...changed } };
    case 'change_webhook':
      return { object: request.name, details: { asked: request.change, ...changed } };
    case 'remove_webhook':
      return { object: request.name, details: changed };
    case 'rotate_webhook_secret':
    case 'test_webhook':
      return { object: request.name };
    case 'test_mail':
      return {};
    case 'replay_delivery':
      return { object: request.id };
    case 'replay_dead':
      return { ...(request.target !== undefined && { object: request.target }) };
    case 'change_agent': {
      const { agent, ...asked } = request.change;
      return { object: agent, details: { asked, ...changed } };
    }
    case 'set_queue_service': {
      const { ask: _, agent, ...asked } = request;
      return { object: agent, details: { asked, ...changed } };
    }
    // What was written stands in the history of the ticket, and is erased with its contact.
    case 'change_ticket': {
      const { act } = request;
      const asked = act.do === 'note' ? 'note' : Object.keys(act.change);
      return act.do === 'open'
        ? { details: { asked: 'open' } }
        : { object: String(act.ticket), details: { asked } };
    }
    case 'set_result': {
      const { ask: _, call, ...asked } = request;
      return { object: call, details: { asked } };
    }
    // What it said before and says now are versions of the article.
    case 'change_article': {
      const { act } = request;
      if (act.do === 'add') return { details: { asked: { add: act.fields.title } } };
      const asked = Object.keys(act.change);
      return { object: String(act.article), details: { asked, ...changed } };
    }
    case 'keep_scorecard':
      return { object: request.name, details: { asked: request.fields, ...changed } };
    case 'remove_scorecard':
      return { object: request.name, details: changed };
    // The note may say what the caller said; it stands in the review, and is erased with its call.
    case 'review_call': {
      const { agent, scorecard, marks } = request;
      return { object: request.call, details: { asked: { agent, scorecard, marks } } };
    }
    case 'remove_review':
      return { object: String(request.review), details: changed };
    case 'add_case':
      return { object: request.call };
    case 'change_case':
      return { object: String(request.case), details: { asked: Object.keys(request.change) } };
    case 'remove_case':
    case 'hear_case':
      return { object: String(request.case) };
    case 'answer_case':
      return { object: String(request.case), details: { asked: request.stage } };
    case 'remove_article':
      return { object: String(request.article), details: changed };
    case 'import_articles': {
      const { articles, dryRun } = request;
      return { details: { asked: { articles: articles.length, dryRun } } };
    }
    case 'set_pin':
      return { object: request.agent, details: { asked: request.pin === null ? 'remove' : 'set' } };
    case 'set_schedule':
      return { object: request.schedule, details: { asked: request.to, ...changed } };
    case 'swap_on_call': {
      const { ask: _, rota, ...asked } = request;
      return { object: rota, details: { asked } };
    }
    case 'announce': {
      const { place, wanted } = request;
      return { object: `${place.kind} ${place.name}`, details: { asked: wanted ?? 'take_away' } };
    }
    case 'keep_sound':
      return {
        object: `${request.name}.${request.language}`,
        details: { asked: { bytes: request.bytes.length } },
      };
    case 'record_sound':
      return { object: `${request.name}.${request.language}`, details: { asked: { agent: request.agent } } };
    case 'confirm_alarms':
      return {};
    case 'remove_sound':
      return { object: `${request.name}.${request.language}` };
    case 'call_from': {
      const { agent, to } = request;
      return { object: agent, details: { ...(/\d/.test(to) && { subject: to }), asked: to } };
    }
    case 'hang_up': {
      const { call, reason } = request;
      const subject = subjectOf(call);
      return { object: call, ...(reason !== undefined && { details: { subject, asked: reason } }) };
    }
    case 'transfer_call': {
      const { call, to } = request;
      return { object: call, details: { subject: /\d/.test(to) ? to : subjectOf(call), asked: to } };
    }
    // Whom an agent consults may be anybody: who is erased as the caller is erased here as well.
    case 'change_talk': {
      const { call, action } = request;
      return { object: call, details: { subject: subjectOf(call), asked: action } };
    }
    case 'control_recording':
      return { object: request.call, details: { asked: request.to } };
    case 'supervise': {
      const { what, who, mode } = request.request;
      const [object = ''] = Object.values(what) as string[];
      return { object, details: { asked: { who, mode } } };
    }
    case 'trace_caller': {
      const { call, reason } = request;
      return { object: call, details: { subject: subjectOf(call), asked: reason } };
    }
    case 'hold_recording': {
      const { call, reason } = request;
      return { object: call, details: { subject: subjectOf(call), asked: reason ?? 'release' } };
    }
    case 'change_message': {
      const { recording, change, to } = request;
      return { object: objectOf(recording), details: { asked: { change, ...defined({ to }) } } };
    }
    case 'hear_recording':
    case 'read_messages':
    case 'handle_missed':
    case 'cancel_callback':
    case 'erase_call':
      return { object: request.call };
    case 'merge_contacts':
    case 'unmerge_contact':
      return { details: { subject: request.number, asked: request.ask } };
    case 'change_contact': {
      const { number, change } = request;
      return { details: { subject: number, asked: { number, ...change }, ...changed } };
    }
    // Whose it was is what has been erased.
    case 'erase_contact':
      return {};
    case 'apply_plan':
      return { details: changed };
    default:
      return exhausted(request);
  }
}

/** What is said about a call is its caller's. */
const subjectOf = (call: string): string => `call ${call}`;

/** The safety net names its recordings after the caller's number. */
const objectOf = (recording: string): string =>
  /^\d+-r\d+$/.test(recording) ? recording : 'a message of the safety net';

async function articleNow(id: number, { store }: StateNeeds): Promise<unknown> {
  const found = await store.articles.one(id);
  if (!found) return undefined;
  const { version, title, language, tags, topics, queues } = found;
  return { version, title, language, tags, topics, queues };
}
