/**
 * An office at half past ten: four agents, two queues, two live calls and three past ones, behind the ports that the
 * API looks through. Everything is in memory; what is asked of it really happens to it.
 */

import type { AgentState } from '../../src/agents/agent.ts';
import { putBack, takenOut } from '../../src/agents/board.ts';
import { onCallNow } from '../../src/call/actions/on-call.ts';
import type { Announcement } from '../../src/call/kept/announcement.ts';
import type { Call } from '../../src/call/kept/call.ts';
import type { JournalEntry, StoredEntry } from '../../src/call/kept/journal.ts';
import type { OnCallSwap } from '../../src/call/kept/on-call-swap.ts';
import type { ScheduleOverride } from '../../src/call/kept/schedule-override.ts';
import type { ApiNeeds } from '../../src/http/api.ts';
import type { Agent, Plan, Prompt, Queue } from '../../src/plan/model.ts';
import { openingAt } from '../../src/plan/rules/schedule.ts';
import { saying } from '../../src/plan/source/finding.ts';
import type { Health, Operations, Touched } from '../../src/ports/operations.ts';
import type { Contact, PlanVersion, Store, VoicemailBox, VoicemailMessage } from '../../src/ports/store.ts';
import { phrase } from '../../src/shared/findings/said.ts';
import {
  bridgeId,
  callId,
  legId,
  offerId,
  onlyNode,
  type RecordingId,
  supervisionId,
} from '../../src/shared/ids.ts';
import { dayOf } from '../../src/shared/wall-time.ts';
import { journalKeys } from '../../src/store/projections/journal-keys.ts';
import { pastCalls } from './past-calls.ts';
import { PlainArticles } from './plain-articles.ts';
import { PlainAudit } from './plain-audit.ts';
import { PlainDeliveries } from './plain-deliveries.ts';
import { PlainPeople } from './plain-people.ts';
import { PlainCases, PlainQuality } from './plain-quality.ts';
import { PlainRecord } from './plain-record.ts';
import { PlainRecordings } from './plain-recordings.ts';
import { recordingsByCall } from './plain-store.ts';
import { PlainTickets } from './plain-tickets.ts';

/** 10:30:00 in Berlin. */
export const HALF_PAST_TEN = Date.parse('2026-11-21T09:30:00Z');
const at = (seconds: number) => HALF_PAST_TEN + seconds * 1000;

export interface Office {
  readonly operations: Operations;
  readonly store: ApiNeeds['store'];
  /** The journal gets one more entry, and everybody who follows hears of it. */
  happens(entry: JournalEntry): StoredEntry;
  isUnwell(reason: string): void;
  /** One more call is in progress. */
  calls(call: Call): void;
  /** Who follows the journal right now. */
  readonly followers: number;
}

