/** What a request is about, and whether the right of the actor reaches so far. */
import { aboutCall, aboutEntries } from '../../people/calls.ts';
import type { Person, PersonFields } from '../../people/person.ts';
import { type Reach, reachesAgent, reachesAny, reachesQueue, reachesSchedule } from '../../people/reach.ts';
import { reachesVoicemail } from '../../people/voicemails.ts';
import type { Request } from '../../ports/gate.ts';
import type { Operations } from '../../ports/operations.ts';
import type { Store, VoicemailMessage } from '../../ports/store.ts';
import { exhausted } from '../../shared/exhausted.ts';
import type { CallId } from '../../shared/ids.ts';
import { aboutTicket } from '../../tickets/ticket.ts';

export interface TargetNeeds {
  readonly operations: Pick<Operations, 'call' | 'plan'>;
  readonly store: {
    readonly journal: Pick<Store['journal'], 'ofCall'>;
    readonly voicemails: Pick<Store['voicemails'], 'one'>;
    readonly tickets: Pick<Store['tickets'], 'one'>;
    readonly quality: Pick<Store['quality'], 'review'>;
    readonly cases: Pick<Store['cases'], 'one'>;
  };
  readonly accounts: { person(name: string): Person | undefined };
}

/**
 * A limited right reaches what exists only: whoever asks for a call that does not exist is told the same. `unlimited`: the
 * right itself has no limit; one that is limited by a scope, and a scope that names nothing, reach every agent and queue,
 * but no person who is more than an agent. `isOwn`: it is about themselves only.
 */
export async function isWithin(
  {
    reach,
    unlimited,
    isOwn,
  }: { readonly reach: Reach; readonly unlimited: boolean; readonly isOwn: boolean },
  request: Request,
  needs: TargetNeeds,
): Promise<boolean> {
  if (unlimited || (reach === 'all' && !isAboutPeople(request))) return true;
  switch (request.ask) {
    case 'change_agent':
      return reachesAgent(reach, request.change.agent) && !(isOwn && isWithoutResult(request.change));
    // Callers of the queue wait for somebody: it must be theirs as well.
    case 'set_queue_service':
      return reachesAgent(reach, request.agent) && reachesQueue(reach, request.queue);
    // On behalf of a colleague only who is theirs as well. An agent wraps up a call that goes on after their transfer: who
    // has served it counts as well, as in a call that is over.
    case 'set_result':
      return (
        (request.agent === undefined || reachesAgent(reach, request.agent)) &&
        ((await reachesCall(reach, request.call, needs)) ||
          reachesAny(reach, aboutEntries(await needs.store.journal.ofCall(request.call))))
      );
    case 'change_ticket': {
      const { act } = request;
      // One that they open has them, or a colleague of theirs, for its owner.
      if (act.do === 'open')
        return typeof act.change.owner === 'string' && reachesAgent(reach, act.change.owner);
      const ticket = await needs.store.tickets.one(act.ticket);
      return ticket !== undefined && reachesAny(reach, aboutTicket(ticket));
    }
    case 'set_pin':
    case 'call_from':
      return reachesAgent(reach, request.agent);
    case 'set_schedule':
      return reachesSchedule(reach, request.schedule, needs.operations.plan().plan);
    case 'announce':
      return request.place.kind === 'queue' && reachesQueue(reach, request.place.name);
    case 'supervise': {
      const { what } = request.request;
      if ('agent' in what) return reachesAgent(reach, what.agent);
      if ('queue' in what) return reachesQueue(reach, what.queue);
      return await reachesCall(reach, what.call, needs);
    }
    case 'change_message': {
      const message = await needs.store.voicemails.one(request.recording);
      return message !== undefined && (await reachesMessage(reach, message, needs));
    }
    case 'review_call':
    case 'add_case':
    case 'hang_up':
    case 'transfer_call':
    case 'control_recording':
    case 'change_talk':
    case 'hear_recording':
    case 'read_messages':
    case 'hold_recording':
    case 'cancel_callback':
    case 'handle_missed':
    case 'trace_caller':
    case 'erase_call':
      return await reachesCall(reach, request.call, needs);
    case 'remove_review': {
      const review = await needs.store.quality.review(request.review);
      return review !== undefined && (await reachesCall(reach, review.call, needs));
    }
    case 'change_case':
    case 'remove_case': {
      const found = await needs.store.cases.one(request.case);
      return found !== undefined && (await reachesCall(reach, found.call, needs));
    }
    case 'add_person':
      return isSeatOf(reach, request.person);
    case 'change_person': {
      const person = needs.accounts.person(request.name);
      if (!person) return false;
      const { roles = person.roles, agent = person.agent, queues, teams } = request.change;
      // No one gives a reach that they do not have themselves; a seat needs none.
      if (queues !== undefined || teams !== undefined) return false;
      return isSeatOf(reach, person) && isSeatOf(reach, { roles, ...(agent && { agent }) });
    }
    case 'remove_person':
    case 'end_sessions':
    case 'link_to_password':
    case 'remove_second_factor': {
      const person = needs.accounts.person(request.name);
      return person !== undefined && isSeatOf(reach, person);
    }
    // These are about everything.
    case 'keep_scorecard':
    case 'remove_scorecard':
    case 'hear_case':
    case 'answer_case':
    case 'change_article':
    case 'remove_article':
    case 'import_articles':
    case 'add_webhook':
    case 'change_webhook':
    case 'remove_webhook':
    case 'rotate_webhook_secret':
    case 'test_webhook':
    case 'test_mail':
    case 'replay_delivery':
    case 'replay_dead':
    case 'swap_on_call':
    case 'keep_sound':
    case 'remove_sound':
    case 'record_sound':
    case 'confirm_alarms':
    case 'change_contact':
    case 'merge_contacts':
    case 'unmerge_contact':
    case 'erase_contact':
    case 'apply_plan':
      return false;
    default:
      return exhausted(request);
  }
}

