/** What the routes stand on. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ArticleFileQuestion, ArticlePart } from '../articles/read.ts';
import type { ImportPart } from '../contacts/import/file.ts';
import type { ImportQuestion } from '../contacts/import/read.ts';
import type { Accounts } from '../ports/accounts.ts';
import type { AlarmDesk } from '../ports/alarms.ts';
import type { AuditHead } from '../ports/audit.ts';
import type { BrowserPhones } from '../ports/browser-phones.ts';
import type { Disk, Finding } from '../ports/doctor.ts';
import type { EvidenceBook } from '../ports/evidence.ts';
import type { Gate } from '../ports/gate.ts';
import type { HelpdeskDoor } from '../ports/helpdesk.ts';
import type { Log } from '../ports/log.ts';
import type { Floor } from '../ports/operations.ts';
import type { OutwardDesk } from '../ports/outward.ts';
import type { PlanDesk } from '../ports/plan-desk.ts';
import type { TalkRecordingRow } from '../ports/recordings.ts';
import type { SingleSignOn } from '../ports/single-sign-on.ts';
import type { Sounds } from '../ports/sounds.ts';
import type { Store } from '../ports/store.ts';
import type { SurveyDoor } from '../ports/surveys.ts';
import type { Access } from '../ports/telephony.ts';
import type { ReportAsked, ReportMade } from '../reports/asked.ts';
import type { ReportName } from '../reports/figures/report.ts';
import type { FloorsThen } from '../reports/floor-then.ts';
import type { MissedCaller } from '../reports/missed-callers.ts';
import type { DayReconciled } from '../reports/reconcile/day.ts';
import type { CallRows } from '../reports/records/rows.ts';
import type { WaitAccuracy } from '../reports/wait-accuracy.ts';
import type { Day } from '../shared/wall-time.ts';
import type { Ticket } from '../tickets/ticket.ts';

import type { IceServers } from './sip/ice-servers.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface ApiNeeds {
  /** SIP address for phones; if omitted: Cordboard does not manage this Asterisk, or there is none. */
  readonly sip?: { readonly address: string; readonly port: number };
  /** The sound library; if omitted: there is none. */
  readonly sounds?: Sounds;
  /** State of trunks and registrations; if omitted: unknown. */
  readonly access?: () => Access;
  /** Files for which our Asterisk must be restarted when no call is in progress; if omitted: never any. */
  readonly asteriskPending?: () => readonly string[];
  /** If omitted: there are none. */
  readonly browserPhones?: BrowserPhones;
  /** STUN and TURN servers for them. If omitted: none. */
  readonly ice?: IceServers;
  /** What there is to see. */
  readonly operations: Floor;
  /** Through which everything is asked for. */
  readonly gate: Gate;
  readonly accounts: Accounts;
  /** Webhooks, and what was delivered. */
  readonly outward: OutwardDesk;
  /** Where another ticket system tells of its changes; if omitted: there is none. */
  readonly helpdesk?: HelpdeskDoor;
  /** Where the links of surveys by e-mail lead; if omitted: there are none. */
  readonly surveys?: SurveyDoor;
  /** If omitted: people log in with a password only. */
  readonly signOn?: SingleSignOn;
  /** Where people reach the console, without a slash at its end; if omitted: as they ask for it. */
  readonly publicUrl?: string;
  /** Heads of the audit trail that were noted outside of the store; if omitted: none. */
  readonly auditHeads?: () => Promise<readonly AuditHead[]>;
  /** Served over TLS. */
  readonly secure: boolean;
  readonly store: Pick<
    Store,
    | 'contacts'
    | 'plans'
    | 'journal'
    | 'voicemails'
    | 'pins'
    | 'directory'
    | 'erasure'
    | 'recorded'
    | 'audit'
    | 'recordings'
    | 'people'
    | 'tickets'
    | 'articles'
    | 'quality'
    | 'cases'
    | 'details'
    | 'deliveries'
  >;
  /** Of Cordboard. */
  readonly version: string;
  readonly log: Log;
  /** How accurate a queue's announced waits were since the engine started; if omitted: not counted. */
  readonly waitAccuracy?: (queue: string) => WaitAccuracy;
  /** SIP messages and sound of calls; if omitted: nothing is kept. */
  readonly evidence?: EvidenceBook;
  /** Follow-ups of an agent that are due, the oldest first; if omitted: not kept. */
  readonly followUps?: (agent: string) => readonly Ticket[];
  /** Alarms that wait for someone; if omitted: not kept. */
  readonly alarms?: AlarmDesk;
  /** Callers who have not reached a person, the newest first; if omitted: not counted. */
  readonly missed?: () => readonly MissedCaller[];
  /** Reports and the proof of their numbers; if omitted: not kept. */
  readonly reports?: {
    make(asked: ReportAsked): Promise<ReportMade>;
    /** Names of all rows that have ever had a figure. */
    counted(report: ReportName): Promise<ReadonlySet<string>>;
    reconcile(day: Day): Promise<DayReconciled>;
    /** As the floor was at these moments, in order, of one day or the next. */
    floorAt(moments: readonly number[]): Promise<FloorsThen>;
    /** Of the calls that arrived on that day. */
    records(day: Day): Promise<readonly CallRows[]>;
  };
  /** Space on the disk; if omitted: unknown. */
  readonly disk?: () => Promise<Disk>;
  /** What is wrong with this installation; if omitted: not available. */
  readonly doctor?: () => Promise<readonly Finding[]>;
  /** Work on plans that are not in force; if omitted: not available. */
  readonly planDesk?: PlanDesk;
  /** For how long what the core was told is recorded. If omitted: it is not recorded. */
  readonly recordedFor?: number;
  /** If omitted: there is no /metrics. */
  readonly metrics?: { readonly contentType: string; text(): Promise<string> };
  /** A backup as one file; if omitted: not available. */
  readonly backUp?: () => Promise<{ readonly size: number; readonly stream: Readable }>;
  /** Reads a contact file in a worker thread; if omitted: imports are not available. */
  readonly readContacts?: (question: ImportQuestion) => AsyncIterable<ImportPart>;
  /** Reads a file of articles in a worker thread; if omitted: imports are not available. */
  readonly readArticles?: (
    question: ArticleFileQuestion,
  ) => AsyncIterable<ArticlePart> | Iterable<ArticlePart>;
  /** Bytes of a recorded talk, from one to another (without); none: its sound is not there (any more). */
  readonly recordingSound?: (
    recording: TalkRecordingRow,
    from: number,
    to: number,
  ) => Promise<AsyncIterable<Buffer> | 'other key' | undefined>;
  /** Absolute path of a recording's audio file; if omitted: it is not there (any more). */
  readonly recordingFile?: (recording: string) => Promise<string | undefined>;
}