export function openOffice(): Office {
  const journal: StoredEntry[] = pastCalls();
  const listeners = new Set<(entry: StoredEntry) => void>();
  const watchers = new Set<(touched: Touched) => void>();
  const more: Call[] = [];
  const agents = new Map(staff().map((state) => [state.name, state]));
  const plans: PlanVersion[] = [{ version: 1, text: 'company: Berg\n', by: 'start', at: at(-3600) }];
  let set: ScheduleOverride | undefined;
  const announced: Announcement[] = [];
  const swaps = new Map<string, OnCallSwap>();
  let health: Health = { ready: true, reasons: [], since: at(-3600) };

  function happens(entry: JournalEntry): StoredEntry {
    const stored = { ...entry, seq: (journal.at(-1)?.seq ?? 0) + 1 };
    journal.push(stored);
    for (const listener of listeners) listener(stored);
    for (const watcher of watchers)
      watcher({
        calls: 'call' in entry && entry.call !== undefined ? [entry.call] : [],
        agents: 'agent' in entry && entry.agent !== undefined ? [entry.agent] : [],
      });
    return stored;
  }

  const operations: Operations = {
    explainWaiting: () => undefined,
    health: () => health,
    calls: () => [...liveCalls(), ...more],
    call: (id) => [...liveCalls(), ...more].find((call) => call.id === id),
    agents: () => [...agents.values()],
    agent: (name) => agents.get(name),
    watch: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    plan: () => ({ plan: officePlan(), version: plans.length }),
    schedules: () =>
      Object.values(officePlan().schedules).map((schedule) => ({
        schedule,
        planned: openingAt(schedule, at(0)),
        ...(set && { set }),
      })),
    onCall: () => {
      const current = officePlan();
      return Object.values(current.onCall ?? {}).map((rota) => ({
        rota,
        now: onCallNow(current, rota, swaps.get(rota.name), at(0)),
        next: rota.people[0] ?? '',
      }));
    },
    confirmAlarms: async (by) => {
      happens({ type: 'alarmConfirmed', at: at(0), by });
      return { done: true };
    },
    missedHandled: async (call, by) => {
      happens({ type: 'missedCallHandled', at: at(0), call, by });
      return { done: true };
    },
    changeMessage: async ({ call, recording }, change, to, by) => {
      if (change === 'assigned' && to !== undefined && !agents.has(to))
        return { done: false, code: 'no_such_agent', because: `there is no agent ${to}` };
      const entry = { type: 'messageChanged', at: at(0), call, change, by } as const;
      happens({ ...entry, recording: recording as RecordingId, ...(to !== undefined && { to }) });
      return { done: true };
    },
    swapOnCall: async (rota, agent, until, by) => {
      if (agent !== undefined && !agents.has(agent))
        return { done: false, code: 'no_such_agent', because: `there is no agent ${agent}` };
      const end = until ?? at(3600);
      happens({ type: 'onCallChanged', at: at(0), rota, ...(agent && { agent, until: end }), by });
      if (agent === undefined) swaps.delete(rota);
      else swaps.set(rota, { agent, until: end, since: at(0), by });
      return { done: true };
    },
    setSchedule: async (schedule, to, by) => {
      set = to === 'as_planned' ? undefined : { to, since: at(0), by };
      happens({ type: 'scheduleSet', at: at(0), schedule, to, by });
      return { done: true };
    },
    now: () => at(0),
    noteErasure: async (erased) => {
      happens({ type: 'contactErased', at: at(0), ...erased });
    },
    hangUp: async (call, by, reason) => {
      if (call !== '1042')
        return { done: false, code: 'no_such_call', because: `call ${call} is not in progress` };
      happens({
        type: 'hangUpAsked',
        at: at(0),
        call,
        by,
        ...(reason === undefined ? {} : { reason }),
      });
      return { done: true };
    },
    callFrom: async (agent, to) => {
      if (agent !== 'clara') return { done: false, code: 'agent_busy', because: `${agent} is in a call` };
      if (to !== '101') return { done: false, code: 'not_dialled_at_phone', because: `${to} is nobody` };
      return { done: true, phone: agent, leg: legId('click.1') };
    },
    announcements: () => announced,
    announce: async (place, wanted, by) => {
      if (place.kind === 'queue' && !officePlan().queues[place.name])
        return { done: false, code: 'no_such_place', because: `the plan has no queue ${place.name}` };
      const kept = announced.filter((one) => one.place.name !== place.name);
      announced.splice(
        0,
        announced.length,
        ...kept,
        ...(wanted ? [{ place, ...wanted, since: at(0), by }] : []),
      );
      return { done: true };
    },
    recordSound: async (agent) =>
      agent === 'clara'
        ? { done: true, phone: agent, leg: legId('click.2') }
        : { done: false, code: 'agent_busy', because: `${agent} is in a call` },
    transfer: async (call, to, by) => {
      if (call !== '1043') return { done: false, code: 'no_talk', because: `call ${call} does not talk` };
      if (to !== 'clara') return { done: false, code: 'no_such_target', because: `${to} is not in the plan` };
      happens({
        type: 'transferAsked',
        at: at(0),
        call,
        offer: offerId(callId(1043), 1),
        by: 'anna',
        to,
        leadsTo: to,
        askedBy: by,
      });
      return { done: true };
    },
    recording: async (call, to, by) => {
      if (call !== '1043')
        return { done: false, code: 'not_recorded', because: `call ${call} is not being recorded` };
      happens(
        to === 'pause'
          ? { type: 'recordingPaused', at: at(0), call, by, until: at(120) }
          : { type: 'recordingResumed', at: at(0), call, by, pausedFor: 0 },
      );
      return { done: true };
    },
    inTalk: async (call, action, by) => {
      if (call !== '1043') return { done: false, code: 'no_talk', because: `call ${call} does not talk` };
      if (action.do === 'hold')
        happens({ type: 'held', at: at(0), call, leg: legId('1043-o1'), who: 'anna', askedBy: by });
      return action.do === 'consult' ? { done: true, aside: callId(1060) } : { done: true };
    },
    supervise: async ({ what, who, mode }, by) => {
      if (who !== 'dora')
        return {
          done: false,
          code: 'supervision_not_allowed',
          because: `the plan lets dora supervise, not ${who}`,
        };
      if ('call' in what && what.call !== '1043')
        return { done: false, code: 'no_such_call', because: `call ${what.call} is not in progress` };
      const supervision = supervisionId(callId(1043), 1);
      if (mode !== 'end')
        happens({ type: 'supervisionAsked', at: at(0), call: callId(1043), supervision, who, mode, by });
      return { done: true };
    },
    cancelCallback: async (call, by) => {
      if (call !== '1050')
        return { done: false, code: 'no_such_callback', because: `call ${call} is not an open callback` };
      happens({
        type: 'callEnded',
        at: at(0),
        call,
        outcome: 'callback_cancelled',
        by,
        lasted: 0,
        talked: 0,
      });
      return { done: true };
    },
    setQueueService: async ({ agent, queue, serves, anyway = false }, by) => {
      const state = agents.get(agent);
      if (!state) return { done: false, code: 'no_such_agent', because: `there is no agent ${agent}` };
      if (!officePlan().queues[queue]?.members.includes(agent))
        return { done: false, code: 'not_in_queue', because: `${agent} takes no calls of queue ${queue}` };
      if (!serves && !anyway && queue === 'support')
        return { done: false, code: 'last_in_queue', because: `no one else serves ${queue}` };
      agents.set(agent, serves ? putBack(state, queue) : takenOut(state, queue, by, at(0)));
      happens({ type: 'queueServiceSet', at: at(0), agent, queue, serves, by });
      return { done: true };
    },
    setResult: async ({ call, agent = 'anna', result, detail, by }) => {
      if (!['1041', '1043'].includes(call))
        return { done: false, code: 'no_such_call', because: `there is no call ${call}` };
      if (!officePlan().results?.[result])
        return { done: false, code: 'no_such_result', because: `the result ${result} cannot be given here` };
      const more = detail === undefined ? {} : { detail };
      happens({ type: 'resultSet', at: at(0), call, agent, queue: 'sales', result, ...more, by });
      return { done: true, agent, queue: 'sales' };
    },
    noteReview: async (call, review) => {
      happens({ type: 'callReviewed', at: at(0), call, ...review });
      return { done: true };
    },
    change: async (change) => {
      const state = agents.get(change.agent);
      if (!state)
        return { done: false, code: 'no_such_agent', because: `the plan has no agent ${change.agent}` };
      if (change.type === 'agentExtendedWrapUp') {
        const { activity } = state;
        if (activity.kind !== 'wrapping_up')
          return { done: false, code: 'not_in_wrap_up', because: `${change.agent} is not in wrap-up` };
        const until = activity.until + change.more;
        agents.set(change.agent, { ...state, activity: { ...activity, until } });
        happens({ type: 'wrapUpExtended', at: at(0), agent: change.agent, until, by: change.by });
        return { done: true };
      }
      const { pause: _, ...unpaused } = state;
      if (change.type === 'agentPaused') {
        if (!state.loggedIn)
          return { done: false, code: 'conflict', because: `${change.agent} is logged out` };
        agents.set(change.agent, { ...state, pause: { reason: change.reason, since: at(0), by: change.by } });
      } else if (change.type === 'agentResumed') agents.set(change.agent, unpaused);
      else {
        const { at: _before, ...away } = state;
        const phone = change.type === 'agentLoggedIn' ? change.phone : undefined;
        agents.set(change.agent, {
          ...away,
          loggedIn: change.type === 'agentLoggedIn',
          ...(phone === undefined ? {} : { at: phone }),
        });
      }
      const to = {
        agentLoggedIn: 'logged_in',
        agentLoggedOut: 'logged_out',
        agentPaused: 'paused',
        agentResumed: 'resumed',
      } as const;
      happens({ type: 'agentChanged', at: at(0), agent: change.agent, to: to[change.type], by: change.by });
      return { done: true };
    },
    applyPlan: async (text, by, ifVersion, terms) => {
      if (ifVersion !== undefined && ifVersion !== plans.length)
        return { applied: false, active: plans.length };
      if (!text.startsWith('company:')) {
        const finding = {
          severity: 'error',
          file: 'plan.yaml',
          line: 1,
          column: 1,
          ...saying(phrase('plan_has_no', { key: 'company' }), phrase('begin_with_company')),
        } as const;
        return { applied: false, findings: [finding] };
      }
      if (text.includes('UNSET') && terms?.withoutPasswords !== true) {
        const said = phrase('trunk_password_not_set', { trunk: 'provider', variable: 'UNSET' });
        const at = { severity: 'warning', file: 'plan', line: 1, column: 1 } as const;
        const finding = { ...at, ...saying(said, undefined) };
        return { applied: false, needsYes: [finding] };
      }
      plans.push({ version: plans.length + 1, text, by, at: at(0) });
      return { applied: true, version: plans.length, warnings: [] };
    },
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  const pins = new Map<string, string>();
  return {
    operations,
    store: {
      contacts: addressBook(),
      plans: {
        add: async () => Promise.reject(new Error('the office adds plans by applyPlan')),
        current: async () => plans.at(-1),
        byVersion: async (version) => plans.find((plan) => plan.version === version),
        lastBy: async (who) => plans.findLast(({ by }) => by === who),
        history: async (limit) => plans.toReversed().slice(0, limit),
      },
      journal: {
        ofCall: async (call) => journal.filter((entry) => 'call' in entry && entry.call === call),
        after: async (seq, limit) => journal.filter((entry) => entry.seq > seq).slice(0, limit),
        last: async (limit) => journal.slice(-limit),
        ofTypes: async (types, after, until) =>
          journal.filter(
            ({ seq, type }) => seq > after && seq <= until && (types as readonly string[]).includes(type),
          ) as never,
        find: async ({ after = 0, from = 0, to = Number.MAX_SAFE_INTEGER, queue, agent, limit }) =>
          journal
            .filter((entry) => entry.seq > after && entry.at >= from && entry.at < to)
            .filter((entry) => queue === undefined || journalKeys(entry).queue === queue)
            .filter((entry) => agent === undefined || journalKeys(entry).agent === agent)
            .slice(0, limit),
        arrivals: async () => new Map(),
        knownLegs: async () => new Set(),
        outsideSince: async () => [],
        callIds: async (limit, before) => {
          const ids = journal.flatMap((entry) => (entry.type === 'callArrived' ? [entry.call] : []));
          const older = before === undefined ? ids : ids.slice(0, Math.max(0, ids.indexOf(before)));
          return older.toReversed().slice(0, limit);
        },
        callsOf: async function* ({ contact, isOf }) {
          for (const entry of journal.toReversed())
            if (
              entry.type === 'callArrived' &&
              (entry.caller.contact === contact || isOf(entry.caller.number ?? ''))
            )
              yield entry.call;
        },
      },
      recorded: new PlainRecord(),
      audit: new PlainAudit(),
      people: new PlainPeople(),
      recordings: new PlainRecordings(),
      tickets: officeTickets(),
      articles: new PlainArticles(),
      quality: officeReviews(),
      cases: officeCases(),
      voicemails: box(),
      directory: shelf(),
      deliveries: new PlainDeliveries(),
      details: { begin: async () => undefined, count: async () => 0, erase: async () => 0 },
      erasure: {
        watchWrites: async () => ({ end: () => undefined }),
        traces: async (number, isOf) => ({
          numbers: [number],
          isOf: (value) => value === number || isOf(value, [number]),
          calls: journal.flatMap((entry) =>
            entry.type === 'callArrived' && entry.caller.number === number ? [entry.call] : [],
          ),
          recordings: messages.flatMap(({ callerNumber, recording }) =>
            callerNumber === number ? [recording] : [],
          ),
        }),
        tracesOfCall: async () => undefined,
        erase: async ({ calls, recordings }, { isLive }) =>
          isLive() ? 'live' : { values: calls.length, messages: recordings.length },
        finish: async () => false,
        isRewritingDue: async () => false,
        copies: async () => [],
      },
      pins: {
        set: async (agent, pin) => {
          if (pin === undefined) pins.delete(agent);
          else pins.set(agent, pin);
        },
        check: async (agent, pin) =>
          pins.has(agent) ? (pins.get(agent) === pin ? 'right' : 'wrong') : 'none',
        agents: async () => [...pins.keys()],
      },
    },
    happens,
    isUnwell: (reason) => {
      health = { ready: false, reasons: [reason], since: at(0) };
    },
    calls: (call) => {
      more.push(call);
    },
    get followers() {
      return listeners.size;
    },
  };
}

/** Whoever asks for one of the words of a thing's names is given it; `nowhere` is in no plan any more. */
function shelf(): Store['directory'] {
  const { topics = {}, agents } = officePlan();
  const all = [
    ...Object.values(topics).map(({ name, title, words }) => ({
      kind: 'topic' as const,
      name,
      text: [...Object.values(title), ...Object.values(words).flat()],
    })),
    ...Object.values(agents).map(({ name, title }) => ({ kind: 'agent' as const, name, text: [title] })),
    { kind: 'topic' as const, name: 'nowhere', text: ['nowhere'] },
  ];
  const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return {
    keep: async () => Promise.reject(new Error('the office has its plan already')),
    find: async (text, limit) =>
      all
        .filter(
          (one) => text === '' || wordsIn(text).some((word) => wordsIn(one.text.join(' ')).includes(word)),
        )
        .slice(0, limit)
        .map(({ kind, name }) => ({ kind, name })),
  };
}

function addressBook(): Store['contacts'] {
  const contacts: Contact[] = [
    {
      id: 'c1',
      numbers: ['+4930111111'],
      name: 'Karin König',
      tags: ['vip'],
      createdAt: at(-86_400),
      lastCallAt: at(-90),
      calls: 7,
    },
    {
      id: 'c2',
      numbers: ['+4930222222', '+49170222222'],
      name: 'Wang 王伟',
      language: 'en',
      tags: [],
      createdAt: at(-7200),
      calls: 1,
    },
  ];
  const withNumber = (number: string) => contacts.findIndex(({ numbers }) => numbers.includes(number));
  const book: Store['contacts'] = {
    recognise: async () => Promise.reject(new Error('nobody calls the address book')),
    withNumber: async (number) => contacts[withNumber(number)],
    byId: async (id) => contacts.find((contact) => contact.id === id),
    find: async (text, limit) =>
      contacts
        .filter(({ name, numbers }) => [name ?? '', ...numbers].some((part) => part.includes(text)))
        .slice(0, limit),
    set: async (number, { preferredAgent, email, noSurveys, ...change }, now) => {
      const index = withNumber(number);
      const before = contacts[index] ?? {
        id: `c${contacts.length + 1}`,
        numbers: [number],
        tags: [],
        createdAt: now,
        calls: 0,
      };
      const after: Contact = {
        ...before,
        ...change,
        ...(preferredAgent ? { preferredAgent } : {}),
        ...(email ? { email } : {}),
        ...(noSurveys ? { noSurveys } : {}),
        numbers: [...new Set([...before.numbers, ...(change.numbers ?? [])])],
      };
      if (index < 0) contacts.push(after);
      else contacts[index] = after;
      return after;
    },
    merge: async (number) => (await book.withNumber(number)) ?? 'unknown',
    unmerge: async () => undefined,
    walk: async (after, limit) => {
      const from = after === undefined ? 0 : contacts.findIndex(({ id }) => id === after) + 1;
      return contacts.slice(from, from + limit);
    },
    quietSince: async () => [],
    countQuiet: async () => ({ count: 0 }),
    withTag: async (tag, limit) => contacts.filter(({ tags }) => tags.includes(tag)).slice(0, limit),
    setAll: async (all, now, dryRun) =>
      Promise.all(
        all.map(async ({ number, change }) => {
          const before = contacts[withNumber(number)];
          if (!dryRun) await book.set(number, change, now);
          return before ? { kind: 'changed', before } : { kind: 'created' };
        }),
      ),
  };
  return book;
}

function box(): VoicemailBox {
  const isNew = ({ heardAt }: VoicemailMessage): boolean => heardAt === undefined;
  return {
    callOf: async (recording) => messages.find((message) => message.recording === recording)?.call,
    list: async (voicemail, limit, which = 'all') =>
      messages
        .filter((message) => !voicemail || message.voicemail === voicemail)
        .filter((message) => which === 'all' || isNew(message))
        .slice(0, limit),
    one: async (recording) => messages.find((message) => message.recording === recording),
    byCall: async () => recordingsByCall(messages),
    counts: async () => [{ voicemail: 'office', unheard: messages.filter(isNew).length, others: 0 }],
    unjudged: async () => [],
    olderThan: async () => [],
    deleted: async () => [],
    forget: async () => undefined,
  };
}

const messages: readonly VoicemailMessage[] = [
  {
    recording: '1038-r1',
    voicemail: 'office',
    call: callId(1038),
    callerNumber: '+4930333333',
    at: at(-1500),
    lasted: 21_400,
  },
];

function liveCalls(): Call[] {
  const common = {
    node: onlyNode,
    language: 'en',
    planVersion: 1,
    typedAhead: '',
    askedBefore: {},
    timers: [],
    idsUsed: 4,
    hears: 'music',
  } as const;
  const via = { kind: 'line', name: 'line1' } as const;
  const offer = {
    id: offerId(callId(1041), 1),
    to: { kind: 'agent', agent: 'anna' },
    madeAt: at(-75),
    rangAt: at(-74),
  } as const;
  const search = (since: number) => ({ for: 'queue', queue: 'sales', since, nobodyFreeSaid: true }) as const;
  return [
    {
      ...common,
      id: callId(1041),
      leg: legId('17.1'),
      via,
      dialled: '100',
      caller: { number: '+4930111111', name: 'Karin König', contact: 'c1', isNew: false, tags: ['vip'] },
      arrivedAt: at(-90),
      answeredAt: at(-90),
      at: { flow: 'sales', step: 0 },
      phaseSince: at(-70),
      phase: {
        name: 'talking',
        conversation: {
          room: bridgeId(callId(1041), 2),
          since: at(-70),
          parties: [
            { role: 'caller', leg: legId('17.1'), node: onlyNode, since: at(-70) },
            {
              role: 'serving',
              leg: offer.id,
              node: onlyNode,
              since: at(-70),
              who: offer.to,
              offer: offer.id,
            },
          ],
        },
        search: search(at(-80)),
      },
      offers: [offer],
    },
    {
      ...common,
      id: callId(1042),
      leg: legId('17.2'),
      via: { kind: 'line', name: 'line2' },
      dialled: '101',
      caller: { number: '+4930222222', name: 'Wang 王伟', contact: 'c2', isNew: true, tags: [] },
      arrivedAt: at(-65),
      at: { flow: 'sales', step: 0 },
      phaseSince: at(-65),
      phase: { name: 'waiting', search: search(at(-65)) },
      offers: [],
    },
  ];
}

function staff(): AgentState[] {
  const common = {
    loggedIn: true,
    phone: { reachable: true, busy: false },
    misses: 0,
    timers: [],
    idsUsed: 0,
  } as const;
  return [
    {
      ...common,
      name: 'anna',
      activity: { kind: 'talking', call: callId(1041), leg: offerId(callId(1041), 1) },
      idleSince: at(-400),
      callsTaken: 15,
      callsOfDay: { day: dayOf(at(0)), taken: 5 },
    },
    {
      ...common,
      name: 'boris',
      pause: { reason: 'lunch', since: at(-900), by: 'phone' },
      activity: { kind: 'free' },
      idleSince: at(-1200),
      callsTaken: 13,
      callsOfDay: { day: dayOf(at(0)), taken: 3 },
    },
    { ...common, name: 'clara', activity: { kind: 'free' }, idleSince: at(-3600), callsTaken: 0, misses: 1 },
    {
      ...common,
      name: 'dora',
      activity: { kind: 'wrapping_up', call: callId(1040), until: at(125) },
      idleSince: at(-30),
      callsTaken: 14,
      callsOfDay: { day: dayOf(at(0)), taken: 4 },
    },
  ];
}

export function officePlan(): Plan {
  const say = (text: string): Prompt => ({ en: [{ kind: 'text', text }] });
  const person = (name: string, title: string, skills: Record<string, number>, queues: string[]): Agent => ({
    name,
    title,
    phone: name,
    skills,
    queues,
  });
  const queue = (name: string, title: string, members: string[]): Queue => ({
    name,
    title,
    strategy: 'longest idle',
    members,
    needs: { all: [] },
    ringFor: 20_000,
    wrapUpFor: 10_000,
    tryAgainAfter: 30_000,
    priority: 0,
    music: 'default',
  });
  return {
    company: 'Berg & Söhne',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'en',
    languages: ['en'],
    numbers: { '101': 'sales', '102': 'toTransfers' },
    unknownNumber: 'unknown',
    codes: {},
    flows: {
      sales: { id: 'sales', title: 'number 101', steps: [{ do: 'queue', queue: 'sales' }] },
      toTransfers: { id: 'toTransfers', title: 'number 102', steps: [{ do: 'go', to: 'topic/transfers' }] },
      'topic/transfers': {
        id: 'topic/transfers',
        title: 'topic transfers',
        steps: [
          { do: 'ring', who: { kind: 'agent', agent: 'anna' }, for: 20_000, on: {} },
          { do: 'queue', queue: 'support', for: 60_000 },
          { do: 'goodbye' },
        ],
      },
      unknown: { id: 'unknown', title: 'unknown number', steps: [{ do: 'goodbye' }] },
    },
    onCall: {
      standby: {
        name: 'standby',
        timeZone: 'Europe/Berlin',
        weekday: 0,
        minute: 480,
        people: ['anna', 'boris'],
        since: '2026-11-16',
        weeks: {},
      },
    },
    schedules: {
      office: {
        name: 'office',
        timeZone: 'Europe/Berlin',
        weekly: Array.from({ length: 7 }, () => [{ from: 540, until: 1020 }]),
        holidays: [],
        exceptions: [],
      },
    },
    menus: {},
    topics: {
      transfers: {
        name: 'transfers',
        title: { en: 'Transfers' },
        words: { en: ['has my transfer arrived?'] },
        flow: 'topic/transfers',
      },
    },
    queues: {
      sales: {
        ...queue('sales', 'Sales', ['anna', 'boris', 'clara', 'dora']),
        results: ['sold', 'complaint'],
        resultWithin: 120_000,
      },
      support: queue('support', 'Support', ['clara']),
    },
    results: {
      sold: { name: 'sold', title: { en: 'Sold' }, effects: { ticket: 'solved' } },
      complaint: {
        name: 'complaint',
        title: { en: 'Complaint' },
        details: { late: { en: 'Too late' }, broken: { en: 'Broken' } },
        needsDetail: true,
        effects: { followUpAfter: 3_600_000 },
      },
    },
    teams: {},
    sharedPhones: [],
    agents: {
      anna: person('anna', 'Anna Berg', { german: 10 }, ['sales']),
      boris: person('boris', 'Boris Iwanow', {}, ['sales']),
      clara: person('clara', 'Clara Diaz', { german: 2 }, ['sales', 'support']),
      dora: person('dora', 'Dora Lind', { german: 5 }, ['sales']),
    },
    voicemails: {},
    lines: { line1: { name: 'line1' } },
    trunks: {},
    spoken: {
      'wrong key': say('Wrong key'),
      'wrong entry': say('Wrong entry'),
      'recording notice': say('Recorded'),
      'supervision notice': say('Listened to'),
      'recording consent': say('Agree'),
      goodbye: say('Goodbye'),
      'number not in use': say('Not in use'),
      'no emergency calls here': say('No emergency calls'),
      'emergency call failed': say('Emergency call failed'),
      'no messages': say('no messages'),
      'you have': say('you have'),
      'new messages': say('new messages'),
      'message from': say('message from'),
      'message keys': say('message keys'),
      'no greeting to record': say('No greeting'),
      'record after the tone': say('record after the tone'),
      'keep the sound': say('keep the sound'),
      'an alarm from': say('an alarm from'),
      'number of alarms': say('number of alarms'),
      'press 1 to confirm': say('press 1 to confirm'),
      'alarm confirmed': say('alarm confirmed'),
      'sound kept': say('sound kept'),
      'message deleted': say('message deleted'),
      'message moved': say('message moved'),
      'forward to': say('forward to'),
      'no such voicemail': say('no such voicemail'),
      'no more messages': say('no more messages'),
      'number withheld': say('number withheld'),
      'logged in': say('In'),
      'logged out': say('Out'),
      paused: say('Paused'),
      resumed: say('Back'),
      opened: say('Open'),
      closed: say('Closed'),
      'as planned': say('As planned'),
      'not an agent phone': say('No'),
      'wrap-up extended': say('More'),
      'result noted': say('Noted'),
      'result wanted': say('Result first'),
      'no such result': say('No such result'),
      'a call from': say('From'),
      'press 1 to take it': say('Press 1'),
      'enter your number': say('Number'),
      'enter your PIN': say('PIN'),
      'wrong number or PIN': say('Wrong'),
      'log-in refused': say('Refused'),
      'sorry, something went wrong': say('Sorry'),
      'the line was lost': say('Lost'),
      'your place in the queue is': say('Number'),
      'you are next': say('Next'),
      'the wait is between': say('Between'),
      and: say('and'),
      minutes: say('minutes'),
      'the wait is less than': say('Less than'),
      'the wait is less than a minute': say('Less than a minute'),
      'callback offer': say('Press'),
      'callback to': say('To'),
      'callback choice': say('Right?'),
      'callback number wanted': say('Which?'),
      'callback number impossible': say('Impossible'),
      'callback booked': say('Booked'),
      'callback booked before': say('Booked before'),
      'callback greeting': say('Hello'),
      'callback confirm': say('Press 1'),
      'spell a name': say('Spell'),
      'no such name': say('Nobody'),
      for: say('For'),
      press: say('press'),
      'more names': say('More'),
      'spell again': say('Again'),
      'can not take your call': say('can not'),
      'on call now': say('On call now'),
      'pause booked': say('Pause booked'),
      'nobody was reached': say('Nobody was reached'),
      'colleague not available': say('Colleague not available'),
      'outside call not possible': say('Not possible'),
      'outside number busy': say('Busy'),
      'parked at': say('Parked at'),
      'no call there': say('No call'),
      'outside number does not answer': say('No answer'),
    },
    missesBeforePause: 2,
    limits: { eachLine: {}, engineLate: 500 },
    outsideCalls: {
      countries: [],
      numbers: [],
      premium: false,
      written: [],
      trunks: [],
      eachAgent: {},
      eachTrunk: {},
    },
  };
}

/** One of Clara's, in support; one of Dora's, in sales. */
function officeTickets(): PlainTickets {
  const tickets = new PlainTickets();
  const from = { at: at(-600), by: 'journal', type: 'opened', how: 'talked' } as const;
  void tickets.open({ ...from, call: callId(1039), queue: 'support', agent: 'clara' });
  void tickets.open({ ...from, call: callId(1040), queue: 'sales', agent: 'dora' });
  return tickets;
}

/** One of each of two agents, as the tickets. */
function officeReviews(): PlainQuality {
  const quality = new PlainQuality();
  const questions = [{ name: 'greeting', title: 'Greeting', points: 5, weight: 1 }];
  const from = {
    scorecard: { name: 'service', title: 'Service', questions },
    reviewer: 'boris',
    at: at(-300),
  };
  void quality.keepScorecard({ ...from.scorecard, changedAt: at(-900), changedBy: 'boris' });
  const marks = { greeting: 4 };
  void quality.keepReview({
    ...from,
    call: callId(1043),
    agent: 'clara',
    queue: 'support',
    marks,
    score: 80,
  });
  void quality.keepReview({ ...from, call: callId(1041), agent: 'dora', queue: 'sales', marks, score: 80 });
  return quality;
}

/** One of each of two queues. */
function officeCases(): PlainCases {
  const cases = new PlainCases();
  const plain = {
    title: 'A calm answer',
    questions: ['What went well?'],
    tags: [],
    withSound: false,
    story: [],
  };
  void cases.add({ ...plain, call: callId(1043), queue: 'support', at: at(-200), by: 'boris' });
  void cases.add({ ...plain, call: callId(1041), queue: 'sales', at: at(-200), by: 'boris' });
  return cases;
}
