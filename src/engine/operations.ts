/** What people may see of the engine, and what it does for them: reads are of the world as it is, changes are turns. */

import type { AgentState } from '../agents/agent.ts';
import type { AnnouncementWanted } from '../call/actions/announcing.ts';
import { onCallNow } from '../call/actions/on-call.ts';
import { personInWords } from '../call/desk/alarm.ts';
import type { Announcement, AnnouncementPlace } from '../call/kept/announcement.ts';
import { type Call, isAbsent } from '../call/kept/call.ts';
import type { Event, TalkAction } from '../call/kept/events.ts';
import type { ReviewedAgent } from '../call/kept/journal/after-call.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { MessageChange } from '../call/kept/message.ts';
import type { World } from '../call/turn/world.ts';
import { explainWaiting, type WaitingExplained } from '../call/waiting/explain-waiting.ts';
import type { AgentName, Plan, RotaName, ScheduleName, ScheduleSetting } from '../plan/model.ts';
import { onCallWeek } from '../plan/rules/on-call.ts';
import { openingAt } from '../plan/rules/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  AgentRequest,
  CallPlaced,
  ChangeResult,
  Health,
  OnCallRotaNow,
  Operations,
  PlanApplied,
  PlanTerms,
  QueueServiceRequest,
  ResultNoted,
  ResultRequest,
  ScheduleNow,
  SuperviseRequest,
  TalkResult,
  Touched,
} from '../ports/operations.ts';
import type { Prompts } from '../ports/prompts.ts';
import type { SoundKey } from '../ports/sounds.ts';
import type { ContactBook, JournalReader } from '../ports/store.ts';
import type { SurveyAnswer, SurveyAnswered, SurveyInvitation } from '../ports/surveys.ts';
import type { Telephony } from '../ports/telephony.ts';
import { defined } from '../shared/defined.ts';
import type { FailureCode } from '../shared/failures/table.ts';
import type { CallId, RecordingId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import { clickToCall, ringForAlarm, ringToRecord } from './click-to-call.ts';
import type { PlanChanges } from './plan-changes.ts';
import { setQueueService } from './queue-service.ts';
import { giveResult } from './results.ts';
import { Supervisions } from './supervision.ts';
import { answerSurvey, offerSurveyByEmail } from './surveys.ts';
import { askInTalk } from './talk-actions.ts';
import { askRecording } from './talk-recording.ts';
import { Transfers } from './transfers.ts';
import type { Trouble } from './trouble.ts';
import type { Turns } from './turns.ts';

const replacedBy: Extract<ChangeResult, { done: false }> = {
  done: false,
  code: 'engine_replaced',
  because: 'another engine has taken over',
};

const isInPlan = (plan: Plan, { kind, name }: AnnouncementPlace): boolean =>
  (kind === 'number' ? plan.numbers[name] : plan.queues[name]) !== undefined;

export abstract class EngineOperations implements Operations {
  abstract readonly world: World;
  protected abstract readonly turns: Turns;
  protected abstract readonly clock: Clock;
  protected abstract readonly telephony: Pick<Telephony, 'dialFrom' | 'dialFromOutside'>;
  protected abstract readonly prompts: Pick<Prompts, 'media'>;
  protected abstract readonly trouble: Trouble;
  protected abstract readonly planChanges: PlanChanges;
  protected abstract readonly startedAt: Instant;
  protected abstract readonly journal: Pick<JournalReader, 'ofCall'>;
  protected abstract readonly contacts: Pick<ContactBook, 'byId'>;
  protected readonly followers = new Set<(entry: StoredEntry) => void>();
  protected readonly watchers = new Set<(touched: Touched) => void>();
  readonly #transfers = new Transfers();
  #supervisions: Supervisions | undefined;

  health(): Health {
    return this.trouble.health(this.startedAt);
  }

  calls(): readonly Call[] {
    return [...this.world.calls.values()];
  }

  call(id: CallId): Call | undefined {
    return this.world.calls.get(id);
  }

  agent(name: AgentName): AgentState | undefined {
    return this.world.agents.get(name);
  }

  agents(): readonly AgentState[] {
    const { agents, plan } = this.world;
    const order = new Map(Object.keys(plan.agents).map((name, place) => [name, place]));
    const place = (agent: AgentState): number => order.get(agent.name) ?? order.size;
    return [...agents.values()].toSorted((a, b) => place(a) - place(b));
  }

  plan(): { plan: Plan; version: number } {
    return { plan: this.world.plan, version: this.world.version };
  }

  schedules(): readonly ScheduleNow[] {
    const { plan, schedules } = this.world;
    return Object.values(plan.schedules).map((schedule) => {
      const set = schedules.get(schedule.name);
      const opening = openingAt(schedule, this.now() + (this.clock.wallAhead?.() ?? 0));
      return { schedule, planned: opening, ...(set ? { set } : {}) };
    });
  }

  now(): Instant {
    return this.clock.now();
  }

  explainWaiting(call: CallId): WaitingExplained | undefined {
    return explainWaiting(this.world, call, this.now());
  }

  async change(change: AgentRequest): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    if (!this.world.agents.has(change.agent))
      return { done: false, code: 'no_such_agent', because: `there is no agent ${change.agent}` };
    const { activity } = this.world.agents.get(change.agent) ?? {};
    if (change.type === 'agentExtendedWrapUp' && activity?.kind !== 'wrapping_up')
      return { done: false, code: 'not_in_wrap_up', because: `${change.agent} is not in wrap-up` };
    const owes = activity?.kind === 'wrapping_up' && activity.due !== undefined;
    if (change.type === 'agentResumed' && owes && !change.anyway)
      return {
        done: false,
        code: 'result_required',
        because: `the result of call ${activity.call} is required`,
      };
    const { pauses } = this.world.plan;
    if (change.type === 'agentPaused' && pauses && !pauses[change.reason])
      return {
        done: false,
        code: 'no_such_pause',
        because: `the plan has no pause '${change.reason}'; use one of: ${Object.keys(pauses).join(', ')}`,
      };
    await this.turns.takeAtOnce({ ...change, at: this.now() });
    return { done: true };
  }

  async setQueueService(request: QueueServiceRequest, by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    return setQueueService(this.#changes(), request, by);
  }

  async setResult(request: ResultRequest): Promise<ResultNoted> {
    if (this.trouble.isReplaced) return replacedBy;
    return giveResult({ ...this.#changes(), journal: this.journal }, request);
  }

  async noteReview(call: CallId, review: ReviewedAgent): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    await this.turns.takeAtOnce({ type: 'reviewNoted', at: this.now(), call, ...review });
    return { done: true };
  }

  onCall(): readonly OnCallRotaNow[] {
    const { plan, onCall } = this.world;
    return Object.values(plan.onCall ?? {}).map((rota) => {
      const now = onCallNow(plan, rota, onCall.get(rota.name), this.#wall());
      const { agent } = onCallWeek(rota, now.until);
      return { rota, now, ...defined({ next: agent }) };
    });
  }

  async swapOnCall(
    rota: RotaName,
    agent: AgentName | undefined,
    until: Instant | undefined,
    by: string,
  ): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    const { plan } = this.world;
    if (!plan.onCall?.[rota])
      return { done: false, code: 'no_such_rota', because: `the plan has no on-call rota ${rota}` };
    if (agent !== undefined && !plan.agents[agent])
      return { done: false, code: 'no_such_agent', because: `there is no agent ${agent}` };
    if (until !== undefined && until <= this.#wall())
      return { done: false, code: 'bad_request', because: 'until: expected a time to come' };
    const who = agent === undefined ? {} : { agent };
    const end = until === undefined ? {} : { until };
    await this.turns.takeAtOnce({ type: 'onCallSwapped', at: this.now(), rota, ...who, ...end, by });
    return { done: true };
  }

  announcements(): readonly Announcement[] {
    const { plan, announcements } = this.world;
    const wall = this.#wall();
    return [...announcements.values()].filter(({ place, until }) => wall < until && isInPlan(plan, place));
  }

  async announce(
    place: AnnouncementPlace,
    wanted: AnnouncementWanted | undefined,
    by: string,
  ): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    const { plan } = this.world;
    if (wanted && !isInPlan(plan, place))
      return {
        done: false,
        code: 'no_such_place',
        because: `the plan has no ${place.kind} ${place.name}`,
      };
    if (wanted && wanted.until <= this.#wall())
      return { done: false, code: 'bad_request', because: 'until: expected a time to come' };
    // In an emergency a caller must not be the first to find out that nothing is heard.
    if (wanted && (await this.prompts.media(wanted.prompt, plan.language)).length === 0)
      return {
        done: false,
        code: 'not_audible',
        because: 'nothing of the announcement can be played, so nothing was changed',
      };
    const set = wanted === undefined ? {} : { wanted };
    await this.turns.takeAtOnce({ type: 'announcementSet', at: this.now(), place, ...set, by });
    return { done: true };
  }

  /** What clocks on walls say. */
  #wall(): Instant {
    return this.now() + (this.clock.wallAhead?.() ?? 0);
  }

  async setSchedule(schedule: ScheduleName, to: ScheduleSetting, by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    if (!this.world.plan.schedules[schedule])
      return { done: false, code: 'no_such_schedule', because: `the plan has no schedule ${schedule}` };
    await this.turns.takeAtOnce({ type: 'scheduleSet', schedule, to, by, at: this.now() });
    return { done: true };
  }

  async confirmAlarms(by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    await this.turns.takeAtOnce({ type: 'alarmsConfirmed', at: this.now(), by });
    return { done: true };
  }

  /** Rings one of the people whom the plan names for alarms, and journals it. */
  async callForAlarm(person: number, count: number, code: FailureCode): Promise<void> {
    const who = this.world.plan.alarms?.people[person];
    if (!who || this.trouble.isReplaced) return;
    const { world, telephony } = this;
    const because = await ringForAlarm({ world, telephony }, who, { person, count, code }).catch(String);
    const called = { person, to: personInWords(who), code, ...(because === undefined ? {} : { because }) };
    await this.turns.takeAtOnce({ type: 'alarmPersonCalled', at: this.now(), ...called });
  }

  /** Whether the caller of a call that has ended is sent a survey; done when it is stored. Asked again, it is the same one. */
  async offerSurvey(call: CallId): Promise<SurveyInvitation | undefined> {
    if (this.trouble.isReplaced) return undefined;
    return offerSurveyByEmail(this.#surveyNeeds(), call);
  }

  /** Done when it is stored. */
  answerSurvey(answer: SurveyAnswer): Promise<SurveyAnswered> {
    return answerSurvey(this.#surveyNeeds(), answer);
  }

  #surveyNeeds() {
    return { ...this.#changes(), journal: this.journal, contacts: this.contacts };
  }

  async missedHandled(call: CallId, by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    await this.turns.takeAtOnce({ type: 'missedCallHandled', at: this.now(), call, by });
    return { done: true };
  }

  async changeMessage(
    { call, recording }: Parameters<Operations['changeMessage']>[0],
    change: MessageChange,
    to: string | undefined,
    by: string,
  ): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    const { agents, voicemails } = this.world.plan;
    if (change === 'assigned' && to !== undefined && !agents[to])
      return { done: false, code: 'no_such_agent', because: `there is no agent ${to}` };
    if (change === 'moved' && !voicemails[to ?? ''])
      return { done: false, code: 'no_such_voicemail', because: `the plan has no voicemail ${to}` };
    await this.turns.takeAtOnce({
      type: 'messageChangeAsked',
      at: this.now(),
      call,
      recording: recording as RecordingId,
      change,
      ...defined({ to }),
      by,
    });
    return { done: true };
  }

  async callFrom(agent: AgentName, to: string, ticket?: number): Promise<CallPlaced> {
    if (this.trouble.isReplaced) return replacedBy;
    return clickToCall({ world: this.world, telephony: this.telephony }, agent, to, ticket);
  }

  async recordSound(agent: AgentName, sound: SoundKey): Promise<CallPlaced> {
    if (this.trouble.isReplaced) return replacedBy;
    const wanted = { sound: sound.name, language: sound.language };
    return ringToRecord({ world: this.world, telephony: this.telephony }, agent, wanted);
  }

  async hangUp(call: CallId, by: string, reason?: string, agent?: AgentName): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    if (!this.world.calls.has(call)) {
      const because = `call ${call} is not in progress`;
      return { done: false, code: 'no_such_call', because };
    }
    const why = defined({ reason, agent });
    await this.turns.takeAtOnce({ type: 'hangUpAsked', at: this.now(), call, by, ...why });
    return { done: true };
  }

  async transfer(call: CallId, to: string, by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    return this.#transfers.transfer(this.#changes(), call, to, by);
  }

  #changes() {
    const { world, turns } = this;
    return { world, now: () => this.now(), take: (event: Event) => turns.takeAtOnce(event) };
  }

  async supervise(request: SuperviseRequest, by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    if (!this.#supervisions) {
      const supervisions = new Supervisions(this.#changes());
      this.#supervisions = supervisions;
      this.followers.add((entry) => supervisions.happened(entry));
    }
    return this.#supervisions.ask(request, by);
  }

  async recording(call: CallId, to: 'pause' | 'resume', by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    return askRecording(this.#changes(), call, to, by);
  }

  async inTalk(call: CallId, action: TalkAction, by: string): Promise<TalkResult> {
    if (this.trouble.isReplaced) return replacedBy;
    return askInTalk(this.#changes(), call, action, by);
  }

  async cancelCallback(call: CallId, by: string): Promise<ChangeResult> {
    if (this.trouble.isReplaced) return replacedBy;
    const found = this.world.calls.get(call);
    if (!found || !isAbsent(found)) {
      const because = `call ${call} is not an open callback`;
      return { done: false, code: 'no_such_callback', because };
    }
    await this.turns.takeAtOnce({ type: 'callbackCancelled', at: this.now(), call, by });
    return { done: true };
  }

  async noteErasure(erased: Parameters<Operations['noteErasure']>[0]): Promise<void> {
    await this.turns.takeAtOnce({ type: 'contactErased', at: this.now(), ...erased });
  }

  applyPlan(text: string, by: string, ifVersion?: number, terms?: PlanTerms): Promise<PlanApplied> {
    return this.planChanges.apply(text, by, ifVersion, terms);
  }

  follow(listener: (entry: StoredEntry) => void): () => void {
    this.followers.add(listener);
    return () => this.followers.delete(listener);
  }

  watch(listener: (touched: Touched) => void): () => void {
    this.watchers.add(listener);
    return () => this.watchers.delete(listener);
  }
}
