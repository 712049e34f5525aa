/** Messages that callers left. Their rows come from `projections/messages.ts`; who called, from the call's arrival. */
import type { Database } from 'better-sqlite3';
import type { JournalReader, VoicemailBox, VoicemailMessage } from '../../ports/store.ts';
import type { CallId } from '../../shared/ids.ts';
import type { MessageRow } from '../projections/messages.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

/** To be called inside a transaction. */
export function storeMessages(db: Database): (row: MessageRow) => void {
  const keep = db.prepare<MessageRow>(
    `insert into voicemail_message (recording, voicemail, call, at, lasted)
     values (:recording, :voicemail, :call, :at, :lasted) on conflict (recording) do nothing`,
  );
  return (row) => {
    keep.run(row);
  };
}

/** The columns of the caller are of an earlier version's rows only. */
type Row = MessageRow & { readonly callerNumber: string | null; readonly callerName: string | null };

export function voicemailBox(db: Database, journal: Pick<JournalReader, 'arrivals'>): VoicemailBox {
  const columns =
    'recording, voicemail, call, caller_number as callerNumber, caller_name as callerName, at, lasted';
  const all = db.prepare<[number], Row>(
    `select ${columns} from voicemail_message order by at desc, rowid desc limit ?`,
  );
  const ofOne = db.prepare<[string, number], Row>(
    `select ${columns} from voicemail_message where voicemail = ? order by at desc, rowid desc limit ?`,
  );
  const callOf = db
    .prepare<[string], string>('select call from voicemail_message where recording = ?')
    .pluck();
  return {
    callOf: async (recording) => await asked(db, () => callOf.get(recording) as CallId | undefined),
    list: async (voicemail, limit) => {
      const most = atLeastNone(limit);
      const rows = await asked(db, () =>
        voicemail === undefined ? all.all(most) : ofOne.all(voicemail, most),
      );
      const arrivals = await journal.arrivals(rows.map(({ call }) => call));
      return rows.map((row) => message(row, arrivals));
    },
  };
}

function message(
  { callerNumber, callerName, ...rest }: Row,
  arrivals: Awaited<ReturnType<JournalReader['arrivals']>>,
): VoicemailMessage {
  const { caller } = arrivals.get(rest.call as CallId) ?? {};
  const number = callerNumber ?? caller?.number;
  const name = callerName ?? caller?.name;
  return { ...rest, ...(number && { callerNumber: number }), ...(name && { callerName: name }) };
}
