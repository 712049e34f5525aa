/** Messages that callers left, folded from the journal as it is written. */
import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../call/kept/journal.ts';
import type { VoicemailBox, VoicemailMessage } from '../ports/store.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

/** To be called inside a transaction, behind the journal: the caller is read from the call's `callArrived` there. */
export function storeVoicemails(db: Database): (entries: readonly JournalEntry[]) => void {
  const keep = db.prepare<[string, string, string, number, number, string]>(
    `insert into voicemail_message (recording, voicemail, call, at, lasted, caller_number, caller_name)
     select r.recording, r.voicemail, r.call, r.at, r.lasted,
            arrival.data ->> '$.caller.number', arrival.data ->> '$.caller.name'
     from (select ? as recording, ? as voicemail, ? as call, ? as at, ? as lasted) as r
     left join (select data from journal where call = ? and type = 'callArrived' limit 1) as arrival
     where true
     on conflict (recording) do nothing`,
  );
  return (entries) => {
    for (const entry of entries) {
      if (entry.type !== 'messageLeft') continue;
      keep.run(entry.recording, entry.voicemail, entry.call, entry.at, entry.lasted, entry.call);
    }
  };
}

type Row = Omit<VoicemailMessage, 'callerNumber' | 'callerName'> & {
  readonly callerNumber: string | null;
  readonly callerName: string | null;
};

export function voicemailBox(db: Database): VoicemailBox {
  const columns =
    'recording, voicemail, call, caller_number as callerNumber, caller_name as callerName, at, lasted';
  const all = db.prepare<[number], Row>(
    `select ${columns} from voicemail_message order by at desc, rowid desc limit ?`,
  );
  const ofOne = db.prepare<[string, number], Row>(
    `select ${columns} from voicemail_message where voicemail = ? order by at desc, rowid desc limit ?`,
  );
  return {
    list: (voicemail, limit) =>
      asked(db, () => {
        const most = atLeastNone(limit);
        const rows = voicemail === undefined ? all.all(most) : ofOne.all(voicemail, most);
        return rows.map(message);
      }),
  };
}

function message({ callerNumber, callerName, ...rest }: Row): VoicemailMessage {
  return {
    ...rest,
    ...(callerNumber !== null && { callerNumber }),
    ...(callerName !== null && { callerName }),
  };
}
