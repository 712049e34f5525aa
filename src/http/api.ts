/** What the routes stand on. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Readable } from 'node:stream';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ImportPart } from '../contacts/import/file.ts';
import type { ImportQuestion } from '../contacts/import/read.ts';
import type { Gate } from '../ports/gate.ts';
import type { Log } from '../ports/log.ts';
import type { Floor } from '../ports/operations.ts';
import type { WaitAccuracy } from '../reports/wait-accuracy.ts';
import type { Store } from '../ports/store.ts';
import type { Access } from '../ports/telephony.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface ApiNeeds {
  /** Where phones find us; none: the Asterisk is somebody else's, or there is none. */
  readonly sip?: { readonly address: string; readonly port: number };
  /** How trunks and log-ins stand; none: nobody knows. */
  readonly access?: () => Access;
  /** What our Asterisk has to be restarted for, once nobody talks; none: nothing ever. */
  readonly asteriskPending?: () => readonly string[];
  /** What there is to see. */
  readonly operations: Floor;
  /** Through which everything is asked for. */
  readonly gate: Gate;
  readonly store: Pick<
    Store,
    'contacts' | 'plans' | 'journal' | 'voicemails' | 'pins' | 'directory' | 'erasure' | 'recorded'
  >;
  /** Of Cordboard. */
  readonly version: string;
  readonly log: Log;
  /** Of a queue, what came of the waits that its callers were told since the engine has run; none: nobody counts. */
  readonly waitAccuracy?: (queue: string) => WaitAccuracy;
  /** None: there is no /metrics. */
  readonly metrics?: { readonly contentType: string; text(): Promise<string> };
  /** All that is kept, as one file; none: it cannot be had. */
  readonly backUp?: () => Promise<{ readonly size: number; readonly stream: Readable }>;
  /** Reads a file of contacts, away from the calls; none: no files are read. */
  readonly readContacts?: (question: ImportQuestion) => AsyncIterable<ImportPart>;
  /** Absolute path of a recording's audio file; none: it is not there (any more). */
  readonly recordingFile?: (recording: string) => Promise<string | undefined>;
}
