/** The one gate. `ports/gate.ts` says what passes it. */

import { extentOf } from '../../people/person.ts';
import { type Reach, reachOf } from '../../people/reach.ts';
import type { AgentName } from '../../plan/model.ts';
import type { Accounts } from '../../ports/accounts.ts';
import { type Actor, recordedActor } from '../../ports/actor.ts';
import type { Audit, AuditEntry } from '../../ports/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Erasing } from '../../ports/erasing.ts';
import type { Answer, Gate, Refused, Request, RequestKind } from '../../ports/gate.ts';
import type { Operations } from '../../ports/operations.ts';
import type { OutwardDesk } from '../../ports/outward.ts';
import type { Sounds } from '../../ports/sounds.ts';
import type { Store, VoicemailMessage } from '../../ports/store.ts';
import type { AuditAction } from '../../shared/audit-actions.ts';
import { failureOf } from '../../shared/failures/table.ts';
import type { CallId } from '../../shared/ids.ts';
import { may, type Right, rights } from '../../shared/rights.ts';
import { nameOf } from './actor.ts';
import { changeArticle, importArticles, noArticle } from './articles.ts';
import { type StateNeeds, stateOf, tracesOf } from './audited.ts';
import { beyondOwn } from './own.ts';
import { addCase, answerCase, noCase, noScorecard, removeReview, reviewCall } from './quality.ts';
import { keepSound, removeSound } from './sounds.ts';
import { isWithin, reachesCall, reachesMessage } from './target.ts';
import { changeTicket } from './tickets.ts';

export interface GateNeeds {
  readonly operations: StateNeeds['operations'] &
    Pick<
      Operations,
      | 'change'
      | 'setQueueService'
      | 'setResult'
      | 'noteReview'
      | 'setSchedule'
      | 'swapOnCall'
      | 'confirmAlarms'
      | 'missedHandled'
      | 'changeMessage'
      | 'callFrom'
      | 'recordSound'
      | 'announce'
      | 'announcements'
      | 'hangUp'
      | 'transfer'
      | 'recording'
      | 'supervise'
      | 'inTalk'
      | 'cancelCallback'
      | 'applyPlan'
      | 'plan'
      | 'call'
      | 'agents'
    >;
  readonly store: Pick<
    Store,
    | 'contacts'
    | 'pins'
    | 'recordings'
    | 'journal'
    | 'voicemails'
    | 'tickets'
    | 'articles'
    | 'quality'
    | 'cases'
  >;
  readonly accounts: Accounts;
  readonly sounds: Pick<Sounds, 'keep' | 'remove'>;
  readonly outward: OutwardDesk;
  readonly clock: Pick<Clock, 'now'>;
  readonly audit: Audit;
  readonly erasePerson: (
    whose: { readonly number: string } | { readonly call: CallId },
    by: string,
    how: { readonly deleteCopies: boolean },
  ) => Promise<Erasing>;
}

/** The right that each request needs. */
const rightFor: Readonly<Record<RequestKind, Right>> = {
  change_agent: 'control_agents',
  set_queue_service: 'assign_queues',
  set_result: 'set_results',
  change_ticket: 'change_tickets',
  change_article: 'write_articles',
  remove_article: 'write_articles',
  import_articles: 'write_articles',
  keep_scorecard: 'manage_scorecards',
  remove_scorecard: 'manage_scorecards',
  review_call: 'review_calls',
  remove_review: 'review_calls',
  add_case: 'manage_cases',
  change_case: 'manage_cases',
  remove_case: 'manage_cases',
  hear_case: 'see_cases',
  answer_case: 'see_cases',
  set_pin: 'set_pins',
  set_schedule: 'set_schedules',
  swap_on_call: 'swap_on_call',
  confirm_alarms: 'confirm_alarms',
  handle_missed: 'handle_missed',
  call_from: 'place_calls',
  hang_up: 'end_calls',
  transfer_call: 'transfer_calls',
  control_recording: 'control_recordings',
  supervise: 'supervise',
  change_talk: 'control_talks',
  hear_recording: 'hear_recordings',
  read_messages: 'read_messages',
  hold_recording: 'hold_recordings',
  cancel_callback: 'cancel_callbacks',
  change_message: 'change_voicemails',
  change_contact: 'change_contacts',
  merge_contacts: 'link_contacts',
  unmerge_contact: 'link_contacts',
  erase_contact: 'erase_contacts',
  erase_call: 'erase_contacts',
  trace_caller: 'trace_callers',
  apply_plan: 'apply_plan',
  announce: 'announce',
  keep_sound: 'change_sounds',
  remove_sound: 'change_sounds',
  record_sound: 'change_sounds',
  add_person: 'manage_people',
  change_person: 'manage_people',
  remove_person: 'manage_people',
  end_sessions: 'manage_people',
  link_to_password: 'manage_people',
  remove_second_factor: 'manage_people',
  add_webhook: 'manage_webhooks',
  change_webhook: 'manage_webhooks',
  remove_webhook: 'manage_webhooks',
  rotate_webhook_secret: 'manage_webhooks',
  test_webhook: 'manage_webhooks',
  test_mail: 'manage_webhooks',
  replay_delivery: 'manage_webhooks',
  replay_dead: 'manage_webhooks',
};

