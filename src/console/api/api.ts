/** What the console asks of the engine, with the types of the contract. */

import type { AgentView } from '../../contract/agent.ts';
import type { AlarmList, AlarmsConfirmed } from '../../contract/alarm.ts';
import type { AnnouncementFields, AnnouncementList, AnnouncementView } from '../../contract/announcement.ts';
import type {
  ArticleAdd,
  ArticleChangeFields,
  ArticleImported,
  ArticleLabels,
  ArticleList,
  ArticleVersionView,
  ArticleView,
} from '../../contract/article.ts';
import type { AuditFound, AuditVerdictView } from '../../contract/audit.ts';
import type { CallDetail, CallList, CallStory } from '../../contract/call.ts';
import type { CallbackView } from '../../contract/callback.ts';
import type { CaseAdd, CaseAnswersView, CaseFound, CaseView } from '../../contract/case.ts';
import type { ContactHistory, ContactView, DuplicateList, ImportResult } from '../../contract/contact.ts';
import type { DirectoryFind } from '../../contract/directory.ts';
import type { CallEvidence, CallMessages } from '../../contract/evidence.ts';
import type { FloorsThenView } from '../../contract/floor-then.ts';
import type { Examination, Installation } from '../../contract/health.ts';
import type { PersonView } from '../../contract/person.ts';
import type { PhoneGiven } from '../../contract/phone.ts';
import type {
  PlanApplied,
  PlanChecked,
  PlanEdit,
  PlanHistory,
  PlanText,
  PlanTried,
  PlanTry,
} from '../../contract/plan.ts';
import type { ReportPage } from '../../contract/reports.ts';
import type { ResultList } from '../../contract/result.ts';
import type {
  QualityReport,
  ReviewRequest,
  ReviewsOfCall,
  ReviewView,
  ScorecardRequest,
  ScorecardView,
} from '../../contract/review.ts';
import type { ScheduleView } from '../../contract/schedule.ts';
import type { PromptList, SoundList } from '../../contract/sound-library.ts';
import type { TalkChanged } from '../../contract/talk.ts';
import type { TicketDetails, TicketView } from '../../contract/ticket.ts';
import type { VoicemailBoxView, VoicemailView } from '../../contract/voicemail.ts';
import type { Quality } from '../phone/quality.ts';
import { request, requestFile, upload } from './request.ts';

