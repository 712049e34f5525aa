/**
 * When a contact was last written down by a person or an import: one who has never called is not old while a list of customers still
 * names them. The index by the last call served nothing any more; this one costs a call as much.
 */
export const quietContacts = `
alter table contact add column noted_at integer;
drop index contact_by_last_call;
create index contact_by_quiet on contact (coalesce(last_call_at, noted_at, created_at), id);
`;