/** Agents cannot waive a result that is required of themselves. */
const isWithoutResult = (change: Extract<Request, { ask: 'change_agent' }>['change']): boolean =>
  change.type === 'agentResumed' && change.anyway === true;

const isAboutPeople = ({ ask }: Request): boolean =>
  ask === 'add_person' ||
  ask === 'change_person' ||
  ask === 'remove_person' ||
  ask === 'end_sessions' ||
  ask === 'link_to_password' ||
  ask === 'remove_second_factor';

/** Whether the right reaches this call, in progress or past. */
export async function reachesCall(
  reach: Reach,
  id: CallId,
  {
    operations,
    store,
  }: Pick<TargetNeeds, 'operations'> & { readonly store: Pick<TargetNeeds['store'], 'journal'> },
): Promise<boolean> {
  if (reach === 'all') return true;
  const call = operations.call(id);
  if (call) return reachesAny(reach, aboutCall(call));
  return reachesAny(reach, aboutEntries(await store.journal.ofCall(id)));
}

/** By its voicemail, by the agent who is to call back, or by the call in which it was left. */
export async function reachesMessage(
  reach: Reach,
  { call, voicemail, assignedTo }: VoicemailMessage,
  needs: Pick<TargetNeeds, 'operations' | 'store'>,
): Promise<boolean> {
  if (reach === 'all' || (assignedTo !== undefined && reachesAgent(reach, assignedTo))) return true;
  const { plan } = needs.operations.plan();
  const box = plan.voicemails[voicemail];
  if (box && reachesVoicemail(reach, plan, box)) return true;
  return await reachesCall(reach, call, needs);
}

/** A person who is an agent and nothing more, whose agent is among those that the right reaches. */
function isSeatOf(
  reach: Reach,
  { roles, agent, queues, teams }: Pick<PersonFields, 'roles' | 'agent' | 'queues' | 'teams'>,
) {
  if (queues !== undefined || teams !== undefined) return false;
  return roles.every((role) => role === 'agent') && agent !== undefined && reachesAgent(reach, agent);
}