/** Seeing is not recorded, unless it is of people's voices or of everything at once. A refusal always is. */
const recordedWhenAdmitted: ReadonlySet<Right> = new Set([
  'hear_voicemails',
  'import_contacts',
  'export_contacts',
  'export_audit',
  'back_up',
]);

type Doing = {
  readonly [Kind in RequestKind]: (
    request: RequestOf<Kind>,
    by: string,
    agent?: AgentName,
  ) => Promise<Answer<Kind>>;
};
type RequestOf<Kind extends RequestKind> = Extract<Request, { ask: Kind }>;

export class EngineGate implements Gate {
  readonly #needs: GateNeeds;
  readonly #doing: Doing;

  constructor(needs: GateNeeds) {
    this.#needs = needs;
    this.#doing = doing(needs);
  }

  admit(right: Right, actor: Actor, of?: 'everything', reading?: string): Refused | undefined {
    const refused =
      this.#refused(right, actor, right, reading) ??
      (of === 'everything' && this.reach(right, actor) !== 'all'
        ? this.#tooFar(right, actor, right, {}, reading)
        : undefined);
    if (!refused && recordedWhenAdmitted.has(right))
      this.#record(actor, right, right, { outcome: 'allowed' });
    return refused;
  }

  reach(right: Right, actor: Actor): Reach {
    if (actor.kind !== 'person') return 'all';
    return reachOf(actor, right, this.#needs.operations.plan().plan);
  }

  reachesCall(right: Right, actor: Actor, call: CallId): Promise<boolean> {
    return reachesCall(this.reach(right, actor), call, this.#needs);
  }

  reachesMessage(right: Right, actor: Actor, message: VoicemailMessage): Promise<boolean> {
    return reachesMessage(this.reach(right, actor), message, this.#needs);
  }

  async ask<Asked extends Request>(request: Asked, actor: Actor): Promise<Answer<Asked['ask']>> {
    const right = rightFor[request.ask];
    const refused = this.#refused(right, actor, request.ask);
    if (refused) return refused;
    const extent = actor.kind === 'person' ? extentOf(actor.roles, right) : 'all';
    const within = { reach: this.reach(right, actor), unlimited: extent === 'all', isOwn: extent === 'own' };
    if (!(await isWithin(within, request, this.#needs)))
      return this.#tooFar(right, actor, request.ask, tracesOf(request, undefined, undefined));
    const beyond =
      actor.kind === 'person' && actor.agent !== undefined && extentOf(actor.roles, right) === 'own'
        ? beyondOwn(request, actor.agent, this.#needs.operations)
        : undefined;
    if (beyond !== undefined) {
      const refused = this.#tooFar(right, actor, request.ask, tracesOf(request, undefined, undefined));
      return { ...refused, because: beyond };
    }
    // What is yet to be written about a person must not be written after they were erased.
    if (right === 'erase_contacts') await this.#needs.audit.flush();
    const before = await stateOf(request, this.#needs);
    // The table has for each kind what takes that kind.
    const act = this.#doing[request.ask] as (
      request: Request,
      by: string,
      agent?: AgentName,
    ) => Promise<Answer<Asked['ask']>>;
    const agent = actor.kind === 'person' ? actor.agent : undefined;
    const answer = await act(request, nameOf(actor), agent);
    const after = answer.done ? await stateOf(request, this.#needs) : undefined;
    this.#record(actor, right, request.ask, {
      outcome: 'allowed',
      ...(answer.done ? {} : { code: answer.code }),
      ...tracesOf(request, before, after),
    });
    return answer;
  }

  #refused(right: Right, actor: Actor, action: AuditAction = right, reading?: string): Refused | undefined {
    if (actor.kind === 'person' && actor.needsSecondFactor && right !== 'use_own_account')
      return {
        done: false,
        code: 'second_factor_needed',
        because: failureOf('second_factor_needed').sentence,
      };
    if (hasRight(actor, right)) return undefined;
    this.#record(actor, right, action, { outcome: 'refused', code: 'forbidden' }, reading);
    return { done: false, code: 'forbidden', because: `this requires the right ${right}: ${rights[right]}` };
  }

  #tooFar(
    right: Right,
    actor: Actor,
    action: AuditAction = right,
    traces: Pick<AuditEntry, 'object' | 'details'> = {},
    reading?: string,
  ): Refused {
    this.#record(actor, right, action, { outcome: 'refused', code: 'out_of_scope', ...traces }, reading);
    return { done: false, code: 'out_of_scope', because: `your right ${right} does not reach this` };
  }

  #record(
    actor: Actor,
    right: Right,
    action: AuditAction,
    what: Pick<AuditEntry, 'outcome' | 'code' | 'object' | 'details'>,
    reading?: string,
  ): void {
    const { audit, clock } = this.#needs;
    const who = recordedActor(actor);
    const sameAs = reading === undefined ? undefined : JSON.stringify([who, right, what.code, reading]);
    audit.record({ at: clock.now(), actor: who, transport: 'api', right, action, ...what }, sameAs);
  }
}

/** Whether they have it at all; how far it reaches is asked of what they want to have done. */
const hasRight = (actor: Actor, right: Right): boolean =>
  actor.kind === 'person' ? extentOf(actor.roles, right) !== undefined : may(actor.role, right);

function doing({ operations, store, clock, erasePerson, accounts, outward, sounds }: GateNeeds): Doing {
  return {
    announce: ({ place, wanted }, by) => operations.announce(place, wanted, by),
    keep_sound: (request) => keepSound({ sounds, operations }, request),
    record_sound: ({ agent, name, language }) => operations.recordSound(agent, { name, language }),
    remove_sound: (request) => removeSound({ sounds, operations }, request),
    add_person: ({ person }) => accounts.add(person),
    change_person: ({ name, change }) => accounts.change(name, change),
    remove_person: ({ name }) => accounts.remove(name),
    end_sessions: ({ name }) => accounts.endSessions(name),
    link_to_password: ({ name }) => accounts.linkFor(name),
    remove_second_factor: ({ name }) => accounts.removeSecondFactor(name),
    add_webhook: ({ webhook }) => outward.webhooks.add(webhook),
    change_webhook: ({ name, change }) => outward.webhooks.change(name, change),
    remove_webhook: ({ name }) => outward.webhooks.remove(name),
    rotate_webhook_secret: ({ name }) => outward.webhooks.rotate(name),
    test_webhook: ({ name }) => outward.webhooks.test(name),
    test_mail: ({ to }) => outward.testMail(to),
    replay_delivery: ({ id }) => outward.replay(id),
    replay_dead: async ({ channel, target }) => ({
      done: true,
      replayed: await outward.replayDead(channel, target),
    }),
    change_agent: ({ change }, by) => operations.change({ ...change, by }),
    set_queue_service: ({ ask: _, ...request }, by) => operations.setQueueService(request, by),
    change_ticket: ({ act }, by) => changeTicket(store.tickets, act, { at: clock.now(), by }),
    change_article: ({ act }, by) => changeArticle(store.articles, act, { at: clock.now(), by }),
    remove_article: async ({ article }) =>
      (await store.articles.remove(article)) ? { done: true } : noArticle(article),
    import_articles: async ({ articles, dryRun }, by) => ({
      done: true,
      counts: await importArticles(store.articles, articles, { at: clock.now(), by }, dryRun),
    }),
    keep_scorecard: async ({ name, fields }, by) => {
      const scorecard = { ...fields, name, changedAt: clock.now(), changedBy: by };
      await store.quality.keepScorecard(scorecard);
      return { done: true, scorecard };
    },
    remove_scorecard: async ({ name }) =>
      (await store.quality.removeScorecard(name)) ? { done: true } : noScorecard(name),
    review_call: (asked, by) => reviewCall({ ...store, operations }, asked, { at: clock.now(), by }),
    remove_review: ({ review }) => removeReview({ ...store, operations }, review),
    add_case: (asked, by) => addCase(store, asked, { at: clock.now(), by }),
    change_case: async ({ case: id, change }) => {
      const changed = await store.cases.change(id, change);
      return changed ? { done: true, case: changed } : noCase(id);
    },
    remove_case: async ({ case: id }) => ((await store.cases.remove(id)) ? { done: true } : noCase(id)),
    // Done by who asks, as with a recording; here it is recorded.
    hear_case: async () => ({ done: true }),
    answer_case: (asked, by) => answerCase(store, asked, { at: clock.now(), by }),
    set_result: ({ ask: _, ...request }, by) => operations.setResult({ ...request, by }),
    set_schedule: ({ schedule, to }, by) => operations.setSchedule(schedule, to, by),
    swap_on_call: ({ rota, agent, until }, by) => operations.swapOnCall(rota, agent, until, by),
    confirm_alarms: (_, by) => operations.confirmAlarms(by),
    handle_missed: ({ call }, by) => operations.missedHandled(call, by),
    call_from: ({ agent, to, ticket }) => operations.callFrom(agent, to, ticket),
    hang_up: ({ call, reason }, by, agent) => operations.hangUp(call, by, reason, agent),
    transfer_call: ({ call, to }, by) => operations.transfer(call, to, by),
    supervise: ({ request }, by) => operations.supervise(request, by),
    control_recording: ({ call, to }, by) => operations.recording(call, to, by),
    change_talk: ({ call, action }, by) => operations.inTalk(call, action, by),
    // Done by whoever asks; here it is recorded.
    hear_recording: async () => ({ done: true }),
    read_messages: async () => ({ done: true }),
    hold_recording: async ({ call, reason }, by) => {
      await store.recordings.hold(call, reason === null ? undefined : { by, reason, at: clock.now() });
      return { done: true };
    },
    cancel_callback: ({ call }, by) => operations.cancelCallback(call, by),
    change_message: async ({ recording, change, to }, by) => {
      const message = await store.voicemails.one(recording);
      if (message) return await operations.changeMessage(message, change, to, by);
      return { done: false, code: 'no_such_recording', because: `there is no message ${recording}` };
    },
    set_pin: async ({ agent, pin }) => {
      if (!operations.plan().plan.agents[agent])
        return { done: false, code: 'no_such_agent', because: `the plan has no agent ${agent}` };
      await store.pins.set(agent, pin ?? undefined, clock.now());
      return { done: true };
    },
    trace_caller: async ({ call }) => {
      const arrival = (await store.journal.ofCall(call)).find((entry) => entry.type === 'callArrived');
      if (arrival?.leg === undefined)
        return { done: false, code: 'no_such_call', because: `there is no call ${call}` };
      return { done: true, leg: arrival.leg };
    },
    change_contact: async ({ number, change }) => ({
      done: true,
      contact: await store.contacts.set(number, change, clock.now()),
    }),
    merge_contacts: async ({ number, other }, by) => {
      const contact = await store.contacts.merge(number, other, by, clock.now());
      if (typeof contact === 'object') return { done: true, contact };
      return contact === 'same'
        ? { done: false, code: 'bad_request', because: 'both numbers are of the same contact' }
        : { done: false, code: 'no_such_contact', because: 'one of the numbers has no contact' };
    },
    unmerge_contact: async ({ number }) => {
      const undone = await store.contacts.unmerge(number);
      if (undone) return { done: true, ...undone };
      return { done: false, code: 'not_merged', because: `nothing was merged into the contact of ${number}` };
    },
    erase_contact: async ({ number, deleteCopies }, by) =>
      erased(await erasePerson({ number }, by, { deleteCopies }), `the number ${number}`),
    erase_call: async ({ call, deleteCopies }, by) =>
      erased(await erasePerson({ call }, by, { deleteCopies }), `the caller of call ${call}`),
    apply_plan: async ({ text, ifVersion, withoutPasswords = false }, by) => {
      const result = await operations.applyPlan(text, by, ifVersion, { withoutPasswords });
      if (result.applied) return { done: true, version: result.version, warnings: result.warnings };
      if ('active' in result) {
        const because = `plan version ${result.active} is active, not ${ifVersion}`;
        return { done: false, code: 'plan_changed_meanwhile', because };
      }
      if ('because' in result)
        return { done: false, code: 'plan_not_taken', because: `nothing was changed: ${result.because}` };
      if ('needsYes' in result) {
        const [first] = result.needsYes;
        const because = `nothing was changed: ${first?.message ?? 'the plan needs a yes'}`;
        return { done: false, code: 'plan_needs_yes', because, findings: result.needsYes };
      }
      const { findings } = result;
      const because = `the plan has ${findings.length === 1 ? 'an error' : 'errors'}; nothing was changed`;
      return { done: false, code: 'plan_refused', because, findings };
    },
  };
}

function erased(erasing: Erasing, whose: string): Answer<'erase_contact'> {
  if (erasing.done) return { done: true, report: erasing.report };
  if ('unknown' in erasing)
    return { done: false, code: 'no_such_contact', because: `nothing is stored about ${whose}` };
  if ('hasNumber' in erasing)
    return { done: false, code: 'caller_has_number', because: `${whose} has a number` };
  if ('held' in erasing) {
    const because = `the recording of call ${erasing.held} is on legal hold`;
    return { done: false, code: 'recording_on_hold', because };
  }
  const because = `call ${erasing.live} of this contact is in progress`;
  return { done: false, code: 'contact_in_call', because };
}
