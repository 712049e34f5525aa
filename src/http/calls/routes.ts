import {
  type CallQuery,
  type CallSummary,
  callDetail,
  callHungUp,
  callList,
  callPath,
  callQuery,
  callStory,
  callTraced,
  callTransferred,
  hangUpRequest,
  traceRequest,
  transferRequest,
} from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import { contactErase, contactErased } from '../../contract/contact.ts';
import { aboutCall, aboutEntries } from '../../people/calls.ts';
import { type Reach, reachesAny } from '../../people/reach.ts';
import type { Actor } from '../../ports/actor.ts';
import { callRecord } from '../../reports/call-record.ts';
import { story, waitingStory } from '../../reports/story.ts';
import { defined } from '../../shared/defined.ts';
import { type CallId, callId } from '../../shared/ids.ts';
import { eachInSlices } from '../../shared/slices.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { plain } from '../plain.ts';
import { iso } from '../times.ts';
import { type CallFilter, fits } from './filter.ts';
import { callDetail as detailOf, liveCall, recordedCall } from './view.ts';

/** Calls that one request looks at: their journals are read. */
const mostLookedAt = 2000;
const anHour = 3_600_000;

export function callRoutes(app: Api, { operations, store, gate }: ApiNeeds): void {
  app.get(
    '/v1/calls',
    {
      config: { right: 'see_calls', scoped: true },
      schema: {
        summary: 'List or search live and ended calls, newest first',
        querystring: callQuery,
        response: { 200: callList, ...refusals },
      },
    },
    async (request) => {
      const { query } = request;
      const reach = gate.reach('see_calls', actorOf(request));
      const { from, to, ...others } = query;
      const filter: CallFilter = { ...others, ...momentsIn({ from, to }) };
      // An older page has ended calls only: those in progress are on the first.
      const live =
        query.state === 'ended' || query.before !== undefined
          ? []
          : liveCalls(reach, filter)
              .toSorted((a, b) => Number(b.id) - Number(a.id))
              .slice(0, query.limit);
      const limit = query.limit - live.length;
      const ended: { calls: CallSummary[]; next?: string } =
        query.state === 'live' || limit === 0
          ? { calls: [] }
          : await endedCalls({ ...query, limit }, filter, reach);
      const calls = [...live, ...ended.calls].toSorted((a, b) => Number(b.id) - Number(a.id));
      return { calls, ...defined({ next: ended.next }) };
    },
  );

  function liveCalls(reach: Reach, filter: CallFilter): CallSummary[] {
    const now = operations.now();
    return operations
      .calls()
      .filter((call) => reach === 'all' || reachesAny(reach, aboutCall(call)))
      .map((call) => liveCall(call, now))
      .filter((call) => fits(call, filter));
  }

  /** Those that fit among the next so many; what is older is looked at when it is asked for. */
  async function endedCalls(
    { limit, before }: CallQuery,
    filter: CallFilter,
    reach: Reach,
  ): Promise<{ calls: CallSummary[]; next?: string }> {
    const live = new Set(operations.calls().map(({ id }) => id));
    const start = before === undefined ? undefined : callId(Number(before));
    const ids = await store.journal.callIds(mostLookedAt, start);
    const calls: CallSummary[] = [];
    let last: CallId | undefined;
    let isTooOld = false;
    await eachInSlices(ids, async (id) => {
      if (calls.length === limit || isTooOld) return;
      last = id;
      if (live.has(id)) return;
      const entries = await store.journal.ofCall(id);
      const [first] = entries;
      // Calls that the safety net served are older than their place among the others: an hour allows for them.
      isTooOld = first !== undefined && filter.from !== undefined && first.at < filter.from - anHour;
      if (reach !== 'all' && !reachesAny(reach, aboutEntries(entries))) return;
      const record = callRecord(entries, operations.now());
      if (!record?.end) return;
      const call = recordedCall(record);
      if (fits(call, filter)) calls.push(call);
    });
    const isMore = !isTooOld && (ids.length === mostLookedAt || last !== ids.at(-1));
    return { calls, ...(isMore && last !== undefined && { next: last }) };
  }

  /** A call that is not theirs is answered like one that does not exist. */
  async function refuseUnseen(id: string, actor: Actor): Promise<void> {
    if (!(await gate.reachesCall('see_calls', actor, callId(Number(id))))) throw noSuchCall(id);
  }

  async function recordOf(id: CallId) {
    return callRecord(await store.journal.ofCall(id), operations.now());
  }

  app.get(
    '/v1/calls/:id',
    {
      config: { right: 'see_calls', scoped: true },
      schema: {
        summary: 'Show one call: phases, offers and outcome',
        params: callPath,
        response: { 200: callDetail, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      await refuseUnseen(request.params.id, actorOf(request));
      const record = await recordOf(callId(Number(id)));
      if (!record) throw noSuchCall(id);
      return detailOf(record);
    },
  );

  app.post(
    '/v1/calls/:id/hangup',
    {
      config: { right: 'end_calls', scoped: true },
      schema: {
        summary: 'End a call in progress and hang up all its parties',
        params: callPath,
        body: hangUpRequest.nullish(),
        response: { 200: callHungUp, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const reason = request.body?.reason;
      const why = reason === undefined ? {} : { reason };
      orRefuse(await gate.ask({ ask: 'hang_up', call: callId(Number(id)), ...why }, actorOf(request)));
      return { call: id, hungUp: true as const };
    },
  );

  app.post(
    '/v1/calls/:id/erase',
    {
      config: { right: 'erase_contacts' },
      handlerTimeout: 300_000,
      schema: {
        summary: 'Erase what is kept about the caller of a call, if they have no number',
        params: callPath,
        body: contactErase,
        response: { 200: contactErased, ...refusals },
      },
    },
    async (request) => {
      const call = callId(Number(request.params.id));
      const asked = { ask: 'erase_call', call, deleteCopies: request.body.deleteCopies } as const;
      const { report } = orRefuse(await gate.ask(asked, actorOf(request)));
      return { ...report, copies: [...report.copies] };
    },
  );

  app.post(
    '/v1/calls/:id/trace',
    {
      config: { right: 'trace_callers', scoped: true },
      schema: {
        summary:
          'Record that you look up a caller who withheld their number; the number is not in the response',
        params: callPath,
        body: traceRequest,
        response: { 200: callTraced, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const asked = { ask: 'trace_caller', call: callId(Number(id)), reason: request.body.reason } as const;
      const { leg } = orRefuse(await gate.ask(asked, actorOf(request)));
      return { call: id, leg };
    },
  );

  app.post(
    '/v1/calls/:id/transfer',
    {
      config: { right: 'transfer_calls', scoped: true },
      schema: {
        summary:
          'Transfer the caller to another agent, queue or number; the agent on the call is disconnected',
        params: callPath,
        body: transferRequest,
        response: { 200: callTransferred, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { to } = request.body;
      orRefuse(await gate.ask({ ask: 'transfer_call', call: callId(Number(id)), to }, actorOf(request)));
      return { call: id, transferred: true as const };
    },
  );

  app.get(
    '/v1/calls/:id/why',
    {
      config: { right: 'see_calls', scoped: true },
      schema: {
        summary: 'Explain a call: each decision, and the rule behind it',
        params: callPath,
        response: { 200: callStory, ...refusals },
      },
    },
    async (request) => {
      const { params } = request;
      await refuseUnseen(params.id, actorOf(request));
      const entries = await store.journal.ofCall(callId(Number(params.id)));
      if (entries.length === 0) throw noSuchCall(params.id);
      const { timeZone } = operations.plan().plan;
      const explained = operations.explainWaiting(callId(Number(params.id)));
      const told = [
        ...story(entries, { timeZone }),
        ...(explained ? waitingStory(explained, { timeZone }) : []),
      ];
      const lines = told.map((line) => ({ ...line, at: iso(line.at) }));
      const waiting = explained && { ahead: explained.ahead, decision: plain(explained.decision) };
      return { call: params.id, timeZone, lines, ...(waiting && { waiting }) };
    },
  );
}

function momentsIn({ from, to }: Pick<CallQuery, 'from' | 'to'>): Pick<CallFilter, 'from' | 'to'> {
  const of = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const at = Date.parse(text);
    if (Number.isNaN(at))
      throw new Refusal('bad_request', `'${text}' is not a moment such as 2026-12-24T10:00:00Z`);
    return at;
  };
  return defined({ from: of(from), to: of(to) });
}

const noSuchCall = (id: string) => new Refusal('no_such_call', `there is no call ${id} in the journal`);