const part = encodeURIComponent;
type QueryValue = string | number | readonly string[] | undefined;
const query = (fields: Readonly<Record<string, QueryValue>>): string => {
  const given = Object.entries(fields).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((each) => each !== undefined && each !== '')
      .map((each) => [key, String(each)]),
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

interface ReportFields extends Readonly<Record<string, QueryValue>> {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly threshold: number;
  readonly only?: readonly string[];
}

export type PersonFields = Partial<Pick<PersonView, 'displayName' | 'roles' | 'disabled'>> & {
  readonly [field in 'agent' | 'language']?: string | null;
} & { readonly [field in 'queues' | 'teams']?: string[] | null };

export interface ContactFields {
  readonly name?: string;
  readonly notes?: string;
  readonly email?: string | null;
  readonly noSurveys?: boolean;
  readonly tags?: string[];
  readonly language?: string;
  readonly preferredAgent?: string | null;
}

/** By the end of the name: what browsers say of a file depends on what is installed. */
const typeOf = (file: string): string =>
  /\.xlsx$/i.test(file)
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : /\.vcf$/i.test(file)
      ? 'text/vcard'
      : 'text/csv';
export type TicketFields = Partial<Pick<TicketView, 'state'>> & {
  readonly [field in 'subject' | 'asked' | 'answer' | 'agreed' | 'owner' | 'followUpAt']?: string | null;
};

export type PlaceKind = AnnouncementView['kind'];
export type AgentAction = 'login' | 'logout' | 'pause' | 'resume' | 'wrap-up';
export type TalkAction = 'hold' | 'unhold' | 'swap' | 'complete' | 'merge' | 'cancel';
export type SuperviseMode = 'listen' | 'whisper' | 'barge' | 'end';

export const api = {
  agents: {
    act: (name: string, action: AgentAction, body?: { reason?: string; forMs?: number; phone?: string }) =>
      request<AgentView>('POST', `/v1/agents/${part(name)}/${action}`, body),
    /** Takes them out of the queue for now, or puts them back. */
    serve: (name: string, queue: string, serves: boolean, anyway: boolean) =>
      request<AgentView>('PUT', `/v1/agents/${part(name)}/queues/${part(queue)}`, {
        serves,
        ...(anyway && { anyway }),
      }),
    /** Rings their phone, and calls `to` when they answer it. */
    call: (name: string, to: string) => request('POST', `/v1/agents/${part(name)}/call`, { to }),
    supervise: (name: string, by: string, mode: SuperviseMode) =>
      request('POST', `/v1/agents/${part(name)}/supervise`, { by, mode }),
  },
  account: {
    password: (name: string, old: string, next: string) =>
      request('PUT', `/v1/people/${part(name)}/password`, { old, new: next }),
    logOutAll: () => request('DELETE', '/v1/me/sessions'),
    newFactor: () => request<{ secret: string; uri: string; qr: string }>('POST', '/v1/me/second-factor'),
    confirmFactor: (code: string) => request('PUT', '/v1/me/second-factor', { code }),
    dropFactor: (code: string) => request('DELETE', '/v1/me/second-factor', { code }),
  },
  articles: {
    find: (fields: Readonly<Record<string, string | number>>) =>
      request<ArticleList>('GET', `/v1/articles${query(fields)}`),
    suggested: (fields: Readonly<Record<string, string>>) =>
      request<ArticleList>('GET', `/v1/articles/suggested${query(fields)}`),
    labels: () => request<ArticleLabels>('GET', '/v1/articles/labels'),
    one: (id: string) => request<ArticleView>('GET', `/v1/articles/${part(id)}`),
    add: (fields: ArticleAdd) => request<ArticleView>('POST', '/v1/articles', fields),
    change: (id: number, fields: ArticleChangeFields) =>
      request<ArticleView>('PATCH', `/v1/articles/${id}`, fields),
    remove: (id: string) => request('DELETE', `/v1/articles/${part(id)}`),
    versions: (id: number) =>
      request<{ versions: ArticleVersionView[] }>('GET', `/v1/articles/${id}/versions`),
    restore: (id: number, version: number) =>
      request<ArticleView>('POST', `/v1/articles/${id}/restore`, { version }),
    /** Where the browser downloads them. */
    file: (format: 'csv' | 'markdown') => `/v1/articles/export?format=${format}`,
    import: (file: File, dryRun: boolean) => {
      const isMarkdown = /\.md$/i.test(file.name);
      const name = isMarkdown ? file.name.replace(/\.md$/i, '') : undefined;
      return upload<ArticleImported>(
        `/v1/articles/import${query({ dryRun: String(dryRun), name })}`,
        file,
        isMarkdown ? 'text/markdown' : 'text/csv',
      );
    },
  },
  audit: {
    search: (fields: Readonly<Record<string, string | number | undefined>>) =>
      request<AuditFound>('GET', `/v1/audit/search${query(fields)}`),
    verify: () => request<AuditVerdictView>('GET', '/v1/audit/verify', undefined, 300_000),
  },
  announcements: {
    list: () => request<AnnouncementList>('GET', '/v1/announcements'),
    set: (kind: PlaceKind, name: string, fields: AnnouncementFields) =>
      request<AnnouncementView>('PUT', `/v1/announcements/${kind}/${part(name)}`, fields),
    end: (kind: PlaceKind, name: string) => request('DELETE', `/v1/announcements/${kind}/${part(name)}`),
  },
  sounds: {
    list: () => request<SoundList>('GET', '/v1/sounds'),
    prompts: () => request<PromptList>('GET', '/v1/prompts'),
    upload: (name: string, language: string, file: File) =>
      upload(`/v1/sounds/${part(name)}/${part(language)}`, file, 'application/octet-stream', 'PUT'),
    record: (name: string, language: string, agent: string) =>
      request<{ phone: string }>('POST', `/v1/sounds/${part(name)}/${part(language)}/record`, { agent }),
    remove: (name: string, language: string) =>
      request('DELETE', `/v1/sounds/${part(name)}/${part(language)}`),
    /** Where the browser plays them. */
    audio: (name: string, language: string, changedAt: string) =>
      `/v1/sounds/${part(name)}/${part(language)}/audio?at=${part(changedAt)}`,
    promptAudio: (id: number, language: string) => `/v1/prompts/${id}/${part(language)}/audio`,
  },
  calls: {
    list: (fields: Readonly<Record<string, string | number | undefined>>) =>
      request<CallList>('GET', `/v1/calls${query(fields)}`),
    one: (id: string) => request<CallDetail>('GET', `/v1/calls/${part(id)}`),
    evidence: (id: string) => request<CallEvidence>('GET', `/v1/calls/${part(id)}/evidence`),
    messages: (id: string) => request<CallMessages>('GET', `/v1/calls/${part(id)}/messages`),
    /** For an audio element. */
    recording: (id: string) => `/v1/recordings/${part(id)}/audio`,
    story: (id: string) => request<CallStory>('GET', `/v1/calls/${part(id)}/why`),
    hangUp: (id: string, reason?: string) =>
      request('POST', `/v1/calls/${part(id)}/hangup`, reason ? { reason } : {}),
    transfer: (id: string, to: string) => request('POST', `/v1/calls/${part(id)}/transfer`, { to }),
    talk: (id: string, action: TalkAction) => request<TalkChanged>('POST', `/v1/calls/${part(id)}/${action}`),
    consult: (id: string, to: string) =>
      request<TalkChanged>('POST', `/v1/calls/${part(id)}/consult`, { to }),
    join: (id: string, who: string, onAnswer: 'join' | 'hand_over') =>
      request<TalkChanged>('POST', `/v1/calls/${part(id)}/join`, { who, onAnswer }),
    drop: (id: string, who: string) => request<TalkChanged>('POST', `/v1/calls/${part(id)}/drop`, { who }),
    mute: (id: string, who: string, muted: boolean) =>
      request<TalkChanged>('POST', `/v1/calls/${part(id)}/${muted ? 'mute' : 'unmute'}`, { who }),
    supervise: (id: string, by: string, mode: SuperviseMode) =>
      request('POST', `/v1/calls/${part(id)}/supervise`, { by, mode }),
  },
  callbacks: {
    list: () => request<{ callbacks: CallbackView[] }>('GET', '/v1/callbacks'),
    cancel: (id: string) => request('DELETE', `/v1/callbacks/${part(id)}`),
  },
  contacts: {
    history: (number: string) =>
      request<ContactHistory>('GET', `/v1/contacts/${part(number)}/history`, undefined, 60_000),
    duplicates: () => request<DuplicateList>('GET', '/v1/contacts/duplicates'),
    merge: (number: string, other: string) =>
      request<ContactView>('POST', `/v1/contacts/${part(number)}/merge`, { number: other }),
    unmerge: (number: string) => request('POST', `/v1/contacts/${part(number)}/unmerge`),
    erase: (number: string) =>
      request<{ values: number; calls: number }>('POST', `/v1/contacts/${part(number)}/erase`, {}, 300_000),
    import: (file: File, dryRun: boolean) =>
      upload<ImportResult>(`/v1/contacts/import?dryRun=${dryRun}`, file, typeOf(file.name)),
    /** Where the browser downloads them. */
    file: (format: 'csv' | 'vcard') => `/v1/contacts/export?format=${format}`,
    everything: (number: string) => `/v1/contacts/${part(number)}/export`,
    find: (find: string, limit = 50) =>
      request<{ contacts: ContactView[] }>('GET', `/v1/contacts${query({ find, limit })}`),
    one: (number: string) => request<ContactView>('GET', `/v1/contacts/${part(number)}`),
    /** Creates the contact if the number is unknown. */
    change: (number: string, change: ContactFields) =>
      request<ContactView>('PUT', `/v1/contacts/${part(number)}`, change),
  },
  directory: {
    find: (q: string, limit = 8) =>
      request<{ found: DirectoryFind[] }>('GET', `/v1/directory${query({ q, limit })}`),
  },
  floor: {
    /** As it was, at so many moments. */
    asItWas: (at: number, frames: number, stepMs: number) =>
      request<FloorsThenView>(
        'GET',
        `/v1/floor${query({ at: new Date(at).toISOString(), frames, stepMs })}`,
        undefined,
        120_000,
      ),
  },
  health: {
    show: () => request<Installation>('GET', '/v1/health'),
    backup: () => requestFile('POST', '/v1/backup'),
    alarms: () => request<AlarmList>('GET', '/v1/alarms'),
    confirmAlarms: () => request<AlarmsConfirmed>('POST', '/v1/alarms/confirm'),
    doctor: () => request<Examination>('GET', '/v1/health/doctor', undefined, 90_000),
  },
  people: {
    list: () => request<{ people: PersonView[] }>('GET', '/v1/people'),
    add: (person: object) => request<PersonView>('POST', '/v1/people', person),
    change: (name: string, change: PersonFields | object) =>
      request<PersonView>('PATCH', `/v1/people/${part(name)}`, change),
    remove: (name: string) => request('DELETE', `/v1/people/${part(name)}`),
    /** With which they set a password. */
    link: (name: string) =>
      request<{ link: string; expiresAt: string }>('PUT', `/v1/people/${part(name)}/password`),
    endSessions: (name: string) => request('DELETE', `/v1/people/${part(name)}/sessions`),
    resetFactor: (name: string) => request('DELETE', `/v1/people/${part(name)}/second-factor`),
  },
  /** The own browser phone. */
  phone: {
    account: () => request<PhoneGiven>('POST', '/v1/me/phone', {}),
    state: (usable: boolean, because?: string) =>
      request('POST', '/v1/me/phone/state', { usable, ...(because && { because }) }),
    quality: (quality: Quality) => request('POST', '/v1/me/phone/quality', { ...quality }),
  },
  plan: {
    show: (version?: number) => request<PlanText>('GET', `/v1/plan${query({ version })}`),
    history: () => request<PlanHistory>('GET', '/v1/plan/history'),
    schema: () => request<Record<string, unknown>>('GET', '/v1/plan/schema'),
    check: (text: string, against?: number) =>
      request<PlanChecked>('POST', '/v1/plan/check', { text, ...(against && { against }) }, 150_000),
    edit: (text: string, edits: PlanEdit[]) =>
      request<{ text: string }>('POST', '/v1/plan/edit', { text, edits }),
    try: (question: PlanTry) => request<PlanTried>('POST', '/v1/plan/try', question, 150_000),
    apply: (text: string, ifVersion: number, withoutPasswords: boolean) =>
      request<PlanApplied>('POST', '/v1/plan', { text, ifVersion, withoutPasswords }, 150_000),
  },
  voicemails: {
    list: (fields: { state?: 'new' | 'all'; voicemail?: string; limit?: number }) =>
      request<{ voicemails: VoicemailView[] }>('GET', `/v1/voicemails${query(fields)}`),
    boxes: () => request<{ boxes: VoicemailBoxView[] }>('GET', '/v1/voicemail-boxes'),
    change: (
      recording: string,
      change: { heard?: boolean; assignedTo?: string | null; voicemail?: string },
    ) => request<VoicemailView>('PATCH', `/v1/voicemails/${part(recording)}`, change),
    remove: (recording: string) => request('DELETE', `/v1/voicemails/${part(recording)}`),
    sound: (recording: string) => `/v1/voicemails/${part(recording)}/audio`,
  },
  reviews: {
    list: (fields: Readonly<Record<string, string | number>>) =>
      request<{ reviews: ReviewView[] }>('GET', `/v1/reviews${query(fields)}`),
    report: (fields: Readonly<Record<string, string>>) =>
      request<QualityReport>('GET', `/v1/reviews/report${query(fields)}`),
    ofCall: (call: string) => request<ReviewsOfCall>('GET', `/v1/calls/${part(call)}/reviews`),
    give: (call: string, given: ReviewRequest) =>
      request<ReviewView>('PUT', `/v1/calls/${part(call)}/review`, given),
    scorecards: () => request<{ scorecards: ScorecardView[] }>('GET', '/v1/scorecards'),
    keepScorecard: (name: string, fields: ScorecardRequest) =>
      request<ScorecardView>('PUT', `/v1/scorecards/${part(name)}`, fields),
    removeScorecard: (name: string) => request('DELETE', `/v1/scorecards/${part(name)}`),
  },
  cases: {
    list: () => request<{ cases: CaseFound[] }>('GET', '/v1/cases?limit=200'),
    one: (id: string) => request<CaseView>('GET', `/v1/cases/${part(id)}`),
    mark: (call: string, fields: CaseAdd) =>
      request<CaseView>('POST', `/v1/calls/${part(call)}/case`, fields),
    remove: (id: number) => request('DELETE', `/v1/cases/${id}`),
    answer: (id: number, stage: 'replay' | 'analyse' | 'practise', texts: string[]) =>
      request('PUT', `/v1/cases/${id}/answers`, { stage, texts }),
    answers: (id: number) => request<CaseAnswersView>('GET', `/v1/cases/${id}/answers`),
  },
  queues: {
    /** The next call of the queue that is connected. */
    supervise: (name: string, by: string, mode: SuperviseMode) =>
      request('POST', `/v1/queues/${part(name)}/supervise`, { by, mode }),
  },
  reports: {
    make: (report: ReportPage['report'], fields: ReportFields) =>
      request<ReportPage>('GET', `/v1/reports/${report}${query(fields)}`),
    /** Where the browser downloads it. */
    file: (report: ReportPage['report'], fields: ReportFields, format: 'csv' | 'xlsx') =>
      `/v1/reports/${report}${query({ ...fields, format })}`,
  },
  results: {
    list: () => request<ResultList>('GET', '/v1/results'),
    give: (call: string, given: { result: string; detail?: string }) =>
      request('POST', `/v1/calls/${part(call)}/result`, given),
  },
  tickets: {
    find: (fields: Readonly<Record<string, string | number | undefined>>) =>
      request<{ tickets: TicketView[] }>('GET', `/v1/tickets${query(fields)}`),
    one: (id: string) => request<TicketDetails>('GET', `/v1/tickets/${part(id)}`),
    change: (id: number, fields: TicketFields) => request<TicketView>('PATCH', `/v1/tickets/${id}`, fields),
    note: (id: number, text: string) => request<TicketView>('POST', `/v1/tickets/${id}/notes`, { text }),
    call: (id: number) => request('POST', `/v1/tickets/${id}/call`, {}),
  },
  schedules: {
    list: () => request<{ schedules: ScheduleView[] }>('GET', '/v1/schedules'),
    set: (name: string, to: 'open' | 'close' | 'auto') =>
      request<ScheduleView>('POST', `/v1/schedules/${part(name)}/${to}`),
  },
};
