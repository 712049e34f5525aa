/**
 * What becomes of messages that callers left. Before, nobody could say that they had heard one, and no rule had listened:
 * those of earlier versions count as spoken, and those of more than a week ago as heard.
 */
export const messages = `
alter table voicemail_message add column heard_at integer;
alter table voicemail_message add column heard_by text;
alter table voicemail_message add column assigned_to text;
-- 1: somebody speaks in it, 0: no one does, null: nothing has listened yet.
alter table voicemail_message add column speech integer;
-- Its sound is yet to be removed.
alter table voicemail_message add column deleted_at integer;
update voicemail_message set speech = 1;
update voicemail_message set heard_at = at, heard_by = 'an earlier version'
  where at < (unixepoch() - 7 * 24 * 3600) * 1000;
create index voicemail_message_due on voicemail_message (recording) where speech is null or deleted_at is not null;
`;
